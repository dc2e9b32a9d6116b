"""A clock that jumps far ahead: nothing is written of that time, and where something was, that is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from structlog.testing import capture_logs

from ledger import Ledger
from ledger.clock import COUNTED_FOR, JUMP, ClockJumped
from ledger.entry import Receipt
from tests.databases import WRAPPING
from tests.ledger.commands_recorded import BY, a_unit, asking


@pytest.fixture
def book(database_url: str) -> Iterator[Ledger]:
    """A ledger that has asked what time it is."""
    ledger = Ledger.open(database_url, WRAPPING)
    ledger.record(a_unit(), by=BY)
    yield ledger
    ledger.close()


def looked_earlier(book: Ledger, by: timedelta) -> None:
    """As if the database had told a time that was earlier by so much: to this process its clock has jumped since."""
    clock = book.recorder.clock
    instant, at = clock._asked or (clock.now(), 0.0)
    clock._asked = (instant - by, at)


def test_nothing_is_written_of_a_time_that_the_clock_has_jumped_to(book: Ledger) -> None:
    position = book.position()
    looked_earlier(book, JUMP + timedelta(minutes=1))
    for _ in range(2):
        with pytest.raises(ClockJumped, match=r"jumped from 20.* to 20.* \(UTC\): nothing is written"):
            book.record(a_unit(), by=BY)
        book.recorder.clock.now()  # asking does not make it believed
    with pytest.raises(ClockJumped):
        list(book.record_many([asking(a_unit()), asking(a_unit())]))
    assert book.position() == position


def test_a_clock_that_is_set_by_less_is_believed(book: Ledger) -> None:
    looked_earlier(book, JUMP - timedelta(minutes=1))
    assert isinstance(book.record(a_unit(), by=BY), Receipt)
    looked_earlier(book, timedelta(seconds=-COUNTED_FOR))
    assert isinstance(book.record(a_unit(), by=BY), Receipt), "also where it is set back"


def date_ahead(url: str) -> None:
    """As a clock would have that was far ahead for one append."""
    with psycopg.connect(url) as owner:
        owner.execute("ALTER TABLE ledger.entries DISABLE TRIGGER ALL")
        owner.execute(
            "UPDATE ledger.entries SET recorded_at = recorded_at + interval '10 years'"
            " WHERE position = (SELECT max(position) FROM ledger.entries)"
        )
        owner.execute("ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER append_only")
        owner.execute("ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER in_order")


def test_a_book_ahead_of_its_clock_is_told_once(book: Ledger, database_url: str) -> None:
    with capture_logs() as before:
        book.record(a_unit(), by=BY)
    date_ahead(database_url)
    with capture_logs() as logs:
        for _ in range(3):
            book.record(a_unit(), by=BY)
    assert (before, [log["event"] for log in logs]) == ([], ["the ledger is ahead of its clock"])
