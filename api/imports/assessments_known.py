"""Reviews as the ledger has them, and as it is asked for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.imports.histories import Stay
from domain.development.assessments import AssessmentRecorded, RecordAssessment
from domain.development.development import AssessmentId, Instrument, Purpose, Rating
from domain.frameworks.adopting import Active
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId, UnitId


@dataclass(frozen=True)
class Recorded:
    """An assessment that stands in the ledger."""

    at: Reference
    event: AssessmentRecorded


def unit_on(stays: tuple[Stay, ...], on: date | None) -> UnitId | None:
    """In which unit somebody stood on a day; None before they joined."""
    stay = next((one for one in reversed(stays) if on and one.joined_on <= on), None)
    return UnitId(stay.stood_on(on).placement.unit) if stay and on else None


def assessment(
    person: PersonId,
    called: AssessmentId,
    active: Active,
    judge: PersonId | None,
    ratings: tuple[Rating, ...],
    cycle: str | None,
    on: date,
) -> RecordAssessment:
    """A review, as it is asked for."""
    return RecordAssessment(
        person,
        called,
        Instrument.PERFORMANCE_EVALUATION,
        Purpose.DECISION,
        active.framework,
        active.edition.number,
        judge,
        ratings,
        cycle=cycle,
        effective_on=on,
        imported=True,
    )


def recorded(noted: list[Any]) -> Iterator[Recorded]:
    """The assessments that stand."""
    for each in noted:
        if isinstance(each.event, AssessmentRecorded):
            yield Recorded(each.at, each.event)


def says_otherwise(known: AssessmentRecorded, command: RecordAssessment) -> bool:
    """Whether a review is told otherwise than it is recorded."""
    told = (command.ratings, command.effective_on, command.cycle, command.assessor)
    return (known.ratings, known.effective_on, known.cycle, known.assessor) != told
