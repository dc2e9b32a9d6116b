"""Days and months of Japanese eras, as “令和元年5月1日”, “H31/4/1” and “S63.4”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from api.imports.words import FILE_WORDS

BEGAN: Final[Mapping[str, date]] = {
    name: date.fromisoformat(began) for began, names in FILE_WORDS["eras"].items() for name in names
}
"""On which day each era began, by its name, its first sign and its letter."""
NAME: Final = "|".join(sorted(BEGAN, key=len, reverse=True))
FIRST_YEAR: Final = "元"
IN_SIGNS: Final = re.compile(
    rf"(?P<era>{NAME})(?P<year>元|\d{{1,2}})年(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?(?:\(.\))?"
)
IN_NUMBERS: Final = re.compile(
    rf"(?P<era>{NAME})(?P<year>元|\d{{1,2}})(?P<cut>[./-])(?P<month>\d{{1,2}})(?:(?P=cut)(?P<day>\d{{1,2}}))?"
)
YEAR_ALONE: Final = re.compile(
    rf"(?P<era>{'|'.join(name for name in NAME.split('|') if len(name) > 1)})(?P<year>元|\d{{1,2}})年"
)
IN_DIGITS: Final = re.compile(r"(?P<era>[MTSHR])(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})")


def day_of_an_era(text: str) -> date | None:
    """The day that a cell gives by its era; None where it gives none, or one from before that era began."""
    found = in_an_era(text)
    return told_by(found, int(found["day"])) if found and found["day"] else None


def with_years_of_eras(text: str) -> str:
    """A text in which years of eras are named as everybody counts them: “令和5年度” is “2023年度”."""
    return YEAR_ALONE.sub(lambda found: f"{year_of(found)}年", text)


def month_of_an_era(text: str) -> date | None:
    """The first day of the month that a cell gives alone by its era; the first of the era where that began later."""
    found = in_an_era(text)
    if found is None or found["day"]:
        return None
    began = BEGAN[found["era"]]
    is_first = int(found["month"]) == began.month and year_of(found) == began.year
    return told_by(found, began.day if is_first else 1)


@lru_cache(1 << 12)
def in_an_era(text: str) -> re.Match[str] | None:
    """The parts of a date that names an era, however wide its signs are."""
    if text[:1].isdecimal() or not any(sign.isdecimal() or sign == FIRST_YEAR for sign in text):
        return None
    said = "".join(unicodedata.normalize("NFKC", text).upper().split())
    return next((found for form in (IN_SIGNS, IN_NUMBERS, IN_DIGITS) if (found := form.fullmatch(said))), None)


def told_by(found: re.Match[str], day: int) -> date | None:
    """The day of such a date."""
    try:
        told = date(year_of(found), int(found["month"]), day)
    except ValueError:
        return None
    return told if told >= BEGAN[found["era"]] else None


def year_of(found: re.Match[str]) -> int:
    """The year as everybody counts it: the first of an era is that in which it began."""
    return BEGAN[found["era"]].year + (1 if found["year"] == FIRST_YEAR else int(found["year"])) - 1
