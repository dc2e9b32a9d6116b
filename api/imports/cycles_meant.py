"""The last day of a cycle of reviews: “2023”, “FY2023”, “2023 H1”, “Q2 2023”, “March 2023”."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
HALF: Final = re.compile(r"(?<![a-z])h([12])(?!\d)")
QUARTER: Final = re.compile(r"(?<![a-z])q([1-4])(?!\d)")
NUMBERED: Final = re.compile(r"(?:19|20)\d{2}-(0[1-9]|1[0-2])")
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def last_day_of(cycle: str) -> date | None:
    """The last day of the time that a cycle names; None where it names none."""
    said = cycle.casefold()
    years = [int(year) for year in YEAR.findall(said)]
    if not years:
        return None
    year = max(years)
    if half := HALF.search(said):
        return end_of(year, 6 * int(half[1]))
    if quarter := QUARTER.search(said):
        return end_of(year, 3 * int(quarter[1]))
    if numbered := NUMBERED.fullmatch(said.strip()):
        return end_of(year, int(numbered[1]))
    named = [number for number, month in enumerate(MONTHS, 1) if re.search(rf"(?<![a-z]){month}", said)]
    return end_of(year, max(named, default=12))


def end_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
