"""How somebody develops: who says so, by which instrument, to what end, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, NewType

from domain.frameworks.instruments import Instrument as Instrument  # noqa: PLC0414  part of what is said here
from domain.kernel.facts import NAME_OF_AN_EDITION, Reference

AssessmentId = NewType("AssessmentId", str)
"""Id of the assessment."""

AssignmentId = NewType("AssignmentId", str)
"""Id of the assignment."""


class Source(StrEnum):
    """From where somebody sees a person's leadership. It follows from where both stood that day."""

    SELF = "self"
    LINE_MANAGER = "line_manager"
    HIGHER_MANAGER = "higher_manager"
    OTHER_MANAGER = "other_manager"
    """Who leads them in another line: of a function, of a project, or where they are seconded to."""
    PEER = "peer"
    DIRECT_REPORT = "direct_report"
    MENTOR = "mentor"
    """Only in entries from before sources were derived: a mentor stands where they stand."""
    ASSESSOR = "assessor"
    """An accredited assessor, as in an assessment centre."""
    EXTERNAL = "external"
    """A customer, a supplier, a partner: somebody outside the organisation."""
    COLLEAGUE = "colleague"
    """Somebody else in the organisation: neither in their line nor under the same manager."""
    UNKNOWN = "unknown"
    """The ledger does not know how both stood: kept and told, and never an independent source."""


class Purpose(StrEnum):
    """What a statement about somebody may be used for. Said beforehand, and for good."""

    DEVELOPMENT = "development"
    DECISION = "decision"


class LeadershipContext(StrEnum):
    """In what somebody was seen to lead: what works where all is familiar may not where it is new, or where it presses.

    The shipped scale of leadership tells these three apart; on contexts see Osborn, Hunt and Jauch, “Toward a
    contextual theory of leadership”, The Leadership Quarterly 13, 2002.
    """

    FAMILIAR = "familiar"
    NEW = "new"
    UNDER_PRESSURE = "under_pressure"


class AssignmentKind(StrEnum):
    """The ways into exposure: work that widens what somebody has met."""

    JOB_ROTATION = "job_rotation"
    STRETCH_WORK = "stretch_work"
    PROJECT_LEAD = "project_lead"
    ACTING_UP = "acting_up"
    TASK_FORCE = "task_force"
    SECONDMENT = "secondment"


@dataclass(frozen=True)
class Rating:
    """What was seen of one competency, dial or overall measure, and on which facts."""

    of: Annotated[str, NAME_OF_AN_EDITION]
    """Name of the competency, dial or overall measure."""
    value: int | None
    """On the scale of the edition; None where it was not observed, which is never averaged."""
    facts: tuple[str, ...] = ()
    """What the rating rests on, in words or as references."""


@dataclass(frozen=True)
class Assessment:
    """An assessment, as far as later decisions weigh it."""

    at: Reference
    on: date
    assessment: AssessmentId
    instrument: Instrument
    purpose: Purpose
    source: Source
    assessor: str | None
    framework: str
    edition: int
    level: str | None
    """The level whose behaviour it shows."""
    cycle: str | None
    ratings: tuple[Rating, ...]
    """Empty once erased."""
    facts_unknown: bool


@dataclass(frozen=True)
class Assignment:
    """An assignment, as far as what happens on it must fit."""

    on: date
    assignment: AssignmentId
    starts_on: date

    @property
    def begins_on(self) -> date:
        """From this day things can happen to it: the day it was given, or its first day if that was earlier."""
        return min(self.on, self.starts_on)


@dataclass(frozen=True)
class FeedbackRequest:
    """Whom a person asked for feedback, and to what end."""

    at: Reference
    on: date
    asked: str
    purpose: Purpose


@dataclass(frozen=True)
class Feedback:
    """Feedback, and whether it may count when something is decided."""

    at: Reference
    purpose: Purpose


@dataclass(frozen=True)
class Development:
    """What later decisions must remember of how somebody develops."""

    assessments: tuple[Assessment, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    closed: Mapping[AssignmentId, date] = field(default_factory=dict, hash=False)
    """When each assignment that is over was completed or cut short."""
    requests: tuple[FeedbackRequest, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    protected: frozenset[Reference] = frozenset()
    """What the person wrote to learn from: no evidence unless they release it."""

    def assignment(self, assignment: AssignmentId) -> Assignment | None:
        """The assignment of that id, whether open or over."""
        return next((given for given in self.assignments if given.assignment == assignment), None)
