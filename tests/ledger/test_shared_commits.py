"""Commands that come at the same time share a commit, and none of them suffers for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.commands import Command
from domain.succession.slates import NominateSuccessor
from ledger import Ledger, Receipt
from ledger.deciding.commits import GROUP_AT_MOST, Waiting, independent
from ledger.storage.proposals import NewEntry, Outcome, Proposal
from ledger.storage.read_set import ReadSet, StreamRead
from tests.ledger.by_hand import connect
from tests.ledger.commands_recorded import BY, DAY, joining, person_id, renaming, some_role, somebody
from tests.ledger.reads_and_conflicts import WatchedLedger


def at_once(ledger: WatchedLedger, commands: Sequence[Command[Any]], by: Sequence[str] = ()) -> list[Any]:
    """What became of commands that all came while one append was under way: receipts, or what was raised."""
    authors = by or [BY] * len(commands)
    held_up = ledger.hold_up_until(waiting=len(commands))
    with ThreadPoolExecutor(len(commands) + 1) as pool:
        first = pool.submit(ledger.record, joining(person_id()), by=BY)
        held_up.wait(10)
        others = [pool.submit(ledger.record, c, by=author) for c, author in zip(commands, authors, strict=True)]
        first.result()
        return [other.exception() or other.result() for other in others]


def groups(ledger: WatchedLedger) -> list[int]:
    """How many commands each append took."""
    return [len(proposals) for proposals, _ in ledger.recorder.appended]


def test_commands_that_come_together_share_a_commit(watched: WatchedLedger) -> None:
    people = [person_id() for _ in range(20)]
    receipts = at_once(watched, [joining(person) for person in people])
    assert groups(watched) == [1, 20]
    written = {entry.stream: entry for entry in watched.entries()}
    assert [receipt.position for receipt in receipts] == [written[person].position for person in people]
    assert len({receipt.recorded_at for receipt in receipts}) == 1


def test_fewer_transactions_than_commands(database_url: str, watched: WatchedLedger) -> None:
    """As the server counts them, under load as it comes."""
    people = [somebody(watched) for _ in range(16)]
    appends = len(watched.recorder.appended)

    def rename(person: Any) -> None:
        for n in range(10):
            watched.record(renaming(person, f"Ada {n}"), by=BY)

    before = transactions_of(database_url, watched)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(rename, people))
    transactions = transactions_of(database_url, watched) - before
    assert transactions == len(watched.recorder.appended) - appends < 160 / 2


def transactions_of(url: str, ledger: Ledger) -> int:
    """Distinct transactions in which entries were written."""
    with connect(url) as connection:
        row = connection.execute("SELECT count(DISTINCT xmin::text) FROM ledger.entries").fetchone()
    assert row is not None
    return int(row[0])


def test_a_group_has_an_end(watched: WatchedLedger) -> None:
    at_once(watched, [joining(person_id()) for _ in range(GROUP_AT_MOST + 6)])
    assert groups(watched) == [1, GROUP_AT_MOST, 6]


def test_commands_that_touch_each_other_go_one_after_the_other(watched: WatchedLedger) -> None:
    """The same stream; or a stream that another reads; or whom another concerns."""
    ada, planner = somebody(watched), some_role(watched)
    nominate = NominateSuccessor(planner, ada, "Plans already", effective_on=DAY)
    watched.recorder.appended.clear()
    results = at_once(watched, [renaming(ada, "Ada Lind"), nominate, renaming(ada, "Ada Berg")])
    assert all(isinstance(result, Receipt) for result in results)
    assert [n for n in groups(watched) if n > 1] == []


def test_one_bad_command_takes_nobody_down(watched: WatchedLedger) -> None:
    people = [person_id() for _ in range(6)]
    no_text = "no\0body"
    results = at_once(watched, [joining(person) for person in people], [BY, BY, no_text, BY, BY, BY])
    assert isinstance(results.pop(2), psycopg.DataError)
    assert all(isinstance(result, Receipt) for result in results)
    assert [len(watched.stream(person)) for person in people] == [1, 1, 0, 1, 1, 1]
    assert groups(watched) == [1, 1, 1, 1, 1, 1]


def test_a_conflict_in_a_group_is_decided_again_alone(ledger: Ledger, watched: WatchedLedger) -> None:
    people = [somebody(watched) for _ in range(5)]
    watched.recorder.appended.clear()
    ledger.record(renaming(people[2], "Ada Berg"), by=BY)
    results = at_once(watched, [renaming(person, "Ada Lind") for person in people])
    assert all(isinstance(result, Receipt) for result in results)
    assert Counter(watched.outcomes()) == {"recorded": 6, "conflict": 1}
    assert groups(watched) == [1, 5, 1]


def test_a_server_that_is_gone_is_told_to_all_at_once(watched: WatchedLedger) -> None:
    """Nobody is to blame, so nobody is tried alone: that would take the patience for one, times the group."""
    attempts: list[int] = []

    def gone(proposals: Sequence[Proposal]) -> list[Outcome]:
        attempts.append(len(proposals))
        if len(attempts) > 1:
            raise psycopg.OperationalError("the server is gone")
        return watched.recorder.append(proposals)

    watched._commits._append = gone
    results = at_once(watched, [joining(person_id()) for _ in range(9)])
    assert {str(result) for result in results} == {"the server is gone"}
    assert attempts == [1, 9]


def test_an_interruption_lets_nobody_wait_for_ever(watched: WatchedLedger) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    watched.meanwhile(interrupted)
    with pytest.raises(KeyboardInterrupt):
        watched.record(joining(person_id()), by=BY)
    assert somebody(watched)


def test_nobody_starves(another_ledger: Callable[[], Ledger], ledger: Ledger) -> None:
    """Many who want the same stream, from two processes, among many who want others: all of them get there."""
    everybody, books = somebody(ledger), (ledger, another_ledger())

    def insist(number: int) -> list[Receipt]:
        book = books[number % 2]
        own = somebody(book)
        whose = own if number % 4 == 3 else everybody
        return [book.record(renaming(whose, f"{number}.{n}"), by=BY) for n in range(8)]

    with ThreadPoolExecutor(12) as pool:
        receipts = [receipt for each in pool.map(insist, range(12)) for receipt in each]
    assert len({receipt.position for receipt in receipts}) == 96
    assert len(ledger.stream(everybody)) == 1 + 9 * 8


streams, kinds = st.sampled_from(["person-a", "person-b", "role-c"]), st.sampled_from(["PersonMoved", "PersonRenamed"])
a_few, at_most_one = st.lists(streams, min_size=1, max_size=2, unique=True), st.lists(streams, max_size=1)
some_kinds = st.none() | st.frozensets(kinds)


@st.composite
def entries(draw: st.DrawFn) -> NewEntry:
    """Something that is written on a stream, may correct what stands there, and may concern somebody else."""
    kind, stream, supersedes = draw(kinds), draw(streams), draw(st.none() | st.just(1))
    return NewEntry(stream, kind, b"", supersedes, tuple((who, kind) for who in draw(at_most_one)))


@st.composite
def proposals(draw: st.DrawFn) -> Proposal:
    """Something that writes this, and has read that."""
    written = draw(st.lists(entries(), min_size=1, max_size=2))
    read = {stream: StreamRead(0, draw(some_kinds)) for stream in draw(a_few)}
    looked_up = dict.fromkeys([(who, draw(kinds)) for who in draw(at_most_one)], 0)
    return Proposal(UUID(int=draw(st.integers(0, 9))), b"", BY, written, ReadSet(read, looked_up))


def gets_in_the_way(one: Proposal, other: Proposal) -> bool:
    """Whether one of them writes what the other has read."""
    return any(
        (
            entry.stream in reader.reads.streams
            and reader.reads.streams[entry.stream].would_include(entry.kind, entry.supersedes)
        )
        or any(key in reader.reads.keys for key in entry.concerns)
        for writer, reader in ((one, other), (other, one))
        for entry in writer.entries
    )


@given(queue=st.lists(proposals(), min_size=1, max_size=8), whose=st.integers(0, 7))
def test_a_group_never_mixes_what_gets_in_the_others_way(queue: list[Proposal], whose: int) -> None:
    """And leaves nobody out for nothing."""
    waiting = [Waiting(proposal, lambda _: None) for proposal in queue]
    first = waiting[whose % len(waiting)]
    group = independent(waiting, first)
    together = [each.proposal for each in group]
    assert together[0] is first.proposal
    assert len({proposal.command_id for proposal in together}) == len(together)
    assert not any(gets_in_the_way(*two) for two in combinations(together, 2))
    for proposal in (each.proposal for each in waiting if each not in group):
        assert any(gets_in_the_way(proposal, other) or proposal.command_id == other.command_id for other in together)
