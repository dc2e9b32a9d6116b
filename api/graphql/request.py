"""One GraphQL request out of one HTTP request, by the GraphQL-over-HTTP specification."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.graphql.fitting import shown

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
PAGE = "text/html"
MOST_BYTES = 1_000_000
DIGEST: Final = re.compile(r"[0-9a-f]{64}")
MOST_DIGITS = 18
"""No number of ours has more."""


@dataclass(frozen=True)
class Asked:
    """What a client asks for."""

    query: str
    operation_name: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    sent: bytes = b""
    """The body in which it came; empty where it came in the address."""
    digest: str | None = None
    """The SHA-256 hash by which the document is known, in hexadecimal; None where none is named."""
    at: int | None = None
    """The position that is meant where a question names no moment; None for now."""
    may_change: bool = True
    """Whether it may be a mutation: what stands in an address changes nothing."""


def best_of(accept: str | None, *offered: str) -> str | None:
    """The offered media type that `accept` ranks first; the first offered if it takes any, None if it takes none."""
    ranked = [_ranked(each, place) for place, each in enumerate((accept or "*/*").split(","))]
    for quality, _, wanted in sorted(ranked):
        if quality == 0:
            return None
        for offer in offered:
            if wanted in (offer, "*/*", offer.split("/")[0] + "/*"):
                return offer
    return None


def _ranked(media_range: str, place: int) -> tuple[float, int, str]:
    """Sorts best first: the higher quality, then the earlier place. One that is refused (q=0) or garbled sorts last."""
    name, *parameters = (part.strip().lower() for part in media_range.split(";"))
    quality = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    try:
        return -float(quality), place, name
    except ValueError:
        return 0.0, place, name


async def asked(request: Request) -> Asked:
    """What the request asks for; HTTPException with the status that the specification wants where it cannot be read."""
    sent = b"" if request.method == "GET" else await _body(request)
    parameters = _parameters(request) if request.method == "GET" else _object_in(sent)
    query = _checked(parameters, "query", str)
    digest = _digest_in(_checked(parameters, "extensions", dict) or {})
    if not query and digest is None:
        raise HTTPException(400, "query: missing. Send the GraphQL document in it.")
    variables = _checked(parameters, "variables", dict) or {}
    operation_name = _checked(parameters, "operationName", str)
    return Asked(query or "", operation_name, variables, sent, digest, may_change=request.method == "POST")


def _digest_in(extensions: dict[str, Any]) -> str | None:
    """The hash of a document, as Apollo's clients send it; None where there is none."""
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    if not isinstance(persisted, dict) or persisted.get("version") != 1:
        raise HTTPException(400, 'Unsupported persisted query version: send {"version": 1, "sha256Hash": …}.')
    digest = persisted.get("sha256Hash")
    if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
        raise HTTPException(
            400, f"extensions.persistedQuery.sha256Hash: “{shown(digest)}” is no SHA-256 in lower case."
        )
    return digest


def _parameters(request: Request) -> dict[str, Any]:
    parameters: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in parameters:
            parameters[name] = decoded(parameters[name], name)
    return parameters


async def _body(request: Request) -> bytes:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != JSON:
        raise HTTPException(415, f"Content-Type: “{kind}” is not read here; send {JSON}.")
    charset = parameters.replace(" ", "").lower()
    if "charset=" in charset and "charset=utf-8" not in charset.replace('"', ""):
        raise HTTPException(415, f"Content-Type: “{parameters.strip()}” is not read here; send UTF-8.")
    return await body_within(request)


async def body_within(request: Request) -> bytes:
    """The body of a request. 413 where it is longer than any that is meant."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise HTTPException(413, f"The request is longer than {MOST_BYTES:,} bytes.")
    return bytes(body)


def _object_in(body: bytes) -> dict[str, Any]:
    content = decoded(body, "The request's body")
    if isinstance(content, list):
        raise HTTPException(400, "The request's body is a list; send one operation at a time.")
    if not isinstance(content, dict):
        raise HTTPException(400, "The request's body is no JSON object.")
    return content


def decoded(text: str | bytes, what: str) -> Any:
    """What JSON says; HTTPException for what is none."""
    try:
        return msgspec.json.decode(text)
    except msgspec.ValidationError:  # a number that is longer than it keeps: its type says so, where it stands
        return _decoded_with_long_numbers(text, what)
    except RecursionError:
        raise HTTPException(400, f"{what} is no JSON that is read here: it is nested too deeply.") from None
    except (UnicodeDecodeError, msgspec.DecodeError) as reason:
        raise HTTPException(400, f"{what} {spoiled(text) or f'is no JSON: {reason}.'}") from None


def spoiled(text: str | bytes) -> str:
    """What is said of bytes that are no text; nothing of others."""
    try:
        if isinstance(text, bytes):
            text.decode()
    except UnicodeDecodeError as reason:
        return f"is no UTF-8: byte {reason.object[reason.start]:#04x} spoils it."
    return ""


def _decoded_with_long_numbers(text: str | bytes, what: str) -> Any:
    try:
        return json.loads(text, parse_int=_whole)
    except RecursionError:
        raise HTTPException(400, f"{what} is no JSON that is read here: it is nested too deeply.") from None
    except ValueError:
        raise HTTPException(400, f"{what} is no JSON.") from None


def _whole(digits: str) -> float:
    """A whole number; one that is too long for any field of ours is without end, which no field takes."""
    return int(digits) if len(digits) <= MOST_DIGITS else math.inf


def _checked(parameters: dict[str, Any], name: str, kind: type[Any]) -> Any:
    value = parameters.get(name)
    if value is not None and not isinstance(value, kind):
        raise HTTPException(400, f"{name}: “{shown(value)}” is not {'a string' if kind is str else 'an object'}.")
    return value
