"""What commands say they will look up is read at once, however many they are, and decides as it would one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.employment import Identity
from domain.people.joining import JoinPerson
from domain.people.naming import IdentifiesAnother, IdentifyPerson
from ledger import Ledger, Receipt
from ledger.deciding.sources import FreshStreams
from tests.ledger.commands_recorded import BY, DAY, asking, joining, person_id, somebody
from tests.ledger.reads_and_conflicts import WatchedLedger


def called(number: str, person: PersonId | None = None) -> JoinPerson:
    """Somebody who joins under a number of theirs, which differs from test to test."""
    person = person or person_id()
    return replace(joining(person), identities=(Identity("hr", number),))


@pytest.fixture
def singly(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds that were looked up on their own, one statement each."""
    found: list[str] = []
    read = FreshStreams.entries_concerning

    def watched(self: FreshStreams, subject: str, kind: str, until: int) -> Any:
        found.append(kind)
        return read(self, subject, kind, until)

    monkeypatch.setattr(FreshStreams, "entries_concerning", watched)
    return found


@pytest.fixture
def number() -> str:
    """A number that nobody has yet."""
    return str(person_id())


def test_a_batch_asks_once_who_is_called_so(ledger: Ledger, singly: list[str], number: str) -> None:
    taken_before, known = f"{number}-taken", somebody(ledger)
    ledger.record(IdentifyPerson(known, "hr", taken_before, effective_on=DAY), by=BY)
    singly.clear()
    wanted = [called(f"{number}-1"), called(taken_before), called(f"{number}-2"), called(f"{number}-1")]
    results = list(ledger.record_many(map(asking, wanted)))
    assert [type(result) for result in results] == [Receipt, IdentifiesAnother, Receipt, IdentifiesAnother]
    assert "PersonIdentified" not in singly


def test_who_was_called_so_is_looked_at_as_it_stands(ledger: Ledger, number: str) -> None:
    """Told as the same decision alone, where an identifier was of somebody until a day."""
    known, later = somebody(ledger), somebody(ledger)
    ledger.record(IdentifyPerson(known, "hr", number, until=DAY, effective_on=DAY), by=BY)
    same_day = IdentifyPerson(later, "hr", number, effective_on=DAY)
    [refused] = ledger.record_many([asking(same_day)])
    with pytest.raises(IdentifiesAnother, match=str(refused)):
        ledger.record(same_day, by=BY)
    after = replace(same_day, effective_on=DAY.replace(year=DAY.year + 1))
    [recorded] = ledger.record_many([asking(after)])
    assert isinstance(recorded, Receipt)


@pytest.mark.parametrize("of", [called, lambda number: IdentifyPerson(person_id(), "hr", number, effective_on=DAY)])
def test_it_says_where_it_will_look(ledger: Ledger, of: Callable[[str], Any], number: str) -> None:
    book = ledger.book()
    assert [subject for subject, _ in of(number).looks_up(book)] == [book.key_of("hr", number)]


def test_a_rehearsal_asks_once_who_is_called_so(ledger: Ledger, singly: list[str], number: str) -> None:
    known = somebody(ledger)
    ledger.record(IdentifyPerson(known, "hr", f"{number}-taken", effective_on=DAY), by=BY)
    singly.clear()
    wanted = [called(f"{number}-1"), called(f"{number}-taken"), called(f"{number}-1")]
    rehearsal = ledger.rehearsal()
    rehearsal.turn_over(wanted)
    told: list[Any] = []
    for command in wanted:
        try:
            told.append([entry.kind for entry in rehearsal.decide(asking(command))])
        except Refusal as refusal:
            told.append(type(refusal))
    assert told == [["PersonJoined", "PersonIdentified"], IdentifiesAnother, IdentifiesAnother]
    assert "PersonIdentified" not in singly


def test_who_is_called_so_meanwhile_is_found_by_the_append(watched: WatchedLedger, ledger: Ledger, number: str) -> None:
    known = somebody(ledger)
    watched.meanwhile(lambda: ledger.record(IdentifyPerson(known, "hr", number, effective_on=DAY), by=BY))
    refused, joined = watched.record_many(map(asking, [called(number), called(f"{number}-2")]))
    assert isinstance(refused, IdentifiesAnother)
    assert isinstance(joined, Receipt)
