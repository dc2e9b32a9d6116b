"""Days of which a table gives the month alone, as “Jan 2021”, “01/2021” and “2021-01”: its first day, or its last."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Final

from api.imports.eras import month_of_an_era
from api.imports.words import FILE_WORDS, squeezed

BY_NUMBER: Final = re.compile(r"(?P<month>0?[1-9]|1[0-2])\s*[/.-]\s*(?P<year>(?:19|20)\d{2})")
BY_NUMBER_BACKWARDS: Final = re.compile(r"(?P<year>(?:19|20)\d{2})\s*[/.-]\s*(?P<month>0?[1-9]|1[0-2])")
IN_SIGNS: Final = re.compile(r"(?P<year>(?:19|20)\d{2})\s*年\s*(?P<month>0?[1-9]|1[0-2])\s*月")
BY_NAME: Final = re.compile(r"(?P<month>[^\W\d_]{3,})\.?(?:\s+de)?[\s/.'-]*(?P<year>(?:19|20)\d{2})", re.IGNORECASE)
SHORT: Final = re.compile(r"(?P<month>[^\W\d_]{3,})\.?[-'’](?P<year>\d{2})")
"""As spreadsheets show a month: “Jan-21”."""
MONTHS: Final[Mapping[str, str]] = {
    squeezed(word): name for name, words in FILE_WORDS["months"].items() for word in words
}
"""By each of its names, a month in English, in three letters."""
NAMES: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
THIS_CENTURY: Final = 2000
LATEST_SHORT: Final = 60
"""“Jan-61” is of 1961: nobody plans so far ahead."""


def first_of(text: str) -> date | None:
    """The first day of the month that a cell gives alone; None where it gives none, or a day."""
    if era := month_of_an_era(text):
        return era
    for form in (BY_NUMBER, BY_NUMBER_BACKWARDS, IN_SIGNS, BY_NAME, SHORT):
        if found := form.fullmatch(text.strip()):
            month, year = found["month"], int(found["year"])
            number = int(month) if month.isdecimal() else month_named(month)
            if form is SHORT:
                year += THIS_CENTURY if year <= LATEST_SHORT else THIS_CENTURY - 100
            return date(year, number, 1) if number else None
    return None


def last_of(first: date) -> date:
    """The last day of the month of which this is the first."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def month_named(word: str) -> int:
    """The number of a month by its name in any language we know; 0 where it is none."""
    name = MONTHS.get(squeezed(word))
    return NAMES.index(name) + 1 if name else 0
