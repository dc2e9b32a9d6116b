"""What mentoring is told from: agreements, sessions, offers, thanks, answers, obstacles, and what apprentices did."""

from __future__ import annotations

from typing import Any, Final

from domain.development.learning import LearningCompleted
from domain.development.practice import CoachingHeld, PracticeRecorded
from domain.mentoring.accepting import MentorshipAccepted
from domain.mentoring.agreements import MentoringSessionHeld, MentorshipAgreed, MentorshipEnded
from domain.mentoring.evaluation import MentoringEvaluated
from domain.mentoring.informal import InformalMentoringHeld
from domain.mentoring.mentorship_kinds import MentorshipKind
from domain.mentoring.objectives import ObjectiveMet
from domain.mentoring.obstacles import ObstacleRaised
from domain.mentoring.offers import MentoringOffered
from domain.mentoring.recognition import MentorRecognised
from domain.mentoring.theory_and_practice import is_theory
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import OPEN, Wall

PAIR: Final = {"mentorship": "text NOT NULL", "mentor": "text NOT NULL", "mentee": "text NOT NULL"}
OF_THE_PAIR: Final = ("mentorship", "mentor", "mentee")
AGREED: Final = (Wall("development", OF_THE_PAIR),)
KEPT: Final = (Wall("mentoring", OF_THE_PAIR),)
PROTECTED: Final = (Wall("between_two", OF_THE_PAIR),)
OF_MENTORSHIP: Final = f"mentorship, {NEWEST_FIRST}"


def pair(entry: SealedEntry[Any]) -> Row:
    return entry.stream, entry.event.mentor, entry.event.mentee


def agreed(entry: SealedEntry[MentorshipAgreed]) -> tuple[Row, ...]:
    event = entry.event
    kind = event.mentorship_kind or MentorshipKind.MENTORING
    return ((*pair(entry), kind, event.hours_promised, event.cadence_days, event.ends_on),)


def of_pair(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    return (pair(entry),)


def met(entry: SealedEntry[ObjectiveMet]) -> tuple[Row, ...]:
    return ((*pair(entry), entry.event.objective),)


def held(entry: SealedEntry[MentoringSessionHeld]) -> tuple[Row, ...]:
    return ((*pair(entry), entry.event.hours),)


def held_informally(entry: SealedEntry[InformalMentoringHeld]) -> tuple[Row, ...]:
    return ((None, entry.event.mentor, entry.stream, entry.event.hours),)


def offered(entry: SealedEntry[MentoringOffered]) -> tuple[Row, ...]:
    """What they offer stays in the book, sealed."""
    return ((entry.stream, entry.event.capacity, entry.event.until),)


def recognised(entry: SealedEntry[MentorRecognised]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.mentorship),)


def answered(entry: SealedEntry[MentoringEvaluated]) -> list[Row]:
    return [(*pair(entry), entry.event.evaluated_by, answer.question, answer.extent) for answer in entry.event.answers]


def stepped(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    """Only learning has a mode."""
    return ((entry.stream, is_theory(getattr(entry.event, "mode", None)), entry.event.hours),)


def obstacle(entry: SealedEntry[ObstacleRaised]) -> tuple[Row, ...]:
    return ((*pair(entry), entry.event.obstacle),)


MENTORSHIPS: Final = Table(
    "mentorships",
    {
        **PAIR,
        "kind": "text NOT NULL",
        "hours_promised": "float8 NOT NULL",
        "cadence_days": "integer NOT NULL",
        "ends_on": "date",
    },
    {MentorshipAgreed: agreed},
    walls=AGREED,
    indexes=(OF_MENTORSHIP, "mentor", "mentee"),
)
ACCEPTANCES: Final = Table(
    "mentorship_acceptances", PAIR, {MentorshipAccepted: of_pair}, walls=AGREED, indexes=(OF_MENTORSHIP,)
)
ENDINGS: Final = Table("mentorship_endings", PAIR, {MentorshipEnded: of_pair}, walls=AGREED, indexes=(OF_MENTORSHIP,))
OBJECTIVES_MET: Final = Table(
    "mentoring_objectives_met",
    {**PAIR, "objective": "integer NOT NULL"},
    {ObjectiveMet: met},
    walls=AGREED,
    indexes=(OF_MENTORSHIP,),
)
SESSIONS: Final = Table(
    "mentoring_sessions",
    {**PAIR, "mentorship": "text", "hours": "float8 NOT NULL"},
    {MentoringSessionHeld: held, InformalMentoringHeld: held_informally},
    walls=KEPT,
    indexes=(OF_MENTORSHIP, "mentor", "mentee"),
)
"""Those without a mentorship are informal."""
OFFERS: Final = Table(
    "mentoring_offers",
    {"person": "text NOT NULL", "capacity": "integer NOT NULL", "until": "date"},
    {MentoringOffered: offered},
    walls=OPEN,
    indexes=(f"person, {NEWEST_FIRST}",),
    coarse={"capacity": 0, "until": None},
)
RECOGNITIONS: Final = Table(
    "mentor_recognitions",
    {"person": "text NOT NULL", "mentorship": "text NOT NULL"},
    {MentorRecognised: recognised},
    walls=(Wall("development", ("person",)),),
    indexes=("person",),
)
ANSWERS: Final = Table(
    "mentoring_answers",
    {**PAIR, "evaluated_by": "text NOT NULL", "question": "text NOT NULL", "extent": "text NOT NULL"},
    {MentoringEvaluated: answered},
    walls=PROTECTED,
)
OBSTACLES: Final = Table(
    "mentoring_obstacles", {**PAIR, "obstacle": "text NOT NULL"}, {ObstacleRaised: obstacle}, walls=PROTECTED
)
STEPS: Final = Table(
    "theory_and_practice",
    {"person": "text NOT NULL", "is_theory": "boolean", "hours": "float8"},
    dict.fromkeys((LearningCompleted, PracticeRecorded, CoachingHeld), stepped),
    walls=(Wall("development", ("person",)),),
    indexes=("person, effective_on",),
    coarse={"is_theory": None, "hours": None},
)

MENTORING_NETWORK: Final = ReadModel(
    "mentoring_network",
    (
        MENTORSHIPS,
        ACCEPTANCES,
        ENDINGS,
        OBJECTIVES_MET,
        SESSIONS,
        OFFERS,
        RECOGNITIONS,
        ANSWERS,
        OBSTACLES,
        STEPS,
    ),
)
