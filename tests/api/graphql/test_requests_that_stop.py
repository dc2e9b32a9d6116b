"""Which operation is meant is never guessed, and what nobody waits for any more is not done."""

from __future__ import annotations

import threading
import time
from typing import Any

import httpx
import psycopg
import pytest

from tests.api.conftest import Served

NEW = "application/graphql-response+json"
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%placements%LIMIT%'"


@pytest.mark.parametrize(
    ("document", "name", "field", "said"),
    [
        ("query A { position } query B { position }", None, "operationName", "say which, of A, B"),
        (
            "query A { position } query B { position }",
            "C",
            "operationName",
            "“C” is no operation of this document: A, B",
        ),
        ("query A { position }", "a", "operationName", "“a” is no operation"),
        ("{ position }", "A", "operationName", "it has no name, so leave this out"),
        ("fragment A on Person { id }", None, "query", "holds no operation"),
    ],
)
def test_which_operation_is_meant_is_not_guessed(
    served: Served, document: str, name: str | None, field: str, said: str
) -> None:
    asked = {"query": document, "operationName": name}
    answer = served.client.post("/graphql", json=asked, headers={"accept": NEW})
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"], error["extensions"]["field"]) == (400, "BAD_INPUT", field)
    assert said in error["message"]
    assert "data" not in answer.json()


def test_one_of_several_operations_is_asked_by_its_name(served: Served) -> None:
    asked = {"query": "query A { a: position } query B { b: position }", "operationName": "B"}
    assert list(served.client.post("/graphql", json=asked).json()["data"]) == ["b"]


def test_what_nobody_waits_for_is_not_read_any_further(served: Served) -> None:
    def ask() -> None:
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{served.url}/graphql", json={"query": "{ people(first: 1) { nodes { id } } }"}, timeout=2)

    with (
        psycopg.connect(served.database_url) as holding,
        psycopg.connect(served.database_url, autocommit=True) as watch,
    ):
        holding.execute("LOCK TABLE read_models.placements IN ACCESS EXCLUSIVE MODE")
        asking = threading.Thread(target=ask)
        asking.start()
        wait_until(watch, waiting=1)
        asking.join()
        wait_until(watch, waiting=0)
    assert served.ask("{ people(first: 1) { nodes { id } } }")


def wait_until(watch: psycopg.Connection[Any], waiting: int) -> None:
    """Returns as soon as so many statements wait for the lock that is held."""
    until = time.monotonic() + 10
    while watch.execute(WAITING).fetchone() != (waiting,):
        assert time.monotonic() < until, f"there are not {waiting} waiting"
        time.sleep(0.05)
