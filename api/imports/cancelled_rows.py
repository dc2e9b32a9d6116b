"""Rows that a file says are cancelled or void: nothing is made of them, and how many there are is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from api.imports.column_contents import cells_of
from api.imports.columns import NOT_ASKED_FOR, UNUSED, Column, as_said
from api.imports.dates import day_in_words
from api.imports.flags import meant
from api.imports.leaving_columns import FEW
from api.imports.problems import Problem
from api.imports.statuses import NO, PARTS, YES
from api.imports.words import FILE_WORDS, squeezed, times_in_words

CANCELLED: Final = frozenset(
    squeezed(word) for group in ("words", "refused") for word in FILE_WORDS["cancelled"][group]
)
REFUSED: Final = frozenset(map(squeezed, FILE_WORDS["cancelled"]["refused"]))
"""Those among them that are said of other things as well: of requests, licences, training."""
STANDS: Final = frozenset(map(squeezed, FILE_WORDS["cancelled"]["stands"]))
STATES: Final = frozenset(map(squeezed, FILE_WORDS["cancelled"]["states"]))
"""Headings of what becomes of a row: whatever it says beside that it is cancelled, the row stands."""
BY_WORDS: Final = ("status", "action")
"""Fields in which a word can say it."""
A_DAY: Final = re.compile(r"\d{1,4}\D{1,2}\d{1,2}\D{1,2}\d{1,4}.*|\d{8}")
EXAMPLES: Final = 3


@dataclass
class CancelledRows:
    """Which rows of one file are cancelled, by the columns that can say so."""

    columns: Sequence[Column] = ()
    said: Collection[str] = frozenset()
    """Words, squeezed, of which whoever imports has said what they mean."""
    flag: Column | None = None
    """The column that asks whether a row is cancelled."""
    rows: dict[int, str] = field(default_factory=dict)
    """What says it, by the numbers of the rows."""
    unknown: Counter[str] = field(default_factory=Counter)
    """Answers of which nobody knows whether they say it."""

    def __post_init__(self) -> None:
        self._told = {one.place for one in self.columns if one.field == "cancelled"}
        self.flag = next((one for one in self.columns if one.place in self._told and not is_of_states(one)), None)
        self._headings = {
            one.place: one.heading for one in self.columns if one.place in self._told or one.field in BY_WORDS
        }

    def takes(self, cells: Sequence[str], number: int) -> bool:
        """Whether a row is cancelled; noted, if it is."""
        for place, heading in self._headings.items():
            if place < len(cells) and cells[place] and self._says_it(cells[place], place):
                self.rows[number] = f"“{cells[place]}” in “{heading}”"
                return True
        return False

    def _says_it(self, cell: str, place: int) -> bool:
        if place not in self._told:
            return squeezed(cell) not in self.said and says_cancelled(cell)
        answer = answered(cell, self._headings[place])
        if answer is None and self.flag:
            self.unknown[cell] += 1
        return answer is True

    def asked_about(self) -> Iterator[Problem]:
        """The answers of which nobody knows whether they say that a row is cancelled."""
        for word, times in self.unknown.items() if self.flag else ():
            what = (
                f"is neither a yes nor a no ({times_in_words(times)}): write yes where a row is cancelled, no where it"
                f" stands, or say --column cancelled={UNUSED} where the column says something else"
            )
            yield Problem(0, self.flag.heading if self.flag else "", word, what)

    def in_words(self) -> str:
        """How many rows are left out, with the first examples; nothing where none is."""
        if not self.rows:
            return ""
        first = [f"row {number} ({why})" for number, why in list(self.rows.items())[:EXAMPLES]]
        counted = "1 row that is" if len(self.rows) == 1 else f"{len(self.rows)} rows that are"
        return f"Left out: {counted} cancelled, as {', '.join(first)}."


@lru_cache(1 << 12)
def says_cancelled(cell: str) -> bool:
    """Whether a word, or a part of a cell, says that something is cancelled: “Transfer – cancelled”."""
    return squeezed(cell) in CANCELLED or any(squeezed(part) in CANCELLED for part in PARTS.split(cell))


def answered(cell: str, heading: str) -> bool | None:
    """Whether a cell of a column that asks for it says that the row is cancelled; None where that is not known.

    A day there is that on which it was.
    """
    if (answer := meant(cell, (), heading)) is not None:
        return answer
    word = squeezed(cell)
    if says_cancelled(cell) or word in YES or A_DAY.fullmatch(cell) or day_in_words(cell):
        return True
    return False if word in NO or word in STANDS or not word else None


def is_of_states(column: Column) -> bool:
    """Whether a column can tell what has become of a row, and does not only ask for a yes or a no."""
    return column.why == "as you said" or squeezed(column.heading) in STATES


def asked_of_others(
    columns: Sequence[Column], fields: Sequence[str], sample: Sequence[Sequence[str]]
) -> Iterator[Problem]:
    """What has to be said of columns that nobody asks for, and of which a word says that rows are cancelled."""
    for one in columns if "cancelled" in fields else ():
        if one.field is None and one.why == NOT_ASKED_FOR:
            words = dict.fromkeys(cell for cell in cells_of(one.place, sample) if cell)
            word = next((word for word in words if squeezed(word) in CANCELLED - REFUSED), None)
            if word and len(words) <= FEW:
                named = as_said(one.place, columns)
                what = (
                    f"may say that a row is cancelled: if it does, say --column cancelled='{named}', and"
                    f" if no column does, --column cancelled={UNUSED}"
                )
                yield Problem(0, one.heading, word, what)
