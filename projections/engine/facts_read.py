"""The facts of a table, read once: which of them are visible at one moment after the other is found in memory.

Where a question over many moments would ask the database for states again and again, this asks it for facts, once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from projections.engine.points import Point
from projections.engine.reading import Reading
from projections.engine.visibility import SCHEMA

NEVER: Final = 2**63 - 1
"""The position at which what stands is superseded."""


class Fact(NamedTuple):
    """A row of a read model."""

    position: int
    superseded_at: int
    effective_on: date
    origin: int
    ordinal: int
    said: tuple[Any, ...]
    """What it says, but for its key."""

    @property
    def since(self) -> tuple[date, int]:
        """What it takes effect by, of two of which one comes after the other."""
        return self.effective_on, self.origin


class Turns:
    """The days and positions at which what some facts say may change: between two of them it stays as it is."""

    def __init__(self, facts: Iterable[Fact], days: Iterable[date]) -> None:
        """`days` are those on which something else turns than what is visible, as on which it expires."""
        known = list(facts)
        self._days = sorted({fact.effective_on for fact in known}.union(days))
        self._positions = sorted({at for fact in known for at in (fact.position, fact.superseded_at)})

    def passed(self, point: Point) -> tuple[int, int]:
        """How many lie behind a point. Where it is the same of two points, the facts say the same at both."""
        return bisect_right(self._days, point.on), bisect_right(self._positions, point.position)


class FactsRead:
    """The facts of each key, oldest first."""

    def __init__(self, facts: Iterable[tuple[tuple[str, ...], Fact]]) -> None:
        self._facts: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
        for key, fact in facts:
            self._facts[key].append(fact)

    def named(self) -> Iterable[tuple[str, ...]]:
        """The keys of which there is a fact."""
        return self._facts.keys()

    def of(self, key: tuple[str, ...]) -> Sequence[Fact]:
        """All of a key."""
        return self._facts.get(key, ())

    def visible(self, key: tuple[str, ...], point: Point) -> Iterator[Fact]:
        """Those of a key that are visible at a point, the latest first: the first of them is its state."""
        on, at = point
        for fact in reversed(self._facts.get(key, [])):
            if fact.effective_on <= on and fact.position <= at < fact.superseded_at:
                yield fact

    def state(self, key: tuple[str, ...], point: Point) -> Fact | None:
        """The latest that is visible."""
        on, at = point
        facts: list[Fact] = self._facts.get(key, [])
        for fact in facts[::-1]:  # not by way of `visible`: nothing is asked as often as this
            if fact.effective_on <= on and fact.position <= at < fact.superseded_at:
                return fact
        return None


async def facts_read(
    reading: Reading,
    points: Sequence[Point],
    table: str,
    key: Sequence[str],
    says: Sequence[str],
    given: Mapping[str, Any],
    *,
    where: str,
    about: Collection[str] = (),
    by: str | None = None,
) -> FactsRead:
    """Those facts of a table that are visible at any of the points; of a key, where `where` says which of `fact`."""
    statement = f"""
        SELECT position, coalesce(superseded_at, {NEVER}), effective_on, origin, ordinal, {", ".join((*key, *says))}
        FROM {SCHEMA}.{table} fact
        WHERE position <= %(until)s AND (superseded_at IS NULL OR superseded_at > %(since)s)
          AND effective_on <= %(last)s AND {where}
        ORDER BY effective_on, origin, ordinal"""
    at = [point.position for point in points]
    span = {"until": max(at), "since": min(at), "last": max(point.on for point in points)}
    rows = await reading.rows(statement, {**span, **given}, about=about, by=by, prepare=False)
    return FactsRead((row[5 : 5 + len(key)], Fact._make((*row[:5], row[5 + len(key) :]))) for row in rows)
