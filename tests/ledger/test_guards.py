"""A decision is guarded by what it has read: of a stream the kinds it looked at, and what takes an entry's place."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.catalogue import kinds_remembered
from domain.development.development import Development
from domain.development.learning_loop import DevelopmentCommand
from domain.development.practice import PracticeRecorded, RecordPractice
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.people.employment import Employment
from domain.people.moving import MovePerson
from domain.units.citing import unit_of
from ledger import Entry, Ledger, Receipt
from ledger.storage.read_set import NO_KINDS, StreamRead, all_of
from tests.ledger.commands_recorded import BY, DAY, asking, book_of, joining, past_the_rules, person_id, somebody
from tests.ledger.reads_and_conflicts import WatchedLedger
from tests.units import ASSEMBLY, LOGISTICS, STORES, TOOLING

CLIENTS, EACH, MOVES = 32, 8, 24


def practising(person: PersonId, what: str = "Chaired a meeting", **more: Any) -> RecordPractice:
    return RecordPractice(person, what, 1.0, effective_on=DAY, **more)


def moving(person: PersonId, unit: str, days: int = 0) -> MovePerson:
    return MovePerson(person, unit_of(unit), effective_on=DAY + timedelta(days=days))


def the_practice(ledger: Ledger, person: PersonId) -> Reference:
    """Somebody's practice, which leaves nothing that a move would look at."""
    return ledger.record(practising(person), by=BY).references[0]


def conflicts(watched: WatchedLedger, command: type[Command[Any]] | None = None, kind: str = "") -> int:
    """How often something was in the way of proposals, or of those that would write a kind."""
    return sum(
        outcome.what == "conflict" and (not kind or proposal.entries[0].kind == kind)
        for proposals, outcomes in watched.recorder.appended
        for proposal, outcome in zip(proposals, outcomes, strict=True)
    )


def as_it_should_be(stream: tuple[Entry[Any], ...]) -> list[str]:
    """The kinds on a stream, of which every entry opens, and whose versions have no gaps."""
    assert [entry.version for entry in stream] == list(range(1, len(stream) + 1))
    return [type(entry.event).__name__ for entry in stream]


def test_what_is_practised_meanwhile_is_in_no_moves_way(
    watched: WatchedLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty-two tell of somebody's practice while another moves them again and again: each move is decided once."""
    ada, decided = somebody(watched), 0
    decide = MovePerson.decide

    def counted(command: MovePerson, employment: Employment, book: Book) -> Decision:
        nonlocal decided
        decided += 1
        return decide(command, employment, book)

    def practise(client: int) -> list[Receipt]:
        return [watched.record(practising(ada, f"Meeting {client}.{n}"), by=BY) for n in range(EACH)]

    monkeypatch.setattr(MovePerson, "decide", counted)
    with ThreadPoolExecutor(CLIENTS) as pool:
        practised = pool.map(practise, range(CLIENTS))
        moves = [watched.record(moving(ada, ("Assembly", "Stores")[n % 2], n), by=BY) for n in range(MOVES)]
        receipts = [receipt for each in practised for receipt in each] + moves
    assert decided == MOVES
    assert conflicts(watched, kind="PersonMoved") == 0
    kinds = as_it_should_be(watched.stream(ada))
    assert (kinds.count("PracticeRecorded"), kinds.count("PersonMoved")) == (CLIENTS * EACH, MOVES)
    assert len({receipt.position for receipt in receipts}) == CLIENTS * EACH + MOVES
    stream = {entry.position: entry.at for entry in watched.stream(ada)}
    assert all(receipt.references == (stream[receipt.position],) for receipt in receipts)
    units = [placed.what.unit for placed in watched.book().recall(Employment, ada).placements]
    assert units == [TOOLING, *((ASSEMBLY, STORES)[n % 2] for n in range(MOVES))]


def test_what_reads_nothing_of_each_other_shares_commits_on_one_stream(watched: WatchedLedger) -> None:
    ada = somebody(watched)
    watched.recorder.appended.clear()
    held_up = watched.hold_up_until(waiting=20)
    with ThreadPoolExecutor(21) as pool:
        first = pool.submit(watched.record, joining(person_id()), by=BY)
        held_up.wait(10)
        others = [pool.submit(watched.record, practising(ada, f"Meeting {n}"), by=BY) for n in range(20)]
        first.result()
        receipts = [other.result() for other in others]
    assert [len(proposals) for proposals, _ in watched.recorder.appended] == [1, 20]
    assert as_it_should_be(watched.stream(ada)) == ["PersonJoined", *["PracticeRecorded"] * 20]
    assert sorted(receipt.references[0].version for receipt in receipts) == list(range(2, 22))
    assert watched.kept.get(ada) is not None, "what was written in one go is remembered in its order"
    assert [entry.version for entry in watched._remembered.stream(ada).entries] == list(range(1, 22))


Ask = Callable[[Ledger, Command[Any]], object]


def one_by_one(ledger: Ledger, command: Command[Any]) -> object:
    return ledger.record(command, by=BY)


def in_bulk(ledger: Ledger, command: Command[Any]) -> object:
    return list(ledger.record_many([asking(command)]))


each_way = pytest.mark.parametrize("ask", [one_by_one, in_bulk])


@each_way
def test_of_two_moves_the_second_is_decided_again(ledger: Ledger, watched: WatchedLedger, ask: Ask) -> None:
    """The first one comes from another ledger on the same database, as from another process."""
    ada = somebody(ledger)
    watched.meanwhile(lambda: ledger.record(moving(ada, "Assembly"), by=BY))
    ask(watched, moving(ada, "Logistics", 1))
    assert watched.outcomes() == ["conflict", "recorded"]
    assert as_it_should_be(ledger.stream(ada)) == ["PersonJoined", "PersonMoved", "PersonMoved"]


def test_what_was_not_read_of_a_stream_is_in_nobodys_way(ledger: Ledger, watched: WatchedLedger) -> None:
    """It is written between, and so the version that was foreseen is another one."""
    ada = somebody(ledger)
    watched.meanwhile(lambda: ledger.record(practising(ada), by=BY))
    receipt = watched.record(moving(ada, "Assembly"), by=BY)
    assert watched.outcomes() == ["recorded"]
    assert receipt.references == (Reference(ada, 3),)
    assert as_it_should_be(watched.stream(ada)) == ["PersonJoined", "PracticeRecorded", "PersonMoved"]
    ledger.record(moving(ada, "Logistics", 1), by=BY)
    assert [p.what.unit for p in book_of(watched).recall(Employment, ada).placements][1:] == [ASSEMBLY, LOGISTICS]


def test_in_bulk_what_is_written_is_guarded_whole(ledger: Ledger, watched: WatchedLedger) -> None:
    """The entries of a batch build on each other by version, so those must come to what was foreseen."""
    ada = somebody(ledger)
    watched.meanwhile(lambda: ledger.record(practising(ada), by=BY))
    requests = [asking(moving(ada, "Assembly")), asking(moving(ada, "Logistics", 1))]
    assert all(isinstance(result, Receipt) for result in watched.record_many(requests))
    assert watched.outcomes() == ["conflict"] * 2 + ["recorded"] * 2
    assert as_it_should_be(ledger.stream(ada)) == ["PersonJoined", "PracticeRecorded", "PersonMoved", "PersonMoved"]


@each_way
@pytest.mark.parametrize("how", ["corrected", "retracted"])
def test_what_takes_an_entrys_place_is_always_minded(
    ledger: Ledger, watched: WatchedLedger, ask: Ask, how: str
) -> None:
    """Whatever kind that entry is of: here a move that was corrected, or retracted, before another one."""
    ada = somebody(ledger)
    moved = ledger.record(moving(ada, "Assembly"), by=BY).references[0]
    instead = RetractEntry(moved, "Somebody else") if how == "retracted" else None
    amend = instead or CorrectEntry(moved, moving(ada, "Stores"), "The wrong hall")
    watched.meanwhile(lambda: ledger.record(amend, by=BY))
    ask(watched, moving(ada, "Logistics", 1))
    assert watched.outcomes() == ["conflict", "recorded"]
    as_it_should_be(ledger.stream(ada))


@dataclass(frozen=True)
class PractiseAgain(DevelopmentCommand):
    """Tells of practice once more, on the word of an entry; which one, it is told."""

    again: Reference

    def decide(self, development: Development, book: Book) -> Decision:
        noted = book.noted(self.again)
        what = f"As at {noted.at}" if noted else "As nobody knows"
        return (PracticeRecorded(what, effective_on=self.effective_on),)


def test_an_entry_that_was_found_is_guarded_by_what_takes_its_place(ledger: Ledger, watched: WatchedLedger) -> None:
    """And by nothing else on that stream, whichever kind it is of."""
    ada, ben = somebody(ledger), somebody(ledger, "Ben")
    there = the_practice(ledger, ben)
    again = partial(PractiseAgain, ada, there, effective_on=DAY)
    watched.meanwhile(lambda: ledger.record(moving(ben, "Assembly"), by=BY))
    watched.record(again(), by=BY)
    assert watched.outcomes() == ["recorded"]
    watched.meanwhile(lambda: ledger.record(RetractEntry(there, "Somebody else's"), by=BY))
    watched.record(again(), by=BY)
    assert watched.outcomes() == ["recorded", "conflict", "recorded"]
    told = [entry.event.situation for entry in ledger.stream(ada)[1:]]
    assert told == [f"As at {there}", "As nobody knows"]


def test_an_entry_that_was_not_found_is_guarded_by_anything(ledger: Ledger, watched: WatchedLedger) -> None:
    """It may be the next one that is written there."""
    ada, ben = somebody(ledger), somebody(ledger, "Ben")
    watched.meanwhile(lambda: the_practice(ledger, ben))
    watched.record(PractiseAgain(ada, Reference(ben, 2), effective_on=DAY), by=BY)
    assert watched.outcomes() == ["conflict", "recorded"]
    assert ledger.stream(ada)[-1].event.situation == f"As at {ben}@2"


def test_a_memory_that_is_ahead_of_the_ledger_is_noticed(ledger: Ledger, watched: WatchedLedger) -> None:
    """As after a restore to an earlier moment: what was decided on is not there."""
    ada = somebody(watched)
    known = watched._remembered.stream(ada)
    [joined] = known.entries
    further = past_the_rules(ledger, somebody(ledger), joined.event)
    never_written = replace(joined, position=further.first_position, version=2)
    watched.kept.keep(ada, known.with_entries((never_written,)))
    watched.record(moving(ada, "Assembly"), by=BY)
    assert watched.outcomes()[-2:] == ["conflict", "recorded"]
    assert as_it_should_be(ledger.stream(ada)) == ["PersonJoined", "PersonMoved"]


def test_what_a_decision_reads_is_told(ledger: Ledger) -> None:
    """The kinds of the memories that it recalled, and the version at which it found them."""
    ada = somebody(ledger)
    book = book_of(ledger)
    book.recall(Employment, ada)
    assert book.read_set().streams == {ada: StreamRead(1, kinds_remembered(Employment))}
    book.recall(Development, ada)
    both = kinds_remembered(Employment) | kinds_remembered(Development)
    assert book.read_set().streams == {ada: StreamRead(1, both)}
    book.noted(Reference(ada, 1))
    assert book.read_set().streams == {ada: StreamRead(1, both)}
    book.noted(Reference(ada, 2))
    book.recall(Employment, ada)
    assert book.read_set().streams == {ada: StreamRead(1, None)}


def test_several_readings_in_one() -> None:
    some, others = frozenset("ab"), frozenset("bc")
    assert dict(all_of([("x", some), ("y", NO_KINDS), ("x", others)])) == {"x": some | others, "y": NO_KINDS}
    assert dict(all_of([("x", some), ("x", None), ("y", None), ("y", others)])) == {"x": None, "y": None}
