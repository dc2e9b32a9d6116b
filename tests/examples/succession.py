"""Who might plan the night shift after Ben, how ready Ada is, and what would be lost with her."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.frameworks.edition import Readiness
from domain.succession.readiness import ReadinessAssessed
from domain.succession.retention import Grade, ImpactOfLossAssessed, RetentionRiskAssessed
from domain.succession.slates import SlateConfirmed, SuccessorNominated, SuccessorRemovedFromSlate, WhyRemoved
from tests.examples.development import ASPIRED, ASSESSED
from tests.examples.frameworks import EDITION, FRAMEWORK
from tests.examples.organisation import PLANNER
from tests.examples.people import ADA, BEN, CAI
from tests.examples.streams import at, example, needed

NOMINATED: Final = example(
    PLANNER,
    SuccessorNominated(ADA, ADA, "I have planned every hand-over since spring", effective_on=date(2023, 12, 4)),
)
needed(PLANNER, SuccessorNominated(CAI, BEN, "Knows both lines by heart", effective_on=date(2023, 12, 6)))
CONFIRMED: Final = example(PLANNER, SlateConfirmed((ADA, CAI), BEN, effective_on=date(2024, 1, 10)))
JUDGED_READY: Final = example(
    PLANNER,
    ReadinessAssessed(
        ADA,
        Readiness.NOW,
        willing=True,
        facts=(at(ASSESSED), at(ASPIRED)),
        framework=FRAMEWORK,
        edition=EDITION,
        expires_on=date(2025, 1, 12),
        rationale="Holds the shift when it gets rough, and others plan with her",
        effective_on=date(2024, 1, 12),
    ),
)
REMOVED: Final = example(
    PLANNER,
    SuccessorRemovedFromSlate(
        CAI,
        WhyRemoved.WITHDREW_FOR_SPECIALIST_TRACK,
        "Wants to be the one whom the presses are named after",
        effective_on=date(2024, 1, 20),
    ),
)
RISK_JUDGED: Final = example(
    ADA,
    RetentionRiskAssessed(
        Grade.MEDIUM,
        FRAMEWORK,
        EDITION,
        date(2025, 1, 12),
        "Was asked by a supplier, twice",
        effective_on=date(2024, 1, 12),
    ),
)
LOSS_JUDGED: Final = example(
    ADA,
    ImpactOfLossAssessed(
        Grade.HIGH,
        FRAMEWORK,
        EDITION,
        date(2025, 1, 12),
        "Nobody else has planned both lines",
        effective_on=date(2024, 1, 12),
    ),
)
