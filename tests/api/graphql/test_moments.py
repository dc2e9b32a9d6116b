"""What holds for every answer: it waits for nobody else, says what it lacks, and bears what has been erased."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest

from api.graphql import context
from api.services import Services
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

PERSON = "query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { name erased asOf { parked } } }"


@contextmanager
def while_it_runs(served: Served, statement: str) -> Iterator[None]:
    """A transaction in which `statement` has been run stays open as long as this."""
    with psycopg.connect(served.database_url) as connection:
        connection.execute(statement)
        yield
        connection.rollback()


def test_questions_are_answered_while_a_command_waits(served: Served, join: Join) -> None:
    ada = join("Ada Okafor")
    with ThreadPoolExecutor(1) as pool:
        with while_it_runs(served, "LOCK TABLE ledger.append_turn"):
            waiting = pool.submit(served.recorded, "renamePerson", person=ada, name="Ada Lind")
            for _ in range(5):
                assert served.ask(PERSON, id=ada)["person"]["name"] == "Ada Okafor"
            assert not waiting.done()
        assert waiting.result(timeout=20)["readable"]


def test_more_moments_are_compared_than_there_are_connections(served: Served, join: Join) -> None:
    ada = join("Ada Okafor", effectiveOn="2005-01-01")
    years = range(2006, 2026)
    asked = " ".join(
        f'y{year}: person(id: "{ada}", asOf: {{effectiveOn: "{year}-06-30"}}) {{ name }}' for year in years
    )
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: served.ask(f"{{ {asked} }}"), range(16)))
    assert answers == [{f"y{year}": {"name": "Ada Okafor"} for year in years}] * 16


def test_a_receipt_says_when_queries_cannot_know_of_it_yet(
    served: Served, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "PATIENCE", 0.3)
    ada = join("Ada Okafor")
    with while_it_runs(served, "LOCK TABLE read_models.bookmark IN EXCLUSIVE MODE"):
        told = served.recorded("renamePerson", person=ada, name="Ada Lind", effectiveOn="2024-01-01")
        assert not told["readable"]
        [error] = served.post(PERSON, id=ada, asOf={"position": told["position"]})["errors"]
        assert error["extensions"]["code"] == "NOT_YET_FOLLOWED"
        assert f"position {told['position']} was asked for" in error["message"]
    monkeypatch.undo()
    assert served.ask(PERSON, id=ada, asOf={"position": told["position"]})["person"]["name"] == "Ada Lind"


def test_an_answer_names_what_it_lacks(served: Served, join: Join) -> None:
    ada, ben = join("Ada Okafor"), join("Ben Amari")
    position = served.ask("{ position }")["position"]
    with psycopg.connect(served.database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO read_models.parked (position, origin, effective_on, ordinal, subject, read_model, error)"
            " VALUES (%s, %s, '2020-01-01', 0, %s, 'people', 'planted')",
            (position, position, ada),
        )
    try:
        answer = served.post(PERSON, id=ada)
        assert answer["data"]["person"]["asOf"]["parked"] == [position]
        unasked = served.post("query ($id: ID!) { person(id: $id) { name } }", id=ada)
        assert answer["extensions"] == unasked["extensions"] == {"parked": [position]}
        assert "extensions" not in served.post(PERSON, id=ben)
    finally:
        with psycopg.connect(served.database_url, autocommit=True) as connection:
            connection.execute("DELETE FROM read_models.parked")


def test_what_has_been_erased_reads_as_null_and_says_so(served: Served, join: Join) -> None:
    ada, ben = join("Ada Okafor", jobTitle="Tool designer"), join("Ben Amari")
    served.recorded("movePerson", person=ben, unit="Tooling", manager=ada, effectiveOn="2021-01-01")
    asked = """query ($id: ID!) { person(id: $id) {
        name jobTitle unit erased developmentHistory(first: 9) { nodes { kind entry { event } } }
    } }"""
    assert not served.ask(asked, id=ada)["person"]["erased"]
    services: Services = served.app.state.services
    services.ledger.keys.destroy(ada)
    told = served.ask(asked, id=ada)["person"]
    assert (told["name"], told["jobTitle"], told["unit"], told["erased"]) == (None, None, None, True)
    [joined] = told["developmentHistory"]["nodes"]
    assert joined["entry"]["event"]["name"] == {"erased": True}
    assert joined["entry"]["event"]["unit"] == served.unit("Tooling")
    assert served.ask("query ($id: ID!) { person(id: $id) { manager { id name } } }", id=ben)["person"] == {
        "manager": {"id": ada, "name": None}
    }
