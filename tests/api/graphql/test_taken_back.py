"""What is withdrawn, retracted, or over by the time it is said, over GraphQL: it wins nobody anything either."""

from __future__ import annotations

from datetime import date

from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.kernel.ids import CaseId, FrameworkId, PersonId
from domain.promotions.decisions import PromotionApproved
from domain.promotions.judging.judges import PRESENT
from domain.promotions.promotion_case import Direction
from ledger import new_id
from tests.api.graphql.test_undeserved_promotion import PANEL, SEEN, STATED, WITH_STAKE, Firm, firm, is_recommended
from tests.ledger.commands_recorded import past_the_rules

__all__ = ["firm"]

FILE = "query ($id: ID!) { promotionCase(id: $id) { evidence { evidence retractedBy { reference reason } } } }"
SINCE = "query ($id: ID!) { promotionCase(id: $id) { replay { verdict objection sinceThen { objection cameToLight { how onFile } } } } }"  # noqa: E501  a document


def test_whoever_withdraws_meets_the_same_panel_again(firm: Firm) -> None:
    firm.file_closes()
    is_recommended(firm)
    firm.takes("withdrawCandidacy", candidate="ada")
    again = firm.step(effectiveOn=SEEN)
    firm.case = firm.served.recorded("proposePromotion", **again)["subject"]
    firm.told_of(f"{firm.case}@1")
    firm.day = "2024-05-22"
    firm.takes("closeFile", closedBy="partner")
    others = {**PANEL, "members": ["near1", "near2", "far"]}
    assert firm.people["near0"] in firm.refuses("AnotherPanel", "convenePanel", **others)
    gone = {"person": firm.people["near0"], "reason": "RETIRED", "effectiveOn": "2024-05-21"}
    firm.served.recorded("leavePerson", **gone)
    firm.takes("convenePanel", **others)


def test_whom_a_panel_recused_does_not_sit_on_the_next_after_a_withdrawal(firm: Firm) -> None:
    firm.file_closes()
    firm.takes("convenePanel", **PANEL)
    said = {"member": "near0", "conflict": "CLOSE_RELATION", "declaredBy": "near0", "words": "We are cousins"}
    firm.takes("declareConflict", **said)
    firm.takes("recuseMember", member="near0", decidedBy=["near1", "far"], why="They are")
    firm.takes("withdrawCandidacy", candidate="ada")
    firm.case = firm.served.recorded("proposePromotion", **firm.step(effectiveOn=SEEN))["subject"]
    firm.told_of(f"{firm.case}@1")
    firm.day = "2024-05-22"
    firm.takes("closeFile", closedBy="partner")
    assert "recused" in firm.refuses("AnotherPanel", "convenePanel", **PANEL)
    firm.takes("convenePanel", **{**PANEL, "members": ["near1", "near2", "far"]})


def test_evidence_that_is_taken_back_is_told_on_the_file_and_stays_once_it_is_closed(firm: Firm) -> None:
    *_, early, late = firm.evaluations
    for evaluation in (early, late):
        firm.takes("fileEvidence", evidence=evaluation, evidenceKind="PERFORMANCE", filedBy="partner")
    firm.served.recorded("retractEntry", entry=early, reason="Meant for another")
    told = firm.served.ask(FILE, id=firm.case)["promotionCase"]["evidence"]
    assert [one["retractedBy"] and one["retractedBy"]["reason"] for one in told] == ["Meant for another", None]
    firm.told_of(f"{firm.case}@3")
    firm.file_closes()
    is_recommended(firm)
    back = {"entry": late, "reason": "I was too harsh"}
    refused = firm.served.record("retractEntry", back)
    assert (refused["rule"], firm.case in refused["why"]) == ("LiesOnClosedFile", True), refused
    firm.takes("declinePromotion", decidedBy="decider", **STATED)
    firm.served.recorded("retractEntry", **back)
    since = firm.served.ask(SINCE, id=firm.case)["promotionCase"]["replay"]["sinceThen"]
    assert {"how": "RETRACTED", "onFile": True} in since["cameToLight"]


def test_a_stake_that_was_over_when_they_voted_shakes_what_rests_on_it(firm: Firm) -> None:
    """Said before the decision, it is refused; said after it, what has come to light since says so."""
    firm.file_closes()
    is_recommended(firm)
    led = {"person": firm.people["ada"], "line": "PROJECT", "effectiveOn": "2024-05-07", "until": "2024-05-10"}
    firm.served.recorded("setReportingLine", **led, manager=firm.people["near1"])
    why = firm.refuses(WITH_STAKE, "declinePromotion", decidedBy="decider", **STATED)
    assert (firm.people["near1"] in why, "line_manager" in why) == (True, True)
    firm.takes("recuseMember", member="near1", decidedBy=["near0", "far"], why="She led her in a project")
    firm.takes("nameSubstitute", member="near1", substitute="near2", namedBy="near0")
    firm.takes("openVote", openedBy="near0", whyAgain="One was recused")
    for voter in ("near0", "near2", "far"):
        firm.takes("castVote", voter=voter, choice="AGAINST")
    firm.takes("closeVote", closedBy="near0")
    firm.takes("stateRecommendation", statedBy="near0", **STATED)
    firm.takes("declinePromotion", decidedBy="decider", **STATED)
    firm.served.recorded("setReportingLine", **led, manager=firm.people["far"])
    told = firm.served.ask(SINCE, id=firm.case)["promotionCase"]["replay"]
    assert (told["verdict"], told["objection"]) == ("REPRODUCED", None)
    assert firm.people["far"] in told["sinceThen"]["objection"]


def test_a_case_grants_no_step_to_where_another_framework_holds(firm: Firm, unit: str) -> None:
    """A level of a lenient framework was granted, and taken where a strict one has a level of that name."""
    ada, ledger = PersonId(firm.people["ada"]), firm.served.app.state.services.ledger
    case = CaseId(new_id("case"))
    granted = PromotionApproved(
        ada, None, Direction.UP, "others", FrameworkId(firm.framework), 1, 1, (), PersonId(firm.people["decider"]),
        "Leads already", judged_by=PRESENT, overrides=(), override_reasons=(), effective_on=date(2024, 5, 6),
    )  # fmt: skip
    past_the_rules(ledger, case, granted)
    step = {"person": ada, "level": "others", "case": case, "effectiveOn": SEEN}
    refused = firm.served.record("movePerson", {**step, "unit": "Tooling"})
    assert (refused["rule"], DEFAULT_FRAMEWORK in refused["why"]) == ("NotGranted", True), refused
    firm.served.recorded("movePerson", **step, unit=unit)
