"""The period of figures of growth: a year, up to the day that is asked about."""

from __future__ import annotations

from datetime import MINYEAR, date

from domain.kernel.dates import MONTHS_IN_A_YEAR, months_after
from projections.engine.reading import Reading


def last_day(reading: Reading) -> date:
    """The day that is asked about, or the last up to which anything was known, if that came first."""
    return min(reading.on, reading.known_on)


def a_year_before(day: date) -> date:
    """The same day of the year before, as far as there is one: what came after it is in the period."""
    return date.min if day.year == MINYEAR else months_after(day, -MONTHS_IN_A_YEAR)
