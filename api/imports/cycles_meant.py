"""The last day of a cycle of reviews: “2023”, “2023 H1”, “Q2 2023”, “March 2023”, “Sep 2024 - Aug 2025”."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from api.imports.eras import with_years_of_eras
from api.imports.months_alone import month_named
from api.imports.names import CHARACTERS
from api.imports.words import FILE_WORDS
from api.imports.words_said import WordsSaid

LAST_MONTH: Final = 12
YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
TWO_YEARS: Final = re.compile(r"(?<!\d)((?:19|20)?\d{2})\s*[-–—/]\s*((?:19|20)?\d{2})(?![\d/.-])")
HALF: Final = re.compile(r"(?<![a-z])(?:h|s|hj)\s?([12])(?!\d)")
HALVES: Final = FILE_WORDS["halves"]
COUNTED: Final = r"(?:(?P<{0}>[12])\s*(?:\.|\)|er|ère|re|e|ème|eme|nd|nde|st|º|°|ª|:a|:e)?|(?P<{0}_roman>i{{1,2}})\.?)"
HALF_NUMBERED: Final = re.compile(
    rf"(?<!\w){COUNTED.format('before')}\s*-?\s*(?:{'|'.join(HALVES['numbered'])})(?!\w)"
    rf"|(?<!\w)(?:{'|'.join(HALVES['numbered'])})\s*[-:/]?\s*{COUNTED.format('behind')}(?!\w)"
)
"""A half by its number: “1. Halbjahr”, “II. półrocze”, “Halbjahr 2”."""
PART_NUMBERED: Final = re.compile(
    r"(?<![\d.])(?:19|20)\d{2}\s*[-./]\s*[1-4](?![\d./-])"
    r"|(?<![\d./-])[12]\s*[-./]\s*(?:19|20)\d{2}(?![\d./-])"
    r"|(?<![\w.,])[1-4]\s*(?:\.|\)|er|ère|e|ème|nd|rd|st|th|º|°|ª|:a|:e)?(?![\w.,])(?!\s*[./-]\s*\d)"
    r"|(?<=\d)[\s/.-]+\(?(?:i{1,3}|iv)\)?\.?(?!\w)|^i(?=\s+\D)|(?<!\w)(?:i{1,3}|iv)\.(?!\w)|(?<!\w)(?:ii|iii|iv)(?!\w)"
)
"""A part of a year by its number, of which nobody knows how many there are: “2025/1”, “2025 II. Dönem”, “Cycle 2”."""
QUARTER: Final = re.compile(r"(?<![a-z])[qt]\s?([1-4])(?!\d)")
NUMBERED: Final = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d{2})[-./](?P<month>0[1-9]|1[0-2])"
    r"|(?P<early>(?:19|20)\d{2})[-./](?P<digit>[5-9])"
    r"|(?P<first>0?[1-9]|1[0-2])[-./](?P<second>(?:19|20)\d{2}))(?![\d./-])"
)
"""A month by its number: “2024-02”, “09/2024”."""
A_DAY: Final = re.compile(r"(?<!\d)(?:((?:19|20)\d{2})-(\d{2})-(\d{2})|(\d{1,2})\.(\d{1,2})\.((?:19|20)\d{2}))(?!\d)")
WORD: Final = re.compile(r"[^\W\d_]+")
OF_A_YEAR_OF_THEIR_OWN: Final = frozenset(
    ("fall", "autumn", "winter", "spring", "summer", "herbst", "frühjahr", "frühling", "sommer", "automne", "hiver",
     "printemps", "été", "otoño", "invierno", "primavera", "verano", "outono", "inverno", "verão", "herfst", "lente",
     "zomer", "autunno", "estate", "ws", "ss", "wise", "sose", "michaelmas", "hilary", "trinity", "lent", "easter",
     "term", "semester", "semestre", "semestru", "trimester", "trimestre", "上期", "下期", "上半期", "下半期",
     "前期", "後期", "상반기", "하반기", "półrocze", "pololetí", "polrok", "félév", "halvår", "halfjaar", "yarıyıl",
     "puolivuosi", "四半期", "季度", "학기", "분기", "mid", "midyear", "mitte", "interim", "halbjahr")
)  # fmt: skip
"""Seasons, terms, and parts of a year that have no number: of these nobody knows the last day."""
PARTS_IN_SIGNS: Final = tuple(part for part in OF_A_YEAR_OF_THEIR_OWN if CHARACTERS.match(part))
"""Those that stand beside other signs without a space: “2024年度上期”."""
BEGINS_IN_IT: Final = re.compile("年度|학년도")
"""What says of a year of its own that it is called after the calendar's in which it begins."""
OWN_YEARS: Final = frozenset(
    ("fy", "ay", "gj", "sy", "fiscal", "financial", "academic", "school", "geschäftsjahr", "年度", "회계")
)
"""What says of a year that it need not be that of the calendar."""


@dataclass(frozen=True)
class CycleEnds:
    """What whoever imports has said of the last days of cycles."""

    on: tuple[int, int] | None = None
    """Month and day on which cycles end that need not end with a year."""
    said: WordsSaid[date] = field(default_factory=lambda: WordsSaid("--cycle-ends", {}))
    """The last days of some cycles, by their words in lower case."""

    def last_day_of(self, cycle: str) -> date | None:
        """The last day of the time that a cycle names; None where nobody knows."""
        words = cycle.casefold()
        if told := self.said.get(words):
            return told
        words = with_years_of_eras(words)
        if found := last_day_named(words):
            return found
        years = years_in(words)
        if not years:
            return None
        said = set(WORD.findall(words))
        unnumbered = said & OF_A_YEAR_OF_THEIR_OWN or any(one in words for one in PARTS_IN_SIGNS)
        numbered = any(form.search(words) for form in (HALF, QUARTER, HALF_NUMBERED, PART_NUMBERED))
        part, two = unnumbered or numbered or half_in(words), spans_years(words)
        begins_in_it = BEGINS_IN_IT.search(words)
        if part or ((two or begins_in_it) and not self.on):
            return None
        if self.on and begins_in_it and not two:
            last = end_of(max(years) + (self.on[0] < LAST_MONTH), self.on[0])
            return last.replace(day=min(self.on[1], last.day))
        if self.on and (two or said & OWN_YEARS):
            last = end_of(max(years), self.on[0])
            return last.replace(day=min(self.on[1], last.day))
        return date(max(years), 12, 31)


def first_year_of(cycle: str) -> int | None:
    """The first year that a cycle names; None where it names none."""
    return min(years_in(with_years_of_eras(cycle)), default=None)


def last_day_named(words: str) -> date | None:
    """The last day where a cycle names days, months, a half or a quarter; None where it does not."""
    if days := [day for found in A_DAY.finditer(words) if (day := day_of(found))]:
        return max(days)
    if spans_years(words):
        return None
    year = max(years_in(words), default=None)
    if year and (half := half_in(words)):
        return end_of(year, 6 * half)
    named = [month for word in WORD.findall(words) if (month := month_named(word))]
    if PART_NUMBERED.search(words) and not named:
        return None
    if months := [
        (int(m["year"] or m["early"] or m["second"]), int(m["month"] or m["digit"] or m["first"]))
        for m in NUMBERED.finditer(words)
    ]:
        return end_of(*months[-1])
    if year is None:
        return None
    if quarter := QUARTER.search(words):
        return end_of(year, 3 * int(quarter[1]))
    return end_of(year, named[-1]) if named else None


def half_in(words: str) -> int | None:
    """Which half of a year is named: 1 or 2; None where none is."""
    if short := HALF.search(words):
        return int(short[1])
    if found := HALF_NUMBERED.search(words):
        roman = found["before_roman"] or found["behind_roman"] or ""
        return len(roman) or int(found["before"] or found["behind"])
    named = (half for half, name in ((1, "first"), (2, "second")) if any(word in words for word in HALVES[name]))
    return next(named, None)


def day_of(found: re.Match[str]) -> date | None:
    """The day that is written; None where there is none such."""
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def spans_years(words: str) -> bool:
    """Whether a cycle is of two years that follow each other: “2024-25”, “2024/2025”, “FY 24/25”."""
    for found in TWO_YEARS.finditer(words):
        first, second = found[1], found[2]
        if len(first) == len("24") and len(second) == len("2025"):
            continue  # “08/2025” is a month
        if int(second[-2:]) == (int(first[-2:]) + 1) % 100:
            return True
    return False


def years_in(words: str) -> list[int]:
    """The years that are named, of two that follow each other the second, too."""
    years = [int(year) for year in YEAR.findall(words)]
    if spans_years(words) and (found := TWO_YEARS.search(words)):
        first = int(found[1]) if len(found[1]) == len("2024") else 2000 + int(found[1])
        years += [first, first + 1]
    return years


def end_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
