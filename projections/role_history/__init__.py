"""Who held a role, from when to when, and who came to a role or a level of leadership without a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.organisation.holders import tenures_said, tenures_within
from domain.organisation.role import AppointmentKind, RoleStep
from domain.people.employment import Stay
from domain.people.steps_up import Exemption
from projections.engine.reading import Reading
from projections.role_history.role_statements import APPOINTED_AND_VACATED, STAYS_OF, STEPS_UP

__all__ = ["RoleTenure", "StepWithoutCase", "role_history", "steps_up"]


@dataclass(frozen=True, slots=True)
class RoleTenure:
    """Somebody held a role from one day to another."""

    person: str
    appointment_kind: AppointmentKind
    """On what footing they held the role."""
    since: date
    """Since when they held it."""
    until: date | None
    """The first day on which they no longer held it; None where none is known."""
    share: int
    """How much of a place they held, in percent."""
    case: str | None
    """The promotion case that granted it; None where none did."""
    exempt: Exemption | None
    """Why it needed no case, where that was said."""
    position: int
    """Of the appointment."""


@dataclass(frozen=True, slots=True)
class StepWithoutCase:
    """Somebody came to a role or a level of leadership, and no case granted it."""

    person: str
    role: str | None
    """The role; None where they moved to a higher level without one."""
    level: str
    """The level of leadership."""
    effective_on: date
    """The day it was true, or true from."""
    exempt: Exemption | None
    """Why it needed no case; None where that is not known."""
    position: int
    """Of the entry that says so."""
    case: str | None = None
    """The case that it rested on, which an appeal has sent back since; null where it named none."""


async def role_history(reading: Reading, roles: Sequence[str]) -> Mapping[str, tuple[RoleTenure, ...]]:
    """By role, who held it up to the day, in the order in which they took it up."""
    rows = await reading.rows(APPOINTED_AND_VACATED, {"roles": list(roles)})
    stays = await stays_of(reading, [row[1] for row in rows])
    steps: dict[str, list[RoleStep]] = defaultdict(list)
    said: dict[tuple[str, str, date], Sequence[object]] = {}
    for role, person, kind, on, share, *others in rows:
        footing = AppointmentKind(kind) if kind else None
        steps[role].append(RoleStep(on, Reference(role, others[-1]), person, footing, share or 0))
        if footing:
            said[role, person, on] = others
    return {
        role: tuple(
            told(tenure.person, tenure.appointment_kind, tenure.since, tenure.until, tenure.share, *said[key])
            for tenure in tenures_within(stays, tenures_said(steps[role]))
            if (key := (role, tenure.person, tenure.since)) in said
        )
        for role in roles
    }


def told(
    person: str, kind: AppointmentKind, since: date, until: date, share: int, case: object, exempt: object, at: object
) -> RoleTenure:
    """A tenure with what was said of it."""
    known = None if until == date.max else until
    why = Exemption(str(exempt)) if exempt else None
    return RoleTenure(person, kind, since, known, share, str(case) if case else None, why, int(str(at)))


async def stays_of(reading: Reading, people: Sequence[str]) -> Mapping[PersonId, tuple[Stay, ...]]:
    """By person, when they were here."""
    stays: dict[PersonId, list[Stay]] = defaultdict(list)
    for person, here, on in await reading.rows(STAYS_OF, {"people": list(people)}):
        if here:
            stays[person].append(Stay(on))
        elif stays[person]:
            stays[person][-1] = Stay(stays[person][-1].joined_on, on)
    return {person: tuple(those) for person, those in stays.items()}


async def steps_up(reading: Reading, since: date, ladders: Mapping[str, Sequence[str]]) -> tuple[StepWithoutCase, ...]:
    """Who came to a role or a level of leadership from a day on, in the order of days.

    `ladders` are the levels that hold for each unit, from the lowest; those above it are levels of leadership.
    Those that name a case are among them: whether it still grants the step, the book says.
    """
    rungs = [(unit, level, rung) for unit, ladder in ladders.items() for rung, level in enumerate(ladder)]
    units, levels, numbers = ([*column] for column in zip(*rungs, strict=True)) if rungs else ([], [], [])
    asked = {"since": since, "units": units, "levels": levels, "rungs": numbers}
    rows = await reading.rows(STEPS_UP, asked)
    return tuple(
        StepWithoutCase(person, role, level, on, Exemption(exempt) if exempt else None, position, case)
        for person, role, level, on, exempt, position, case in rows
    )
