"""Who is on the staff on a day: the people whom figures of groups are about, and since when each is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.people.employment import WHERE_NOBODY_HAS_SAID, Belonging
from projections.engine.reading import Reading
from projections.engine.visibility import latest, latest_of, visible

__all__ = ["Member", "joined", "last_days", "left_since", "members"]

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


def left_since(person: str, day: str) -> str:
    """SQL: from where the last days of somebody's are, `gone.effective_on`, that are on or after `day`, and over.

    Where there is one, the stay that held the day is over, and with it what was agreed then: a role, an assignment, a
    plan, an action, a mentorship.
    """
    return f"""FROM read_models.stays gone
        WHERE gone.person = {person} AND NOT gone.here AND {visible("gone")}
          AND gone.effective_on >= {day} AND gone.effective_on < %(on)s"""


LEFT: Final = f"""
    SELECT gone.person, gone.effective_on FROM read_models.stays gone
    WHERE gone.person = ANY (%(people)s) AND NOT gone.here AND gone.effective_on < %(on)s AND {visible("gone")}
    ORDER BY gone.effective_on"""


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


async def last_days(reading: Reading, people: Sequence[str]) -> Mapping[str, Sequence[date]]:
    """By person, the last days of all their stays that are over, the earliest first."""
    found: dict[str, list[date]] = {person: [] for person in people}
    for person, day in await reading.rows(LEFT, {"people": [*people]}):
        found[person].append(day)
    return found
