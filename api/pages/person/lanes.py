"""What a growth timeline is drawn with: lanes and their rows, spells and marks, and the scale on which days stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

YEAR: Final = 120
"""Units of the drawing that a year takes at least."""
WIDTH: Final = 900
"""The least that a drawing is wide."""
MARGIN: Final = 12
ROW: Final = 20
"""How high a row of a lane is."""
HEAD: Final = 26
"""How high the line of years is."""
CLOSE: Final = 12
"""How near two marks may stand in one row."""


class Mark(NamedTuple):
    """An entry, where it stands in the drawing."""

    x: float
    y: float
    shape: str
    """The stage of the learning loop that it is; empty for none."""
    title: str
    position: int
    late: bool
    corrected: bool


class Spell(NamedTuple):
    """Something that lasted, from one entry to another."""

    x: float
    y: float
    width: float
    label: str
    title: str
    position: int


@dataclass
class Lane:
    """What belongs together, in rows."""

    name: str
    y: float = 0.0
    rows: list[float] = field(default_factory=list)
    """How far each row is taken."""
    spells: list[Spell] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def beside(self, x: float, y: float) -> float:
        """Where a mark stands that is to be seen: of several on one day, each beside the one before."""
        while any(mark.y == y and abs(mark.x - x) < CLOSE / 2 for mark in self.marks):
            x += CLOSE / 2
        return x

    @property
    def height(self) -> float:
        """How much room it takes."""
        return max(1, len(self.rows)) * ROW + MARGIN

    def row_from(self, x: float, until: float) -> float:
        """The y of the first row that is free from x on, taken until then."""
        for number, taken in enumerate(self.rows):
            if taken <= x:
                self.rows[number] = until
                return self.y + MARGIN / 2 + (number + 0.5) * ROW
        self.rows.append(until)
        return self.y + MARGIN / 2 + (len(self.rows) - 0.5) * ROW


class Drawing(NamedTuple):
    """All of it, in its own units."""

    width: float
    height: float
    lanes: Sequence[Lane]
    years: Sequence[tuple[float, int]]
    today: float
    links: Sequence[str]
    """Paths, each from an entry to what it builds on."""


class Scale(NamedTuple):
    """Where a day stands."""

    first: date
    last: date
    width: float

    def x(self, day: date) -> float:
        """Its place from the left."""
        days = max(1, (self.last - self.first).days)
        within = min(max(day, self.first), self.last)
        return round(MARGIN + (self.width - 2 * MARGIN) * (within - self.first).days / days, 1)
