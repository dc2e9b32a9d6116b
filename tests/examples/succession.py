"""Who might plan the night shift after Ben, how ready Ada is, whether he may leave, and what would be lost."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.frameworks.criteria import Requirement
from domain.frameworks.edition import Readiness
from domain.judging.findings import Finding, Verdict
from domain.succession.emergency_cover import EmergencyCoverNamed
from domain.succession.readiness import ReadinessAssessed
from domain.succession.retention import Grade, ImpactOfLossAssessed, RetentionReason, RetentionRiskAssessed
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
        wish=at(ASPIRED),
        findings=(
            Finding(Requirement.DIALS_AT_LEAST, Verdict.NOT_ENOUGH_EVIDENCE, (at(ASSESSED),)),
            Finding(Requirement.INDEPENDENT_SOURCES, Verdict.NOT_ENOUGH_EVIDENCE, (at(ASSESSED),)),
            Finding(Requirement.SOURCE_OUTSIDE_THE_LINE, Verdict.MET, (at(ASSESSED),)),
            Finding(Requirement.EVIDENCE_AT_TARGET_LEVEL, Verdict.MET, (at(ASSESSED),)),
            Finding(Requirement.WILLINGNESS, Verdict.MET, (at(ASPIRED),)),
        ),
        assessed_by=BEN,
        level="others",
        framework=FRAMEWORK,
        edition=EDITION,
        expires_on=date(2025, 1, 12),
        rationale="Holds the shift when it gets rough, and others plan with her",
        effective_on=date(2024, 1, 12),
    ),
)
COVER: Final = example(PLANNER, EmergencyCoverNamed(CAI, date(2024, 12, 31), 90, BEN, effective_on=date(2024, 1, 15)))
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
    BEN,
    RetentionRiskAssessed(
        Grade.MEDIUM,
        FRAMEWORK,
        EDITION,
        date(2025, 1, 12),
        reason=RetentionReason.MARKET,
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
