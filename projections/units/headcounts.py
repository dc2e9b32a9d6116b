"""How many people stand in each unit on a day, of those who count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from domain.people.employment import WHERE_NOBODY_HAS_SAID, Belonging
from projections.engine.reading import Reading
from projections.engine.visibility import latest, latest_of

COUNTED: Final[Mapping[str, Any]] = {"counted": [belonging.value for belonging in Belonging if belonging.counts]}
"""Who counts, as the statement is given it."""
HEADCOUNTS = f"""
    SELECT placed.unit, count(*) FROM ({latest("placements", "person")}) placed
    JOIN ({latest("stays", "person")}) stay ON stay.person = placed.person
    JOIN LATERAL ({latest_of("stays", "fact.person = placed.person AND fact.here")}) joined ON true
    WHERE placed.unit IS NOT NULL AND (stay.here OR stay.effective_on = %(on)s)
      AND coalesce(joined.belonging, '{WHERE_NOBODY_HAS_SAID}') = ANY (%(counted)s)
    GROUP BY placed.unit"""


async def headcounts(reading: Reading) -> Mapping[str, int]:
    """How many people who count stand in each unit itself on the day."""
    return dict(await reading.rows(HEADCOUNTS, COUNTED, prepare=False))
