"""How far ahead is known what will be: the day on which the last fact of some tables takes effect."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from projections.engine.reading import Reading
from projections.engine.visibility import SCHEMA, known


async def planned_until(
    reading: Reading, tables: Iterable[str], *, about: Collection[str] = (), by: str | None = None
) -> date | None:
    """The last day on which something that is known takes effect; None where nothing is known."""
    each = " UNION ALL ".join(
        f"SELECT max(effective_on) AS day FROM {SCHEMA}.{table} fact WHERE {known('fact')}" for table in tables
    )
    [(day,)] = await reading.rows(f"SELECT max(day) FROM ({each}) last", about=about, by=by)
    last: date | None = day
    return last
