"""The days on which the demo's organisation works: neither weekends, nor public holidays, nor between the years."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from domain.kernel.dates import SATURDAY


@cache
def holidays_of(year: int) -> frozenset[date]:
    """The company’s holidays of a year: Easter and what hangs on it, the first of May, and between the years."""
    easter = easter_of(year)
    moving = {easter + timedelta(days) for days in (-2, 1, 39, 50)}
    return frozenset(moving | {date(year, 1, 1), date(year, 5, 1)} | {date(year, 12, day) for day in range(24, 32)})


def easter_of(year: int) -> date:
    """Easter Sunday, by the rule of Gauss as Butcher put it."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date) -> bool:
    """Whether people are at work."""
    return day.weekday() < SATURDAY and day not in holidays_of(day.year)


def working_day(day: date) -> date:
    """The day, or the next on which people are at work."""
    while not is_working_day(day):
        day += timedelta(1)
    return day


def last_working_day(day: date) -> date:
    """The day, or the last before it on which people were at work."""
    while not is_working_day(day):
        day -= timedelta(1)
    return day
