"""Many commands in few commits: what waits for what, who overtakes whom, and how to go on where it broke off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.commands import Command
from domain.kernel.refusals import Refusal
from domain.organisation.appointments import AppointToRole
from domain.organisation.role import AppointmentKind
from domain.people.leaving import LeavePerson
from ledger import CommandIdReused, Ledger, Receipt, Request, TooManyConflicts
from ledger.deciding.bulk import AT_ONCE_AT_LEAST, OVERTAKEN_AT_MOST
from ledger.deciding.receipts import Known, known_receipts
from ledger.deciding.streams import Stream
from ledger.storage.recorder import BookRecorder
from tests.ledger.commands_recorded import (
    BY,
    DAY,
    SayWhatIsKnown,
    SayWhereWeAre,
    asking,
    joining,
    person_id,
    renaming,
    some_role,
    somebody,
)
from tests.ledger.reads_and_conflicts import WatchedLedger


def test_a_batch_is_one_append(watched: WatchedLedger) -> None:
    """Commands build on those before them in the same batch, and a refusal stops nobody."""
    ada = person_id()
    commands = [joining(ada), joining(ada), *(renaming(ada, f"Ada {n}") for n in range(50)), joining(person_id())]
    progress: list[int] = []
    results = list(watched.record_many(map(asking, commands), progress=progress.append))
    assert [isinstance(result, Refusal) for result in results] == [False, True] + [False] * 51
    assert [len(proposals) for proposals, _ in watched.recorder.appended] == [52]
    assert progress == [len(commands)]


def test_what_needs_the_position_waits_for_what_comes_before_it(watched: WatchedLedger) -> None:
    ada = person_id()
    commands: list[Command[Any]] = [joining(ada), renaming(ada, "Ada Lind"), SayWhereWeAre(ada, effective_on=DAY)]
    *_, last = watched.record_many(map(asking, commands))
    assert isinstance(last, Receipt)
    assert [len(proposals) for proposals, _ in watched.recorder.appended] == [2, 1]
    assert watched.stream(ada)[-1].event.name == f"Known at {last.position - 1}"


def test_where_each_waits_for_the_one_before_not_all_are_looked_up_each_time(
    watched: WatchedLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [somebody(watched) for _ in range(60)]
    looked_up: list[int] = []

    def counted(recorder: BookRecorder, command_ids: Sequence[UUID]) -> Known:
        looked_up.append(len(command_ids))
        return known_receipts(recorder, command_ids)

    monkeypatch.setattr("ledger.deciding.bulk.known_receipts", counted)
    list(watched.record_many(asking(SayWhereWeAre(person, effective_on=DAY)) for person in people))
    assert len(looked_up) >= 60
    assert sum(looked_up) < 60 * (AT_ONCE_AT_LEAST + 2)


def test_what_was_recorded_before_is_told_without_looking_at_anything(
    watched: WatchedLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = [asking(joining(person_id())) for _ in range(40)]
    first = list(watched.record_many(requests))
    monkeypatch.setattr("ledger.deciding.bulk.Batch", None)  # nothing is there to decide on
    again = list(watched.record_many(requests))
    assert [result.position for result in again if isinstance(result, Receipt) and result.repeated] == [
        result.position for result in first if isinstance(result, Receipt)
    ]


def test_a_position_is_never_behind_what_was_read(
    ledger: Ledger, watched: WatchedLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ben's stream is read in a batch, and has grown since the batch began."""
    ada, ben = somebody(ledger), somebody(ledger, "Ben")
    streams, renamed = watched._fresh.streams, ledger.position() + 1

    def grown_meanwhile(names: Sequence[str]) -> dict[str, Stream]:
        ledger.record(renaming(ben, "Ben Lind"), by=BY)
        return streams(names)

    monkeypatch.setattr(watched._fresh, "streams", grown_meanwhile)
    list(watched.record_many([asking(SayWhatIsKnown(ada, ben, effective_on=DAY))]))
    assert watched.stream(ada)[-1].event.name == f"Ben Lind at {renamed}"


def test_what_looks_up_the_index_waits_for_what_is_to_be_found_there(watched: WatchedLedger) -> None:
    """Whoever takes up a second role is asked for the first, given a line before; a leaving waits for nothing."""
    ada, ben, planner, second = person_id(), person_id(), some_role(watched), some_role(watched)
    commands: list[Command[Any]] = [
        joining(ada),
        joining(ben),
        AppointToRole(planner, ada, effective_on=DAY),
        LeavePerson(ben, effective_on=DAY),
        AppointToRole(second, ada, AppointmentKind.ACTING_UP, effective_on=DAY),
    ]
    watched.recorder.appended.clear()
    list(watched.record_many(map(asking, commands)))
    assert [len(proposals) for proposals, _ in watched.recorder.appended] == [4, 1]
    assert [entry.kind for entry in watched.stream(second)] == ["RoleEstablished", "AppointmentMade"]


def test_overtaken_between_deciding_and_appending(ledger: Ledger, watched: WatchedLedger) -> None:
    """All of the batch is decided again: here the second name is what it is called already."""
    ada, ben = somebody(ledger), person_id()
    watched.meanwhile(lambda: ledger.record(renaming(ada, "Ada Lind"), by=BY))
    renamed_ada, joined = watched.record_many(map(asking, [renaming(ada, "Ada Lind"), joining(ben)]))
    assert set(watched.outcomes()[:2]) == {"conflict"}
    assert isinstance(renamed_ada, Receipt)
    assert renamed_ada.references == ()
    assert isinstance(joined, Receipt)
    assert renamed_ada.position == joined.position
    assert [entry.version for entry in ledger.stream(ada)] == [1, 2]


def test_a_refusal_from_memory_is_looked_at_again(ledger: Ledger, watched: WatchedLedger) -> None:
    """What this process remembers may be behind, and a refusal is not checked by any append."""
    ada = person_id()
    assert isinstance(next(watched.record_many([asking(renaming(ada, "Ada Lind"))])), Refusal)
    ledger.record(joining(ada), by=BY)
    assert isinstance(next(watched.record_many([asking(renaming(ada, "Ada Lind"))])), Receipt)


def test_always_overtaken(ledger: Ledger, watched: WatchedLedger) -> None:
    ada, ben = somebody(ledger), person_id()
    names = iter(range(OVERTAKEN_AT_MOST))
    watched.meanwhile(*[lambda: ledger.record(renaming(ada, f"Ada {next(names)}"), by=BY)] * OVERTAKEN_AT_MOST)
    with pytest.raises(TooManyConflicts, match="2 commands"):
        list(watched.record_many(map(asking, [joining(ben), renaming(ada, "Ada Lind")])))
    assert ledger.stream(ben) == ()


@pytest.mark.parametrize("how", ["nobody wants the rest", "the source breaks off", "the database is gone"])
def test_interrupted_half_way_and_asked_again(
    ledger: Ledger, watched: WatchedLedger, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """What was yielded is recorded; asked again, all of it is there once."""
    monkeypatch.setattr("ledger.deciding.bulk.COMMANDS_AT_ONCE", 10)
    ada = somebody(ledger)
    requests = [asking(renaming(ada, f"Ada {n}")) for n in range(45)]
    yielded = until_interrupted(watched, requests, how)
    recorded = [entry.command_id for entry in ledger.stream(ada)[1:]]
    assert recorded[: len(yielded)] == [request.command_id for request in requests[: len(yielded)]]
    assert 10 <= len(yielded) <= len(recorded) < 45

    results = list(watched.record_many(requests))
    assert [entry.command_id for entry in ledger.stream(ada)[1:]] == [request.command_id for request in requests]
    receipts = [result for result in results if isinstance(result, Receipt)]
    assert [receipt.repeated for receipt in receipts] == [n < len(recorded) for n in range(45)]
    assert [receipt.position for receipt in receipts] == [entry.position for entry in ledger.stream(ada)[1:]]


def until_interrupted(watched: WatchedLedger, requests: list[Request], how: str) -> list[Receipt | Refusal]:
    """Record as far as it goes; what was yielded."""

    def gone() -> None:
        raise ConnectionResetError(how)

    def breaking_off() -> Iterator[Request]:
        yield from requests[:25]
        raise ConnectionResetError(how)

    yielded: list[Receipt | Refusal] = []
    if how == "the database is gone":
        watched.meanwhile(lambda: None, lambda: None, gone)
    try:
        for result in watched.record_many(breaking_off() if how == "the source breaks off" else requests):
            yielded.append(result)
            if how == "nobody wants the rest" and len(yielded) == 15:
                break
    except ConnectionResetError:
        pass
    return yielded


def test_no_more_is_taken_from_the_source_than_a_batch(watched: WatchedLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.deciding.bulk.COMMANDS_AT_ONCE", 10)
    taken: list[Request] = []

    def endless() -> Iterator[Request]:
        while True:
            taken.append(asking(joining(person_id())))
            yield taken[-1]

    results = watched.record_many(endless())
    for _ in range(11):
        next(results)
    assert len(taken) == 20


def test_two_who_import_the_same_at_once(ledger: Ledger, another_ledger: Callable[[], Ledger]) -> None:
    """Each command is recorded once, and both are told where."""
    people = [person_id() for _ in range(40)]
    requests = [asking(joining(person)) for person in people]
    requests += [asking(renaming(person, "Ada Lind")) for person in people]
    with ThreadPoolExecutor(2) as pool, pytest.MonkeyPatch.context() as small:
        small.setattr("ledger.deciding.bulk.COMMANDS_AT_ONCE", 10)
        both = pool.map(lambda book: list(book.record_many(requests)), (ledger, another_ledger()))
    one, other = ([result.position for result in results if isinstance(result, Receipt)] for results in both)
    assert one == other == [ledger.stream(person)[line].position for line in (0, 1) for person in people]
    assert all(len(ledger.stream(person)) == 2 for person in people)


def test_an_id_that_is_used_again_for_something_else(ledger: Ledger) -> None:
    request = asking(joining(person_id()))
    ledger.record(request.command, by=request.by, command_id=request.command_id)
    [refusal] = ledger.record_many([replace(request, command=joining(person_id()))])
    assert isinstance(refusal, CommandIdReused)
