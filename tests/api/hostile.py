"""Requests that nobody who means well would send: generated from the schema, right and wrong, and around it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import httpx
from graphql import (
    GraphQLField,
    IntValueNode,
    StringValueNode,
    get_named_type,
    is_required_argument,
    is_specified_scalar_type,
)
from hypothesis import strategies as st
from hypothesis_graphql import Mode, mutations, queries

from tests.api.crawling import SCHEMA, questions

WITHIN: Final = 15.0
"""Seconds: a request has ten to be answered, and then it is told."""
INTERNAL: Final = re.compile(
    r"Traceback|site-packages|\.py\b|psycopg|strawberry|asyncpg|object at 0x|NoneType|KeyError|AttributeError"
    r"|\bSELECT\b.*\bFROM\b|read_models\.|ledger\.entries|\"INTERNAL\""
)
"""What tells of the inside of a server, and the code under which a fault of ours is masked."""
PATHS: Final = (
    *("/", "/healthz", "/readyz", "/graphiql", "/graphql", "/checkpoint", "/verifier-keys", "/sign-in", "/sign-out"),
    *("/tile/0/000", "/tile/entries/x999/x999/999", "/tile/0/x001/000.p/255", "/signed-in", "/persona/person-x"),
)
ODD: Final = (
    "\0",
    "\U0001f600",
    "%00",
    "../../etc/passwd",
    "..%2f..%2f",
    "x" * 3_000,
    "';--",
    "{{7*7}}",
    "\r\nx: y",
    "٣",
)
KINDS: Final = ("application/json", "application/json; charset=utf-16", "text/plain", "multipart/form-data", "", "*/*")
AGAIN: Final[Mapping[str, Sequence[str]]] = {
    "accept": ("*/*", "", "text/html", "application/graphql-response+json;q=0", "a/b, c", "q" * 2_000),
    "authorization": ("Bearer ", "Basic eDp5", "Bearer " + "x" * 5_000, "bearer ü"),
    "cookie": ("leadership=;", "__Host-leadership=" + "A" * 400, "=;=;"),
    "host": ("evil.example", "127.0.0.1:99999", "[::1", "localhost.evil.example"),
    "origin": ("null", "https://evil.example", "http://127.0.0.1"),
    "if-none-match": ('"x"', "*", "W/" * 500),
    "x-forwarded-for": ("127.0.0.1", "' or 1=1"),
}


@dataclass(frozen=True)
class Sent:
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def scalars(known: Sequence[str]) -> dict[str, st.SearchStrategy[Any]]:
    """Values of our own scalars: some right, most not."""
    text = st.text(max_size=40)
    days = st.dates().map(str)
    some = {
        "Date": days | text,
        "DateTime": st.datetimes().map(lambda at: at.isoformat() + "Z") | days | text,
        "UUID": st.uuids().map(str) | text,
        "Reference": st.builds("{}@{}".format, st.sampled_from(known), st.integers()) | text,
        "Json": text,
        "Position": st.integers().map(str) | text,
    }
    told = {name: values.map(lambda value: StringValueNode(value=value)) for name, values in some.items()}
    return {**told, "Position": told["Position"] | st.integers(0, 90).map(lambda at: IntValueNode(value=str(at)))}


def documents(known: Sequence[str]) -> st.SearchStrategy[str]:
    """Documents that fit the schema, and documents that do not quite; one question or command each."""
    ours = scalars(known)
    assert SCHEMA.mutation_type is not None
    asked = dict.fromkeys(questions(), queries)
    told = dict.fromkeys(SCHEMA.mutation_type.fields, mutations)
    wrong = sorted(name for name in asked if can_be_asked_wrongly(questions()[name])) + sorted(told)

    def of(name: str, mode: Mode) -> st.SearchStrategy[str]:
        ask: Any = asked.get(name, told.get(name))
        strategy: st.SearchStrategy[str] = ask(SCHEMA, fields=[name], custom_scalars=ours, mode=mode)
        return strategy

    right = st.sampled_from(sorted({**asked, **told})).flatmap(lambda name: of(name, Mode.POSITIVE))
    return right | st.sampled_from(wrong).flatmap(lambda name: of(name, Mode.NEGATIVE))


def can_be_asked_wrongly(question: GraphQLField) -> bool:
    """Whether there is an argument to leave out, or to give another type."""
    return any(
        is_required_argument(one) or is_specified_scalar_type(get_named_type(one.type))
        for one in question.args.values()
    )


def bodies(known: Sequence[str]) -> st.SearchStrategy[bytes]:
    """What is posted: documents with variables of whatever sort, spoiled JSON, and no JSON at all."""
    values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from(ODD),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=6,
    )
    asked = st.fixed_dictionaries(
        {"query": documents(known) | st.text(max_size=80)},
        optional={"variables": values, "operationName": values, "extensions": values},
    )
    written = asked.map(lambda body: json.dumps(body).encode())
    return st.one_of(
        written,
        written,
        written,
        st.binary(max_size=60),
        values.map(lambda value: json.dumps(value).encode()),
        st.tuples(written, st.integers(0, 200)).map(lambda one: one[0][: one[1]] + b"\xff" + one[0][one[1] :]),
        st.integers(10, 3_000).map(lambda deep: b'{"query":' + b"[" * deep),
    )


def hostile(known: Sequence[str]) -> st.SearchStrategy[Sent]:
    """Any of these. `known` are ids that mean something."""
    odd = st.sampled_from(ODD) | st.text(max_size=20)
    headers = st.dictionaries(st.sampled_from(sorted(AGAIN)), st.integers(0, 5), max_size=2).map(
        lambda chosen: {name: AGAIN[name][number % len(AGAIN[name])] for name, number in chosen.items()}
    )
    plain = st.just(dict[str, str]())
    posted = st.builds(
        lambda body, more, kind: Sent("POST", "/graphql", {"content-type": kind, **more}, body),
        bodies(known),
        st.one_of(plain, plain, headers),
        st.sampled_from((KINDS[0], KINDS[0], KINDS[0], *KINDS)),
    )
    got = st.builds(
        lambda query, more: Sent("GET", "/graphql?" + str(httpx.QueryParams({"query": query})), more),
        documents(known) | odd,
        headers,
    )
    around = st.builds(
        lambda method, path, tail, more, body: Sent(method, path + tail, more, body),
        st.sampled_from(("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE")),
        st.sampled_from(PATHS),
        st.just("") | odd.map(lambda text: "/" + text) | odd.map(lambda text: "?code=" + text + "&state=" + text),
        headers,
        st.binary(max_size=40),
    )
    return st.one_of(posted, posted, posted, got, around)


def objection(client: httpx.Client, sent: Sent, shown: Mapping[str, str]) -> str | None:
    """What is wrong with how a request is answered; None where nothing is. `shown` are headers that show who asks."""
    try:
        request = client.build_request(
            sent.method, sent.path, headers={**shown, **sent.headers}, content=sent.body, timeout=WITHIN
        )
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return None  # such a request cannot even be written
    try:
        answer = client.send(request)
    except httpx.TimeoutException:
        return "hangs"
    except (httpx.LocalProtocolError, UnicodeError):
        return None
    except httpx.TransportError as error:
        return None if is_cut_off(sent) else f"is cut off: {error!r}"
    if answer.status_code >= 500 and answer.status_code not in {501, 505}:
        return f"is answered with {answer.status_code}: {answer.text[:300]}"
    if found := INTERNAL.search(answer.text if "graphiql" not in sent.path else ""):
        return f"tells of the inside: {found[0]!r} in {answer.text[:600]}"
    return None


def is_cut_off(sent: Sent) -> bool:
    """Whether the server may close without a word: headers that are none."""
    return any(not value.isprintable() for value in sent.headers.values())
