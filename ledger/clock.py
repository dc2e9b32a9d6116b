"""The one clock there is, the database's: which day it is where the organisation is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from time import monotonic
from typing import Final

COUNTED_FOR: Final = 60.0
"""Seconds for which time is counted on from when the database was last asked: clocks drift, and machines sleep."""


class Clock:
    """The database's clock, read in the organisation's zone.

    Whoever only wants to know whether to look again counts on from the last answer, which costs nothing; whoever says
    no asks.
    """

    def __init__(self, ask: Callable[[], datetime], zone: tzinfo) -> None:
        self._ask = ask
        self._zone = zone
        self._asked: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """The instant, as the database says it."""
        instant = self._ask()
        self._asked = (instant, monotonic())
        return instant

    def today(self) -> date:
        """The day, as the database says it."""
        return self.day_of(self.now())

    def today_as_counted(self) -> date:
        """The day, counted on from when the database last said what time it was."""
        return self.day_of(self._counted())

    def has_come(self, instant: datetime) -> bool:
        """Whether an instant lies behind us; the database is asked before anybody is told that it does not."""
        return instant <= self._counted() or instant <= self.now()

    def day_of(self, instant: datetime) -> date:
        """Which day an instant belongs to where the organisation is."""
        return instant.astimezone(self._zone).date()

    def _counted(self) -> datetime:
        if self._asked is None:
            return self.now()
        instant, at = self._asked
        passed = monotonic() - at
        return instant + timedelta(seconds=passed) if passed < COUNTED_FOR else self.now()
