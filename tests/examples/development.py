"""Ada leads a night shift: she is assessed, given the shift, practises, is coached, asks for feedback, and learns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from domain.development.aspirations import AspirationStated, AspirationWithdrawn, Path, Willingness
from domain.development.assessments import AssessmentRecorded
from domain.development.assignments import AssignmentCompleted, AssignmentCutShort, AssignmentGiven
from domain.development.capability_tags import CapabilityTagged
from domain.development.conversations import ConversationHeld, ConversationKind
from domain.development.development import (
    AssessmentId,
    AssignmentId,
    AssignmentKind,
    Instrument,
    Purpose,
    Rating,
    Source,
)
from domain.development.feedback import FeedbackGiven, FeedbackRequested
from domain.development.opportunities import (
    OfferAnswer,
    OpportunityAnswered,
    OpportunityApplied,
    OpportunityClosed,
    OpportunityOffered,
    OpportunityOpened,
)
from domain.development.practice import CoachingHeld, LessonNoted, PracticeRecorded
from domain.frameworks.default_pack import DEFAULT_EDITION
from domain.frameworks.packs.shipped import present_edition
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.ids import OpportunityId
from tests.examples.frameworks import EDITION, FRAMEWORK
from tests.examples.people import ADA, CAI, MOVED
from tests.examples.streams import at, example, needed
from tests.examples.units import ASSEMBLY

NIGHT_SHIFT: Final = AssignmentId("assignment-nightshift")
MERGER: Final = AssignmentId("assignment-merger")

ASSESSED: Final = example(
    ADA,
    AssessmentRecorded(
        AssessmentId("assessment-2023"),
        Instrument.LEADERSHIP_ASSESSMENT,
        Purpose.DECISION,
        FRAMEWORK,
        EDITION,
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
        builds_on=(at(MOVED),),
        effective_on=date(2023, 11, 20),
    ),
)
ASPIRED: Final = example(
    ADA,
    AspirationStated(
        Path.LEADERSHIP,
        mobile=False,
        words="I want to run a plant",
        level="others",
        willingness=Willingness.WILLING,
        stated_by=ADA,
        effective_on=date(2023, 12, 1),
    ),
)
ASSIGNED: Final = example(
    ADA,
    AssignmentGiven(
        NIGHT_SHIFT,
        "Lead the night shift while its planner is away",
        AssignmentKind.ACTING_UP,
        stretch=True,
        function="Production",
        objectives=("keep the hand-over under ten minutes", "let the setters plan their own change-overs"),
        supported_by=CAI,
        starts_on=date(2024, 2, 1),
        ends_on=date(2024, 7, 31),
        builds_on=(at(ASSESSED),),
        effective_on=date(2024, 1, 15),
    ),
)
PRACTISED: Final = example(
    ADA,
    PracticeRecorded(
        "Chaired the hand-over after the press broke down", 1.5, NIGHT_SHIFT, effective_on=date(2024, 2, 12)
    ),
)
COACHED: Final = example(
    ADA, CoachingHeld(CAI, "Asking before telling", 1.0, NIGHT_SHIFT, effective_on=date(2024, 2, 20))
)
LEARNED: Final = example(
    ADA,
    LessonNoted(
        "I fixed the press myself and nobody learned how. Next time I hold the torch.",
        NIGHT_SHIFT,
        effective_on=date(2024, 2, 21),
    ),
)
ASKED: Final = example(
    ADA, FeedbackRequested(CAI, "How I run the hand-over", Purpose.DEVELOPMENT, effective_on=date(2024, 3, 1))
)
ANSWERED: Final = example(
    ADA,
    FeedbackGiven(
        CAI,
        Source.PEER,
        Purpose.DEVELOPMENT,
        strengths="People leave the hand-over knowing why, not only what",
        improvements="Leave the silence be; somebody else will fill it",
        about=("direction", "empowering"),
        requested=at(ASKED),
        effective_on=date(2024, 3, 8),
    ),
)
COMPLETED: Final = example(
    ADA,
    AssignmentCompleted(
        NIGHT_SHIFT, "Hand-overs at eight minutes; two setters now plan alone", effective_on=date(2024, 7, 31)
    ),
)
needed(
    ADA,
    AssignmentGiven(
        MERGER,
        "Bring the two tool shops under one plan",
        AssignmentKind.PROJECT_LEAD,
        stretch=False,
        function="Engineering",
        objectives=("one list of tools",),
        supported_by=None,
        starts_on=date(2024, 9, 2),
        effective_on=date(2024, 9, 2),
    ),
)
CUT_SHORT: Final = example(ADA, AssignmentCutShort(MERGER, "The merger was called off", effective_on=date(2024, 10, 4)))
WITHDRAWN: Final = example(ADA, AspirationWithdrawn("Not while my children are small", effective_on=date(2024, 12, 1)))
TALKED: Final = example(
    ADA,
    ConversationHeld(
        ConversationKind.CAREER,
        CAI,
        told_by=ADA,
        hours=0.75,
        words="A plant of her own, one day, and not this year",
        effective_on=date(2024, 12, 5),
    ),
)

PRESS_SHOP: Final = OpportunityId("opportunity-0190a000-0000-7000-8000-000000000001")
"""A project of some months, which Cai opened and Ada took."""
OPENED: Final = example(
    PRESS_SHOP,
    OpportunityOpened(
        "Move the press shop to the new hall, in six months",
        AssignmentKind.PROJECT_LEAD,
        ASSEMBLY,
        CAI,
        date(2024, 12, 20),
        function="Engineering",
        effective_on=date(2024, 12, 2),
    ),
)
APPLIED: Final = example(
    PRESS_SHOP, OpportunityApplied(ADA, "I know every press by its noise", effective_on=date(2024, 12, 6))
)
OFFERED: Final = example(PRESS_SHOP, OpportunityOffered(ADA, CAI, effective_on=date(2024, 12, 12)))
TAKEN: Final = example(
    PRESS_SHOP, OpportunityAnswered(ADA, OfferAnswer.TAKEN, "Gladly", effective_on=date(2024, 12, 13))
)
CLOSED: Final = example(PRESS_SHOP, OpportunityClosed(CAI, effective_on=date(2024, 12, 14)))

WITH_TAGS: Final = replace(DEFAULT_EDITION, number=EDITION + 1, tags=present_edition().tags)
"""Published late, so that nothing else here is judged under it."""
needed(FRAMEWORK, FrameworkPublished(WITH_TAGS, effective_on=date(2025, 11, 24)))
TAGGED: Final = example(
    ADA,
    CapabilityTagged(
        at(ANSWERED),
        ("growth", "navigating_challenge"),
        FRAMEWORK,
        WITH_TAGS.number,
        tagged_by=CAI,
        effective_on=date(2025, 12, 1),
    ),
)
