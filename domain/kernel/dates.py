"""Days: what held on one, and which comes so many months or working days after another."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta
from functools import lru_cache
from typing import Final, Generic, TypeVar

T = TypeVar("T")

MONTHS_IN_A_YEAR: Final = 12
DAYS_IN_A_YEAR: Final = 365.25
SATURDAY: Final = 5


@dataclass(frozen=True)
class Dated(Generic[T]):
    """Something that held from a day on, until the next of its kind."""

    on: date
    what: T


def latest(held: Sequence[Dated[T]], day: date) -> T | None:
    """What held on that day, of things in the order of their days."""
    for dated in reversed(held):
        if dated.on <= day:
            return dated.what
    return None


@lru_cache(maxsize=10_000)
def months_after(day: date, months: int) -> date:
    """The same day of another month, or that month's last; fewer than no months go back."""
    year, month = divmod(day.year * MONTHS_IN_A_YEAR + day.month - 1 + months, MONTHS_IN_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def a_year_before(day: date) -> date:
    """The same day of the year before, as far as there is one."""
    return date.min if day.year == MINYEAR else months_after(day, -MONTHS_IN_A_YEAR)


def months_between(day: date, later: date) -> int:
    """How many whole months lie between two days: the most that can be added to the one and not pass the other."""
    months = (later.year - day.year) * MONTHS_IN_A_YEAR + later.month - day.month
    return months - (months_after(day, months) > later)


def working_days_after(day: date, working_days: int, holidays: Collection[date] = ()) -> date:
    """The last of so many working days that follow a day: Monday to Friday, but for the holidays of a site."""
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= day.weekday() < SATURDAY and day not in holidays
    return day
