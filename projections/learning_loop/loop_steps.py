"""What learning loops are read from: the steps that somebody took, and may be told to others of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from domain.cycles.closing import FeedbackCycleClosed
from domain.development.assessments import AssessmentRecorded
from domain.development.assignments import AssignmentCompleted, AssignmentCutShort, AssignmentGiven
from domain.development.feedback import FeedbackGiven, FeedbackRequested
from domain.development.practice import CoachingHeld, LessonNoted, PracticeRecorded
from domain.kernel.facts import Event, Stage
from domain.mentoring.agreements import MentoringSessionHeld, MentorshipAgreed
from domain.mentoring.evaluation import MentoringEvaluated
from domain.succession.readiness import ReadinessAssessed
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import Wall


def of_their_own(stage: Stage, entry: SealedEntry[Any]) -> tuple[Row, ...]:
    """A step on the page of whoever took it."""
    return (row(entry, entry.stream, stage),)


def assessed(entry: SealedEntry[AssessmentRecorded]) -> tuple[Row, ...]:
    """All that was assessed by one instrument in one round is one sitting."""
    event = entry.event
    sitting = f"{event.instrument} {event.cycle}" if event.cycle else ""
    return (row(entry, entry.stream, Stage.ASSESSMENT, sitting),)


def rated_by_many(entry: SealedEntry[FeedbackCycleClosed]) -> tuple[Row, ...]:
    """All answers of a feedback cycle are one assessment, on the day on which they were released."""
    return (row(entry, entry.event.person, Stage.ASSESSMENT, entry.stream),)


def mentored(entry: SealedEntry[MentorshipAgreed]) -> tuple[Row, ...]:
    return (row(entry, entry.event.mentee, Stage.EXPOSURE),)


def row(entry: SealedEntry[Any], person: str, stage: Stage, sitting: str = "") -> Row:
    cites = " ".join(sorted(map(str, getattr(entry.event, "builds_on", ()))))
    return (person, stage, sitting, f"{entry.stream}@{entry.version}", cites)


FOLDS: Final[Mapping[type[Event[Any]], Callable[..., tuple[Row, ...]]]] = {
    AssessmentRecorded: assessed,
    FeedbackCycleClosed: rated_by_many,
    AssignmentGiven: partial(of_their_own, Stage.EXPOSURE),
    MentorshipAgreed: mentored,
    PracticeRecorded: partial(of_their_own, Stage.PRACTICE),
    CoachingHeld: partial(of_their_own, Stage.PRACTICE),
    FeedbackGiven: partial(of_their_own, Stage.FEEDBACK),
}
NO_STEPS: Final[Mapping[type[Event[Any]], str]] = {
    AssignmentCompleted: "being given it was the exposure",
    AssignmentCutShort: "being given it was the exposure",
    FeedbackRequested: "that somebody asked is no feedback yet",
    LessonNoted: "protected: whether anything was noted is nobody's to work out",
    MentoringSessionHeld: "protected: when the two meet is theirs, and having agreed to was the exposure",
    MentoringEvaluated: "protected: how the two found it is theirs",
    ReadinessAssessed: "of somebody for a role, and not for their development",
}
"""Kinds that have a stage and are no step, and why. A kind with a stage is told of in one of the two."""

STEPS: Final = Table(
    "loop_steps",
    {
        "person": "text NOT NULL",
        "stage": "text NOT NULL",
        "sitting": "text NOT NULL",
        "reference": "text NOT NULL",
        "cites": "text NOT NULL",
    },
    FOLDS,
    walls=(Wall("learning_loop", ("person",)),),
    indexes=(f"person, {NEWEST_FIRST}",),
)
LEARNING_LOOP: Final = ReadModel("learning_loop", (STEPS,))
