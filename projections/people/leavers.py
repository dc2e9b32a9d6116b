"""Who is gone, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from projections.engine.reading import Reading
from projections.engine.visibility import latest


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who left, and did not come back."""

    person: str
    left_on: date
    """The last day of their last stay."""


async def leavers(reading: Reading) -> Sequence[Leaver]:
    """Everybody who is gone, the first to leave first."""
    rows = await reading.rows(
        f"SELECT person, effective_on FROM ({latest('stays', 'person')}) stay"
        " WHERE NOT here AND effective_on < %(on)s ORDER BY effective_on, person",
        prepare=False,
    )
    return [Leaver(*row) for row in rows]
