"""Who is on the staff on a day: the people whom figures of groups are about, and since when each is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.people.employment import WHERE_NOBODY_HAS_SAID, Belonging
from projections.engine.reading import Reading
from projections.engine.visibility import latest, latest_of

__all__ = ["Member", "joined", "members"]

COUNTED: Final = [belonging.value for belonging in Belonging if belonging.counts]
HERE: Final = "(stay.here OR stay.effective_on = %(on)s)"
MEMBERS = f"""
    SELECT placed.person, placed.unit, placed.function, placed.level, joined.effective_on
    FROM ({latest("placements", "person")}) placed
    JOIN ({latest("stays", "person")}) stay ON stay.person = placed.person
    JOIN LATERAL ({latest_of("stays", "fact.person = placed.person AND fact.here")}) joined ON true
    WHERE {HERE} AND coalesce(joined.belonging, '{WHERE_NOBODY_HAS_SAID}') = ANY (%(counted)s)
      AND (%(units)s::text[] IS NULL OR placed.unit = ANY (%(units)s))
      AND (%(levels)s::text[] IS NULL OR placed.level = ANY (%(levels)s))
      AND (%(people)s::text[] IS NULL OR placed.person = ANY (%(people)s))
    ORDER BY placed.person"""
JOINED = f"""
    SELECT asked.person, joined.effective_on FROM unnest(%(people)s::text[]) AS asked (person)
    JOIN LATERAL ({latest_of("stays", "fact.person = asked.person")}) stay ON true
    JOIN LATERAL ({latest_of("stays", "fact.person = asked.person AND fact.here")}) joined ON true
    WHERE {HERE}"""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who counts, where they stand on the day."""

    person: str
    unit: str | None
    function: str | None
    level: str | None
    joined_on: date
    """The first day of their present stay."""


async def members(
    reading: Reading,
    *,
    units: Sequence[str] | None = None,
    levels: Sequence[str] | None = None,
    people: Sequence[str] | None = None,
) -> tuple[Member, ...]:
    """Everybody here on the day who is part of the headcount, of these units, levels and people; of all, if none is
    named.
    """
    narrowed = {"units": units, "levels": levels, "people": people}
    given = {name: None if those is None else [*those] for name, those in narrowed.items()}
    rows = await reading.rows(MEMBERS, {**given, "counted": COUNTED}, prepare=False)
    return tuple(Member(*row) for row in rows)


async def joined(reading: Reading, people: Sequence[str]) -> Mapping[str, date]:
    """Since when those of these people are here who are, on whatever terms."""
    return dict(await reading.rows(JOINED, {"people": [*people]}))
