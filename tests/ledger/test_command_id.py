"""A command that is asked again under its id has happened once, and is answered as it was the first time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest

from domain.amendments.corrections import CorrectEntry
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.refusals import Refusal
from domain.people.joining import AlreadyJoined
from ledger import CommandIdReused, Ledger, Receipt, Request
from tests.ledger.commands_recorded import BY, DAY, asking, joining, person_id, renaming, somebody
from tests.ledger.either_way import Ask, alone, either_way, in_bulk, repeated
from tests.ledger.reads_and_conflicts import WatchedLedger


@either_way
def test_asked_again_it_gets_its_first_receipt(ledger: Ledger, another_ledger: Callable[[], Ledger], ask: Ask) -> None:
    request = asking(renaming(somebody(ledger), "Ada Lind"))
    first = ask(ledger, request)
    assert first == replace(repeated(first), repeated=False)
    last = ledger.position()
    for book in (ledger, another_ledger()):
        assert ask(book, request) == repeated(first)
    assert ledger.position() == last


@either_way
def test_asked_again_when_the_rules_would_refuse_it_now(ledger: Ledger, ask: Ask) -> None:
    """Whoever has joined cannot join again; but nobody asks for that."""
    person = person_id()
    request = asking(joining(person))
    first = ask(ledger, request)
    ask(ledger, asking(renaming(person, "Ada Lind")))
    assert isinstance(ask(ledger, asking(joining(person))), AlreadyJoined)
    assert ask(ledger, request) == repeated(first)


@either_way
def test_asked_again_when_it_would_do_something_else_now(ledger: Ledger, ask: Ask) -> None:
    """Called Lind, then Berg: the first command again does not turn Berg back into Lind."""
    person = somebody(ledger)
    request = asking(renaming(person, "Ada Lind"))
    first = ask(ledger, request)
    ask(ledger, asking(renaming(person, "Ada Berg", on=DAY + timedelta(days=1))))
    ask(ledger, asking(renaming(person, "Ada Falk")))
    assert ask(ledger, request) == repeated(first)
    assert len(ledger.stream(person)) == 4


@either_way
def test_asked_again_when_there_is_nothing_left_to_do(ledger: Ledger, ask: Ask) -> None:
    request = asking(renaming(somebody(ledger), "Ada Lind"))
    first = ask(ledger, request)
    assert ask(ledger, asking(request.command)) == Receipt(ledger.position(), (), None)
    assert ask(ledger, request) == repeated(first)


@either_way
def test_a_correction_asked_again(ledger: Ledger, ask: Ask) -> None:
    """Its receipt names the entry as everybody cites it: by the origin of its chain."""
    person = somebody(ledger)
    at = ledger.record(renaming(person, "Ada Linnd"), by=BY).references[0]
    request = asking(CorrectEntry(at, renaming(person, "Ada Lind"), "A letter too many"))
    first = ask(ledger, request)
    assert repeated(first).references == (at,)
    assert ask(ledger, request) == repeated(first)


@either_way
@pytest.mark.parametrize("settled", [False, True], ids=["the rules allow it", "the rules refuse it"])
def test_an_id_names_one_command_for_good(ledger: Ledger, ask: Ask, settled: bool) -> None:
    person = somebody(ledger)
    request = asking(renaming(person, "Ada Lind"))
    ask(ledger, request)
    other: Command[Any] = joining(person) if settled else renaming(person, "Ada Berg")
    for reused in (replace(request, command=other), replace(request, by=person)):
        refusal = ask(ledger, reused)
        assert isinstance(refusal, CommandIdReused)
        assert str(request.command_id) in str(refusal)
    assert len(ledger.stream(person)) == 2


@either_way
def test_what_was_refused_may_be_asked_again_under_its_id(ledger: Ledger, ask: Ask) -> None:
    person = person_id()
    request = asking(renaming(person, "Ada Lind"))
    assert isinstance(ask(ledger, request), Refusal)
    ask(ledger, asking(joining(person)))
    assert repeated(ask(ledger, request)).references == (Reference(person, 2),)


def test_asked_many_times_at_once(ledger: Ledger, another_ledger: Callable[[], Ledger]) -> None:
    books = [ledger, another_ledger(), another_ledger()] * 2
    start = Barrier(len(books))

    def ask(book: Ledger, how: Ask, request: Request) -> Receipt | Refusal:
        start.wait()
        return how(book, request)

    hows = [alone, alone, alone, in_bulk, in_bulk, in_bulk]
    with ThreadPoolExecutor(len(books)) as pool:
        for _ in range(10):
            person = person_id()
            request = asking(joining(person))
            answers = pool.map(ask, books, hows, [request] * len(books))
            assert {repeated(answer) for answer in answers} == {repeated(alone(ledger, request))}
            assert len(ledger.stream(person)) == 1


def test_twice_in_one_batch(ledger: Ledger) -> None:
    """The second time it is known; with other content it is refused; what follows is not held up."""
    ada, ben = person_id(), person_id()
    request = asking(joining(ada))
    reused = Request(joining(ben), BY, request.command_id)
    first, again, refused, ben_joined = ledger.record_many([request, request, reused, asking(joining(ben))])
    assert again == repeated(first)
    assert isinstance(refused, CommandIdReused)
    assert repeated(ben_joined).position == ledger.position()


@pytest.mark.parametrize("theirs", [True, False], ids=["the same command", "another command"])
def test_somebody_uses_the_id_while_a_batch_is_on_its_way(ledger: Ledger, watched: WatchedLedger, theirs: bool) -> None:
    """What the batch decided on top of it must not be written as if it had been."""
    ada, ben = person_id(), person_id()
    joins, id_ = joining(ada), uuid4()
    requests = [Request(joins, BY, id_), asking(renaming(ada, "Ada Lind")), asking(joining(ben))]
    other = joins if theirs else joining(person_id())
    watched.meanwhile(lambda: ledger.record(other, by=BY, command_id=id_))
    joined, renamed, ben_joined = watched.record_many(requests)
    assert isinstance(joined, Receipt if theirs else CommandIdReused)
    assert isinstance(renamed, Receipt if theirs else Refusal)
    assert [entry.version for entry in ledger.stream(ada)] == ([1, 2] if theirs else [])
    assert isinstance(ben_joined, Receipt)
    assert len(ledger.stream(ben)) == 1


def test_somebody_uses_the_id_of_a_lonely_command_on_its_way(ledger: Ledger, watched: WatchedLedger) -> None:
    request, other = asking(joining(person_id())), joining(person_id())
    watched.meanwhile(lambda: ledger.record(other, by=BY, command_id=request.command_id))
    [refusal] = watched.record_many([request])
    assert isinstance(refusal, CommandIdReused)
    assert ledger.stream(request.command.stream) == ()


def test_somebody_records_it_while_a_batch_looks(
    ledger: Ledger, watched: WatchedLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Receipts are looked up before streams: what comes in between looks as if the rules refused it."""
    ada = person_id()
    request = asking(joining(ada))
    streams = watched._fresh.streams

    def recorded_meanwhile(names: list[str]) -> Any:
        alone(ledger, request)
        return streams(names)

    monkeypatch.setattr(watched._fresh, "streams", recorded_meanwhile)
    [result] = watched.record_many([request])
    assert isinstance(result, Receipt)
    assert result.repeated
