"""How many people stood in each unit from one day to the next, and what belonged to what on each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from projections.engine.planning import planned_until
from projections.engine.points import Point, rows_at_each
from projections.engine.reading import Reading
from projections.engine.visibility import latest
from projections.units.below import with_below
from projections.units.headcounts import COUNTED, HEADCOUNTS

BELONGING = f"SELECT unit, parent FROM ({latest('unit_parents', 'unit')}) belongs WHERE parent IS NOT NULL"
CHANGED_BY = ("placements", "stays", "unit_parents")


@dataclass(frozen=True)
class Headcounts:
    """How many people who count stand in each unit itself at a point, and what belongs to what."""

    counts: Mapping[str, int]
    children: Mapping[str | None, Sequence[str]]

    def of(self, unit: str) -> int:
        """How many stand in the unit itself."""
        return self.counts.get(unit, 0)

    def with_below(self, unit: str) -> int:
        """How many stand in it and in all that belongs to it."""
        return sum(map(self.of, with_below((unit,), self.children)))


async def headcount_series(reading: Reading, points: Sequence[Point]) -> tuple[Headcounts, ...]:
    """The headcounts of all units at each point."""
    counts = await rows_at_each(reading, points, HEADCOUNTS, COUNTED)
    children = await children_at_each(reading, points)
    return tuple(Headcounts(dict(counts[point]), children[point]) for point in points)


async def units_below(reading: Reading, points: Sequence[Point], units: Iterable[str]) -> tuple[frozenset[str], ...]:
    """These units, and all that belongs to them at each point."""
    children, these = await children_at_each(reading, points), tuple(units)
    return tuple(frozenset(with_below(these, children[point])) for point in points)


async def children_at_each(
    reading: Reading, points: Sequence[Point]
) -> Mapping[Point, Mapping[str | None, Sequence[str]]]:
    """The units that belong directly to each, at each point."""
    found: dict[Point, dict[str | None, list[str]]] = {}
    for point, rows in (await rows_at_each(reading, points, BELONGING)).items():
        below = found.setdefault(point, {})
        for unit, parent in rows:
            below.setdefault(parent, []).append(unit)
    return found


async def headcount_planned_until(reading: Reading) -> date | None:
    """The day of the last change of any headcount that is known."""
    return await planned_until(reading, CHANGED_BY)
