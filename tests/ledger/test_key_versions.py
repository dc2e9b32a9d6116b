"""A kind that gets further keys is found under them, old entries too; the index is compared by what was in force."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import msgspec
import psycopg
import pytest
from psycopg.errors import LockNotAvailable

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.catalogue import EVENTS
from domain.kernel.facts import ERASED
from domain.kernel.ids import PersonId
from domain.people.moving import MovePerson, PersonMoved
from domain.people.naming import PersonRenamed
from domain.units.citing import unit_of
from ledger import Ledger
from ledger.proofs.disagreement import Disagreement
from ledger.proofs.verifying import verify
from ledger.storage.earlier_forms import EARLIER_FORMS, EarlierForm
from ledger.storage.forms import kinds_today
from ledger.storage.migrations import NotMigrated, migrate
from ledger.storage.proposals import NewEntry, Proposal
from ledger.storage.read_set import ReadSet
from tests.databases import WRAPPING
from tests.examples import EXAMPLES
from tests.kinds_changed import by_both, by_manager, by_unit, keyed, planted
from tests.ledger.by_hand import connect
from tests.ledger.commands_recorded import BY, DAY, ROOT, book_of, renaming, somebody
from tests.ledger.entries_written import sealed_values
from tests.units import ASSEMBLY, HOUSE, LOGISTICS, STORES, called, establish_units

MIGRATING: Final = """
import sys
from domain.people.moving import PersonMoved
from ledger.storage.migrations import migrate
from tests.examples import EXAMPLES
from tests.kinds_changed import by_both, by_manager, keyed
with keyed(PersonMoved, by_manager, by_both):
    migrate(sys.argv[1])
"""


@dataclass
class Old:
    """A database in which people have moved, with the first keys."""

    url: str
    people: tuple[PersonId, ...]

    def found(self, subject: str) -> list[tuple[str, str]]:
        """Whose moves concern a subject, and to where."""
        with closing(Ledger.open(self.url, WRAPPING)) as ledger:
            return [
                (noted.at.stream, called(noted.event.unit))
                for noted in book_of(ledger).concerning(subject, PersonMoved)
            ]

    def told(self, *forgery: str) -> Disagreement | None:
        """What somebody is told who verifies the book with its index, after something was done to that."""
        with connect(self.url) as owner, owner.transaction(force_rollback=True):
            for statement in forgery:
                owner.execute("ALTER TABLE ledger.concerns DISABLE TRIGGER USER")
                owner.execute(statement.encode())
            return verify(owner, index=True).disagreement

    def lines(self) -> set[tuple[Any, ...]]:
        """All that is in the index."""
        with connect(self.url) as connection:
            return set(connection.execute("SELECT position, subject, kind FROM ledger.concerns").fetchall())

    def since(self) -> list[tuple[Any, ...]]:
        """From where on which keys are in force."""
        with connect(self.url) as connection:
            return connection.execute(
                "SELECT kind, version, since FROM ledger.key_versions WHERE since > 1 OR version > 2 ORDER BY version"
            ).fetchall()

    @contextmanager
    def opened(self) -> Iterator[Ledger]:
        with closing(Ledger.open(self.url, WRAPPING)) as ledger:
            yield ledger

    def moves(self, number: int, unit: str) -> None:
        """One of them moves; the manager is the one before."""
        with self.opened() as ledger:
            person, manager = self.people[number], self.people[number - 1]
            ledger.record(MovePerson(person, unit_of(unit), manager=manager, effective_on=DAY), by=BY)


@pytest.fixture
def old(make_database: Callable[[], str]) -> Old:
    """Ada moved to Assembly; Ben there, corrected to Stores and again to Logistics; Cai to Assembly, retracted.

    Dan, who stands above Ada, moves nowhere.
    """
    url = make_database()
    with closing(Ledger.open(url, WRAPPING)) as ledger:
        establish_units(ledger)
        people = tuple(somebody(ledger, name) for name in ("Ada", "Ben", "Cai", "Dan"))
        ada, ben, cai, dan = people
        [at, *_], [mended, *_], [gone, *_] = (
            ledger.record(MovePerson(one, ASSEMBLY, manager=other, effective_on=DAY), by=BY).references
            for one, other in ((ada, dan), (ben, ada), (cai, ben))
        )
        assert at.version == 2
        for unit in ("Stores", "Logistics"):
            instead = MovePerson(ben, unit_of(unit), manager=ada, effective_on=DAY)
            ledger.record(CorrectEntry(mended, instead, "The other hall"), by=BY)
        ledger.record(RetractEntry(gone, "It was Ada"), by=BY)
        ledger.record(renaming(ada, "Ada Lind", on=DAY + timedelta(days=1)), by=BY)
    return Old(url, people)


LAST: Final = 11 + len(HOUSE)
"""The units; four people, three moves, two corrections, a retraction, a name."""


def test_a_kind_gets_a_further_key(old: Old) -> None:
    """Several processes migrate at once: one fills in what is missing, the others find it done."""
    ada, ben, cai, dan = old.people
    before = old.lines()
    assert old.told() is None
    with keyed(PersonMoved, by_manager, by_both):
        assert old.told() is None, "by the keys that it was written with"
        with pytest.raises(NotMigrated, match=r"entries of PersonMoved are not found .* run `leadership migrate`"):
            old.found(ada)

        migrating = [sys.executable, "-c", MIGRATING, old.url]
        processes = [subprocess.Popen(migrating, stderr=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(4)]
        complaints = [process.communicate()[1] for process in processes]
        assert [process.returncode for process in processes] == [0] * 4, complaints

        assert old.since() == [("PersonMoved", 3, LAST + 1)]
        filled = old.lines() - before
        assert {(at, subject) for at, subject, _ in filled} == {
            *((at, "unit-Assembly") for at in range(LAST - 6, LAST)),
            *((LAST - 3, "unit-Stores"), (LAST - 2, "unit-Stores"), (LAST - 2, "unit-Logistics")),
        }
        assert before < old.lines()
        assert old.told() is None
        assert old.found("unit-Assembly") == [(ada, "Assembly")]
        assert old.found("unit-Stores") == []
        assert old.found("unit-Logistics") == [(ben, "Logistics")]
        assert old.found(ada) == [(ben, "Logistics")]

        old.moves(2, "Logistics")
        assert old.found("unit-Logistics") == [(ben, "Logistics"), (cai, "Logistics")]
        with old.opened() as ledger:
            instead = MovePerson(ada, LOGISTICS, manager=dan, effective_on=DAY)
            ledger.record(CorrectEntry(ledger.stream(ada)[1].at, instead, "With the others"), by=BY)
        assert old.found("unit-Assembly") == []
        assert {who for who, _ in old.found("unit-Logistics")} == {ada, ben, cai}
        assert old.told() is None


def test_every_line_that_is_missing_is_told(old: Old) -> None:
    """Of those that were filled in, of those written before, and of those written since."""
    with keyed(PersonMoved, by_manager, by_both):
        migrate(old.url)
        old.moves(2, "Logistics")
        for position, subject, kind in sorted(old.lines()):
            forgery = f"DELETE FROM ledger.concerns WHERE (position, subject) = ({position}, '{subject}')"
            told = old.told(forgery)
            assert told is not None
            assert told.what == f"the index differs from entry {position}: the line “{subject} {kind}” is missing"


def test_every_line_that_is_put_in_is_told(old: Old) -> None:
    with keyed(PersonMoved, by_manager, by_both):
        told = old.told("INSERT INTO ledger.concerns VALUES ('unit-Assembly', 'PersonMoved', 15)")
        assert told is not None, "it has not been migrated"
        migrate(old.url)
        old.moves(2, "Logistics")
        for position in range(len(HOUSE) + 1, LAST + 2):
            told = old.told(f"INSERT INTO ledger.concerns VALUES ('unit-Tooling', 'PersonMoved', {position})")
            assert told is not None
            assert told.what.endswith("the line “unit-Tooling PersonMoved” should not be there")


@pytest.mark.parametrize("steps", [(2, 3), (3,)], ids=["one after the other", "both at once"])
def test_keys_come_and_go(old: Old, steps: tuple[int, ...]) -> None:
    """First by the manager, then by both, then by the unit alone: what was written once is not taken out."""
    ways = (by_manager, by_both, by_unit)
    for version in steps:
        with keyed(PersonMoved, *ways[:version]):
            assert old.told() is None
            migrate(old.url)
            migrate(old.url)
            old.moves(2, ("Paint", "Sales")[version - 2])
            assert old.told() is None
    with keyed(PersonMoved, *ways):
        assert old.since() == [("PersonMoved", 1 + version, LAST + 1 + n) for n, version in enumerate(steps)]
        assert old.found("unit-Assembly") == [(old.people[0], "Assembly")]
        assert old.found(old.people[0]) == []
        assert old.told("DELETE FROM ledger.concerns WHERE subject = 'unit-Assembly' AND position = 15") is not None


def test_a_kind_that_touched_nobody_gets_a_key(old: Old) -> None:
    def by_name(renamed: PersonRenamed) -> tuple[str, ...]:
        return ("names",)

    with keyed(PersonRenamed, PersonRenamed.concerns, by_name):
        assert old.told() is None
        migrate(old.url)
        assert old.told() is None
        assert (LAST, "names", "PersonRenamed") in old.lines()
    told = old.told()
    assert told is None, "what a later version has written is no alarm"


def test_a_fresh_database_has_the_keys_of_today_from_the_beginning(make_database: Callable[[], str]) -> None:
    with keyed(PersonMoved, by_manager, by_both):
        url = make_database()
        with closing(Ledger.open(url, WRAPPING)) as ledger:
            establish_units(ledger)
            people = tuple(somebody(ledger, name) for name in ("Ada", "Ben", "Cai"))
        fresh = Old(url, people)
        fresh.moves(2, "Assembly")
        assert fresh.since() == [("PersonMoved", 3, 1)]
        assert fresh.found("unit-Assembly") == [(people[2], "Assembly")]
        assert fresh.told() is None


def test_an_earlier_version_does_not_open_it_any_more(old: Old) -> None:
    """It would write what is not found under the further keys; verifying, it holds its tongue where it cannot know."""
    with keyed(PersonMoved, by_manager, by_both):
        migrate(old.url)
        old.moves(2, "Logistics")
    assert old.told() is None
    with pytest.raises(NotMigrated, match="PersonMoved has further keys than this version knows"):
        old.found(old.people[0])


def test_a_kind_that_was_renamed_is_filled_under_its_old_name(old: Old) -> None:
    """And goes on counting: nothing is filled because a name has changed."""

    def moved(told: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        return "PersonMoved", told

    ada, _, cai, _ = old.people
    with ExitStack() as changes:
        changes.enter_context(planted({"PersonTransferred": (EarlierForm({"PersonMoved": 1}, moved),)}))
        migrate(old.url)
        with old.opened() as ledger:
            told = {"unit": "Assembly", "manager": cai, "effective_on": str(DAY)}
            stored = msgspec.json.encode({"open": told})
            keys = ((cai, "PersonTransferred"), (ASSEMBLY, "PersonTransferred"))
            entry = NewEntry(ada, "PersonTransferred", stored, None, keys)
            [outcome] = ledger.recorder.append([Proposal(uuid4(), b"", BY, [entry], ReadSet())])
            assert outcome.first_position == LAST + 1
            instead = MovePerson(ada, STORES, manager=cai, effective_on=DAY)
            ledger.record(CorrectEntry(ledger.stream(ada)[3].at, instead, "The other hall"), by=BY)
        assert old.told() is None
        changes.enter_context(keyed(PersonMoved, by_manager, by_both))
        assert old.told() is None
        migrate(old.url)
        assert old.told() is None
        assert (LAST + 1, "unit-Assembly", "PersonTransferred") in old.lines()
        assert (LAST + 2, "unit-Assembly", "PersonTransferred") in old.lines()
        assert (LAST + 2, "unit-Stores", "PersonTransferred") in old.lines()
        assert {kind for kind, _, _ in old.since()} == {"PersonMoved", "PersonTransferred"}
        assert (ada, "Stores") in old.found("unit-Stores")


def test_what_cannot_be_read_stops_nobody_from_migrating(old: Old) -> None:
    """Of it the tree tells."""
    with connect(old.url) as owner, owner.transaction():
        owner.execute("ALTER TABLE ledger.entries DISABLE TRIGGER USER")
        owner.execute("UPDATE ledger.entries SET stored = '{' WHERE position = 4")
        owner.execute("ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER append_only")
    with keyed(PersonMoved, by_manager, by_both):
        migrate(old.url)
        assert (LAST - 4, "unit-Assembly", "PersonMoved") in old.lines()


def test_all_or_nothing_and_nothing_slips_in_between(old: Old) -> None:
    """Whoever writes while it is filled in waits until that is done."""
    waits: list[bool] = []

    def tries(connection: psycopg.Connection) -> None:
        with connect(old.url) as another:
            try:
                with another.transaction():
                    another.execute("LOCK TABLE ledger.append_turn IN SHARE ROW EXCLUSIVE MODE NOWAIT")
                waits.append(False)
            except LockNotAvailable:
                waits.append(True)

    def fails(connection: psycopg.Connection) -> None:
        raise LookupError

    before = old.lines()
    with keyed(PersonMoved, by_manager, by_both):
        with pytest.raises(LookupError):
            migrate(old.url, tries, fails)
        assert (old.lines(), old.since()) == (before, [])
        migrate(old.url, tries)
        migrate(old.url, tries)
    assert waits == [True, True, False]


def test_more_than_is_looked_at_at_once(old: Old, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.storage.key_filling.BATCH", 2)
    with keyed(PersonMoved, by_manager, by_both):
        migrate(old.url)
        assert old.told() is None
        assert (LAST - 2, "unit-Assembly", "PersonMoved") in old.lines()


def test_what_is_read_as_several_kinds_counts_for_all_of_them() -> None:
    for kind in (*EVENTS, *EARLIER_FORMS):
        versions = {len(EVENTS[today].earlier_keys) for today in kinds_today(kind)}
        assert len(versions) == 1, f"entries stored as {kind} have keys of several versions: repeat those that stayed"


def test_the_keys_of_then_bear_what_is_sealed() -> None:
    """Filling and verifying read entries unopened."""
    for event in EXAMPLES:
        erased: dict[str, Any] = dict.fromkeys(sealed_values(event), ERASED)
        for keys in event.earlier_keys:
            assert keys(replace(event, **erased)) == keys(event), type(event).__name__
