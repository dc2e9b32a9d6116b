"""Automatic persisted queries: documents that clients register, in the words of Apollo's clients and servers."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import httpx
import pytest

from api.access.callers import Scope
from api.graphql import known_documents
from api.graphql.known_documents import KnownDocuments
from tests.api.conftest import Served

NOT_FOUND = {"errors": [{"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}]}
NUMBERS = iter(range(1_000))


def fresh() -> str:
    """A document that nobody has asked before."""
    return f"query Fresh{next(NUMBERS)} {{ position }}"


def by_hash(text: str, /, **more: Any) -> dict[str, Any]:
    """What a client sends of a document: its hash alone, and whatever else is said."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}, **more}


def posted(asks: Served, content: dict[str, Any], **headers: str) -> httpx.Response:
    return asks.client.post("/graphql", json=content, headers={**asks.headers, **headers})


def got(asks: Served, content: dict[str, Any], path: str = "/graphql", **headers: str) -> httpx.Response:
    parameters = {name: said if isinstance(said, str) else json.dumps(said) for name, said in content.items()}
    return asks.client.get(path, params=parameters, headers={**asks.headers, **headers})


@pytest.mark.parametrize("send", [posted, got])
def test_a_document_is_sent_once_and_then_asked_by_its_hash(served: Served, send: Any) -> None:
    text = fresh()
    unknown = send(served, by_hash(text))
    assert (unknown.status_code, unknown.json()) == (200, NOT_FOUND)
    assert unknown.headers["cache-control"] == "private, no-cache"
    registered = send(served, by_hash(text, query=text))
    assert registered.json()["data"]["position"] >= 0
    for again in (posted, got):
        assert again(served, by_hash(text)).json() == registered.json()
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert served.client.get(f"/q/{digest}").json() == registered.json()


def test_variables_come_with_the_hash(served: Served) -> None:
    text = "query Named($first: Int!) { people(first: $first) { nodes { id } } }"
    posted(served, by_hash(text, query=text, variables={"first": 1}))
    assert posted(served, by_hash(text, variables={"first": 1})).json()["data"]["people"]
    assert got(served, by_hash(text, variables={"first": 1}, operationName="Named")).json()["data"]["people"]
    wrong = posted(served, by_hash(text, variables={"first": "x"})).json()
    assert wrong["errors"][0]["extensions"]["field"] == "first"


def test_a_hash_of_something_else_is_refused(served: Served) -> None:
    text = fresh()
    refused = posted(served, by_hash(text, query="{ __typename }"))
    assert refused.status_code == 400
    assert "provided sha does not match query" in refused.json()["errors"][0]["message"]
    assert posted(served, by_hash(text)).json() == NOT_FOUND


@pytest.mark.parametrize(
    ("persisted", "said"),
    [
        ({"version": 2, "sha256Hash": "0" * 64}, "Unsupported persisted query version"),
        ({"sha256Hash": "0" * 64}, "Unsupported persisted query version"),
        ("all", "Unsupported persisted query version"),
        ({"version": 1}, "is no SHA-256"),
        ({"version": 1, "sha256Hash": "0" * 63}, "is no SHA-256"),
        ({"version": 1, "sha256Hash": ["0"]}, "is no SHA-256"),
    ],
)
def test_what_cannot_be_meant_is_refused(served: Served, persisted: Any, said: str) -> None:
    refused = posted(served, {"extensions": {"persistedQuery": persisted}})
    assert refused.status_code == 400
    assert said in refused.json()["errors"][0]["message"]


def test_only_what_may_be_asked_is_registered(served: Served) -> None:
    """What is no document, asks for too much, or is sent by nobody who is known, is answered as ever and not kept."""
    dear = f"query Dear{next(NUMBERS)} {{ {' '.join(f'a{number}: position' for number in range(61))} }}"
    wrong = f"query Wrong{next(NUMBERS)} {{ positions }}"
    garbled = f"query Garbled{next(NUMBERS)} {{"
    for text in (dear, wrong, garbled):
        assert "errors" in posted(served, by_hash(text, query=text)).json()
        assert posted(served, by_hash(text)).json() == NOT_FOUND
    text = fresh()
    stranger = {"authorization": "Bearer made-up"}
    assert posted(served, by_hash(text, query=text), **stranger).status_code == 401
    assert posted(served, by_hash(text)).json() == NOT_FOUND
    assert posted(served, by_hash(text), **stranger).status_code == 401, "nor are they told what is known"


def test_a_registered_mutation_is_asked_by_post_alone(served: Served) -> None:
    text = f"mutation Changes{next(NUMBERS)} {{ __typename }}"
    assert posted(served, by_hash(text, query=text)).json() == {"data": {"__typename": "Mutation"}}
    assert posted(served, by_hash(text)).json() == {"data": {"__typename": "Mutation"}}
    digest = hashlib.sha256(text.encode()).hexdigest()
    for refused in (
        got(served, by_hash(text)),
        got(served, by_hash(text, query=text)),
        served.client.get(f"/q/{digest}"),
    ):
        assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert served.client.post(f"/q/{digest}").status_code == 405


def test_a_token_that_may_not_read_reads_nothing_by_hash(served: Served) -> None:
    text = fresh()
    posted(served, by_hash(text, query=text))
    writes = served.asked_by(None, Scope.WRITE, name="Writes")
    assert posted(writes, by_hash(text)).json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    digest = hashlib.sha256(text.encode()).hexdigest()
    by_address = writes.client.get(f"/q/{digest}", headers={**writes.headers})
    assert by_address.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert "etag" not in by_address.headers


def test_names_and_pages_elsewhere_are_refused_as_ever(served: Served) -> None:
    text = fresh()
    posted(served, by_hash(text, query=text))
    path = f"/q/{hashlib.sha256(text.encode()).hexdigest()}"
    assert got(served, {}, path, host="evil.example").status_code == 421
    assert got(served, {}, path, origin="https://evil.example").status_code == 403
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert got(served, {}, path, **link).status_code == 403
    assert got(served, {}, path, **{"sec-fetch-site": "same-origin"}).status_code == 200
    assert got(served, {}, path, authorization="Bearer made-up").status_code == 401


def test_there_is_room_for_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_documents, "MOST_REGISTERED", 2)
    in_a_folder = "{ __typename }"
    known = KnownDocuments({known_documents.digest_of(in_a_folder): in_a_folder})
    a, b, c = fresh(), fresh(), fresh()
    known.register(a)
    known.register(b)
    assert known.text_of(known_documents.digest_of(a)) == a
    known.register(c)
    assert [known.text_of(known_documents.digest_of(one)) for one in (a, b, c)] == [a, None, c]
    assert known.text_of(known_documents.digest_of(in_a_folder)) == in_a_folder
    monkeypatch.setattr(known_documents, "MOST_BYTES_REGISTERED", len(b) + 1)
    known.register(b)
    assert [known.text_of(known_documents.digest_of(one)) for one in (a, b, c)] == [None, b, None]
