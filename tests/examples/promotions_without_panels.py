"""Two steps of Cai's for which no panel is asked, declined and deferred on an empty file."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.frameworks.criteria import Requirement
from domain.judging.findings import Finding, Verdict
from domain.kernel.ids import CaseId
from domain.promotions.appeals import AppealLodged, AppealWithdrawn
from domain.promotions.decisions import PromotionDeclined, PromotionDeferred
from domain.promotions.judging.judges import PRESENT
from domain.promotions.promotion_case import AppealGround, Direction
from domain.promotions.promotion_file import FileClosed
from domain.promotions.proposals import PromotionProposed
from tests.examples.frameworks import EDITION, FRAMEWORK
from tests.examples.people import CAI, DEE, FAY, KIM
from tests.examples.streams import example, needed, position

SIDEWAYS: Final = CaseId("case-0190a000-0000-7000-8000-000000000002")
"""Cai's step to the side."""
UPWARDS: Final = CaseId("case-0190a000-0000-7000-8000-000000000003")
"""Cai's step to leading others."""

ON_AN_EMPTY_FILE: Final = (
    Finding(Requirement.PERFORMANCE_SUSTAINED, Verdict.NOT_ENOUGH_EVIDENCE, ()),
    Finding(Requirement.POTENTIAL_EVIDENCE, Verdict.NOT_ENOUGH_EVIDENCE, ()),
    Finding(Requirement.EVIDENCE_AT_TARGET_LEVEL, Verdict.NOT_ENOUGH_EVIDENCE, ()),
    Finding(Requirement.WORK_VALUES, Verdict.NOT_ENOUGH_EVIDENCE, ()),
    Finding(Requirement.NO_CONFIRMED_INTEGRITY_CONCERN, Verdict.MET, ()),
    Finding(Requirement.VACANCY_OR_NEED, Verdict.NOT_JUDGED, ()),
    Finding(Requirement.TRANSITION_PLAN, Verdict.NOT_JUDGED, ()),
    Finding(Requirement.CARRIED_DEBT, Verdict.NOT_JUDGED, ()),
    Finding(Requirement.EVIDENCE_OLDER_THAN, Verdict.MET, ()),
    Finding(Requirement.ONE_SOURCE_DOMINATES, Verdict.NOT_JUDGED, ()),
    Finding(Requirement.FILE_COMPLETE, Verdict.MET, ()),
)
"""What the rules find where nothing was filed and no role is named."""

needed(
    SIDEWAYS,
    PromotionProposed(
        CAI,
        None,
        Direction.LATERAL,
        "self",
        "self",
        FRAMEWORK,
        EDITION,
        proposed_by=DEE,
        grounds="Two lines to learn from instead of one",
        effective_on=date(2024, 6, 20),
    ),
    FileClosed(CAI, closed_by=FAY, basis=position() + 1, effective_on=date(2024, 6, 25)),
)
DECLINED: Final = example(
    SIDEWAYS,
    PromotionDeclined(
        CAI,
        None,
        Direction.LATERAL,
        "self",
        FRAMEWORK,
        EDITION,
        basis=position(),
        findings=ON_AN_EMPTY_FILE,
        decided_by=KIM,
        rationale="Nobody has filed anything, and two lines are a risk",
        judged_by=PRESENT,
        effective_on=date(2024, 7, 1),
    ),
)
needed(
    UPWARDS,
    PromotionProposed(
        CAI,
        None,
        Direction.UP,
        "self",
        "others",
        FRAMEWORK,
        EDITION,
        proposed_by=DEE,
        grounds="The paint shop asks for nobody else",
        effective_on=date(2024, 7, 2),
    ),
    FileClosed(CAI, closed_by=FAY, basis=position() + 1, effective_on=date(2024, 7, 4)),
)
DEFERRED: Final = example(
    UPWARDS,
    PromotionDeferred(
        CAI,
        None,
        Direction.UP,
        "others",
        FRAMEWORK,
        EDITION,
        basis=position(),
        findings=ON_AN_EMPTY_FILE,
        decided_by=KIM,
        rationale="What others saw is on its way",
        revisit_on=date(2024, 10, 1),
        judged_by=PRESENT,
        effective_on=date(2024, 7, 8),
    ),
)
needed(
    SIDEWAYS,
    AppealLodged(CAI, AppealGround.PROCEDURE, CAI, date(2024, 8, 31), "Nobody asked me", effective_on=date(2024, 8, 1)),
)
APPEAL_WITHDRAWN: Final = example(SIDEWAYS, AppealWithdrawn(CAI, withdrawn_by=CAI, effective_on=date(2024, 8, 2)))
