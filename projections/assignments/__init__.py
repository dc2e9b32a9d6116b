"""Which assignments of people have a last day and no outcome yet: given, and neither completed nor cut short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.development.assignments import AssignmentCompleted, AssignmentCutShort, AssignmentGiven
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.reading import Reading
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST, visible
from projections.engine.walls import Wall

__all__ = ["ASSIGNMENTS", "AssignmentToEnd", "assignments_to_end"]


def given(entry: SealedEntry[AssignmentGiven]) -> tuple[Row, ...]:
    """What it is called, and what it is meant to teach, stays in the book."""
    return ((entry.stream, entry.event.assignment, False, entry.event.ends_on),)


def over(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.assignment, True, None),)


LAST_DAYS: Final = Table(
    "assignments",
    {"person": "text NOT NULL", "assignment": "text NOT NULL", "is_over": "boolean NOT NULL", "ends_on": "date"},
    {AssignmentGiven: given, AssignmentCompleted: over, AssignmentCutShort: over},
    walls=(Wall("development", ("person",)),),
    indexes=(f"person, {NEWEST_FIRST}",),
    coarse={"ends_on": None},
)
ASSIGNMENTS: Final = ReadModel("assignments", (LAST_DAYS,))

TO_END: Final = f"""
    SELECT fact.person, fact.assignment, fact.effective_on, fact.ends_on, fact.position
    FROM read_models.assignments fact
    WHERE fact.person = ANY (%(people)s) AND {visible("fact")} AND NOT fact.is_over AND fact.ends_on IS NOT NULL
      AND NOT EXISTS (
          SELECT FROM read_models.assignments came
          WHERE came.person = fact.person AND came.assignment = fact.assignment AND came.is_over AND {visible("came")})
    ORDER BY fact.person, fact.effective_on, fact.origin"""


@dataclass(frozen=True, slots=True)
class AssignmentToEnd:
    """An assignment that somebody is on, and that has a last day."""

    person: str
    assignment: str
    given_on: date
    """The day on which it was given."""
    ends_on: date
    """Its last day."""
    position: int
    """Of the entry by which it was given."""


async def assignments_to_end(reading: Reading, people: Sequence[str]) -> tuple[AssignmentToEnd, ...]:
    """Those of these people, as far as whoever asks is told of them: one statement, however many they are."""
    rows = await reading.rows(TO_END, {"people": list(people)}, about=people)
    return tuple(AssignmentToEnd(*row) for row in rows)
