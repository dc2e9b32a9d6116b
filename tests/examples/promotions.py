"""Ada's step to planner: proposed, argued, voted on twice, approved against two findings, appealed, remitted."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.frameworks.criteria import Requirement
from domain.judging.findings import EvidenceKind, Finding, Verdict
from domain.kernel.ids import CaseId
from domain.promotions.appeal_decisions import AppealDecided, AppealOutcome
from domain.promotions.appeals import AppealLodged
from domain.promotions.candidacies import CandidacyWithdrawn, CandidateHeard
from domain.promotions.decisions import PromotionApproved
from domain.promotions.informing import Channel, PersonInformed
from domain.promotions.judging.judges import PRESENT
from domain.promotions.lessons import LessonReleased, LessonReleaseRevoked
from domain.promotions.override_reviews import HeldUp, OverrideReviewed
from domain.promotions.overrides import Override
from domain.promotions.panels.convening import PromotionPanelConvened, SubstituteNamed
from domain.promotions.panels.declarations import ConflictDeclared
from domain.promotions.panels.panel import Advice, Choice, Conflict, Tally
from domain.promotions.panels.recommendations import PanelRecommended
from domain.promotions.panels.recusals import MemberRecused, MemberRetained
from domain.promotions.panels.vote_casting import VoteCast
from domain.promotions.panels.vote_counting import VoteClosed
from domain.promotions.panels.vote_opening import VoteOpened
from domain.promotions.promotion_case import AppealGround, Direction
from domain.promotions.promotion_file import EvidenceFiled, FileClosed
from domain.promotions.proposals import PromotionProposed
from tests.examples.development import ASSESSED, COMPLETED, LEARNED
from tests.examples.frameworks import EDITION, FRAMEWORK
from tests.examples.organisation import PLANNER
from tests.examples.people import ADA, BEN, CAI, DEE, EVE, FAY, GUS, JON, KIM, LEO, MAX
from tests.examples.streams import at, example, needed, position

CASE: Final = CaseId("case-0190a000-0000-7000-8000-000000000001")
"""Ada's step to leading others."""

PROPOSED: Final = example(
    CASE,
    PromotionProposed(
        ADA,
        PLANNER,
        Direction.UP,
        "self",
        "others",
        FRAMEWORK,
        EDITION,
        proposed_by=CAI,
        grounds="She leads the shift already",
        effective_on=date(2024, 5, 6),
    ),
)
FILED: Final = example(
    CASE, EvidenceFiled(ADA, at(ASSESSED), EvidenceKind.POTENTIAL, filed_by=CAI, effective_on=date(2024, 5, 7))
)
RELEASED: Final = example(ADA, LessonReleased(at(LEARNED), CASE, effective_on=date(2024, 5, 8)))
REVOKED: Final = example(ADA, LessonReleaseRevoked(at(LEARNED), CASE, effective_on=date(2024, 5, 9)))
needed(ADA, LessonReleased(at(LEARNED), CASE, effective_on=date(2024, 5, 10)))
FILE_CLOSED: Final = example(
    CASE, FileClosed(ADA, FAY, position(), lessons=(at(LEARNED),), effective_on=date(2024, 5, 20))
)

CONVENED: Final = example(
    CASE,
    PromotionPanelConvened(ADA, (DEE, EVE, GUS), 3, convened_by=FAY, presented_by=BEN, effective_on=date(2024, 5, 21)),
)
DECLARED: Final = example(
    CASE,
    ConflictDeclared(
        ADA, GUS, Conflict.CLOSE_RELATION, GUS, "Our children are married", effective_on=date(2024, 5, 22)
    ),
)
needed(CASE, ConflictDeclared(ADA, DEE, Conflict.OTHER, GUS, "They drive in together", effective_on=date(2024, 5, 22)))
RETAINED: Final = example(
    CASE,
    MemberRetained(ADA, DEE, (EVE, FAY), "Sharing a car to work is no conflict", effective_on=date(2024, 5, 22)),
)
RECUSED: Final = example(
    CASE,
    MemberRecused(ADA, GUS, Conflict.CLOSE_RELATION, (DEE, EVE), "He said so himself", effective_on=date(2024, 5, 23)),
)
SUBSTITUTED: Final = example(CASE, SubstituteNamed(ADA, GUS, FAY, named_by=DEE, effective_on=date(2024, 5, 23)))

needed(CASE, VoteOpened(ADA, 1, DEE, effective_on=date(2024, 5, 24)))
needed(CASE, *(VoteCast(ADA, who, 1, Choice.IN_FAVOUR, effective_on=date(2024, 5, 24)) for who in (DEE, EVE, FAY)))
needed(CASE, VoteClosed(ADA, 1, Tally(3, 0, 0), (DEE, EVE, FAY), closed_by=DEE, effective_on=date(2024, 5, 24)))
VOTE_OPENED: Final = example(
    CASE, VoteOpened(ADA, 2, DEE, "One of us had not seen the shift", effective_on=date(2024, 5, 27))
)
needed(CASE, VoteCast(ADA, DEE, 2, Choice.IN_FAVOUR, effective_on=date(2024, 5, 27)))
VOTE_CAST: Final = example(
    CASE,
    VoteCast(
        ADA, EVE, 2, Choice.AGAINST, "She has led one shift, and it was a good one", effective_on=date(2024, 5, 28)
    ),
)
needed(CASE, VoteCast(ADA, FAY, 2, Choice.IN_FAVOUR, effective_on=date(2024, 5, 28)))
VOTE_CLOSED: Final = example(
    CASE, VoteClosed(ADA, 2, Tally(2, 1, 0), (DEE, EVE, FAY), closed_by=DEE, effective_on=date(2024, 5, 29))
)
RECOMMENDED: Final = example(
    CASE,
    PanelRecommended(
        ADA,
        PLANNER,
        Direction.UP,
        "others",
        FRAMEWORK,
        EDITION,
        2,
        Advice.IN_FAVOUR,
        Tally(2, 1, 0),
        stated_by=DEE,
        rationale="The shift plans itself, and she let it",
        effective_on=date(2024, 5, 30),
    ),
)

REVIEWS: Final = (date(2024, 12, 3), date(2025, 6, 3))
APPROVED: Final = example(
    CASE,
    PromotionApproved(
        ADA,
        PLANNER,
        Direction.UP,
        "others",
        FRAMEWORK,
        EDITION,
        basis=position(),
        findings=(
            Finding(Requirement.PERFORMANCE_SUSTAINED, Verdict.NOT_ENOUGH_EVIDENCE, ()),
            Finding(Requirement.POTENTIAL_EVIDENCE, Verdict.MET, (at(ASSESSED),)),
            Finding(Requirement.EVIDENCE_AT_TARGET_LEVEL, Verdict.MET, (at(ASSESSED),)),
            Finding(Requirement.WORK_VALUES, Verdict.NOT_ENOUGH_EVIDENCE, (at(ASSESSED),)),
            Finding(Requirement.NO_CONFIRMED_INTEGRITY_CONCERN, Verdict.MET, ()),
            Finding(Requirement.VACANCY_OR_NEED, Verdict.MET, ()),
            Finding(Requirement.TRANSITION_PLAN, Verdict.NOT_JUDGED, ()),
            Finding(Requirement.CARRIED_DEBT, Verdict.NOT_JUDGED, ()),
            Finding(Requirement.EVIDENCE_OLDER_THAN, Verdict.MET, ()),
            Finding(Requirement.ONE_SOURCE_DOMINATES, Verdict.WARNING, (at(ASSESSED),)),
            Finding(Requirement.FILE_COMPLETE, Verdict.MET, ()),
        ),
        decided_by=KIM,
        rationale="Five months of the shift, with the shift behind her",
        overrides=(
            Override(Requirement.PERFORMANCE_SUSTAINED, LEO, REVIEWS),
            Override(Requirement.WORK_VALUES, LEO, REVIEWS),
        ),
        override_reasons=(
            "Her first cycle as shift lead ends in winter; the shift cannot wait",
            "Two more who could speak of what she values will vote on her",
        ),
        recommendation=at(RECOMMENDED),
        judged_by=PRESENT,
        effective_on=date(2024, 6, 3),
    ),
)
INFORMED: Final = example(
    ADA, PersonInformed(about=at(APPROVED), how=Channel.IN_PERSON, informed_by=BEN, effective_on=date(2024, 6, 4))
)
APPEALED: Final = example(
    CASE,
    AppealLodged(
        ADA,
        AppealGround.ERROR_OF_FACT,
        lodged_by=ADA,
        due_on=date(2024, 7, 10),
        words="The scrap rate that you read was the day shift's",
        facts=(at(ASSESSED),),
        effective_on=date(2024, 6, 10),
    ),
)
APPEAL_DECIDED: Final = example(
    CASE,
    AppealDecided(
        ADA,
        AppealOutcome.REMITTED,
        (JON,),
        "The rate on the file is another shift's indeed",
        effective_on=date(2024, 6, 24),
    ),
)

HEARD: Final = example(
    CASE, CandidateHeard(ADA, heard_by=MAX, words="I would rather wait for the spring", effective_on=date(2024, 6, 26))
)
CANDIDACY_WITHDRAWN: Final = example(CASE, CandidacyWithdrawn(ADA, effective_on=date(2024, 6, 27)))
REVIEWED: Final = example(
    CASE,
    OverrideReviewed(
        ADA,
        at(APPROVED),
        Requirement.WORK_VALUES,
        HeldUp.HELD_UP,
        (at(ASSESSED), at(COMPLETED)),
        reviewed_by=MAX,
        effective_on=date(2024, 12, 3),
    ),
)
