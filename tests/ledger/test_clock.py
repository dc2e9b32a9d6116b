"""One clock: the database says which day it is, and time is counted on from there for a while."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from ledger import clock
from ledger.clock import COUNTED_FOR, JUMP, STRANGE, Clock

MIDNIGHT = datetime(2024, 5, 7, tzinfo=UTC)


class Times:
    """What the database says, and what this process has counted since."""

    def __init__(self) -> None:
        self.says = MIDNIGHT - timedelta(seconds=30)
        self.passed = 0.0
        self.asked = 0

    def ask(self) -> datetime:
        self.asked += 1
        return self.says


def clock_of(times: Times, zone: tzinfo = UTC, last: datetime | None = None) -> Clock:
    """The clock of a database in which something was written last."""
    return Clock(times.ask, zone, lambda: last)


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> Times:
    known = Times()
    monkeypatch.setattr(clock, "here", lambda: MIDNIGHT)
    monkeypatch.setattr(clock, "monotonic", lambda: known.passed)
    return known


def test_the_day_is_the_databases_in_the_organisations_zone(times: Times) -> None:
    assert clock_of(times).today() == date(2024, 5, 6)
    assert clock_of(times, ZoneInfo("Europe/Berlin")).today() == date(2024, 5, 7)


def test_time_is_counted_on_past_midnight_without_asking(times: Times) -> None:
    kept = clock_of(times)
    assert kept.today_as_counted() == date(2024, 5, 6)
    times.passed = 31
    assert kept.today_as_counted() == date(2024, 5, 7)
    assert times.asked == 1


def test_after_a_while_the_database_is_asked_again(times: Times) -> None:
    kept = clock_of(times)
    kept.today()
    times.passed, times.says = COUNTED_FOR, MIDNIGHT + timedelta(days=3)
    assert kept.today_as_counted() == date(2024, 5, 10)
    assert times.asked == 2


def test_nobody_is_told_that_an_instant_has_not_come_before_the_database_was_asked(times: Times) -> None:
    kept = clock_of(times)
    assert kept.has_come(MIDNIGHT - timedelta(seconds=30))
    assert not kept.has_come(MIDNIGHT)
    times.says = MIDNIGHT
    assert kept.has_come(MIDNIGHT)


def test_a_clock_that_fits_neither_this_machines_nor_the_last_entry_is_not_believed_at_the_start(times: Times) -> None:
    times.says = MIDNIGHT + timedelta(days=3_650)
    kept, idle = clock_of(times), clock_of(times, last=MIDNIGHT - timedelta(days=90))
    for one in (kept, idle):
        for _ in range(2):
            assert one.now() == times.says
            assert one.expected() == MIDNIGHT, "so that nothing of that time is written"
        assert one.apart() == timedelta(days=3_650)
    times.says = MIDNIGHT + JUMP
    assert kept.now() == kept.expected() == times.says, "once it is set right"


@pytest.mark.parametrize("ahead", [timedelta(days=-3_650), timedelta(0), timedelta(days=3), STRANGE])
def test_a_machine_that_is_days_off_goes_by_the_databases_clock(times: Times, ahead: timedelta) -> None:
    times.says = MIDNIGHT + ahead
    assert clock_of(times).expected() == times.says


def test_what_was_written_lately_vouches_for_a_clock_that_this_machine_does_not_know(times: Times) -> None:
    """As that of a machine that has woken in 1970."""
    times.says = MIDNIGHT + timedelta(days=20_000)
    assert clock_of(times, last=times.says - STRANGE).expected() == times.says
