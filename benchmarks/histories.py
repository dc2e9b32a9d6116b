"""Lives to measure with: people with forty entries each, asked for through the same commands that people use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from domain.development.assignments import GiveAssignment
from domain.development.development import AssignmentId, AssignmentKind, Purpose
from domain.development.feedback import GiveFeedback
from domain.kernel.commands import Command
from domain.kernel.ids import PersonId
from domain.people.joining import JoinPerson
from domain.units.citing import unit_of
from domain.units.tree import EstablishUnit
from ledger import Request, new_id

ENTRIES_EACH = 40
FIRST_DAY = date(2020, 1, 1)
UNITS = [EstablishUnit(unit_of(name), name, effective_on=FIRST_DAY) for name in (f"Unit {n}" for n in range(40))]
STRENGTHS = "Says why before what, and lets the team find out how. Keeps calm when the line stands still."
IMPROVEMENTS = "Could hand over the weekly planning, and ask before answering in the review."


def people(how_many: int) -> list[PersonId]:
    """Ids for as many people."""
    return [PersonId(new_id("person")) for _ in range(how_many)]


def joining(everybody: list[PersonId]) -> Iterator[Request]:
    """They join, all peers, so that everybody may give feedback to everybody as one."""
    yield from map(asked, UNITS)
    for number, person in enumerate(everybody):
        yield asked(
            JoinPerson(
                person,
                name=f"Person {number}",
                unit=unit_of(f"Unit {number % 40}"),
                function=f"Function {number % 8}",
                level="self",
                job_title="Engineer",
                manager=None,
                effective_on=FIRST_DAY,
            )
        )


def lives(everybody: list[PersonId], *, entries_each: int = ENTRIES_EACH, seed: int = 7) -> Iterator[Request]:
    """Their years, in order of time: they join, get feedback and assignments; `entries_each` entries in all."""
    random = Random(seed)
    yield from joining(everybody)
    for number in range(1, entries_each):
        day = FIRST_DAY + timedelta(days=40 * number)
        for place, person in enumerate(everybody):
            other = everybody[(place + 1 + random.randrange(len(everybody) - 1)) % len(everybody)]
            yield asked(assignment(person, number, other, day) if number % 5 == 0 else feedback(person, other, day))


def feedback(person: PersonId, giver: PersonId, day: date) -> GiveFeedback:
    """One piece of feedback from a colleague."""
    return GiveFeedback(
        person,
        giver=giver,
        purpose=Purpose.DEVELOPMENT,
        strengths=STRENGTHS,
        improvements=IMPROVEMENTS,
        effective_on=day,
    )


def assignment(person: PersonId, number: int, supporter: PersonId, day: date) -> GiveAssignment:
    """One piece of work to grow by."""
    return GiveAssignment(
        person,
        assignment=AssignmentId(f"assignment-{number}"),
        title="Lead the move of the second line",
        assignment_kind=AssignmentKind.PROJECT_LEAD,
        starts_on=day,
        stretch=True,
        objectives=("the line runs by June", "two people can run it without you"),
        supported_by=supporter,
        effective_on=day,
    )


def asked(command: Command[Any]) -> Request:
    """The command as somebody asks for it."""
    return Request(command, "token-benchmark", uuid4())
