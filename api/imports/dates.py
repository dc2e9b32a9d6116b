"""Which day is meant: a way of writing dates is decided for a whole column, never for a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Final

FORMATS: Final = {
    "YYYY-MM-DD": "%Y-%m-%d",
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
    "DD-Mon-YYYY": "%d-%b-%Y",
    "DD Mon YYYY": "%d %b %Y",
    "DD Month YYYY": "%d %B %Y",
    "Mon DD, YYYY": "%b %d, %Y",
    "Month DD, YYYY": "%B %d, %Y",
}
"""Ways of writing a day, by the names under which they are asked for."""

TIME_OF_DAY: Final = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[AP]M|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
NO_DAY: Final = re.compile(r"^(0{4}-0{2}-0{2}|0{2}[./]0{2}[./]0{4}|0{8}|n/?a|-+|null|none)$", re.IGNORECASE)
FOR_EVER: Final = 9999
"""The year by which some systems say that something has no end."""


@lru_cache(1 << 16)
def parsed(text: str, name: str) -> date | None:
    """The day that a text means when it is written in that way; None if it is not."""
    text = TIME_OF_DAY.sub("", text)
    if text.isdecimal() and len(text) != len("YYYYMMDD"):
        return None
    try:
        return datetime.strptime(text, FORMATS[name]).date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None


def blank(text: str) -> bool:
    """Whether a cell names no day at all."""
    return not text or NO_DAY.match(text) is not None


@dataclass
class Ways:
    """In which ways the dates seen so far can have been written."""

    left: dict[str, None] = field(default_factory=lambda: dict.fromkeys(FORMATS))
    best: dict[str, int] = field(default_factory=dict)
    """How many of the values each way can read, for the case that no way reads all of them."""
    unclear: str | None = None
    """The first value that means another day in another of the ways left."""
    seen: int = 0

    def add(self, text: str) -> None:
        """Take a value into account."""
        if blank(text):
            return
        self.seen += 1
        read = [name for name in self.left if parsed(text, name)] or [name for name in FORMATS if parsed(text, name)]
        for name in read:
            self.best[name] = self.best.get(name, 0) + 1
        self.left = {name: None for name in self.left if name in read}
        if self.unclear is None and len({parsed(text, name) for name in self.left}) > 1:
            self.unclear = text

    def agreed(self, others: Iterable[Ways]) -> Agreed:
        """The one way in which they are written. Other columns of the same file settle it where this one cannot."""
        left = self.left
        for other in others:
            if self.meanings(left) > 1 and (shared := {name: None for name in left if name in other.left}):
                left = shared
        if not left:
            most = max(self.best, key=lambda name: self.best[name], default="YYYY-MM-DD")
            return Agreed(most, ())
        return Agreed(next(iter(left)), tuple(left) if self.meanings(left) > 1 else ())

    def meanings(self, left: dict[str, None]) -> int:
        """How many days the unclear value can still mean."""
        return len({parsed(self.unclear, name) for name in left}) if self.unclear else 1


@dataclass(frozen=True)
class Agreed:
    """How a column's dates are written; `between` names the ways that cannot be told apart."""

    name: str
    between: tuple[str, ...]


def day(text: str, name: str) -> date | None:
    """The day that a cell means; None where it names none, or never. ValueError if it is written in another way."""
    if blank(text):
        return None
    found = parsed(text, name)
    if found is None:
        raise ValueError(f"is no date of the form {name}")
    return None if found.year == FOR_EVER else found
