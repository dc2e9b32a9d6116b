"""The one clock there is, the database's: which day it is where the organisation is."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from domain.kernel.refusals import Refusal

COUNTED_FOR: Final = 60.0
"""Seconds for which time is counted on from when the database was last asked: clocks drift, and machines sleep."""
JUMP: Final = timedelta(hours=1)
"""By how much the database's clock may go faster, between two looks at it, than time does here."""
STRANGE: Final = timedelta(days=7)
"""By how much the database's clock may be ahead both of this machine's and of the last entry when it is first asked:
beyond that it has jumped, and what says so stands in the book and on this machine."""
COUNTED_BY: Final[int] = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""What counts on while a machine sleeps, too, where there is such a thing."""


class ClockJumped(Refusal):
    """The database's clock is far ahead of where it was and of the time that has passed since."""

    instead = (
        "Set the clock of the database's machine right, or that of the ledger's own; where both are right as they"
        " stand, restart the ledger."
    )


def monotonic() -> float:
    """Seconds that only go on, since whenever."""
    return time.clock_gettime(COUNTED_BY)


class Clock:
    """The database's clock, read in the organisation's zone.

    Whoever only wants to know whether to look again counts on from the last answer, which costs nothing; whoever says
    no asks. When it is first asked it is believed if it fits the clock of this machine, or the last entry (`last`): a
    machine that is days off is no reason not to write.
    """

    def __init__(self, ask: Callable[[], datetime], zone: tzinfo, last: Callable[[], datetime | None]) -> None:
        self._ask = ask
        self._zone = zone
        self._last = last
        self._asked: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """The instant, as the database says it."""
        instant = self._ask()
        at = monotonic()
        if self._asked is None and not self._fits(instant):
            self._asked = (here(), at)
        elif self._asked is None or instant <= counted_on(*self._asked, at) + JUMP:
            self._asked = (instant, at)
        return instant

    def _fits(self, instant: datetime) -> bool:
        """Whether what is first heard can be: by this machine's clock, or else by what was written last."""
        if instant <= here() + STRANGE:
            return True
        last = self._last()
        return last is not None and instant <= last + STRANGE

    def apart(self) -> timedelta:
        """By how much the database's clock is ahead of this machine's; it is asked."""
        return self.now() - here()

    def today(self) -> date:
        """The day, as the database says it."""
        return self.day_of(self.now())

    def today_as_counted(self) -> date:
        """The day, counted on from when the database last said what time it was."""
        return self.day_of(self._counted())

    def expected(self) -> datetime:
        """What the database should say now, by what it said when it was last asked and the time since."""
        return self.now() if self._asked is None else counted_on(*self._asked, monotonic())

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


def here() -> datetime:
    """The time by the clock of this machine."""
    return datetime.fromtimestamp(time.time(), UTC)


def counted_on(instant: datetime, asked_at: float, now: float) -> datetime:
    """What the clock should say now that said this when it was asked."""
    return instant + timedelta(seconds=now - asked_at)
