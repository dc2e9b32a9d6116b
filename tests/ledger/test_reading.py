"""Reading the book: one stream, the whole of it in little memory, and as it stood at any moment."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from psycopg import conninfo

from domain.kernel.facts import ERASED, Reference
from domain.people.naming import PersonRenamed
from ledger import AsOf, Entry, Ledger, Receipt
from ledger.storage.forms import UnknownKind
from ledger.storage.proposals import NewEntry, Proposal
from ledger.storage.read_set import ReadSet
from tests.databases import WRAPPING
from tests.ledger.by_hand import connect
from tests.ledger.commands_recorded import BY, DAY, joining, past_the_rules, person_id, renaming, somebody

PEOPLE, NAMES = 1_000, 105
"""A book of 105,000 entries."""
AT_ONCE = 5
"""Names that everybody takes in one append."""


@pytest.fixture(scope="module")
def long_book(ledger: Ledger) -> int:
    """Everybody changes their name again and again; where the book ended before."""
    before = ledger.position()
    people = [person_id() for _ in range(PEOPLE)]
    ledger.keys.ensure(people)
    event = PersonRenamed("Ada Lind", effective_on=DAY)
    for _ in range(NAMES // AT_ONCE):
        command_id = uuid4()
        stored = [(person, ledger.form.encode(event, person, command_id)) for person in people]
        entries = [NewEntry(person, "PersonRenamed", sealed, None, ()) for person, sealed in stored] * AT_ONCE
        ledger.recorder.append([Proposal(command_id, b"", BY, entries, ReadSet())])
    return before


@pytest.fixture
def written(ledger: Ledger) -> list[Receipt]:
    """Three lines of one person, each written at a moment of its own."""
    ada = person_id()
    receipts = []
    for command in (joining(ada), renaming(ada, "Ada Lind"), renaming(ada, "Ada Berg")):
        time.sleep(0.002)
        receipts.append(ledger.record(command, by=BY))
    return receipts


def test_a_stream_as_of_a_position(ledger: Ledger, written: list[Receipt]) -> None:
    stream = written[0].references[0].stream
    somebody(ledger)
    assert [entry.version for entry in ledger.stream(stream)] == [1, 2, 3]
    for lines, receipt in enumerate(written, start=1):
        assert [entry.version for entry in ledger.stream(stream, as_of=receipt.position)] == [1, 2, 3][:lines]
        assert len(ledger.stream(stream, as_of=receipt.position - 1)) == lines - 1
    assert ledger.stream(stream, as_of=0) == ledger.stream(person_id()) == ()


def test_an_entry_says_who_wrote_what_when(ledger: Ledger) -> None:
    ada, command_id = person_id(), uuid4()
    a_while, before = timedelta(seconds=5), datetime.now(UTC)
    receipt = ledger.record(joining(ada), by=BY, command_id=command_id)
    [entry] = ledger.stream(ada)
    assert (entry.stream, entry.version, entry.kind, entry.supersedes) == (ada, 1, "PersonJoined", None)
    assert (entry.recorded_by, entry.command_id, entry.reason) == (BY, command_id, None)
    assert entry.position == entry.origin == receipt.position == ledger.position()
    assert entry.recorded_at == receipt.recorded_at
    assert before - a_while < entry.recorded_at < datetime.now(UTC) + a_while


def test_positions_at_instants(ledger: Ledger, written: list[Receipt]) -> None:
    """Before, at, between and after; whatever the zone in which they are told."""
    first, second, third = written
    instant = timedelta(microseconds=1)
    assert first.recorded_at is not None
    assert second.recorded_at is not None
    assert third.recorded_at is not None
    assert ledger.position_at(first.recorded_at - instant) == first.position - 1
    assert ledger.position_at(first.recorded_at) == first.position
    assert ledger.position_at(second.recorded_at - instant) == first.position
    assert ledger.position_at(second.recorded_at) == second.position
    assert ledger.position_at(third.recorded_at) == third.position
    assert ledger.position_at(third.recorded_at + timedelta(days=1)) == third.position == ledger.position()
    assert ledger.position_at(datetime(1970, 1, 1, tzinfo=UTC)) == 0


def test_entries_of_one_append_share_an_instant(ledger: Ledger) -> None:
    ada = somebody(ledger)
    outcome = past_the_rules(ledger, ada, *[PersonRenamed("Ada Lind", effective_on=DAY)] * 3)
    assert outcome.versions == [2, 3, 4]
    assert outcome.recorded_at is not None
    assert ledger.position_at(outcome.recorded_at) == outcome.last_position == ledger.position()


@pytest.mark.parametrize(
    ("position", "recorded_at", "why"),
    [
        (1, datetime(2024, 1, 1, tzinfo=UTC), "not both"),
        (-1, None, "before the first"),
        (None, datetime(2024, 1, 1), "time zone"),  # noqa: DTZ001 (that is what is wrong with it)
    ],
)
def test_the_moment_asked_about_is_one_moment(position: int | None, recorded_at: datetime | None, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        AsOf(position, recorded_at)


def test_the_whole_book_is_read_in_little_memory(ledger: Ledger, long_book: int) -> None:
    """Seven times as many entries take no more of it."""
    entries = PEOPLE * NAMES
    a_seventh = peak_of(ledger.entries(after=long_book, until=long_book + entries // 7, opened=False))
    whole = peak_of(ledger.entries(after=long_book, until=long_book + entries, opened=False))
    assert (a_seventh[0], whole[0]) == (entries // 7, entries)
    assert whole[1] < 1.2 * a_seventh[1]
    assert whole[1] < 30_000_000


def peak_of(entries: Iterator[Entry[Any]]) -> tuple[int, int]:
    """How many there are, and the most memory that reading them took, in bytes."""
    tracemalloc.start()
    try:
        how_many = sum(1 for _ in entries)
        return how_many, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_some_of_the_book(ledger: Ledger, long_book: int) -> None:
    """After one position, until another, of some kinds, opened or not; all in the order of writing."""
    positions = [
        entry.position for entry in ledger.entries(after=long_book + 10, until=long_book + 7_777, opened=False)
    ]
    assert positions == list(range(long_book + 11, long_book + 7_778))
    opened = ledger.entries(after=long_book + 5, until=long_book + 8)
    assert [entry.event.name for entry in opened] == ["Ada Lind"] * 3
    shut = ledger.entries(after=long_book, until=long_book + 1, opened=False)
    assert [entry.event.name for entry in shut] == [ERASED]


def test_some_kinds_among_many_others(ledger: Ledger, long_book: int) -> None:
    ada = somebody(ledger)
    found = list(ledger.entries(after=long_book, kinds=["PersonJoined", "PersonLeft"]))
    assert ada in [entry.stream for entry in found]
    assert {entry.kind for entry in found} == {"PersonJoined"}
    assert [entry.position for entry in found] == sorted(entry.position for entry in found)
    with pytest.raises(UnknownKind, match="“PersonPromoted”"):
        ledger.entries(kinds=["PersonJoined", "PersonPromoted"])


def test_reading_ends_where_the_book_ended_when_it_began(ledger: Ledger) -> None:
    """Whoever reads is not drawn along by those who write meanwhile."""
    before = ledger.position()
    somebody(ledger)
    reading = ledger.entries(after=before)
    read = [next(reading).position]
    somebody(ledger)
    read += [entry.position for entry in reading]
    assert read == [before + 1]


def test_an_empty_stretch(ledger: Ledger) -> None:
    last = ledger.position()
    assert list(ledger.entries(after=last)) == list(ledger.entries(after=last + 10)) == []
    assert list(ledger.entries(after=5, until=5)) == []


def test_entries_by_their_positions(ledger: Ledger) -> None:
    before = ledger.position()
    ada = somebody(ledger)
    found = ledger.entries_at([before + 1, before + 1, before + 1_000])
    assert {position: entry.stream for position, entry in found.items()} == {before + 1: ada}


def test_connections_that_died_unseen_are_nobodys_business(database_url: str) -> None:
    """As after a restart of the server: each would fail whoever is handed it."""
    ledger = Ledger.open(conninfo.make_conninfo(database_url, application_name="dying"), WRAPPING)
    ada = somebody(ledger)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(ledger.stream, [ada] * 40))
    with connect(database_url) as connection:
        died = connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'dying'"
        ).fetchall()
    assert len(died) > 2
    began = time.monotonic()
    assert [entry.version for entry in ledger.stream(ada)] == [1]
    assert ledger.record(renaming(ada, "Ada Lind"), by=BY).references == (Reference(ada, 2),)
    assert time.monotonic() - began < 5
    ledger.close()
