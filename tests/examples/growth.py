"""Ada and Cai say what Ada has to learn, agree on a plan and close it; Ada takes on actions, and learns."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.development.learning import LearningCompleted, LearningMode
from domain.growth.actions import ActionAgreed, ActionCompleted, ActionDropped, ActionRenegotiated
from domain.growth.growth import ActionId, NeedId, PlanId
from domain.growth.needs import DevelopmentNeedIdentified, DevelopmentNeedSettled, NeedOutcome
from domain.growth.plan_reviews import (
    DevelopmentPlanClosed,
    DevelopmentPlanReviewed,
    ObjectiveState,
    Progress,
    WhyPlanClosed,
)
from domain.growth.plans import DevelopmentPlanAgreed, Objective
from tests.examples.development import ANSWERED
from tests.examples.frameworks import EDITION, FRAMEWORK
from tests.examples.people import ADA, CAI
from tests.examples.streams import at, example, needed

PLAN: Final = PlanId("plan-budget")
VISIT: Final = ActionId("action-visit")
LETTER: Final = ActionId("action-letter")

NEED: Final = NeedId("need-figures")
IDENTIFIED: Final = example(
    ADA,
    DevelopmentNeedIdentified(
        NEED,
        "Reading figures: she leaves the costs of the shift to others",
        "judgement",
        FRAMEWORK,
        EDITION,
        identified_by=CAI,
        basis=(at(ANSWERED),),
        effective_on=date(2024, 3, 9),
    ),
)
AGREED: Final = example(
    ADA,
    DevelopmentPlanAgreed(
        PLAN,
        "Reading figures, to lead a budget talk herself",
        (
            Objective("Explains the shift's costs to the plant head", ADA, date(2024, 9, 30)),
            Objective("Sits in on two budget talks", CAI),
        ),
        owners=(ADA, CAI),
        co_owners=(CAI,),
        review_on=date(2024, 9, 2),
        effective_on=date(2024, 3, 11),
    ),
)
STUDIED: Final = example(
    ADA,
    LearningCompleted(
        LearningMode.PEERS,
        "Reading a balance sheet",
        2.5,
        "The controllers' round",
        builds_on=(at(AGREED),),
        effective_on=date(2024, 5, 2),
    ),
)
TAKEN_ON: Final = example(
    ADA,
    ActionAgreed(
        VISIT,
        "Visit the controllers for a morning",
        date(2024, 4, 15),
        CAI,
        at(ANSWERED),
        effective_on=date(2024, 3, 12),
    ),
)
PUT_OFF: Final = example(
    ADA, ActionRenegotiated(VISIT, date(2024, 5, 2), "They close their quarter", effective_on=date(2024, 4, 12))
)
DONE: Final = example(ADA, ActionCompleted(VISIT, "I know now whom to ask", effective_on=date(2024, 5, 2)))
needed(ADA, ActionAgreed(LETTER, "Write to the works council", date(2024, 6, 3), effective_on=date(2024, 5, 6)))
GIVEN_UP: Final = example(ADA, ActionDropped(LETTER, "They asked first", effective_on=date(2024, 5, 20)))
REVIEWED: Final = example(
    ADA,
    DevelopmentPlanReviewed(
        PLAN,
        (Progress(1, ObjectiveState.MET, "Told it in August, without notes"), Progress(2, ObjectiveState.UNDER_WAY)),
        (Objective("Leads the budget talk of the shift", ADA, date(2025, 2, 28)),),
        owners=(ADA,),
        review_on=date(2025, 3, 3),
        effective_on=date(2024, 9, 2),
    ),
)
SETTLED: Final = example(
    ADA,
    DevelopmentNeedSettled(
        NEED, NeedOutcome.MET, CAI, "Told the costs in August, without notes", effective_on=date(2024, 9, 2)
    ),
)
CLOSED: Final = example(ADA, DevelopmentPlanClosed(PLAN, WhyPlanClosed.NEEDS_CHANGED, effective_on=date(2025, 3, 3)))
