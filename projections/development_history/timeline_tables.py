"""On whose timelines events are told, and as which part."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from domain.amendments.remarks import RectificationAnswered, RectificationRequested, StatementAttached
from domain.background.confirming import BackgroundConfirmed
from domain.background.experiences import ExperienceRecorded
from domain.background.languages import LanguageRecorded
from domain.background.qualifications import QualificationRecorded
from domain.development.aspirations import AspirationStated, AspirationWithdrawn
from domain.development.assessments import AssessmentRecorded
from domain.development.assignments import AssignmentCompleted, AssignmentCutShort, AssignmentGiven
from domain.development.capability_tags import CapabilityTagged
from domain.development.conversations import ConversationHeld
from domain.development.feedback import FeedbackGiven, FeedbackRequested
from domain.development.learning import LearningCompleted
from domain.development.opportunities import OpportunityAnswered, OpportunityApplied, OpportunityOffered
from domain.development.practice import CoachingHeld, LessonNoted, PracticeRecorded
from domain.documents.filing import DocumentFiled
from domain.growth.actions import ActionAgreed, ActionCompleted, ActionDropped, ActionRenegotiated
from domain.growth.needs import DevelopmentNeedIdentified, DevelopmentNeedSettled
from domain.growth.plan_reviews import DevelopmentPlanClosed, DevelopmentPlanReviewed
from domain.growth.plans import DevelopmentPlanAgreed
from domain.kernel.facts import Event, Stage
from domain.mentoring.accepting import MentorshipAccepted
from domain.mentoring.agreements import MentoringSessionHeld, MentorshipAgreed, MentorshipEnded
from domain.mentoring.evaluation import MentoringEvaluated
from domain.mentoring.informal import InformalMentoringHeld
from domain.mentoring.objectives import ObjectiveMet
from domain.mentoring.obstacles import ObstacleRaised, ObstacleSettled
from domain.mentoring.offers import MentoringOffered
from domain.mentoring.recognition import MentorRecognised
from domain.organisation.role import AppointmentMade, RoleVacated
from domain.people.joining import PersonJoined
from domain.people.leave import LeaveEnded, LeaveRecorded
from domain.people.leaving import PersonLeft
from domain.people.moving import PersonMoved
from domain.people.reporting_lines import ReportingLineSet, SecondmentAgreed
from domain.promotions.decisions import PromotionApproved, PromotionDeclined, PromotionDeferred
from domain.promotions.lessons import LessonReleased, LessonReleaseRevoked
from domain.promotions.proposals import PromotionProposed
from domain.spotting.potential import PotentialAssessed
from domain.spotting.talent_pools import TalentPoolEntered, TalentPoolLeft
from domain.succession.emergency_cover import EmergencyCoverNamed
from domain.succession.readiness import ReadinessAssessed
from domain.succession.slates import SlateConfirmed, SuccessorNominated, SuccessorRemovedFromSlate
from ledger import Entry
from projections.engine.read_model import Fold, ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import WallByKind


class Part(StrEnum):
    """What somebody was in an entry of their timeline."""

    OWN = "own"
    """It is about them."""
    ASSESSOR = "assessor"
    SUPPORTER = "supporter"
    """Named as support in somebody's assignment."""
    COACH = "coach"
    TALKED_WITH = "talked_with"
    """In a conversation that stands on the other's page."""
    ASKED = "asked"
    """By somebody, for feedback."""
    GIVER = "giver"
    """Of feedback to somebody."""
    MENTOR = "mentor"
    MENTEE = "mentee"
    RECOGNISER = "recogniser"
    """Who thanked a mentor."""
    NOMINATOR = "nominator"
    PROPOSER = "proposer"


STREAM: Final = "stream"
"""In the table below: the person whose stream it is."""

OWN_STREAM: Final = ((Part.OWN, STREAM),)
OF_CANDIDATE: Final = ((Part.OWN, "candidate"),)
OF_PERSON: Final = ((Part.OWN, "person"),)
OF_PAIR: Final = ((Part.MENTEE, "mentee"), (Part.MENTOR, "mentor"))

TIMELINES: Final[Mapping[type[Event[Any]], tuple[tuple[Part, str], ...]]] = {
    PersonJoined: OWN_STREAM,
    PersonMoved: OWN_STREAM,
    ReportingLineSet: OWN_STREAM,
    SecondmentAgreed: OWN_STREAM,
    LeaveRecorded: OWN_STREAM,
    LeaveEnded: OWN_STREAM,
    PersonLeft: OWN_STREAM,
    ExperienceRecorded: OWN_STREAM,
    QualificationRecorded: OWN_STREAM,
    LanguageRecorded: OWN_STREAM,
    BackgroundConfirmed: OWN_STREAM,
    DocumentFiled: OWN_STREAM,
    AspirationStated: OWN_STREAM,
    AspirationWithdrawn: OWN_STREAM,
    AssessmentRecorded: (*OWN_STREAM, (Part.ASSESSOR, "assessor")),
    AssignmentGiven: (*OWN_STREAM, (Part.SUPPORTER, "supported_by")),
    PracticeRecorded: OWN_STREAM,
    CoachingHeld: (*OWN_STREAM, (Part.COACH, "coach")),
    LearningCompleted: OWN_STREAM,
    DevelopmentPlanAgreed: OWN_STREAM,
    DevelopmentPlanReviewed: OWN_STREAM,
    DevelopmentPlanClosed: OWN_STREAM,
    **dict.fromkeys((ActionAgreed, ActionRenegotiated, ActionCompleted, ActionDropped), OWN_STREAM),
    LessonNoted: OWN_STREAM,
    ConversationHeld: (*OWN_STREAM, (Part.TALKED_WITH, "with_whom")),
    LessonReleased: OWN_STREAM,
    LessonReleaseRevoked: OWN_STREAM,
    OpportunityApplied: OF_PERSON,
    OpportunityOffered: OF_PERSON,
    OpportunityAnswered: OF_PERSON,
    AssignmentCompleted: OWN_STREAM,
    AssignmentCutShort: OWN_STREAM,
    FeedbackRequested: (*OWN_STREAM, (Part.ASKED, "asked")),
    FeedbackGiven: (*OWN_STREAM, (Part.GIVER, "giver")),
    MentorshipAgreed: OF_PAIR,
    MentoringSessionHeld: OF_PAIR,
    MentoringEvaluated: OF_PAIR,
    MentorshipEnded: OF_PAIR,
    MentorshipAccepted: OF_PAIR,
    ObjectiveMet: OF_PAIR,
    ObstacleRaised: OF_PAIR,
    ObstacleSettled: OF_PAIR,
    InformalMentoringHeld: ((Part.MENTEE, STREAM), (Part.MENTOR, "mentor")),
    MentoringOffered: OWN_STREAM,
    MentorRecognised: ((Part.MENTOR, STREAM), (Part.RECOGNISER, "recognised_by")),
    **dict.fromkeys((DevelopmentNeedIdentified, DevelopmentNeedSettled, CapabilityTagged), OWN_STREAM),
    **dict.fromkeys((PotentialAssessed, TalentPoolEntered, TalentPoolLeft), OWN_STREAM),
    SuccessorNominated: (*OF_CANDIDATE, (Part.NOMINATOR, "nominated_by")),
    ReadinessAssessed: (*OF_CANDIDATE, (Part.ASSESSOR, "assessed_by")),
    SuccessorRemovedFromSlate: OF_CANDIDATE,
    EmergencyCoverNamed: OF_PERSON,
    AppointmentMade: OF_PERSON,
    RoleVacated: OF_PERSON,
    PromotionProposed: (*OF_CANDIDATE, (Part.PROPOSER, "proposed_by")),
    PromotionApproved: OF_CANDIDATE,
    PromotionDeclined: OF_CANDIDATE,
    PromotionDeferred: OF_CANDIDATE,
    StatementAttached: OWN_STREAM,
    RectificationRequested: OWN_STREAM,
    RectificationAnswered: OWN_STREAM,
}
"""On whose timelines an event stands, and as which part: the field that names them, or the stream."""


def fold_of(kind: str, whose: tuple[tuple[Part, str], ...]) -> Fold:
    """The fold of one kind: a row for everybody named, once, under the first part that is theirs."""
    if whose == OWN_STREAM:
        return lambda entry: ((entry.stream, Part.OWN, kind),)

    def fold(entry: SealedEntry[Any]) -> list[Row]:
        rows: list[Row] = []
        named: list[str | None] = [None]
        for part, name in whose:
            person = entry.stream if name is STREAM else getattr(entry.event, name)
            if person not in named:
                named.append(person)
                rows.append((person, part, kind))
        return rows

    return fold


def part_in(entry: Entry[Any], person: str) -> Part | None:
    """What somebody was in an entry of their timeline; None where it does not stand there."""
    event = entry.event
    if isinstance(event, SlateConfirmed):
        return Part.OWN if person in event.successors else None
    whose = TIMELINES.get(type(event), ())
    named = ((part, entry.stream if name is STREAM else getattr(event, name)) for part, name in whose)
    return next((part for part, each in named if each == person), None)


def slate(entry: SealedEntry[SlateConfirmed]) -> list[Row]:
    """Told of everybody on it."""
    return [(person, Part.OWN, "SlateConfirmed") for person in dict.fromkeys(entry.event.successors)]


FOLDS: Final[Mapping[type[Event[Any]], Fold]] = {
    SlateConfirmed: slate,
    **{event: fold_of(event.__name__, whose) for event, whose in TIMELINES.items()},
}
STAGES: Final[Mapping[str, Stage | None]] = {event.__name__: event.stage for event in FOLDS}

MILESTONES: Final = Table(
    "milestones",
    {"person": "text NOT NULL", "part": "text NOT NULL", "kind": "text NOT NULL"},
    FOLDS,
    walls=(WallByKind("person", "kind"),),
    indexes=(f"hashed, {NEWEST_FIRST}",),
    derived={"hashed": "bigint GENERATED ALWAYS AS (hashtextextended(person, 0)) STORED"},
)
OF_ASKED: Final = "m.hashed = asked.hashed AND m.person = asked.person"
"""This is by far the largest table: an index on hashes of its ids is made in half the time, and takes half the room.

They stand in a column, as behind a wall PostgreSQL looks up nothing by an expression that could tell what it is given.
"""
ASKED: Final = """(SELECT person, hashtextextended(person, 0) AS hashed
                   FROM unnest(%(people)s::text[]) AS these (person) OFFSET 0) AS asked"""
"""Whose timelines are asked for; hashed before they are held against what is behind the wall."""

DEVELOPMENT_HISTORY: Final = ReadModel("development_history", (MILESTONES,))
