"""How broadly people have worked: a pure function of the assignments on a timeline and of where they stood."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.development.assignments import AssignmentCompleted, AssignmentCutShort, AssignmentGiven
from domain.development.exposure import Breadth, Exposed, breadth_on, days_here
from domain.people.leave import Leave
from ledger import Entry
from projections.development_history.timeline_tables import ASKED, OF_ASKED, Part
from projections.engine.reading import Reading
from projections.engine.visibility import visible
from projections.leaves import leaves_begun

KINDS: Final = tuple(kind.__name__ for kind in (AssignmentGiven, AssignmentCompleted, AssignmentCutShort))
OF_ASSIGNMENTS: Final = f"""
    SELECT asked.person, m.position FROM {ASKED}
    JOIN read_models.milestones m ON {OF_ASKED} AND {visible("m")}
    WHERE m.kind = ANY (%(kinds)s) AND m.part = %(part)s
    ORDER BY m.effective_on, m.origin"""
FUNCTIONS: Final = f"""
    SELECT DISTINCT person, function FROM read_models.placements fact
    WHERE person = ANY (%(people)s) AND function IS NOT NULL AND {visible("fact")}"""
STAYS: Final = f"""
    SELECT person, here, effective_on FROM read_models.stays fact
    WHERE person = ANY (%(people)s) AND {visible("fact")} ORDER BY effective_on, origin"""


@dataclass(frozen=True)
class OpenAssignment:
    """An assignment that somebody is on."""

    entry: Entry[Any]
    exposed: Exposed


@dataclass(frozen=True)
class Exposure(Breadth):
    """How broadly somebody has worked, and the assignments that they are on."""

    until: date
    """The day up to which it is told: the one asked about, or the last up to which anything was known."""
    open: tuple[OpenAssignment, ...]


async def exposure_had(reading: Reading, people: Sequence[str]) -> Mapping[str, Exposure]:
    """How broadly each of these people has worked up to the day."""
    asked = {"people": list(dict.fromkeys(people)), "kinds": list(KINDS), "part": Part.OWN}
    rows = await reading.rows(OF_ASSIGNMENTS, asked, about=people)
    entries = await reading.entries({position for _, position in rows}, about=people)
    told: dict[str, list[Entry[Any]]] = {person: [] for person in people}
    for person, position in rows:
        if position in entries:
            told[person].append(entries[position])
    functions: dict[str, set[str]] = {person: set() for person in people}
    for person, function in await reading.rows(FUNCTIONS, asked):
        functions[person].add(function)
    stays: dict[str, list[tuple[bool, date]]] = {person: [] for person in people}
    for person, here, day in await reading.rows(STAYS, asked):
        stays[person].append((here, day))
    away, until = await leaves_begun(reading, people), min(reading.on, reading.known_on)
    return {
        person: exposure_of(
            told[person],
            functions[person],
            days_here(stays[person], until),
            away.get(person, ()),
            until,
            [day for here, day in stays[person] if not here and day < reading.on],
        )
        for person in people
    }


def exposure_of(
    told: Iterable[Entry[Any]],
    functions: set[str],
    here: int,
    away: Collection[Leave],
    until: date,
    left: Sequence[date],
) -> Exposure:
    """One person's, by all assignments of theirs; `left` are the last days of stays, with which they end, too."""
    told = [*told]
    over = {
        one.event.assignment: one.event.effective_on
        for one in told
        if isinstance(one.event, AssignmentCompleted | AssignmentCutShort)
    }
    given = [
        OpenAssignment(one, Exposed(one.event, over.get(one.event.assignment) or ended_by_leaving(one.event, left)))
        for one in told
        if isinstance(one.event, AssignmentGiven)
    ]
    still = tuple(one for one in given if one.exposed.closed_on is None)
    breadth = breadth_on(until, [one.exposed for one in given], functions, here, away)
    return Exposure(**vars(breadth), until=until, open=still)


def ended_by_leaving(given: AssignmentGiven, left: Sequence[date]) -> date | None:
    """The last day of the stay on which an assignment was given, once that is over."""
    return min((day for day in left if given.effective_on <= day), default=None)
