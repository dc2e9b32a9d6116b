"""While the database is away everybody is told so at once, and everything goes again as soon as it is back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from psycopg.errors import AdminShutdown
from pydantic import SecretStr
from starlette.requests import Request

from api.graphql.endpoint import Endpoint, Ran
from api.graphql.request import Asked
from api.settings import Settings
from ledger.leader_election import TAKEN
from ledger.storage.connections import Unreachable, may_meet_a_standby, pool_in_role
from projections.engine import following_supervision
from projections.engine.following_supervision import Following
from tests.api.conftest import KEY, Served, serving
from tests.databases import make_on
from tests.servers import Server, started

AT_ONCE = 2.5
"""Seconds; one is wanted, and the machine that tests run on may be busy."""
BACK_WITHIN = 5.0
"""Seconds; two are wanted."""
NAME = "query ($p: ID!) { person(id: $p) { name } }"
RENAME = """mutation ($input: RenamePersonInput!, $id: UUID!) {
    renamePerson(input: $input, commandId: $id) { __typename ... on Recorded { readable } }
}"""


@dataclass
class House:
    """A served ledger whose database can be taken away."""

    server: Server
    served: Served
    person: str

    def ask(self, query: str, **variables: Any) -> tuple[httpx.Response, float]:
        """The answer, and how long that took."""
        began = time.monotonic()
        said = {"query": query, "variables": variables}
        answer = self.served.client.post("/graphql", json=said, headers=self.served.headers, timeout=60)
        return answer, time.monotonic() - began

    def write(self, command_id: str) -> tuple[httpx.Response, float]:
        """One that may be asked again."""
        said = {"person": self.person, "name": f"Ada {command_id[:8]}", "effectiveOn": "2024-05-06"}
        return self.ask(RENAME, input=said, id=command_id)

    def reads(self) -> bool:
        return self.ask(NAME, p=self.person)[0].status_code == 200


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with started() as server:
        home = tmp_path_factory.mktemp("home")
        settings = Settings(database_url=make_on(server.url), key=SecretStr(KEY), home=home)
        with serving(settings) as served:
            ada = served.recorded("joinPerson", name="Ada Okafor", unit="Tooling", effectiveOn="2024-01-01")["subject"]
            yield House(server, served, ada)


def until(holds: Callable[[], bool], within: float = 30.0) -> float:
    """How long it takes until something holds."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < within, "it never did"
        time.sleep(0.05)
    return time.monotonic() - began


def unavailable(answer: httpx.Response) -> None:
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (503, "UNAVAILABLE"), answer.text
    assert answer.headers["retry-after"] == "1"


@pytest.mark.parametrize("away_for", [0.0, 6.0])
def test_who_asks_meanwhile_is_told_at_once_and_all_is_well_when_it_is_back(house: House, away_for: float) -> None:
    house.server.stop()
    command_id = str(uuid4())
    for answer, took in (house.ask(NAME, p=house.person), house.write(command_id)):
        unavailable(answer)
        assert took < AT_ONCE
    ready = house.served.client.get("/readyz")
    assert (ready.status_code, ready.headers["retry-after"]) == (503, "1")
    assert house.served.client.get("/healthz").status_code == 200
    assert house.served.client.get("/checkpoint").status_code == 503
    time.sleep(away_for)
    house.server.start()
    assert until(house.reads) < BACK_WITHIN
    assert until(lambda: house.write(command_id)[0].status_code == 200) < BACK_WITHIN
    assert until(lambda: house.served.client.get("/readyz").status_code == 200) < BACK_WITHIN
    told = house.write(command_id)[0].json()
    assert told["data"]["renamePerson"] == {"__typename": "Recorded", "readable": True}


def test_after_a_restart_no_reading_fails(house: House) -> None:
    """The connections that lay ready are dead, and none of those who ask notices."""
    assert all(house.reads() for _ in range(20))
    house.server.stop("fast")
    house.server.start()
    time.sleep(0.5)
    answers = [house.ask(NAME, p=house.person)[0] for _ in range(20)]
    assert {answer.status_code for answer in answers} == {200}, [answer.text for answer in answers][:2]


def test_a_reading_whose_connection_is_cut_is_asked_again(house: House) -> None:
    until(house.reads)
    with psycopg.connect(str(house.served.database_url), autocommit=True) as owner:
        for _ in range(5):
            owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
            assert house.reads()


def test_a_reading_that_finds_its_connection_cut_before_it_has_asked_anything_is_asked_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked of the database before the question itself, as who asks, meets the same fate."""
    until(house.reads)
    run, times = Endpoint._run, iter(range(10))

    async def cut_once(endpoint: Endpoint, request: Request, wanted: Asked) -> Ran:
        if next(times) == 0:
            raise AdminShutdown("terminating connection due to administrator command")
        return await run(endpoint, request, wanted)

    monkeypatch.setattr(Endpoint, "_run", cut_once)
    assert house.reads()
    assert next(times) == 2


def test_a_follower_that_is_frozen_is_cut_off_and_another_takes_over(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following_supervision, "STANDS_STILL_AFTER", 1.0)
    with psycopg.connect(str(house.served.database_url), autocommit=True) as frozen:
        frozen.execute(
            "SELECT pg_terminate_backend(held.pid) FROM pg_locks held, hashtextextended(%s, 0) AS key"
            " WHERE locktype = 'advisory' AND objid = (key & 4294967295)::oid",
            (Following.name,),
        )
        until(lambda: frozen.execute(TAKEN, (Following.name,)).fetchone() == (True,))
        until(lambda: house.write(str(uuid4()))[0].json()["data"]["renamePerson"]["readable"])
        with pytest.raises(psycopg.OperationalError):
            frozen.execute("SELECT 1")


def test_several_servers_are_to_be_those_that_can_be_written_to() -> None:
    assert may_meet_a_standby("postgresql://a,b/ledger")
    assert may_meet_a_standby("postgresql://a,b/ledger?target_session_attrs=any")
    assert not may_meet_a_standby("postgresql://a,b/ledger?target_session_attrs=read-write")
    assert not may_meet_a_standby("postgresql://a/ledger")


def test_nobody_waits_for_a_database_that_is_away_as_for_others_who_are_busy(tmp_path: Path) -> None:
    pool = pool_in_role(f"postgresql://nobody@/nothing?host={tmp_path}", "nobody")
    began = time.monotonic()
    with pytest.raises(Unreachable):
        pool.getconn()
    assert time.monotonic() - began < AT_ONCE
    pool.close()
