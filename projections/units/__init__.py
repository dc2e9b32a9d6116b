"""What belongs to what: the tree of units at any moment, with the headcount of each and of all below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from domain.kernel.facts import Erased, Event
from domain.units.citing import CitesUnit
from projections.engine.reading import Reading
from projections.engine.visibility import latest_of, visible
from projections.units.above import units_above
from projections.units.below import with_below
from projections.units.headcount_series import Headcounts, headcount_planned_until, headcount_series, units_below
from projections.units.headcounts import headcounts
from projections.units.unit_tables import UNITS

__all__ = [
    "UNITS",
    "Headcounts",
    "UnitListed",
    "UnitTree",
    "headcount_planned_until",
    "headcount_series",
    "headcounts",
    "unit_tree",
    "units_above",
    "units_below",
    "units_listed",
]

LISTED = f"""
    WITH known AS (
        SELECT unit, min(effective_on) AS since, NULL::bigint AS word
        FROM read_models.units_established fact WHERE {visible("fact")} AND {{among}} GROUP BY unit
        UNION ALL
        SELECT unit, since, word FROM (
            SELECT DISTINCT ON (unit) unit, effective_on AS since, position AS word
            FROM read_models.unit_words fact WHERE {visible("fact")} AND {{among}} ORDER BY unit, effective_on, origin
        ) mentioned
    ), unit AS (SELECT unit, min(since) AS since, max(word) AS word FROM known GROUP BY unit)
    SELECT unit.unit, unit.since, coalesce(named.position, unit.word), belongs.parent,
           closed.effective_on, closed.goes_on
    FROM unit
    LEFT JOIN LATERAL ({latest_of("unit_names", "fact.unit = unit.unit")}) named ON true
    LEFT JOIN LATERAL ({latest_of("unit_parents", "fact.unit = unit.unit")}) belongs ON true
    LEFT JOIN LATERAL ({latest_of("unit_closings", "fact.unit = unit.unit")}) closed ON true
    ORDER BY unit.unit"""
"""Every unit that is established, or that an old entry has a word for."""


@dataclass(frozen=True, slots=True)
class UnitListed:
    """A unit as it stands on the day."""

    unit: str
    name: str | Erased | None
    """What it is called."""
    parent: str | None
    established_on: date
    """Since when the organisation has it; where old entries only have a word for it, since the first of them."""
    closed_on: date | None
    """From which day on it no longer stands; null while it does."""
    into: str | None

    @property
    def stands(self) -> bool:
        """Whether the organisation has it on the day."""
        return self.closed_on is None


@dataclass(frozen=True)
class UnitTree:
    """All units at one moment, by id."""

    units: Mapping[str, UnitListed]

    @cached_property
    def children(self) -> Mapping[str | None, Sequence[str]]:
        """The units that belong directly to each; those of no parent are the roots."""
        found: dict[str | None, list[str]] = {}
        for unit in self.units.values():
            found.setdefault(unit.parent, []).append(unit.unit)
        return found

    def with_below(self, units: Iterable[str]) -> list[str]:
        """These units and all that belongs to them, through whatever others."""
        return with_below(units, self.children)

    def with_above(self, unit: str) -> list[str]:
        """A unit and all that it belongs to, the nearest first."""
        found: dict[str, None] = {}
        here: str | None = unit
        while here is not None and here not in found:
            found[here] = None
            here = self.units[here].parent if here in self.units else None
        return list(found)

    def called(self, name: str) -> list[str]:
        """The units of a name, whatever its case."""
        folded = name.strip().casefold()
        return [unit.unit for unit in self.units.values() if str(unit.name).casefold() == folded]


async def units_listed(reading: Reading, units: Sequence[str] | None) -> Mapping[str, UnitListed]:
    """Some units, or all of them, as they stand on the day."""
    among = "true" if units is None else "fact.unit = ANY (%(units)s)"
    rows = await reading.rows(LISTED.format(among=among), {"units": None if units is None else list(units)})
    entries = await reading.entries(named for _, _, named, *_ in rows)
    return {
        unit: UnitListed(unit, name_in(entries[named].event), parent, since, closed_on, into)
        for unit, since, named, parent, closed_on, into in rows
    }


def name_in(event: Event[Any]) -> str | Erased | None:
    """What an entry calls a unit: the name that it gives it, or the word that stands for it."""
    name: str | Erased | None = event.unit if isinstance(event, CitesUnit) else getattr(event, "name", None)
    return name


async def unit_tree(reading: Reading) -> UnitTree:
    """The whole tree on the day."""
    return UnitTree(await units_listed(reading, None))
