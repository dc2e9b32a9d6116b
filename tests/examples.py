"""One of every event, as it might have happened."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from domain.amendments.remarks import (
    RectificationAnswered,
    RectificationOutcome,
    RectificationRequested,
    StatementAttached,
)
from domain.development.aspirations import AspirationStated, AspirationWithdrawn, Path
from domain.development.assessments import AssessmentRecorded
from domain.development.assignments import AssignmentCompleted, AssignmentCutShort, AssignmentGiven
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
from domain.development.practice import CoachingHeld, LessonNoted, PracticeRecorded
from domain.frameworks.criteria import Requirement
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.edition import Readiness
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.ids import CaseId, MentorshipId, PersonId, RoleId
from domain.mentoring.agreements import MentoringSessionHeld, MentorshipAgreed, MentorshipEnded, WhyEnded
from domain.mentoring.evaluation import Answer, Extent, MentoringEvaluated, Question
from domain.organisation.appointments import RoleEstablished
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource, RoleVacated, WhyVacated
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.moving import PersonMoved
from domain.people.naming import PersonIdentified, PersonRenamed
from domain.promotions.appeal_decisions import AppealDecided, AppealOutcome
from domain.promotions.appeals import AppealLodged
from domain.promotions.decisions import PromotionApproved, PromotionDeclined, PromotionDeferred
from domain.promotions.judging.findings import Finding, Verdict
from domain.promotions.overrides import Override
from domain.promotions.panels.convening import PromotionPanelConvened, SubstituteNamed
from domain.promotions.panels.declarations import ConflictDeclared
from domain.promotions.panels.panel import Advice, Choice, Conflict, Tally
from domain.promotions.panels.recommendations import PanelRecommended
from domain.promotions.panels.recusals import MemberRecused, MemberRetained
from domain.promotions.panels.vote_casting import VoteCast
from domain.promotions.panels.vote_counting import VoteClosed
from domain.promotions.panels.vote_opening import VoteOpened
from domain.promotions.promotion_case import AppealGround, Direction, EvidenceKind
from domain.promotions.promotion_file import EvidenceFiled, FileClosed
from domain.promotions.proposals import PromotionProposed
from domain.succession.readiness import ReadinessAssessed
from domain.succession.retention import Grade, ImpactOfLossAssessed, RetentionRiskAssessed
from domain.succession.slates import SlateConfirmed, SuccessorNominated, SuccessorRemovedFromSlate, WhyRemoved

ADA: Final = PersonId("person-0190a000-0000-7000-8000-0000000000ad")
"""Whom most of the examples are about."""
BEN: Final = PersonId("person-0190a000-0000-7000-8000-0000000000be")
"""Ada's manager."""
CAI: Final = PersonId("person-0190a000-0000-7000-8000-0000000000ca")
"""A peer of Ada's, from another function."""
DEE: Final = PersonId("person-0190a000-0000-7000-8000-0000000000de")
EVE: Final = PersonId("person-0190a000-0000-7000-8000-0000000000ee")
FAY: Final = PersonId("person-0190a000-0000-7000-8000-0000000000fa")
GUS: Final = PersonId("person-0190a000-0000-7000-8000-000000000095")
"""Four from elsewhere in the house, without a stake in Ada's step."""
EVERYBODY: Final = (ADA, BEN, CAI, DEE, EVE, FAY, GUS)
PLANNER: Final = RoleId("role-0190a000-0000-7000-8000-000000000001")
"""Planner of the night shift, for which Ada is a successor."""
PAIR: Final = MentorshipId("mentorship-0190a000-0000-7000-8000-000000000001")
"""Ada, mentored by Cai."""
CASE: Final = CaseId("case-0190a000-0000-7000-8000-000000000001")
"""Ada's step to leading others."""
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

APPOINTMENTS = (
    RoleEstablished(
        "Planner of the night shift", "Assembly", "Production", "others", critical=True, effective_on=date(2019, 1, 1)
    ),
    AppointmentMade(BEN, AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL, effective_on=date(2019, 4, 1)),
    RoleVacated(BEN, WhyVacated.PROMOTED, effective_on=date(2024, 1, 31)),
)
SUCCESSION = (
    SuccessorNominated(ADA, ADA, "I have planned every hand-over since spring", effective_on=date(2023, 12, 4)),
    SlateConfirmed((ADA, CAI), BEN, effective_on=date(2024, 1, 10)),
    ReadinessAssessed(
        ADA,
        Readiness.NOW,
        willing=True,
        facts=(Reference(ADA, 6), Reference(ADA, 7)),
        framework=DEFAULT_FRAMEWORK,
        edition=1,
        expires_on=date(2025, 1, 12),
        rationale="Holds the shift when it gets rough, and others plan with her",
        effective_on=date(2024, 1, 12),
    ),
    SuccessorRemovedFromSlate(
        CAI,
        WhyRemoved.WITHDREW_FOR_SPECIALIST_TRACK,
        "Wants to be the one whom the presses are named after",
        effective_on=date(2024, 1, 20),
    ),
)
RETENTION = (
    RetentionRiskAssessed(
        Grade.MEDIUM,
        DEFAULT_FRAMEWORK,
        1,
        date(2025, 1, 12),
        "Was asked by a supplier, twice",
        effective_on=date(2024, 1, 12),
    ),
    ImpactOfLossAssessed(
        Grade.HIGH,
        DEFAULT_FRAMEWORK,
        1,
        date(2025, 1, 12),
        "Nobody else has planned both lines",
        effective_on=date(2024, 1, 12),
    ),
)

# Mentoring

MENTORING = (
    MentorshipAgreed(
        CAI,
        ADA,
        goals="Let others find the answer first",
        hours_promised=12.0,
        cadence_days=30,
        ends_on=date(2024, 12, 31),
        effective_on=date(2024, 1, 8),
    ),
    MentoringSessionHeld(
        CAI,
        ADA,
        1.5,
        mentee_learned="Silence is a question too",
        mentor_learned="How a hand-over feels at four in the morning",
        effective_on=date(2024, 2, 6),
    ),
    MentoringEvaluated(
        CAI,
        ADA,
        evaluated_by=ADA,
        answers=(
            Answer(Question.WIDER_RANGE_OF_STYLES, Extent.YES, (Reference(ADA, 9),)),
            Answer(Question.ADAPTABLE_AND_RESILIENT, Extent.PARTLY, (Reference(ADA, 10),)),
            Answer(Question.TAKES_ROLES_AND_INFLUENCES, Extent.YES, (Reference(ADA, 7), Reference(ADA, 11))),
        ),
        in_words="I ask first now, also when the press stands still",
        effective_on=date(2024, 12, 2),
    ),
    MentorshipEnded(CAI, ADA, WhyEnded.GOALS_REACHED, effective_on=date(2024, 12, 20)),
)

# Promotions

PROMOTIONS = (
    PromotionProposed(
        ADA,
        PLANNER,
        Direction.UP,
        "self",
        "others",
        DEFAULT_FRAMEWORK,
        1,
        proposed_by=CAI,
        grounds="She leads the shift already",
        effective_on=date(2024, 5, 6),
    ),
    EvidenceFiled(ADA, Reference(ADA, 6), EvidenceKind.POTENTIAL, filed_by=CAI, effective_on=date(2024, 5, 7)),
    FileClosed(ADA, closed_by=BEN, basis=1198, effective_on=date(2024, 5, 20)),
    PromotionApproved(
        ADA,
        PLANNER,
        Direction.UP,
        "others",
        DEFAULT_FRAMEWORK,
        1,
        basis=1204,
        findings=(
            Finding(Requirement.POTENTIAL_EVIDENCE, Verdict.MET, (Reference(ADA, 6),)),
            Finding(Requirement.PERFORMANCE_SUSTAINED, Verdict.NOT_ENOUGH_EVIDENCE, ()),
        ),
        decided_by=BEN,
        rationale="Five months of the shift, with the shift behind her",
        overrides=(Override(Requirement.PERFORMANCE_SUSTAINED, BEN, (date(2024, 12, 3), date(2025, 6, 3))),),
        override_reasons=("Her first cycle as shift lead ends in winter; the shift cannot wait",),
        effective_on=date(2024, 6, 3),
    ),
    PromotionDeclined(
        CAI,
        None,
        Direction.LATERAL,
        "self",
        DEFAULT_FRAMEWORK,
        1,
        basis=1310,
        findings=(Finding(Requirement.POTENTIAL_EVIDENCE, Verdict.NOT_MET, ()),),
        decided_by=BEN,
        rationale="The file speaks of results alone",
        effective_on=date(2024, 7, 1),
    ),
    PromotionDeferred(
        CAI,
        None,
        Direction.UP,
        "others",
        DEFAULT_FRAMEWORK,
        1,
        basis=1322,
        findings=(Finding(Requirement.WORK_VALUES, Verdict.WARNING, ()),),
        decided_by=BEN,
        rationale="Another source is on its way",
        revisit_on=date(2024, 10, 1),
        effective_on=date(2024, 7, 8),
    ),
)

PANEL = (
    PromotionPanelConvened(ADA, (DEE, EVE, GUS), 3, convened_by=FAY, presented_by=BEN, effective_on=date(2024, 5, 21)),
    ConflictDeclared(
        ADA, GUS, Conflict.CLOSE_RELATION, GUS, "Our children are married", effective_on=date(2024, 5, 22)
    ),
    MemberRetained(ADA, DEE, (EVE, FAY), "Sharing a car to work is no conflict", effective_on=date(2024, 5, 22)),
    MemberRecused(ADA, GUS, Conflict.CLOSE_RELATION, (DEE, EVE), "He said so himself", effective_on=date(2024, 5, 23)),
    SubstituteNamed(ADA, GUS, FAY, named_by=DEE, effective_on=date(2024, 5, 23)),
    VoteOpened(ADA, 2, DEE, "One of us had not seen the shift", effective_on=date(2024, 5, 27)),
    VoteCast(
        ADA, EVE, 2, Choice.AGAINST, "She has led one shift, and it was a good one", effective_on=date(2024, 5, 28)
    ),
    VoteClosed(ADA, 2, Tally(2, 1, 0), (DEE, EVE, FAY), closed_by=DEE, effective_on=date(2024, 5, 29)),
    PanelRecommended(
        ADA,
        PLANNER,
        Direction.UP,
        "others",
        DEFAULT_FRAMEWORK,
        1,
        2,
        Advice.IN_FAVOUR,
        Tally(2, 1, 0),
        stated_by=DEE,
        rationale="The shift plans itself, and she let it",
        effective_on=date(2024, 5, 30),
    ),
)
APPEALS = (
    AppealLodged(
        ADA,
        AppealGround.ERROR_OF_FACT,
        lodged_by=ADA,
        due_on=date(2024, 7, 10),
        words="The scrap rate that you read was the day shift's",
        facts=(Reference(ADA, 6),),
        effective_on=date(2024, 6, 10),
    ),
    AppealDecided(
        ADA,
        AppealOutcome.REMITTED,
        (CAI,),
        "The rate on the file is another shift's indeed",
        effective_on=date(2024, 6, 24),
    ),
)

# Corrections

CORRECTIONS = (EntryRetracted(effective_on=date(2024, 5, 2)),)
REMARKS = (
    StatementAttached(
        Reference(CASE, 4), "The scrap rate was the day shift's; mine had halved", effective_on=date(2024, 6, 5)
    ),
    RectificationRequested(
        Reference(ADA, 6),
        "I was on leave in the week that it speaks of",
        date(2024, 7, 5),
        effective_on=date(2024, 6, 5),
    ),
    RectificationAnswered(
        Reference(ADA, 31),
        Reference(ADA, 6),
        RectificationOutcome.MENDED,
        BEN,
        "The week was mistyped, and reads as it was now",
        effective_on=date(2024, 6, 12),
    ),
)

EXAMPLES: Final[tuple[Event[Any], ...]] = (
    *PEOPLE,
    *FRAMEWORKS,
    *ASSESSMENTS,
    *ASSIGNMENTS,
    *FEEDBACK,
    *GROWTH,
    *APPOINTMENTS,
    *SUCCESSION,
    *RETENTION,
    *MENTORING,
    *PROMOTIONS,
    *PANEL,
    *APPEALS,
    *CORRECTIONS,
    *REMARKS,
)
