"""Who looks at what is told of somebody is written down before they are told, and the somebody reads it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from pydantic import SecretStr

from api.access.callers import Scope
from api.settings import Settings
from ledger.storage.connections import in_role, roles_of
from ledger.storage.writing_down import WritingDown
from tests.api.conftest import KEY, Served, serving
from tests.api.graphql.conftest import Join

LOOKS = """query ($id: ID!, $after: String) {
    person(id: $id) { looks(first: 2, after: $after) {
        totalCount nodes { by looker { name } sorts relationships } pageInfo { hasNextPage endCursor } } } }"""
TERMS = "query ($id: ID!) { person(id: $id) { name leftOn benches { title } } }"


def looks(asks: Served, person: str) -> list[dict[str, Any]]:
    """All looks at somebody that whoever asks is told, the latest first."""
    told: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        page = asks.ask(LOOKS, id=person, after=after)["person"]["looks"]
        told += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            assert page["totalCount"] == len(told)
            return told


@pytest.mark.mission("M69")
def test_somebody_reads_who_has_looked_at_what_and_as_what(served: Served, join: Join) -> None:
    chief = join("Chief")
    boss = join("Boss", manager=chief)
    ada = join("Ada", manager=boss)
    asks_ada, asks_boss, asks_chief, asks_peer = (served.asked_by(one) for one in (ada, boss, chief, join("Peer")))
    assert looks(asks_ada, ada) == []
    asks_boss.ask(TERMS, id=ada)
    asks_chief.ask("query ($id: ID!) { person(id: $id) { developmentHistory(first: 1) { totalCount } } }", id=ada)
    withheld = asks_peer.post(TERMS, id=ada)
    assert withheld["extensions"]["withheld"] == ["Person.benches", "Person.leftOn"]
    system = served.asked_by(None, Scope.READ, name="Dashboard")
    system.ask(TERMS, id=ada)
    asks_ada.ask(TERMS, id=ada)
    told = looks(asks_ada, ada)
    assert [(one["sorts"], one["relationships"]) for one in told] == [
        (["EMPLOYMENT", "SUCCESSION"], []),
        (["DEVELOPMENT"], ["MANAGER"]),
        (["EMPLOYMENT", "SUCCESSION"], ["MANAGER"]),
    ]
    assert [one["by"] for one in told[1:]] == [chief, boss]
    assert told[0]["by"].startswith("token-")
    assert [one["looker"] for one in told] == [None, {"name": "Chief"}, {"name": "Boss"}]
    assert asks_boss.ask(LOOKS, id=ada)["person"]["looks"] is None, "who looks is theirs, and the auditor's"


@pytest.fixture(scope="module")
def alone(make_database: Callable[[], str]) -> Iterator[Served]:
    """A house whose log of readings may be broken."""
    with serving(Settings(database_url=make_database(), key=SecretStr(KEY))) as told:
        yield told


def person_looked_at(house: Served) -> tuple[str, Served]:
    boss = house.recorded("joinPerson", name="Boss", unit="Tooling")["subject"]
    ada = house.recorded("joinPerson", name="Ada", unit="Tooling", manager=boss)["subject"]
    return ada, house.asked_by(boss)


@pytest.mark.mission("M69")
def test_what_cannot_be_written_down_is_not_told(alone: Served) -> None:
    ada, boss = person_looked_at(alone)
    with psycopg.connect(alone.database_url, autocommit=True) as connection:
        connection.execute("ALTER TABLE ledger.readings ADD CONSTRAINT full_disk CHECK (number < 0) NOT VALID")
        refused = boss.client.post(
            "/graphql", json={"query": TERMS, "variables": {"id": ada}}, headers={**boss.headers}
        )
        assert (refused.status_code, "data" in refused.json()) == (503, False)
        assert "cannot be written down" in refused.json()["errors"][0]["message"]
        assert boss.ask("query ($id: ID!) { person(id: $id) { name } }", id=ada)["person"]["name"] == "Ada"
        connection.execute("ALTER TABLE ledger.readings DROP CONSTRAINT full_disk")
    assert boss.ask(TERMS, id=ada)["person"]["name"] == "Ada"


def test_the_log_of_readings_is_appended_to_and_no_more(alone: Served) -> None:
    ada, boss = person_looked_at(alone)
    boss.ask(TERMS, id=ada)
    roles = roles_of(alone.database_url)
    for role, statement in (
        (roles.reader, "DELETE FROM ledger.readings"),
        (roles.reader, "INSERT INTO ledger.readings VALUES (9, now(), 'x', '{}', '')"),
        (roles.owner, "UPDATE ledger.readings SET reader = 'nobody'"),
        (roles.owner, "DELETE FROM ledger.readings_of"),
        (roles.writer, "SELECT ledger.note_readings(ARRAY['x'], ARRAY['{}'])"),
    ):
        with psycopg.connect(in_role(alone.database_url, role)) as connection, pytest.raises(InsufficientPrivilege):
            connection.execute(statement)


def test_a_line_that_was_changed_or_is_missing_is_found(alone: Served) -> None:
    readings = alone.app.state.services.ledger.readings
    ada, boss = person_looked_at(alone)
    for _ in range(5):
        boss.ask(TERMS, id=ada)
    assert readings.broken_at() is None
    with psycopg.connect(alone.database_url) as connection:
        connection.execute("ALTER TABLE ledger.readings DISABLE TRIGGER append_only")
        connection.execute("UPDATE ledger.readings SET reader = 'nobody' WHERE number = 2")
        connection.commit()
        assert readings.broken_at() == 2
        connection.execute("DELETE FROM ledger.readings WHERE number = 2")
        connection.execute("ALTER TABLE ledger.readings ENABLE ALWAYS TRIGGER append_only")
        connection.commit()
    assert readings.broken_at() == 3


def test_many_who_look_at_once_are_each_written_down(alone: Served) -> None:
    readings = alone.app.state.services.ledger.readings
    before = readings.counted(["role-of-no-matter"])

    async def at_once() -> None:
        seen: dict[str, dict[str, list[str]]] = {"role-of-no-matter": {"succession": []}}
        async with WritingDown(alone.database_url) as looks:
            await asyncio.gather(*(looks.write(f"person-{each}", seen) for each in range(40)))

    asyncio.run(at_once())
    assert readings.counted(["role-of-no-matter"]) == before + 40
