"""Hours of work as a share of full time: “32 h” where 40 are full time is 80 percent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from api.imports.heading_rows import forms
from api.imports.problems import Problem
from api.imports.words import FILE_WORDS, squeezed, times_in_words
from domain.people.moving import WHOLE_TIME

NUMBER: Final = re.compile(r"(?P<number>\d{1,3}(?:[.,]\d{1,4})?)\s*(?P<unit>[^\W\d_].*)?")
SIGNS: Final = re.compile(r"[/.\s]+")
UNITS, PERIODS, HEADINGS = (
    frozenset(map(squeezed, FILE_WORDS["hours"][name])) for name in ("units", "periods", "headings")
)


@dataclass
class Hours:
    """What the hours of one column are shares of."""

    heading: str = ""
    full_time: float | None = None
    """How many are full time, as whoever imports has said; None where it is guessed."""
    counts: Counter[float] = field(default_factory=Counter)

    def add(self, cell: str) -> None:
        """Take a cell into account."""
        if (hours := self.hours(cell)) is not None:
            self.counts[hours] += 1

    def hours(self, cell: str) -> float | None:
        """How many hours a cell says; None where it says none."""
        found = NUMBER.fullmatch(cell)
        if found is None or not (is_in_hours(found["unit"]) if found["unit"] else self.are_hours):
            return None
        return float(found["number"].replace(",", ".")) or None

    @property
    def are_hours(self) -> bool:
        """Whether numbers alone are hours, by the heading, or as somebody said how many are full time."""
        return self.full_time is not None or any(form in HEADINGS for form in forms(self.heading))

    @property
    def whole(self) -> float | None:
        """How many hours are full time: the most that anybody works, where most people do; None if nobody knows."""
        if self.full_time or not self.counts:
            return self.full_time
        most = max(self.counts)
        return most if self.counts[most] == max(self.counts.values()) else None

    def as_share(self, cell: str) -> str:
        """A cell in percent, where it says hours; else as it is."""
        hours, whole = self.hours(cell), self.whole
        share = round(hours / whole * WHOLE_TIME) if hours and whole else 0
        return f"{share} %" if share else cell

    def unknown(self) -> Iterator[Problem]:
        """That nobody knows how many hours are full time, where that is so."""
        if self.counts and self.whole is None:
            said = ", ".join(f"{hours:g} ({times_in_words(times)})" for hours, times in self.counts.most_common(3))
            what = f"says hours, as {said}: say how many are full time, as --full-time {max(self.counts):g}"
            yield Problem(0, self.heading, "", what)


def is_in_hours(unit: str) -> bool:
    """Whether what stands behind a number says that these are hours, of a week or whatever is full time."""
    first, *more = (squeezed(part) for part in SIGNS.split(unit) if part)
    return first in UNITS and all(part in PERIODS for part in more)
