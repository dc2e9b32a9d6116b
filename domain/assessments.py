"""Assessments: what somebody's leadership looks like, by whichever instrument, resting on facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from domain.development import Assessment, AssessmentId, Instrument, Purpose, Rating, Source
from domain.facts import About, Erased, Reference, Stage
from domain.framework import FrameworkId
from domain.learning_loop import DevelopmentEvent
from domain.person import Person, PersonId


@dataclass(frozen=True)
class AssessmentRecorded(DevelopmentEvent):
    """Somebody's leadership was assessed, under one edition of a framework."""

    stage: ClassVar[Stage | None] = Stage.ASSESSMENT

    assessment: AssessmentId
    instrument: Instrument
    purpose: Purpose
    framework: FrameworkId
    edition: int
    source: Source
    assessor: PersonId | None
    """Who assessed; None where they are no person of this ledger."""
    ratings: Annotated[tuple[Rating, ...] | Erased, About("person")]
    level: str | None = None
    """The level whose behaviour it shows."""
    cycle: str | None = None
    """The round of evaluation it belongs to, as in “2025”."""
    summary: Annotated[str | Erased | None, About("person")] = None
    facts_unknown: bool = False
    """It was brought over from a record that did not say what its ratings rest on."""

    def concerns(self) -> tuple[str, ...]:
        return (self.assessor,) if self.assessor else ()

    def evolve(self, person: Person, at: Reference) -> Person:
        assessed = Assessment(
            at,
            self.effective_on,
            self.assessment,
            self.instrument,
            self.purpose,
            self.source,
            self.assessor,
            self.framework,
            self.edition,
            self.level,
            self.cycle,
            () if isinstance(self.ratings, Erased) else self.ratings,
            self.facts_unknown,
        )
        return replace(person, assessments=(*person.assessments, assessed))
