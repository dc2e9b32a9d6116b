"""Somebody is erased over GraphQL or from the command line, and nothing of them is left anywhere."""

from __future__ import annotations

import re
import shlex
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_type_hints
from uuid import uuid4

import psycopg
import pytest
from psycopg import conninfo
from psycopg.sql import SQL, Identifier
from typer.testing import CliRunner

from api.cli.main import app
from api.keys import key_ring
from api.services import database, ledger_in
from api.settings import Settings
from domain.kernel.facts import ORGANISATION
from domain.kernel.ids import PersonId, UnitId
from domain.offices.stewards import stewards_from
from domain.people.employment import Employment
from domain.people.joining import JoinPerson
from domain.people.leaving import LeavePerson
from domain.people.naming import IdentifyPerson, RenamePerson
from domain.units.tree import EstablishUnit
from ledger import Ledger, new_id
from ledger.storage.dumps import run as run_program
from ledger.storage.forms import form_of
from projections.engine.opening import holds_words
from tests.api.conftest import Served, serving
from tests.examples.streams import TOLD
from tests.ledger.commands_recorded import past_the_rules
from tests.ledger.test_erasures import opening, wrapped

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "operating.md"
CANARY = "Canary"
ENTRIES = """query ($after: String) { entries(first: 100, after: $after) {
    pageInfo { endCursor hasNextPage } edges { node { kind event reason } } } }"""
STANDING = """query ($id: ID!) { person(id: $id) {
    name jobTitle unit level leftOn erased identities { identifier }
    developmentHistory(first: 99) { nodes { kind entry { event } } } } }"""
SEARCHED = '{ people(search: "Canary", first: 9) { totalCount } }'


@dataclass
class House:
    """A ledger on a machine of its own."""

    home: Path
    planted: list[str]
    person: PersonId
    told: Callable[..., str]

    @property
    def settings(self) -> Settings:
        return Settings(home=self.home, key_file=self.home / "a.key")


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A ledger in which somebody has left, and every kind of entry about them has words of its own."""
    home = Path(tempfile.mkdtemp(prefix="ledger-test-", dir="/tmp"))
    home.chmod(0o755)
    environment = {"LEADERSHIP_HOME": str(home), "LEADERSHIP_KEY_FILE": str(home / "a.key"), "COLUMNS": "300"}

    def told(*arguments: str, code: int = 0, typed: str | None = None, **further: str) -> str:
        done = CliRunner().invoke(app, arguments, env=environment | further, input=typed)
        assert done.exit_code == code, f"{arguments}\n{done.output}\n{done.exception!r}"
        return f"{done.output}{done.exception or ''}"

    house = House(home, [], PersonId(new_id("person")), told)
    told("init", "--name", "Noor Haddad", "--first-day", "2020-01-01")
    with database(house.settings) as url, ledger_in(house.settings, url) as ledger:
        plant(house, ledger)
    yield house
    shutil.rmtree(home, ignore_errors=True)  # the server may just be removing a file of its own


def plant(house: House, ledger: Ledger) -> None:
    """They join, are called this and that, leave; and each kind that seals something for somebody says it of them.

    Names out of an edition are nobody's words: they stand in what is published.
    """
    by, day, person, unit = ledger.tokens.of_the_machine().id, date(2020, 3, 2), house.person, UnitId(new_id("unit"))
    ledger.record(EstablishUnit(unit, "Tooling", effective_on=day), by=by)
    ledger.record(JoinPerson(person, canary(house), unit, job_title=canary(house), effective_on=day), by=by)
    ledger.record(IdentifyPerson(person, "hr", canary(house), effective_on=day), by=by)
    ledger.record(RenamePerson(person, canary(house), effective_on=day + timedelta(days=9)), by=by)
    ledger.record(LeavePerson(person, effective_on=day + timedelta(days=99)), by=by)
    for told in TOLD:
        event, form = told.event, form_of(type(told.event).__name__)
        whose = [whom for whom in form.sealed_names if whom != ORGANISATION]
        if told.is_example and whose and event.memory is not Employment:
            named: dict[str, Any] = dict.fromkeys(form.named, person)
            hints = get_type_hints(type(event), include_extras=True)
            sealed = [name for whom in whose for name in form.sealed_names[whom] if holds_words(hints[name])]
            said = {name: words(house, getattr(event, name)) for name in sealed}
            stream = person if {*whose} - form.named else new_id(told.at.stream.partition("-")[0])
            ledger.keys.ensure((person, ORGANISATION))
            past_the_rules(ledger, stream, replace(event, **said, **named))


def canary(house: House) -> str:
    house.planted.append(f"{CANARY}{uuid4().hex}")
    return house.planted[-1]


def words(house: House, value: Any) -> Any:
    """The same value, with words of its own where it has any."""
    if isinstance(value, str) and type(value) is str:
        return canary(house)
    return (
        tuple(canary(house) for _ in value) if value and isinstance(value, tuple) and type(value[0]) is str else value
    )


def answers(served: Served, person: str) -> str:
    """What a list of questions is answered with."""
    told = [repr(served.ask(STANDING, id=person)), repr(served.ask(SEARCHED))]
    after, more = None, True
    while more:
        page = served.ask(ENTRIES, after=after)["entries"]
        told.append(repr(page))
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return "".join(told)


def found_in(house: House, where: bytes) -> list[str]:
    """The words that stand somewhere: as they are, or as PostgreSQL writes bytes."""
    return [word for word in house.planted if word.encode() in where or word.encode().hex().encode() in where]


def files_of(house: House) -> Iterator[Path]:
    """Every file of the home, the server's data, logs and write-ahead log among them."""
    return (path for path in house.home.rglob("*") if path.is_file() and not path.is_symlink())


def test_nothing_is_left(house: House, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    person, old_keys, old_book = house.person, tmp_path / "keys.dump", tmp_path / "book.dump"
    house.told("backup", str(old_book), str(old_keys))
    with serving(house.settings) as served:
        url = served.app.state.services.ledger._url
        before = answers(served, person)
        known = found_in(house, before.encode())
        assert len(known) == len(house.planted) > 30, [word for word in house.planted if word not in known]
        saved = wrapped(url)
        ledger = served.app.state.services.ledger
        [noor] = stewards_from(ledger.today(), ledger.book())
        today = served.app.state.services.today().isoformat()
        asked = {"person": person, "ground": "REQUESTED", "erasedBy": noor, "effectiveOn": today}
        for other in (served.asked_by(person), served):  # with a token of their own, and one that may do everything
            assert other.record("erasePerson", asked)["rule"] == "NotTheirsToSay"
        assert served.asked_by(noor).recorded("erasePerson", **asked)["readable"]
        time.sleep(2.5)
        after = answers(served, person)
        told = served.ask(STANDING, id=person)["person"]
        assert found_in(house, after.encode()) == []
        assert (told["erased"], told["name"], told["unit"], told["leftOn"]) == (True, None, None, None)
        assert "alarms" not in served.client.get("/readyz").json()
        assert found_in(house, repr(vars(served.app.state.services.ledger.kept)).encode()) == []
    with database(house.settings) as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        assert opening(saved, key_ring(house.settings)) == []
        assert opening(wrapped(url), key_ring(house.settings)) != []
        house.told("backup", str(tmp_path / "after.dump"), str(tmp_path / "after.keys"))
        in_clear = [run_program(url, "pg_restore", "--file=-", str(tmp_path / name), connected=False)
                    for name in ("after.dump", "after.keys", "book.dump", "keys.dump")]  # fmt: skip
        exported = house.told("export", "entries")
    assert [word for text in in_clear for word in found_in(house, text.encode())] == []
    assert found_in(house, exported.encode()) == []
    everything = [path for path in files_of(house) if found_in(house, path.read_bytes())]
    assert everything == []
    assert found_in(house, "".join(capfd.readouterr()).encode()) == []


@pytest.fixture
def elsewhere(house: House) -> Iterator[str]:
    """An empty database on the same server."""
    with database(house.settings) as url, psycopg.connect(url, autocommit=True) as server:
        name = f"elsewhere_{uuid4().hex[:8]}"
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        yield conninfo.make_conninfo(url, dbname=name)


def test_keys_of_before_are_refused_and_a_book_of_before_takes_those_of_today(
    house: House, elsewhere: str, tmp_path: Path
) -> None:
    settings = house.settings
    with database(settings) as url, ledger_in(settings, url) as ledger:
        gone = joined_and_left(ledger)
        stays = joined_and_left(ledger)
        house.told("backup", str(tmp_path / "book"), str(tmp_path / "keys"))
        house.told("erase", gone, "--ground", "retention_over", "--yes")
        assert not ledger.keys.is_there(gone) or ledger.forget_erased()
    house.told("backup", "--keys", str(tmp_path / "keys-of-today"))
    there, book = {"LEADERSHIP_DATABASE_URL": elsewhere}, str(tmp_path / "book")
    refused = house.told("restore", book, str(tmp_path / "keys"), code=1, **there)
    assert "saved before somebody was erased" in refused
    assert "Nothing was restored" in refused
    done = house.told("restore", book, str(tmp_path / "keys-of-today"), **there)
    assert "does not say that they were erased" in done
    assert gone in house.told("status", **there)
    restored = settings.model_copy(update={"database_url": elsewhere})
    with database(restored) as url, ledger_in(restored, url) as ledger:
        assert [isinstance(ledger.stream(one)[0].event.name, str) for one in (gone, stays)] == [False, True]
    house.told("erase", gone, "--ground", "retention_over", "--yes", **there)
    assert gone not in house.told("status", **there)


def joined_and_left(ledger: Ledger, name: str = "Somebody") -> PersonId:
    by, day, person = ledger.tokens.of_the_machine().id, date(2021, 3, 2), PersonId(new_id("person"))
    unit = next(entry.stream for entry in ledger.entries(kinds=("UnitEstablished",)))
    ledger.record(JoinPerson(person, name, UnitId(unit), effective_on=day), by=by)
    ledger.record(LeavePerson(person, effective_on=day + timedelta(days=99)), by=by)
    return person


def as_in_the_guide(house: House, word: str) -> str:
    """What the commands of the guide that hold a word say, one after the other."""
    blocks: list[str] = re.findall(r"```sh\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    [block] = [one for one in blocks if word in one]
    return "".join(house.told(*shlex.split(line)[1:]) for line in block.splitlines())


@pytest.mark.mission("M68")
def test_a_hold_stands_in_the_way_until_it_is_released(house: House, tmp_path: Path) -> None:
    with database(house.settings) as url, ledger_in(house.settings, url) as ledger:
        person = joined_and_left(ledger, "Ines Caldeira")
    hold = f"{person}@3"
    assert as_in_the_guide(house, "hold place").count(hold) == 2
    refused = house.told("erase", "Ines Caldeira", "--ground", "requested", "--yes", code=1)
    assert f"LegalHold: “{person}” stands under {hold}" in refused
    house.told("hold", "release", hold)
    assert hold not in house.told("hold", "list")
    told = house.told("erase", person, "--ground", "requested", code=1, typed="Ines\n")
    assert "Nothing was changed" in told
    with chdir(tmp_path):
        told = as_in_the_guide(house, "leadership erase")
    assert f"{person} is erased." in told
    assert "keys-after.dump: the wrapped data keys" in told
    assert "has been erased before" in house.told("erase", person, "--ground", "requested")
    refused = house.told("hold", "place", person, "--reason", "Too late", code=1)
    assert "WrittenAboutErased" in refused


def test_it_is_asked_for_by_their_name(house: House) -> None:
    with database(house.settings) as url, ledger_in(house.settings, url) as ledger:
        person = joined_and_left(ledger, "Samuel Achterberg")
    assert "is erased" in house.told("erase", person, "--ground", "ordered", typed="Samuel Achterberg\n")


def test_where_nobody_can_destroy_the_key_nobody_is_erased(house: House) -> None:
    """It stands in the environment, and no file was named in which one of ours could stand."""
    with database(house.settings) as url, ledger_in(house.settings, url) as ledger:
        person = joined_and_left(ledger)
        key = ledger.keys._wrapping.key.hex()
    settings = {"LEADERSHIP_KEY": key, "LEADERSHIP_DATABASE_URL": url, "LEADERSHIP_HOME": "", "LEADERSHIP_KEY_FILE": ""}
    with database(house.settings):
        refused = house.told("erase", person, "--ground", "requested", "--yes", code=1, **settings)
    assert "KeyCannotBeDestroyed" in refused
    assert "LEADERSHIP_KEY_FILE" in refused
