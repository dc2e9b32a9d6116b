"""By what people are put in order: where they stand and since when, of everybody at once and without their names."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Unpack

from projections.engine.reading import Reading
from projections.people.directory import DESCRIBED, Described, asked, listed_asked


@dataclass(frozen=True, slots=True)
class Standing:
    """By what of somebody the directory is put in order; of whoever is erased, nothing."""

    person: str
    described: bool
    """Whether they are meant."""
    unit: str | None = None
    level: str | None = None
    since: date | None = None
    """Since when they are here, or their service counts as continuous; None for whoever never joined."""


async def standings(reading: Reading, **described: Unpack[Described]) -> tuple[Standing, ...]:
    """Everybody whom the directory knows on the day, meant or not, in the order in which their streams were begun."""
    rows = await reading.rows(
        "SELECT person, is_meant, unit, level, coalesce(continuous_since, joined_on)"
        f" FROM ({listed_asked('true', f', ({DESCRIBED}) AS is_meant')}) listed ORDER BY person",
        asked(described),
        prepare=False,
    )
    keys = reading.form.keys
    await asyncio.to_thread(keys.fetch, [row[0] for row in rows])
    return tuple(Standing(*row) if keys.is_there(row[0]) else Standing(*row[:2]) for row in rows)


async def everybody_described(reading: Reading, **described: Unpack[Described]) -> tuple[str, ...]:
    """The people who are meant, in the order in which their streams were begun: who they are, and nothing else."""
    statement = f"SELECT person FROM ({listed_asked('true')} AND {DESCRIBED}) listed ORDER BY person"
    return tuple(person for (person,) in await reading.rows(statement, asked(described), prepare=False))
