"""Workers: no answer differs between them, one that is killed is replaced, and all end together."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psutil
import psycopg
import pytest
from typer.testing import CliRunner

from api.access.callers import Scope
from api.cli.main import app
from domain.kernel.ids import PersonId
from domain.offices.stewards import NameSteward
from domain.people.leaving import LeavePerson
from ledger import Ledger, Wrapping
from tests.api.serving_workers import BEGUN_WITHIN, Serving, serving_by
from tests.api.test_cli import KEY
from tests.units import TOOLING, establish_units_in

MANY = 3
SECONDS = 5.0
"""Within which all forget whoever is erased."""
PEOPLE = "{ people(first: 50) { nodes { id name joinedOn } } }"
DIGEST = hashlib.sha256(PEOPLE.encode()).hexdigest()
LONG = "{ people(first: 100) { nodes { id name joinedOn } } }"
NAME = "query ($id: ID!, $name: String!) { person(id: $id) { name } people(first: 9, search: $name) { nodes { id } } }"
FOLLOWS = """
    SELECT pid FROM pg_locks held, hashtextextended('read_models.following', 0) AS key
    WHERE held.locktype = 'advisory' AND held.granted
      AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND held.classid = (key >> 32 & 4294967295)::oid AND held.objid = (key & 4294967295)::oid
"""


@pytest.fixture(scope="module")
def url(make_database: Callable[[], str]) -> str:
    return establish_units_in(make_database())


@pytest.fixture(scope="module")
def ledger(url: str) -> Iterator[Ledger]:
    """The ledger that is served, beside those who serve it."""
    with closing(Ledger.open(url, Wrapping(KEY))) as opened:
        yield opened


@pytest.fixture(scope="module")
def house(url: str, ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Served by three."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "people.graphql").write_text(PEOPLE)
    keys = tmp_path_factory.mktemp("keys") / "ledger.key"  # its own, as somebody is erased
    settings = {"LEADERSHIP_SIGN_IN": "token", "LEADERSHIP_DOCUMENTS": str(folder), "LEADERSHIP_WORKERS": str(MANY)}
    settings["LEADERSHIP_KEY_FILE"] = str(keys)
    with serving_by(url, **settings) as told:
        told.until_said("GraphQL is served at")
        told.until_said(f"{MANY} workers serve it")
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        _, told.token = ledger.tokens.issue([*Scope], tomorrow, name="Tests")
        yield told


def joined(house: Serving, name: str, worker: int | None = None) -> str:
    """Somebody new, recorded by a worker; their id."""
    document = """mutation ($name: String!, $unit: ID!) {
        joinPerson(input: {name: $name, unit: $unit, effectiveOn: "2020-01-01"}) {
          ... on Recorded { subject readable } ... on Refused { why } } }"""
    told = house.ask(document, worker, name=name, unit=TOOLING)["joinPerson"]
    assert told.get("readable"), told
    return str(told["subject"])


def test_all_of_them_answer_the_same(house: Serving) -> None:
    joined(house, "Ada"), joined(house, "Ben")
    at = house.ask("{ position }")["position"]
    asked = f"{{ people(first: 9, asOf: {{position: {at}}}) {{ nodes {{ id name joinedOn }} }} position }}"
    answers, taken = [], set()
    for _ in range(200):
        with closing(house.connected()) as connection:
            taken.add(house.taken_by(connection))
            answers.append(house.asked_on(connection, asked))
    assert all(answer == answers[0] for answer in answers)
    assert [one["name"] for one in answers[0]["people"]["nodes"]] == ["Ada", "Ben"]
    assert taken == {*house.workers()}, "each of them was asked"


def test_what_one_recorded_all_others_answer_with_at_once(house: Serving) -> None:
    first, *others = house.workers()
    kept = {worker: house.connected(worker) for worker in others}
    for number in range(10):
        name = f"Person {number}"
        person = joined(house, name, first)
        for worker in others:
            found = house.asked_on(kept[worker], NAME, id=person, name=name)
            assert found == {"person": {"name": name}, "people": {"nodes": [{"id": person}]}}
    for connection in kept.values():
        connection.close()


def test_a_tag_that_one_gave_holds_at_the_others(house: Serving) -> None:
    at = house.ask("{ position }")["position"]
    first, *others = house.workers()
    told = house.get(f"/q/{DIGEST}?at={at}", first)
    assert told.status == 200, told.body
    for worker in others:
        again = house.get(f"/q/{DIGEST}?at={at}", worker)
        assert (again.body, again.headers["etag"]) == (told.body, told.headers["etag"])
        assert house.get(f"/q/{DIGEST}?at={at}", worker, if_none_match=told.headers["etag"]).status == 304
    joined(house, "Somebody else")
    assert {house.get(f"/q/{DIGEST}?at={at}", worker).body for worker in house.workers()} == {told.body}


def test_a_document_that_was_registered_with_one_is_known_to_the_others(house: Serving) -> None:
    document = "{ people(first: 2) { nodes { name } } }"
    digest = hashlib.sha256(document.encode()).hexdigest()
    first, *others = house.workers()
    by_hash = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}}
    for sent, worker in (({"query": document, **by_hash}, first), *((by_hash, worker) for worker in others)):
        with closing(house.connected(worker)) as connection:
            assert house.on(connection, "POST", "/graphql", json.dumps(sent)).data()["people"]["nodes"]
    assert {house.get(f"/q/{digest}", worker).status for worker in house.workers()} == {200}
    assert {house.get(f"/q/{'0' * 64}", worker).status for worker in house.workers()} == {404}


def test_whoever_is_erased_all_forget_within_seconds(house: Serving, ledger: Ledger) -> None:
    noor, eve = (PersonId(joined(house, name)) for name in ("Noor", "Evelyn"))
    until = ledger.today() + timedelta(days=9)
    ledger.record(NameSteward(noor, until, effective_on=ledger.today()), by=ledger.tokens.of_the_machine().id)
    ledger.record(LeavePerson(eve, effective_on=ledger.today() - timedelta(days=1)), by=noor)
    at = house.ask("{ position }")["position"]
    asked = NAME
    for place in ("id: $id", "search: $name"):
        asked = asked.replace(place, f'{place}, asOf: {{position: {at}, effectiveOn: "2024-01-01"}}')
    for worker in house.workers():
        assert house.ask(asked, worker, id=eve, name="Evelyn")["person"]["name"] == "Evelyn"
        assert b"Evelyn" in house.get(f"/q/{DIGEST}?at={at - 1}", worker).body
    erase = """mutation ($person: ID!, $by: ID!, $on: Date!) { erasePerson(input:
        {person: $person, ground: REQUESTED, erasedBy: $by, effectiveOn: $on}) {
        ... on Recorded { readable } ... on Refused { why } } }"""
    _, steward = ledger.tokens.issue([Scope.READ, Scope.WRITE], datetime.now(UTC) + timedelta(days=1), person=noor)
    told = replace(house, token=steward).ask(erase, house.workers()[0], person=eve, by=noor, on=str(ledger.today()))
    assert told == {"erasePerson": {"readable": True}}
    began = time.monotonic()
    gone = {"person": {"name": None}, "people": {"nodes": []}}
    for worker in house.workers():
        while (
            house.ask(asked, worker, id=eve, name="Evelyn") != gone
            or b"Evelyn" in house.get(f"/q/{DIGEST}?at={at - 1}", worker).body
        ):
            assert time.monotonic() - began < SECONDS, "it is still told"


def test_each_has_a_process_of_its_own_for_long_answers(house: Serving) -> None:
    one, *others = house.workers()
    assert house.ask(LONG, one)["people"]["nodes"]
    assert [len(psutil.Process(worker).children()) for worker in (one, *others)] == [1, 0, 0]


def test_the_one_that_follows_is_killed_and_replaced_and_the_others_go_on(house: Serving, url: str) -> None:
    eldest, *others = house.workers()
    kept = {worker: house.connected(worker) for worker in others}
    before, over, failed = who_follows(url), Event(), []

    def ask_on(worker: int) -> None:
        try:
            while not over.is_set():
                house.asked_on(kept[worker], "{ position }")
        except Exception as error:
            failed.append(error)

    asking = [Thread(target=ask_on, args=(worker,)) for worker in others]
    for thread in asking:
        thread.start()
    psutil.Process(eldest).kill()
    began = time.monotonic()
    while (follows := who_follows(url)) in {None, before}:
        assert time.monotonic() - began < SECONDS, "nobody follows, or it was another that did"
    person = joined(house, "After", others[0])
    assert house.ask(NAME, others[1], id=person, name="After")["person"] == {"name": "After"}
    until_replaced(house, eldest, others)
    over.set()
    for thread in asking:
        thread.join()
    for connection in kept.values():
        connection.close()
    assert not failed
    assert who_follows(url) == follows


def until_replaced(house: Serving, dead: int, others: list[int]) -> None:
    """Until another has come, and takes connections; nobody else was touched."""
    until = time.monotonic() + BEGUN_WITHIN
    while not (new := {*house.workers()} - {dead, *others}):
        assert time.monotonic() < until, "none is started in the place of the one that died"
        time.sleep(0.1)
    assert house.get("/readyz", *new).status == 200
    assert {*house.workers()} == {*others, *new}


def who_follows(url: str) -> Any:
    """The session of the follower."""
    with psycopg.connect(url) as connection:
        return connection.execute(FOLLOWS).fetchone()


def test_ctrl_c_ends_all_and_what_is_under_way_is_answered(house: Serving) -> None:
    """A terminal sends it to every process; nobody but the first says anything."""
    there = [each for one in house.processes() for each in (one, *one.children(recursive=True))]
    body = b'{"query": "{ position }"}'
    with closing(house.connected()) as waiting:
        waiting.putrequest("POST", "/graphql")
        for name, value in (("authorization", f"Bearer {house.token}"), ("content-type", "application/json")):
            waiting.putheader(name, value)
        waiting.putheader("content-length", str(len(body)))
        waiting.endheaders()
        time.sleep(0.2)
        os.killpg(house.process.pid, signal.SIGINT)
        time.sleep(0.5)
        waiting.send(body)
        answer = waiting.getresponse()
        assert (answer.status, b'"position"' in answer.read()) == (200, True)
    assert house.process.wait(timeout=30) == 130
    assert rest_of(house)[-1] == "Stopped."
    assert not any("Traceback" in line for line in rest_of(house))
    assert not left_of(there)


@pytest.mark.parametrize(
    ("number", "ends_with", "says"), [(signal.SIGINT, 130, ["Stopped."]), (signal.SIGTERM, -15, [])]
)
def test_asked_to_stop_while_it_begins_it_does(url: str, number: int, ends_with: int, says: list[str]) -> None:
    with serving_by(url, "--workers", "2") as house:
        workers = begun(house)
        os.killpg(house.process.pid, number)
        assert house.process.wait(timeout=30) == ends_with
        assert rest_of(house) == says
        assert not left_of(workers)


def test_killed_it_leaves_none_behind(url: str) -> None:
    with serving_by(url, "--workers", "2") as house:
        workers = begun(house)
        time.sleep(1.5)
        house.process.kill()
        assert not left_of(workers)


def begun(house: Serving) -> list[psutil.Process]:
    """The first worker, as soon as there is one."""
    house.until_said("It will be served at")
    while not (workers := house.processes()):
        time.sleep(0.05)
    return workers


def rest_of(house: Serving) -> list[str]:
    """What it has said since."""
    assert house.process.stdout is not None
    house.last.extend(house.process.stdout.read().splitlines())
    return house.last


def left_of(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that are still there after a while; one that keeps account for Python ends when nobody needs it."""
    _, alive = psutil.wait_procs(processes, timeout=SECONDS)
    return [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]


def test_what_cannot_be_served_is_told_once(url: str, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    with serving_by(url, "--workers", "2", LEADERSHIP_DOCUMENTS=nowhere) as house:
        said, _ = house.process.communicate(timeout=BEGUN_WITHIN)
        assert house.process.returncode == 3
        assert said.count("there is no folder") == 1
        assert "served at" not in said.replace("It will be served at", "")


def test_as_many_as_can_be_meant() -> None:
    ran = CliRunner().invoke(app, ["serve", "--workers", "0"])
    assert ran.exit_code == 2
    assert "--workers" in ran.output
