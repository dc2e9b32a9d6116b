"""Answers that are kept: told again only to whom they would be told anew, and written down each time."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import psycopg
import pytest
from pydantic import SecretStr

from api.access.callers import Scope
from api.graphql.endpoint import Endpoint
from api.graphql.keeping import KeptAnswers
from api.graphql.known_endpoint import ANSWERS
from api.settings import Settings
from domain.kernel.ids import PersonId
from domain.offices.mandates import EndMandate, GiveMandate
from domain.offices.offices import Mandate
from domain.offices.stewards import NameSteward
from tests.api.conftest import KEY, Served, serving
from tests.api.test_two_clocks import CLOCKS, with_a_clock

PERSON = "query ($id: ID!) { person(id: $id) { name jobTitle leftOn benches { title } } }"
PEOPLE = "{ people(first: 9) { nodes { id name joinedOn } } }"
COUNT = "{ people(first: 1) { totalCount } }"
OFFICES = "query ($id: ID!) { person(id: $id) { name offices { called } } }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents that are known from the start."""
    folder = tmp_path_factory.mktemp("documents")
    for name, text in {"person": PERSON, "people": PEOPLE, "count": COUNT, "offices": OFFICES}.items():
        (folder / f"{name}.graphql").write_text(text)
    return folder


@pytest.fixture
def house(make_database: Callable[[], str], folder: Path, tmp_path: Path) -> Iterator[Served]:
    """A house of its own, in which answers are kept."""
    settings = Settings(database_url=make_database(), key_file=tmp_path / "a.key", documents=folder)
    with serving(settings) as told:
        yield told


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were run: what is told again is not."""
    run, ran = Endpoint._run, list[str]()

    async def noted(endpoint: Endpoint, request: Any, wanted: Any) -> Any:
        ran.append(wanted.query)
        return await run(endpoint, request, wanted)

    monkeypatch.setattr(Endpoint, "_run", noted)
    return ran


def known(asks: Served, document: str, tag: str | None = None, /, **parameters: Any) -> httpx.Response:
    """What a known document is answered with."""
    having = {} if tag is None else {"if-none-match": tag}
    digest = hashlib.sha256(document.encode()).hexdigest()
    return asks.client.get(f"/q/{digest}", params=parameters, headers={**asks.headers, **having})


def told(answer: httpx.Response) -> Any:
    """What an answer says that is one."""
    assert answer.status_code == 200, answer.text
    assert "errors" not in answer.json(), answer.text
    assert answer.headers["cache-control"] == "private, no-cache"
    return answer.json()["data"]


def position(house: Served) -> int:
    """The ledger's last position."""
    return int(house.ask("{ position }")["position"])


def lines(house: Served, subject: str) -> list[tuple[str, Any]]:
    """Who looked at somebody, as it stands in the log."""
    with psycopg.connect(house.database_url) as connection:
        found = connection.execute(
            "SELECT reader, seen -> %s FROM ledger.readings WHERE seen ? %s ORDER BY number", (subject, subject)
        )
        return found.fetchall()


def boss_and_ada(house: Served) -> tuple[str, str]:
    """Two people, one of whom leads the other."""
    boss = house.recorded("joinPerson", name="Boss", unit="Tooling", effectiveOn="2020-01-01")["subject"]
    ada = house.recorded("joinPerson", name="Ada", unit="Tooling", manager=boss, effectiveOn="2020-01-01")["subject"]
    return boss, ada


def test_what_is_kept_is_told_again_and_each_look_is_written_down(house: Served, runs: list[str]) -> None:
    boss, ada = boss_and_ada(house)
    asks, at = house.asked_by(boss), position(house)
    first = known(asks, PERSON, id=ada, at=at)
    assert told(first)["person"]["name"] == "Ada"
    again = known(asks, PERSON, id=ada, at=at)
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    not_modified = known(asks, PERSON, first.headers["etag"], id=ada, at=at)
    assert (not_modified.status_code, not_modified.content) == (304, b"")
    assert not_modified.headers["etag"] == first.headers["etag"]
    assert not_modified.headers["cache-control"] == "private, no-cache"
    assert runs.count(PERSON) == 1
    looks = lines(house, ada)
    assert len(looks) == 3
    assert all(look == (boss, looks[0][1]) for look in looks)
    assert looks[0][1].keys() == {"employment", "succession"}

    # Others write: what was known at that position is the same, and so is how the boss stands to Ada.
    house.recorded("joinPerson", name="Ben", unit="Tooling", effectiveOn="2020-01-01")
    assert known(asks, PERSON, first.headers["etag"], id=ada, at=at).status_code == 304
    assert runs.count(PERSON) == 1
    assert len(lines(house, ada)) == 4


def test_nobody_is_told_what_was_told_to_another(house: Served, runs: list[str]) -> None:
    boss, ada = boss_and_ada(house)
    peer = house.recorded("joinPerson", name="Peer", unit="Tooling", effectiveOn="2020-01-01")["subject"]
    at = position(house)
    tag = known(house.asked_by(boss), PERSON, id=ada, at=at).headers["etag"]
    for asks in (house.asked_by(peer), house.asked_by(None, Scope.READ, name="Dashboard")):
        answered = known(asks, PERSON, tag, id=ada, at=at)
        assert told(answered)["person"]["name"] == "Ada"
        assert answered.headers["etag"] != tag
    assert known(house.asked_by(peer), PERSON, id=ada, at=at).json()["extensions"]["withheld"] == [
        "Person.benches",
        "Person.leftOn",
    ]
    assert known(house.asked_by(boss), PERSON, tag, id=ada, at=at).status_code == 304, "with another token of theirs"
    assert runs.count(PERSON) == 3


def test_what_is_not_told_any_more_is_not_told_by_what_was_kept(house: Served) -> None:
    """Ada gets another manager: the boss of before sees less, at the same position, and their tag holds no more."""
    boss, ada = boss_and_ada(house)
    asks, at = house.asked_by(boss), position(house)
    first = known(asks, PERSON, id=ada, at=at)
    assert "extensions" not in first.json()
    looks = len(lines(house, ada))
    other = house.recorded("joinPerson", name="Other", unit="Tooling", effectiveOn="2020-01-01")["subject"]
    house.recorded("movePerson", person=ada, unit="Tooling", manager=other, effectiveOn=str(today(house)))
    after = known(asks, PERSON, first.headers["etag"], id=ada, at=at)
    assert told(after)["person"] == {"name": "Ada", "jobTitle": None, "leftOn": None, "benches": None}
    assert after.json()["extensions"]["withheld"] == ["Person.benches", "Person.leftOn"]
    assert len(lines(house, ada)) == looks, "that they were not told is no look"


def test_who_is_let_in_no_more_is_told_nothing(house: Served) -> None:
    boss, ada = boss_and_ada(house)
    asks, at = house.asked_by(boss), position(house)
    tag = known(asks, PERSON, id=ada, at=at).headers["etag"]
    ledger = house.app.state.services.ledger
    [token] = [one for one in ledger.tokens.listed() if one.person == boss]
    ledger.tokens.revoke(token.id)
    looks = len(lines(house, ada))
    for having in (tag, None):
        assert known(asks, PERSON, having, id=ada, at=at).status_code == 401
    secret = ledger.sessions.begin(boss, timedelta(hours=1), timedelta(hours=1))
    with httpx.Client(base_url=house.url, cookies={house.app.state.entrance.cookie: secret}) as client:
        browser = replace(asks, client=client, headers={})
        assert known(browser, PERSON, tag, id=ada, at=at).status_code == 304, "the same viewer"
        ledger.sessions.end(secret)
        assert known(browser, PERSON, tag, id=ada, at=at).headers["etag"] != tag
    assert len(lines(house, ada)) == looks + 1


def test_whoever_is_charged_no_more_is_told_no_more(house: Served) -> None:
    ledger, day = house.app.state.services.ledger, today(house)
    steward, ada = boss_and_ada(house)
    auditor = house.recorded("joinPerson", name="Auditor", unit="Mill", effectiveOn="2020-01-01")["subject"]
    until = day + timedelta(days=90)
    ledger.record(NameSteward(PersonId(steward), until, effective_on=day), by=ledger.tokens.of_the_machine().id)
    given = GiveMandate(PersonId(auditor), Mandate.AUDITOR, until=until, given_by=PersonId(steward), effective_on=day)
    receipt = ledger.record(given, by=steward)
    asks, at = house.asked_by(auditor), receipt.position
    before = known(asks, PERSON, id=ada, at=at)
    assert "extensions" not in before.json()
    ledger.record(EndMandate(PersonId(auditor), Mandate.AUDITOR, PersonId(steward), effective_on=day), by=steward)
    after = known(asks, PERSON, before.headers["etag"], id=ada, at=at)
    assert after.json()["extensions"]["withheld"] == ["Person.benches", "Person.leftOn"]


def today(house: Served) -> Any:
    return house.app.state.services.today()


def test_nobody_gets_what_was_kept_of_somebody_who_is_erased(house: Served) -> None:
    ledger, day = house.app.state.services.ledger, today(house)
    boss, ada = boss_and_ada(house)
    ledger.record(
        NameSteward(PersonId(boss), day + timedelta(days=90), effective_on=day), by=ledger.tokens.of_the_machine().id
    )
    house.recorded("leavePerson", person=ada, effectiveOn=str(day - timedelta(days=1)))
    at, system = position(house), house.asked_by(None, Scope.READ, name="Dashboard")
    answers = house.app.state.services.read_models.kept
    tags = {document: known(system, document, at=at, **more).headers["etag"]
            for document, more in ((PERSON, {"id": ada}), (PEOPLE, {}))}  # fmt: skip
    assert known(system, PERSON, tags[PERSON], id=ada, at=at).status_code == 304
    assert b"Ada" in known(system, PEOPLE, at=at - 1).content
    assert b"Ada" in in_memory(answers)
    asked = {"person": ada, "ground": "REQUESTED", "erasedBy": boss, "effectiveOn": str(day)}
    assert house.asked_by(boss).recorded("erasePerson", **asked)["readable"]
    for document, more in ((PERSON, {"id": ada}), (PEOPLE, {})):
        after = known(system, document, tags[document], at=at, **more)
        assert b"Ada" not in after.content
        assert after.status_code == 200
        assert known(system, document, tags[document], at=at, **more).status_code == 200
    time.sleep(2.5)
    assert b"Ada" not in in_memory(answers)
    again = known(system, PERSON, id=ada, at=at)
    assert told(again)["person"]["name"] is None
    assert known(system, PERSON, again.headers["etag"], id=ada, at=at).status_code == 304


def in_memory(answers: Any) -> bytes:
    """The bodies of all answers that are kept."""
    kept = answers(ANSWERS, KeptAnswers)
    return b"".join(one.told.body for one in kept._kept.values())


def test_without_a_position_an_answer_holds_until_anything_is_written(house: Served, runs: list[str]) -> None:
    boss_and_ada(house)
    first = known(house, COUNT)
    assert known(house, COUNT, first.headers["etag"]).status_code == 304
    assert runs.count(COUNT) == 1
    told_of = house.recorded("joinPerson", name="Ben", unit="Tooling", effectiveOn="2020-01-01")
    assert told_of["readable"]
    after = known(house, COUNT, first.headers["etag"])
    assert (first.json()["data"], told(after)) == (
        {"people": {"totalCount": 2}},
        {"people": {"totalCount": 3}},
    )
    assert after.headers["etag"] != first.headers["etag"]


def test_with_a_new_day_everything_is_asked_anew(make_database: Callable[[], str], folder: Path) -> None:
    url = with_a_clock(make_database(), timedelta(0))
    with serving(Settings(database_url=url, key=SecretStr(KEY), documents=folder)) as opened:
        tokens = opened.app.state.services.ledger.tokens
        _, text = tokens.issue([*Scope], datetime(2100, 1, 1, tzinfo=ZoneInfo("UTC")), name="Tests")
        house = replace(opened, headers={"authorization": f"Bearer {text}"})
        tomorrow = str(today(house) + timedelta(days=1))
        ada = house.recorded("joinPerson", name="Ada", unit="Tooling", effectiveOn=tomorrow)["subject"]
        at = position(house)
        before, fixed = known(house, PEOPLE), known(house, PERSON, id=ada, at=at)
        assert known(house, PEOPLE, before.headers["etag"]).status_code == 304
        with psycopg.connect(url, autocommit=True) as owner:
            for clock in CLOCKS:
                ahead = f"LANGUAGE sql AS $$ SELECT pg_catalog.{clock}() + interval '1 day' $$"
                owner.execute(f"CREATE OR REPLACE FUNCTION off.{clock}() RETURNS timestamptz {ahead}".encode())
        after = known(house, PEOPLE, before.headers["etag"])
        assert [one["id"] for one in told(after)["people"]["nodes"]] == [ada]
        again = known(house, PERSON, fixed.headers["etag"], id=ada, at=at)
        assert again.status_code == 200
        assert again.headers["etag"] != fixed.headers["etag"]


def test_where_nothing_can_be_written_only_what_is_open_to_all_is_told(house: Served) -> None:
    """As on a standby, to which connections may lead after a failover."""
    boss, ada = boss_and_ada(house)
    asks, at = house.asked_by(boss), position(house)
    tags = {
        text: known(asks, text, at=at, **more).headers["etag"] for text, more in ((PERSON, {"id": ada}), (COUNT, {}))
    }
    name = psycopg.conninfo.conninfo_to_dict(house.database_url)["dbname"]
    with psycopg.connect(house.database_url, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'.encode())
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
            (name,),
        )
        for text, having, more in ((PERSON, tags[PERSON], {"id": ada}), (PERSON, None, {"id": ada})):
            refused = known(asks, text, having, at=at, **more)
            assert (refused.status_code, "etag" in refused.headers) == (503, False), refused.text
        assert known(asks, COUNT, tags[COUNT], at=at).status_code == 304
        connection.execute("SET default_transaction_read_only = off")
        connection.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only'.encode())


def test_what_cannot_be_written_down_is_not_told_again(house: Served) -> None:
    boss, ada = boss_and_ada(house)
    asks, at = house.asked_by(boss), position(house)
    tag = known(asks, PERSON, id=ada, at=at).headers["etag"]
    with psycopg.connect(house.database_url, autocommit=True) as connection:
        connection.execute("ALTER TABLE ledger.readings ADD CONSTRAINT full_disk CHECK (number < 0) NOT VALID")
        for having in (tag, None):
            refused = known(asks, PERSON, having, id=ada, at=at)
            assert refused.status_code == 503
            assert "cannot be written down" in refused.json()["errors"][0]["message"]
            assert "etag" not in refused.headers
        connection.execute("ALTER TABLE ledger.readings DROP CONSTRAINT full_disk")
    assert known(asks, PERSON, tag, id=ada, at=at).status_code == 304


def test_what_is_read_from_the_ledger_itself_is_asked_anew_each_time(house: Served, runs: list[str]) -> None:
    _, ada = boss_and_ada(house)
    at = position(house)
    first = known(house, OFFICES, id=ada, at=at)
    assert told(first)["person"]["offices"] == []
    assert known(house, OFFICES, first.headers["etag"], id=ada, at=at).status_code == 304
    assert runs.count(OFFICES) == 2
