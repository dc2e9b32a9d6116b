"""On whose timelines events are told, and as which part."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from domain.amendments.remarks import RectificationAnswered, RectificationRequested, StatementAttached
from domain.development.aspirations import AspirationStated, AspirationWithdrawn
from domain.development.assessments import AssessmentRecorded
from domain.development.assignments import AssignmentCompleted, AssignmentCutShort, AssignmentGiven
from domain.development.feedback import FeedbackGiven, FeedbackRequested
from domain.development.practice import CoachingHeld, LessonNoted, PracticeRecorded
from domain.kernel.facts import Event, Stage
from domain.mentoring.agreements import MentoringSessionHeld, MentorshipAgreed, MentorshipEnded
from domain.mentoring.evaluation import MentoringEvaluated
from domain.organisation.role import AppointmentMade, RoleVacated
from domain.people.joining import PersonJoined
from domain.people.leaving import PersonLeft
from domain.people.moving import PersonMoved
from domain.promotions.decisions import PromotionApproved, PromotionDeclined, PromotionDeferred
from domain.promotions.proposals import PromotionProposed
from domain.succession.readiness import ReadinessAssessed
from domain.succession.slates import SlateConfirmed, SuccessorNominated, SuccessorRemovedFromSlate
from projections.engine.read_model import Fold, ReadModel, Row, Table
from projections.engine.sealed_entry import Shut
from projections.engine.visibility import NEWEST_FIRST


class Part(StrEnum):
    """What somebody was in an entry of their timeline."""

    OWN = "own"
    """It is about them."""
    ASSESSOR = "assessor"
    SUPPORTER = "supporter"
    """Named as support in somebody's assignment."""
    COACH = "coach"
    ASKED = "asked"
    """By somebody, for feedback."""
    GIVER = "giver"
    """Of feedback to somebody."""
    MENTOR = "mentor"
    MENTEE = "mentee"
    NOMINATOR = "nominator"
    PROPOSER = "proposer"


PAGE: Final = "stream"
"""In the table below: the person whose page it is."""

OWN_PAGE: Final = ((Part.OWN, PAGE),)
OF_CANDIDATE: Final = ((Part.OWN, "candidate"),)
OF_PERSON: Final = ((Part.OWN, "person"),)
OF_PAIR: Final = ((Part.MENTEE, "mentee"), (Part.MENTOR, "mentor"))

WHOSE: Final[Mapping[type[Event[Any]], tuple[tuple[Part, str], ...]]] = {
    PersonJoined: OWN_PAGE,
    PersonMoved: OWN_PAGE,
    PersonLeft: OWN_PAGE,
    AspirationStated: OWN_PAGE,
    AspirationWithdrawn: OWN_PAGE,
    AssessmentRecorded: (*OWN_PAGE, (Part.ASSESSOR, "assessor")),
    AssignmentGiven: (*OWN_PAGE, (Part.SUPPORTER, "supported_by")),
    PracticeRecorded: OWN_PAGE,
    CoachingHeld: (*OWN_PAGE, (Part.COACH, "coach")),
    LessonNoted: OWN_PAGE,
    AssignmentCompleted: OWN_PAGE,
    AssignmentCutShort: OWN_PAGE,
    FeedbackRequested: (*OWN_PAGE, (Part.ASKED, "asked")),
    FeedbackGiven: (*OWN_PAGE, (Part.GIVER, "giver")),
    MentorshipAgreed: OF_PAIR,
    MentoringSessionHeld: OF_PAIR,
    MentoringEvaluated: OF_PAIR,
    MentorshipEnded: OF_PAIR,
    SuccessorNominated: (*OF_CANDIDATE, (Part.NOMINATOR, "nominated_by")),
    ReadinessAssessed: OF_CANDIDATE,
    SuccessorRemovedFromSlate: OF_CANDIDATE,
    AppointmentMade: OF_PERSON,
    RoleVacated: OF_PERSON,
    PromotionProposed: (*OF_CANDIDATE, (Part.PROPOSER, "proposed_by")),
    PromotionApproved: OF_CANDIDATE,
    PromotionDeclined: OF_CANDIDATE,
    PromotionDeferred: OF_CANDIDATE,
    StatementAttached: OWN_PAGE,
    RectificationRequested: OWN_PAGE,
    RectificationAnswered: OWN_PAGE,
}
"""On whose timelines an event is told, as which part: the field that names them, or the page."""


def told_of(kind: str, whose: tuple[tuple[Part, str], ...]) -> Fold:
    """The fold of one kind: a row for everybody named, once, under the first part that is theirs."""
    if whose == OWN_PAGE:
        return lambda entry: ((entry.stream, Part.OWN, kind),)

    def fold(entry: Shut[Any]) -> list[Row]:
        rows: list[Row] = []
        told: list[str | None] = [None]
        for part, name in whose:
            person = entry.stream if name is PAGE else getattr(entry.event, name)
            if person not in told:
                told.append(person)
                rows.append((person, part, kind))
        return rows

    return fold


def slate(entry: Shut[SlateConfirmed]) -> list[Row]:
    """Told of everybody on it."""
    return [(person, Part.OWN, "SlateConfirmed") for person in dict.fromkeys(entry.event.successors)]


FOLDS: Final[Mapping[type[Event[Any]], Fold]] = {
    SlateConfirmed: slate,
    **{event: told_of(event.__name__, whose) for event, whose in WHOSE.items()},
}
STAGES: Final[Mapping[str, Stage | None]] = {event.__name__: event.stage for event in FOLDS}

MILESTONES: Final = Table(
    "milestones",
    {"person": "text NOT NULL", "part": "text NOT NULL", "kind": "text NOT NULL"},
    FOLDS,
    indexes=(f"hashtextextended(person, 0), {NEWEST_FIRST}",),
)
OF_ASKED: Final = "hashtextextended(m.person, 0) = hashtextextended(asked.person, 0) AND m.person = asked.person"
"""This is by far the largest table: an index on hashes of its ids is made in half the time, and takes half the room."""

DEVELOPMENT_HISTORY: Final = ReadModel("development_history", (MILESTONES,))
