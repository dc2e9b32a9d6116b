"""Who offers to mentor: what they would pass on, to how many, and how many more there is room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.kernel.facts import Erased
from projections.engine.reading import Reading
from projections.engine.visibility import latest
from projections.mentoring_network.agreements_read import all_mentorships

OFFERS: Final = """
    SELECT person, position, capacity, until, effective_on FROM ({offered}) offered
    WHERE until IS NULL OR until >= %(on)s ORDER BY person"""
HERE: Final = f"""
    SELECT person FROM ({latest("stays", "person", where="fact.person = ANY (%(people)s)")}) stay
    WHERE here OR effective_on = %(on)s"""


@dataclass(frozen=True, slots=True)
class OfferKnown:
    """What somebody offers as a mentor, on the day."""

    person: str
    strengths: tuple[str, ...]
    """What they would pass on: competencies by their names, or their own words."""
    capacity: int
    """How many they would mentor at once."""
    free: int
    """How many more than they mentor by agreements that stand on the day; none where there are as many, or more."""
    until: date | None
    """The last day on which it holds; null where it holds until they say otherwise."""
    offered_on: date
    """The day on which they offered it."""


async def mentoring_offers(reading: Reading, people: Sequence[str] | None = None) -> Mapping[str, OfferKnown]:
    """What each of these people offers, or everybody who is here and offers anything: three statements for all."""
    where = "true" if people is None else "fact.person = ANY (%(people)s)"
    asked = {} if people is None else {"people": list(people)}
    rows = await reading.rows(OFFERS.format(offered=latest("mentoring_offers", "person", where=where)), asked)
    if not rows:
        return {}
    here = {person for (person,) in await reading.rows(HERE, {"people": [row[0] for row in rows]})}
    taken = Counter(pair.mentor for pair in await all_mentorships(reading) if pair.stands_on(reading.on))
    entries = await reading.entries(position for _, position, *_ in rows)
    return {
        person: OfferKnown(person, strengths, capacity, max(0, capacity - taken[person]), until, offered_on)
        for person, position, capacity, until, offered_on in rows
        if person in here and not isinstance(strengths := entries[position].event.strengths, Erased)
    }


def fitting(offers: Mapping[str, OfferKnown], sought: Sequence[str]) -> list[OfferKnown]:
    """Whoever has room, and offers what is sought: those who offer most of it first, whatever its case.

    Of nothing that is sought, everybody who has room.
    """
    wanted = {each.strip().casefold() for each in sought}

    def offered(one: OfferKnown) -> int:
        return len(wanted & {each.strip().casefold() for each in one.strengths})

    found = [one for one in offers.values() if one.free and (not wanted or offered(one))]
    return sorted(found, key=lambda one: (-offered(one), one.person))
