"""One of every event, as it might have happened."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from domain.assessments import AssessmentRecorded
from domain.assignments import (
    AssignmentCompleted,
    AssignmentCutShort,
    AssignmentGiven,
    CoachingHeld,
    LessonNoted,
    PracticeRecorded,
)
from domain.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.development import AssessmentId, AssignmentId, AssignmentKind, Instrument, Path, Purpose, Rating, Source
from domain.facts import EntryRetracted, Event, Reference
from domain.feedback import FeedbackGiven, FeedbackRequested
from domain.frameworks import FrameworkPublished
from domain.growth import AspirationStated, AspirationWithdrawn
from domain.people import LeavingReason, PersonIdentified, PersonJoined, PersonLeft, PersonMoved, PersonRenamed
from domain.person import PersonId

ADA: Final = PersonId("person-0190a000-0000-7000-8000-0000000000ad")
"""Whom most of the examples are about."""
BEN: Final = PersonId("person-0190a000-0000-7000-8000-0000000000be")
"""Ada's manager."""
CAI: Final = PersonId("person-0190a000-0000-7000-8000-0000000000ca")
"""A peer of Ada's, from another function."""
ACTING_UP: Final = AssignmentId("assignment-nightshift")
MERGER: Final = AssignmentId("assignment-merger")

# People

ADA_JOINED: Final = PersonJoined(
    "Ada Okafor", "Tooling", "Engineering", "self", "Tool designer", BEN, effective_on=date(2020, 3, 2)
)
PEOPLE = (
    ADA_JOINED,
    PersonIdentified("hr", "E-1042", effective_on=date(2020, 3, 2)),
    PersonRenamed("Ada Okafor-Lind", effective_on=date(2022, 6, 18)),
    PersonMoved("Assembly", "Production", "others", "Shift lead", BEN, effective_on=date(2023, 1, 9)),
    PersonLeft(LeavingReason.RETIRED, effective_on=date(2025, 9, 30)),
)

# Frameworks

PUBLISHED: Final = FrameworkPublished(DEFAULT_EDITION, effective_on=date(2019, 1, 1))
FRAMEWORKS = (PUBLISHED,)

# Assessments

ASSESSED: Final = AssessmentRecorded(
    AssessmentId("assessment-2023"),
    Instrument.LEADERSHIP_ASSESSMENT,
    Purpose.DECISION,
    DEFAULT_FRAMEWORK,
    1,
    Source.PEER,
    CAI,
    ratings=(
        Rating("empowering", 4, ("left the choice of supplier to the shift, within a budget",)),
        Rating("courage", 3, ("told the plant head that the date would not hold, in April",)),
        Rating("work_values", 4, ("gave her best setter to the night shift when it mattered",)),
        Rating("direction", None),
    ),
    level="others",
    cycle="2023",
    summary="Leads through the shift, and no longer in its place.",
    builds_on=(Reference(ADA, 4),),
    effective_on=date(2023, 11, 20),
)
ASSESSMENTS = (ASSESSED,)

# Assignments, practice, coaching, lessons

ASSIGNMENTS = (
    AssignmentGiven(
        ACTING_UP,
        "Lead the night shift while its planner is away",
        AssignmentKind.ACTING_UP,
        stretch=True,
        function="Production",
        objectives=("keep the hand-over under ten minutes", "let the setters plan their own change-overs"),
        supported_by=CAI,
        starts_on=date(2024, 2, 1),
        ends_on=date(2024, 7, 31),
        builds_on=(Reference(ADA, 5),),
        effective_on=date(2024, 1, 15),
    ),
    PracticeRecorded(
        "Chaired the hand-over after the press broke down", 1.5, ACTING_UP, effective_on=date(2024, 2, 12)
    ),
    CoachingHeld(CAI, "Asking before telling", 1.0, ACTING_UP, effective_on=date(2024, 2, 20)),
    LessonNoted(
        "I fixed the press myself and nobody learned how. Next time I hold the torch.",
        ACTING_UP,
        effective_on=date(2024, 2, 21),
    ),
    AssignmentCompleted(
        ACTING_UP, "Hand-overs at eight minutes; two setters now plan alone", effective_on=date(2024, 7, 31)
    ),
    AssignmentCutShort(MERGER, "The merger was called off", effective_on=date(2024, 10, 4)),
)

# Feedback

FEEDBACK = (
    FeedbackRequested(CAI, "How I run the hand-over", Purpose.DEVELOPMENT, effective_on=date(2024, 3, 1)),
    FeedbackGiven(
        CAI,
        Source.PEER,
        Purpose.DEVELOPMENT,
        strengths="People leave the hand-over knowing why, not only what",
        improvements="Leave the silence be; somebody else will fill it",
        about=("direction", "empowering"),
        requested=Reference(ADA, 11),
        effective_on=date(2024, 3, 8),
    ),
)

# What people want

GROWTH = (
    AspirationStated(Path.LEADERSHIP, mobile=False, words="I want to run a plant", effective_on=date(2023, 12, 1)),
    AspirationWithdrawn("Not while my children are small", effective_on=date(2024, 12, 1)),
)

# Roles and succession

# Mentoring

# Promotions

# Corrections

CORRECTIONS = (EntryRetracted(effective_on=date(2024, 5, 2)),)

EXAMPLES: Final[tuple[Event[Any], ...]] = (
    *PEOPLE,
    *FRAMEWORKS,
    *ASSESSMENTS,
    *ASSIGNMENTS,
    *FEEDBACK,
    *GROWTH,
    *CORRECTIONS,
)
