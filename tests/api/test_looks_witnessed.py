"""The root of the log of looks is an entry of the book: it moves no answer, and tells what was done to the log."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from api.access.sight import Sight, Stances
from api.cli.main import app
from api.settings import Settings
from domain.safeguards.witnessing import LooksWitnessed
from ledger import Entry, Ledger
from ledger.own_entries import WRITE_EVERY, OwnEntries, witness_looks
from tests.api.conftest import KEY, Served, serving
from tests.api.graphql.test_looks import person_looked_at

LEFT: Final = "query ($id: ID!) { person(id: $id) { leftOn } }"


@pytest.fixture
def alone(make_database: Callable[[], str]) -> Iterator[Served]:
    """A house of its own."""
    with serving(Settings(database_url=make_database(), key=SecretStr(KEY))) as told:
        yield told


@pytest.fixture
def ledger(alone: Served) -> Ledger:
    """Its ledger."""
    found: Ledger = alone.app.state.services.ledger
    return found


def look(ledger: Ledger, times: int = 1) -> None:
    for _ in range(times):
        ledger.readings.write_at_once("nobody", {"person-nobody": {"case": []}})


def written(ledger: Ledger) -> list[Entry[LooksWitnessed]]:
    return list(ledger.entries(kinds=(LooksWitnessed.__name__,)))


def run(alone: Served, *command: str, code: int = 0) -> str:
    environment = {"LEADERSHIP_DATABASE_URL": alone.database_url, "LEADERSHIP_KEY": KEY}
    ran = CliRunner().invoke(app, [*command], env=environment)
    assert ran.exit_code == code, ran.output
    return " ".join(ran.output.split())


def test_nothing_is_witnessed_where_nobody_looked_and_nothing_sooner_than_a_minute(ledger: Ledger) -> None:
    assert witness_looks(ledger) is None
    look(ledger, 2)
    assert witness_looks(ledger) is not None
    [entry] = written(ledger)
    looks, root = ledger.readings.last() or (0, b"")
    assert (entry.event.looks, entry.event.root) == (looks, root.hex()) == (2, root.hex())
    assert entry.recorded_by == entry.stream == f"ledger-{ledger.today()}"
    assert witness_looks(ledger) is None, "nobody has looked since"
    look(ledger)
    assert witness_looks(ledger) is None, "a minute is not over"
    assert WRITE_EVERY == 60.0


def test_two_processes_write_it_once(ledger: Ledger) -> None:
    look(ledger)
    assert witness_looks(ledger, every=0)
    look(ledger)
    assert witness_looks(ledger, every=0)
    assert witness_looks(ledger, every=0) is None
    assert [entry.event.looks for entry in written(ledger)] == [1, 2]


def test_whoever_serves_writes_it(ledger: Ledger) -> None:
    look(ledger)
    with OwnEntries(ledger, every=0.05):
        until = datetime.now(UTC).timestamp() + 10
        while not written(ledger) and datetime.now(UTC).timestamp() < until:
            pass
    assert [entry.event.looks for entry in written(ledger)] == [1]


def test_no_answer_moves_on_because_the_looks_are_witnessed(alone: Served, ledger: Ledger) -> None:
    ada, boss = person_looked_at(alone)
    moment, then = ledger.moment(), datetime.now(UTC)
    assert moment == ledger.position()
    before = boss.ask("{ position }")
    day = ledger.book().today
    for _ in range(3):
        boss.ask(LEFT, id=ada)
        assert witness_looks(ledger, every=0)
    assert ledger.position() == moment + 3
    alone.ask("query ($at: Int) { people(first: 1, asOf: {position: $at}) { totalCount } }", at=moment + 3)  # followed
    assert boss.ask("{ position }") == before == {"position": moment}
    assert (ledger.moment(), ledger.book().basis, ledger.book().today) == (moment, moment, day)
    assert ledger.position_at(datetime.now(UTC)) == ledger.position_at(then) == moment
    recorded = alone.recorded("joinPerson", name="Ben", unit="Tooling", manager=ada)
    assert recorded["position"] == ledger.position() == ledger.moment() == moment + 4


def test_how_viewers_stand_to_others_is_kept_all_the_same(alone: Served, ledger: Ledger) -> None:
    ada, _ = person_looked_at(alone)
    viewer = alone.app.state.services.ledger.stream(ada)[0].event.manager
    caller: Any = type("Caller", (), {"person": viewer, "scopes": (), "recorded_by": viewer})()
    stances = Stances()
    Sight(caller, ledger, stances).look_up([ada])
    look(ledger)
    assert witness_looks(ledger, every=0)
    again = Sight(caller, ledger, stances)
    again.begin(ledger.moment())
    assert again.known_of([ada])
    alone.recorded("joinPerson", name="Ben", unit="Tooling")
    again = Sight(caller, ledger, stances)
    again.begin(ledger.moment())
    assert not again.known_of([ada]), "what is told of people lets go of it"


def test_no_file_takes_it_out_or_brings_it_in(alone: Served, ledger: Ledger, tmp_path: Path) -> None:
    look(ledger)
    assert witness_looks(ledger, every=0)
    file = tmp_path / "entries.ndjson"
    run(alone, "export", "entries", "-o", str(file))
    assert LooksWitnessed.__name__ not in file.read_text()
    assert "WitnessLooks" not in file.read_text()
    asked = {"command": "WitnessLooks", "looks": 9, "root": "ab", "effective_on": "2024-01-02"}
    file.write_text(json.dumps(asked) + "\n")
    assert "is no command" in run(alone, "import", "entries", str(file), "--dry-run", code=1)
    assert len(written(ledger)) == 1


REWRITTEN: Final = """
    UPDATE ledger.readings SET reader = 'somebody' WHERE number = 4;
    DO $$ BEGIN
        FOR line IN 4 .. 7 LOOP
            UPDATE ledger.readings r SET hash = ledger.hash_of_reading(
                (SELECT hash FROM ledger.readings WHERE number = line - 1), r.number, r.at, r.reader, r.seen)
            WHERE r.number = line;
        END LOOP;
    END $$;"""
OWNERS_DOINGS: Final = {
    "rewritten": (
        REWRITTEN,
        (
            "the root of looks 1 to 6, put on record in {second} does not hold: look 6 is another one now;"
            " that of looks 1 to 3 holds"
        ),
    ),
    "truncated": (
        "DELETE FROM ledger.readings WHERE number > 4",
        (
            "the root of looks 1 to 6, put on record in {second} does not hold: the last is look 4;"
            " that of looks 1 to 3 holds"
        ),
    ),
    "all of it gone": (
        "DELETE FROM ledger.readings",
        "the root of looks 1 to 3, put on record in {first} does not hold: the last is look 0",
    ),
    "tampered with": ("UPDATE ledger.readings SET reader = 'x' WHERE number = 2", "look 2 is not what was written"),
}


@contextmanager
def owner_of(alone: Served) -> Iterator[psycopg.Connection[Any]]:
    """Whoever owns the database, with what stands in the way switched off; what was signed beside the book is gone."""
    with psycopg.connect(alone.database_url, autocommit=True) as owner:
        owner.execute("ALTER TABLE ledger.readings DISABLE TRIGGER append_only")
        owner.execute("ALTER TABLE proofs.readings_signed DISABLE TRIGGER append_only")
        owner.execute("DELETE FROM proofs.readings_signed")
        yield owner


@pytest.mark.mission("M69")
@pytest.mark.parametrize("what", OWNERS_DOINGS)
def test_what_an_owner_did_to_the_looks_does_not_fit_the_book(alone: Served, ledger: Ledger, what: str) -> None:
    statement, told = OWNERS_DOINGS[what]
    for _ in range(2):
        look(ledger, 3)
        assert witness_looks(ledger, every=0)
    look(ledger)
    first, second = (f"{entry.at} (position {entry.position})," for entry in written(ledger))
    whole = run(alone, "verify", "--ledger")
    assert f"Their root up to look 6 is the one on record in {written(ledger)[-1].at}." in whole
    with owner_of(alone) as owner:
        owner.execute(statement)
    said = run(alone, "verify", "--ledger", code=1)
    assert "Who looked: this does not hold" in said
    assert told.format(first=first, second=second) in said


def test_a_witness_that_was_changed_does_not_fit_the_tree(alone: Served, ledger: Ledger) -> None:
    """Whoever rewrites the log of looks, and the entry that tells of it, has to forge the book as well."""
    look(ledger, 3)
    receipt = witness_looks(ledger, every=0)
    assert receipt
    run(alone, "verify", "--ledger")
    with psycopg.connect(alone.database_url, autocommit=True) as owner:
        owner.execute("ALTER TABLE ledger.entries DISABLE TRIGGER append_only")
        other = """UPDATE ledger.entries SET stored = replace(convert_from(stored, 'UTF8'), '"looks":3', '"looks":2')
            ::bytea WHERE position = %s"""
        owner.execute(other, (receipt.position,))
    assert str(receipt.position) in run(alone, "verify", "--ledger", code=1)
