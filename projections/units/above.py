"""What units belong to on any day that is known: whatever moves in them moves what is told of all of these."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from projections.engine.reading import Reading
from projections.engine.visibility import SCHEMA, known
from projections.units.below import with_below

BELONGING: Final = f"fact.parent IS NOT NULL AND {known('fact')}"
ABOVE: Final = f"""
    WITH RECURSIVE above (unit, parent) AS (
        SELECT fact.unit, fact.parent FROM {SCHEMA}.unit_parents fact
        WHERE fact.unit = ANY (%(units)s) AND {BELONGING}
        UNION
        SELECT fact.unit, fact.parent FROM above JOIN {SCHEMA}.unit_parents fact ON fact.unit = above.parent
        WHERE {BELONGING}
    ) SELECT unit, parent FROM above"""
"""UNION leaves out what was found before, so it ends where units belong to each other in turn."""


async def units_above(reading: Reading, units: Collection[str]) -> Mapping[str, Sequence[str]]:
    """What each of these units belongs to, through whatever others; nothing for the roots."""
    parents: dict[str | None, list[str]] = {}
    for unit, parent in await reading.rows(ABOVE, {"units": list(units)}) if units else ():
        parents.setdefault(unit, []).append(parent)
    return {unit: [each for each in with_below((unit,), parents) if each != unit] for unit in units}
