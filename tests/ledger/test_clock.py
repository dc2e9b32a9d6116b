"""One clock: the database says which day it is, and time is counted on from there for a while."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ledger import clock
from ledger.clock import COUNTED_FOR, Clock

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


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> Times:
    known = Times()
    monkeypatch.setattr(clock, "monotonic", lambda: known.passed)
    return known


def test_the_day_is_the_databases_in_the_organisations_zone(times: Times) -> None:
    assert Clock(times.ask, UTC).today() == date(2024, 5, 6)
    assert Clock(times.ask, ZoneInfo("Europe/Berlin")).today() == date(2024, 5, 7)


def test_time_is_counted_on_past_midnight_without_asking(times: Times) -> None:
    kept = Clock(times.ask, UTC)
    assert kept.today_as_counted() == date(2024, 5, 6)
    times.passed = 31
    assert kept.today_as_counted() == date(2024, 5, 7)
    assert times.asked == 1


def test_after_a_while_the_database_is_asked_again(times: Times) -> None:
    kept = Clock(times.ask, UTC)
    kept.today()
    times.passed, times.says = COUNTED_FOR, MIDNIGHT + timedelta(days=3)
    assert kept.today_as_counted() == date(2024, 5, 10)
    assert times.asked == 2


def test_nobody_is_told_that_an_instant_has_not_come_before_the_database_was_asked(times: Times) -> None:
    kept = Clock(times.ask, UTC)
    assert kept.has_come(MIDNIGHT - timedelta(seconds=30))
    assert not kept.has_come(MIDNIGHT)
    times.says = MIDNIGHT
    assert kept.has_come(MIDNIGHT)
