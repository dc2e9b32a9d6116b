"""The development needs of single people, open and settled, each with what is done for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from domain.growth.growth import NeedId
from domain.growth.needs import NeedOutcome
from domain.kernel.facts import Reference
from domain.kernel.ids import FrameworkId, PersonId
from ledger import Entry
from projections.development_needs.needs_tables import SETTLED_SINCE
from projections.engine.reading import Reading
from projections.engine.visibility import visible

IDENTIFIED: Final = f"""
    SELECT fact.person, fact.position, settled.outcome, settled.effective_on
    FROM read_models.development_needs fact LEFT JOIN LATERAL ({SETTLED_SINCE}) settled ON true
    WHERE fact.person = ANY (%(people)s) AND fact.outcome IS NULL AND {visible("fact")}
    ORDER BY fact.effective_on, fact.origin"""
CITING: Final = " UNION ALL ".join(
    f"SELECT fact.person, fact.cited, fact.position, fact.effective_on, fact.origin FROM read_models.{table} fact"
    f" WHERE fact.person = ANY (%(people)s) AND {visible('fact')}"
    for table in ("development_cited", "plans_for_needs")
)
SERVING: Final = f"""
    SELECT DISTINCT fact.person, fact.position, serving.effective_on, serving.origin, serving.position
    FROM read_models.development_needs fact
    JOIN read_models.development_needs said ON said.origin = fact.origin AND said.position <= %(position)s
    JOIN ({CITING}) serving ON serving.person = fact.person AND serving.cited = said.address
    WHERE fact.person = ANY (%(people)s) AND fact.outcome IS NULL AND {visible("fact")}
    ORDER BY serving.effective_on, serving.origin"""
"""What cites a need, be it by what was said of it before it was corrected."""


class NeedState(StrEnum):
    """How a development need stands."""

    OPEN = "open"
    MET = "met"
    DROPPED = "dropped"


@dataclass(frozen=True)
class DevelopmentNeed:
    """What somebody has to learn, what became of it, and what is done for it."""

    need: NeedId
    identified: Reference
    """Reference of the entry by which it was identified: what is done for it cites that."""
    identified_on: date
    """The day on which it was identified."""
    identified_by: PersonId
    framework: FrameworkId | None
    """The framework whose competency it is."""
    edition: int | None
    """The number of its edition."""
    state: NeedState
    """Whether it is open, met or dropped."""
    settled_on: date | None
    """The day on which it was met or dropped; null while it is open."""
    entry: Entry[Any]
    """By which it was identified: what it says in words is told from it."""
    basis: tuple[Reference, ...]
    served_by: tuple[Entry[Any], ...]


async def needs_of(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[DevelopmentNeed, ...]]:
    """The needs of each of these people by the day, in the order in which they were identified."""
    asked = {"people": list(people)}
    rows = await reading.rows(IDENTIFIED, asked, about=people)
    serving: dict[int, list[int]] = defaultdict(list)
    for _, need, _, _, position in await reading.rows(SERVING, asked, about=people) if rows else ():
        serving[need].append(position)
    positions = {row[1] for row in rows}.union(*serving.values())
    entries = await reading.entries(positions, about=people)
    found: dict[str, list[DevelopmentNeed]] = {person: [] for person in people}
    for person, position, outcome, settled_on in rows:
        if position in entries:
            served_by = tuple(entries[each] for each in serving[position] if each in entries)
            found[person].append(told(entries[position], outcome, settled_on, served_by))
    return {person: tuple(needs) for person, needs in found.items()}


def told(
    identified: Entry[Any], outcome: NeedOutcome | None, settled_on: date | None, served_by: tuple[Entry[Any], ...]
) -> DevelopmentNeed:
    """One need, as an entry identified it."""
    event = identified.event
    return DevelopmentNeed(
        event.need,
        identified.at,
        event.effective_on,
        event.identified_by,
        event.framework,
        event.edition,
        NeedState(outcome or NeedState.OPEN),
        settled_on,
        identified,
        event.basis,
        served_by,
    )
