"""Which assignments of people are open, and have a last day, or are a stretch with nobody who stands by them."""

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
from projections.staff import left_since

__all__ = ["ASSIGNMENTS", "AssignmentToEnd", "StretchAlone", "assignments_to_end", "stretches_alone"]


def given(entry: SealedEntry[AssignmentGiven]) -> tuple[Row, ...]:
    """What it is called, and what it is meant to teach, stays in the book."""
    event = entry.event
    return ((entry.stream, event.assignment, False, event.ends_on, event.stretch and event.supported_by is None),)


def over(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.assignment, True, None, False),)


LAST_DAYS: Final = Table(
    "assignments",
    {
        "person": "text NOT NULL",
        "assignment": "text NOT NULL",
        "is_over": "boolean NOT NULL",
        "ends_on": "date",
        "alone": "boolean NOT NULL",
    },
    {AssignmentGiven: given, AssignmentCompleted: over, AssignmentCutShort: over},
    walls=(Wall("development", ("person",)),),
    indexes=(f"person, {NEWEST_FIRST}",),
    coarse={"ends_on": None, "alone": False},
)
ASSIGNMENTS: Final = ReadModel("assignments", (LAST_DAYS,))

OPEN: Final = f"""
    FROM read_models.assignments fact
    WHERE fact.person = ANY (%(people)s) AND {visible("fact")} AND NOT fact.is_over AND {{which}}
      AND NOT EXISTS (
          SELECT FROM read_models.assignments came
          WHERE came.person = fact.person AND came.assignment = fact.assignment AND came.is_over AND {visible("came")})
      AND NOT EXISTS (SELECT {left_since("fact.person", "fact.effective_on")})
    ORDER BY fact.person, fact.effective_on, fact.origin"""
TO_END: Final = "SELECT fact.person, fact.assignment, fact.effective_on, fact.ends_on, fact.position" + OPEN.format(
    which="fact.ends_on IS NOT NULL"
)
ALONE: Final = "SELECT fact.person, fact.assignment, fact.effective_on, fact.position" + OPEN.format(which="fact.alone")


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


@dataclass(frozen=True, slots=True)
class StretchAlone:
    """An assignment that is one size too big, that somebody is on, and for which nobody is named who stands by them."""

    person: str
    assignment: str
    given_on: date
    """The day on which it was given."""
    position: int
    """Of the entry by which it was given."""


async def stretches_alone(reading: Reading, people: Sequence[str]) -> tuple[StretchAlone, ...]:
    """Those of these people, likewise."""
    rows = await reading.rows(ALONE, {"people": list(people)}, about=people)
    return tuple(StretchAlone(*row) for row in rows)
