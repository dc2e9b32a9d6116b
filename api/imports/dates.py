"""Which day is meant: a way of writing dates is decided for a whole column, never for a cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Final

from api.imports.eras import day_of_an_era
from api.imports.months_alone import MONTHS, first_of
from api.imports.words import squeezed

SERIAL: Final = "serial"
ISO: Final = "YYYY-MM-DD"
IN_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FORMATS: Final = {
    ISO: "%Y-%m-%d",
    "YYYY/MM/DD": "%Y/%m/%d",
    "YYYY.MM.DD": "%Y.%m.%d",
    "YYYYMMDD": "%Y%m%d",
    "DD.MM.YYYY": "%d.%m.%Y",
    "DD/MM/YYYY": "%d/%m/%Y",
    "MM/DD/YYYY": "%m/%d/%Y",
    "DD-MM-YYYY": "%d-%m-%Y",
    "MM-DD-YYYY": "%m-%d-%Y",
    "DD.MM.YY": "%d.%m.%y",
    "DD/MM/YY": "%d/%m/%y",
    "MM/DD/YY": "%m/%d/%y",
    "DD-MM-YY": "%d-%m-%y",
    "MM-DD-YY": "%m-%d-%y",
    "DD-Mon-YYYY": "%d-%b-%Y",
    "DD Mon YYYY": "%d %b %Y",
    "DD/Mon/YYYY": "%d/%b/%Y",
    "DDMonYYYY": "%d%b%Y",
    "DD Month YYYY": "%d %B %Y",
    "Mon DD YYYY": "%b %d %Y",
    "Mon-DD-YYYY": "%b-%d-%Y",
    "Month DD YYYY": "%B %d %Y",
    "YYYY-Mon-DD": "%Y-%b-%d",
    "DD-Mon-YY": "%d-%b-%y",
    "DD Mon YY": "%d %b %y",
    "DD/Mon/YY": "%d/%b/%y",
    "YYYY年MM月DD日": "%Y年%m月%d日",
    "YYYY년MM월DD일": "%Y년%m월%d일",
    SERIAL: "",
}
"""Ways of writing a day, by the names under which they are asked for; months by their names in any language we know."""

MONTHS_ALONE: Final = ("MMM YYYY", "MM/YYYY", "YYYY-MM")
"""Ways of writing a month, which names no day: its first one is meant where whoever imports says so."""
SAID: Final = ("%b", "%B", "年", "년")
IN_WORDS: Final = tuple(name for name, form in FORMATS.items() if "%Y" in form and any(sign in form for sign in SAID))
"""Ways in which the month, or what is the year, is said and the year is whole: a cell can mean one day alone."""
SPELLED: Final = re.compile(r"[^\W\d_]{3,}\.?")
"""A word long enough to name a month."""

YEAR_SAID: Final = re.compile("[年년]")
"""“2019年4月1日”, “2019년 4월 1일”: which number is the year is said."""

TIME_OF_DAY: Final = re.compile(
    r"[T ]\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?\s*([AP]M)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$"
    r"|(?<=^\d{8})\d{6}(\.\d+)?Z?$",  # as directories write it: 20150330120000.0Z
    re.IGNORECASE,
)
NO_DAY: Final = re.compile(r"^([0\s./_:-]+|n/?a|null|none)$", re.IGNORECASE)
"""Also a mask that nobody has filled in: “00.00.0000”, “  /  /    ”, “__-__-____”."""
FOR_EVER: Final = 9999
"""The year by which some systems say that something has no end."""
FIRST_SERIAL: Final = date(1899, 12, 30)
"""Spreadsheets count days from here, as 42093 for 2015-03-30."""
SERIALS: Final = range(10_000, 100_000)
CENTURY: Final = 100
LONGEST: Final = 70
"""In years: nobody has been here for longer, so that a year of two digits that would say so is asked about."""
PLANNED: Final = 10
"""In years: how far ahead the last of them may lie, where a year has two digits."""


def with_english_months(text: str) -> str:
    """A date whose month is named in English, in three letters: “30. März 2015” is 30 Mar 2015."""

    def english(found: re.Match[str]) -> str:
        return MONTHS.get(squeezed(found[0]), found[0])

    text = SPELLED.sub(english, unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", " ", re.sub(r"(?<=\d)(\.|er|st|nd|rd|th|º)?\s+(de\s+)?(?=[A-Z])|,\s*", " ", text)).replace(
        " de ", " "
    )


@lru_cache(1 << 16)
def parsed(text: str, name: str) -> date | None:
    """The day that a text means when it is written in that way; None if it is not. Years of two digits are guessed."""
    if name == SERIAL:
        whole = text.removesuffix(".0")
        is_serial = whole.isdecimal() and int(whole) in SERIALS
        return FIRST_SERIAL + timedelta(days=int(whole)) if is_serial else None
    text = TIME_OF_DAY.sub("", text)
    if name == ISO and IN_ISO.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)  # eight times as fast as what is said below
        return None
    if text.isdecimal() and len(text) != len("YYYYMMDD"):
        return None
    if YEAR_SAID.search(name):
        text = "".join(unicodedata.normalize("NFKC", text).split())
    elif "%b" in FORMATS[name] or "%B" in FORMATS[name]:
        text = with_english_months(text)
    try:
        return datetime.strptime(text, FORMATS[name].replace("%B", "%b")).date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None


def is_day(text: str) -> bool:
    """Whether a text is a day as a workbook gives one."""
    return IN_ISO.fullmatch(TIME_OF_DAY.sub("", text)) is not None


def day_in_words(text: str) -> date | None:
    """The day that a text means in any way of writing, as it names the month or an era: “1st April 2018”, “H30.4.1”."""
    if era := day_of_an_era(text):
        return era
    if SPELLED.search(text) is None and YEAR_SAID.search(text) is None:
        return None
    return next((found for name in IN_WORDS if (found := parsed(text, name))), None)


def blank(text: str) -> bool:
    """Whether a cell names no day at all."""
    return not text or NO_DAY.match(text) is not None


@dataclass
class Ways:
    """In which ways the dates seen so far can have been written."""

    left: dict[str, None] = field(default_factory=lambda: dict.fromkeys(FORMATS))
    spelled: dict[str, None] = field(default_factory=lambda: dict.fromkeys(IN_WORDS))
    """The same of those whose month is named."""
    best: dict[str, int] = field(default_factory=dict)
    """How many of the values each way can read, for the case that no way reads all of them."""
    unclear: str | None = None
    """The first value that means another day in another of the ways left."""
    seen: int = 0
    certain: int = 0
    """How many say which day they mean however the others are written: days of a workbook, months in words."""

    def add(self, text: str, *, is_day: bool = False) -> None:
        """Take a value into account; `is_day` where a workbook has a day there, and not a text."""
        if blank(text):
            return
        self.seen += 1
        if is_day:
            self.certain += 1
            return
        if day_in_words(text):
            self.certain += 1
            self.spelled = {name: None for name in self.spelled if parsed(text, name)}
            return
        read = [name for name in self.left if parsed(text, name)]
        if len(read) < len(self.left):
            self.left = dict.fromkeys(read)
        for name in read or [name for name in FORMATS if parsed(text, name)]:
            self.best[name] = self.best.get(name, 0) + 1
        if self.unclear is None and len(read) > 1 and len({parsed(text, name) for name in read}) > 1:
            self.unclear = text

    def agreed(self, others: Iterable[Ways]) -> Agreed:
        """The one way in which they are written. Other columns of the same file settle it where this one cannot."""
        if self.certain and self.certain == self.seen:
            named = len(self.spelled) < len(IN_WORDS) and next(iter(self.spelled), None)
            return Agreed(named or ISO, ())
        left = self.left if self.left or not self.best else self.most_read()
        for other in others:
            if self.meanings(left) > 1 and (shared := {name: None for name in left if name in other.left}):
                left = shared
        if not left:
            return Agreed("YYYY-MM-DD", ())
        return Agreed(next(iter(left)), tuple(left) if self.meanings(left) > 1 else ())

    def most_read(self) -> dict[str, None]:
        """The ways that read the most values, where none reads all of them: one broken cell decides nothing."""
        most = max(self.best.values())
        return {name: None for name in FORMATS if self.best.get(name) == most}

    def meanings(self, left: Mapping[str, None]) -> int:
        """How many days the unclear value can still mean."""
        return len({parsed(self.unclear, name) for name in left} - {None}) if self.unclear else 1

    @property
    def are_dates(self) -> bool:
        """Whether nearly all values are dates."""
        return bool(self.seen) and max(self.best.values(), default=0) + self.certain >= 0.9 * self.seen


@dataclass(frozen=True)
class Agreed:
    """How a column's dates are written; `between` names the ways that cannot be told apart."""

    name: str
    between: tuple[str, ...]

    @cached_property
    def has_short_years(self) -> bool:
        """Whether years have two digits."""
        return FORMATS[self.name].endswith("%y")


def day(text: str, name: str) -> date | None:
    """The day that a cell means; None where it names none, or never. ValueError if it is written in another way."""
    if blank(text):
        return None
    found = parsed(text, name) or day_in_words(text)
    if found is None and first_of(text):
        raise ValueError("names a month and no day (where its first day is meant, say --date-format 'MMM YYYY')")
    if found is None:
        raise ValueError(f"is no date of the form {name}")
    return None if found.year == FOR_EVER else found


def in_its_century(found: date, latest: date) -> date:
    """The day of which a year has two digits: the last one that is not after `latest`.

    ValueError if that would be longer ago than anybody has been here.
    """
    years = (found.year - latest.year) // CENTURY * CENTURY
    for year in (found.year - years + CENTURY, found.year - years, found.year - years - CENTURY):
        try:
            meant = found.replace(year=year)
        except ValueError:  # 29 February of a century without one
            continue
        if meant <= latest:
            if latest.year - year > LONGEST:
                raise ValueError(f"can be {year} or {year + CENTURY}")
            return meant
    raise ValueError("names no year that can be meant")


@lru_cache
def years_later(day: date, years: int) -> date:
    """The same day some years later."""
    return day + timedelta(days=years * 365)
