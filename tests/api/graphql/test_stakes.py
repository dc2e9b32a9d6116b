"""Whoever has a stake in a case does not act on it over GraphQL, and does not step out of it for a day."""

from __future__ import annotations

from tests.api.conftest import Served
from tests.api.graphql.test_undeserved_promotion import DAY, PANEL, SEEN, STATED, WITH_STAKE, Firm, firm, is_recommended

__all__ = ["firm"]


def test_nothing_is_decided_on_what_people_did_who_turn_out_to_have_had_a_stake(firm: Firm) -> None:
    """Known before the decision, it is refused and a panel is convened anew; known after it, the replay says so."""
    firm.file_closes()
    is_recommended(firm)
    pair = {"mentor": firm.people["convener"], "mentee": firm.people["ada"], "effectiveOn": "2024-02-05"}
    firm.served.recorded("agreeMentorship", **pair, goals="Lead", hoursPromised=12.0, cadenceDays=30)
    why = firm.refuses(WITH_STAKE, "declinePromotion", decidedBy="decider", **STATED)
    assert (firm.people["convener"] in why, "mentor" in why) == (True, True)
    others = {**PANEL, "convenedBy": "partner", "moderatedBy": "junior0"}
    firm.takes("convenePanel", **others)
    firm.takes("openVote", openedBy="near0")
    for voter in PANEL["members"]:
        firm.takes("castVote", voter=voter, choice="AGAINST")
    firm.takes("closeVote", closedBy="near0")
    firm.takes("stateRecommendation", statedBy="near0", **STATED)
    firm.takes("declinePromotion", decidedBy="decider", **STATED)

    line = {"person": firm.people["partner"], "manager": firm.people["ada"], "level": "self", "function": "People"}
    unit = firm.served.unit("Assembly")
    firm.served.recorded("movePerson", **line, unit=unit, effectiveOn="2024-05-07")
    told = firm.served.ask(
        "query ($id: ID!) { promotionCase(id: $id) { replay { verdict objection sinceThen { objection } } } }",
        id=firm.case,
    )["promotionCase"]["replay"]
    assert (told["verdict"], told["objection"]) == ("REPRODUCED", None)
    assert "direct_report" in told["sinceThen"]["objection"]


def test_a_conflict_is_declared_of_anybody_who_acts(firm: Firm) -> None:
    firm.file_closes()
    is_recommended(firm)
    said = {"conflict": "OTHER", "declaredBy": "decider", "words": "We were at school together"}
    firm.takes("declareConflict", member="decider", **said)
    assert "conflict" in firm.refuses(WITH_STAKE, "declinePromotion", decidedBy="decider", **STATED)
    firm.takes("retainMember", member="decider", decidedBy=["near0", "far"], why="That was long ago")
    firm.takes("declinePromotion", decidedBy="decider", **STATED)


def test_what_others_say_of_somebody_blocks_them_only_where_a_steward_says_it(
    firm: Firm, steward: str, served: Served
) -> None:
    """The proposer called whom they did not want to decide their cousin, and nobody could take that back."""
    firm.file_closes()
    is_recommended(firm)
    said = {"conflict": "CLOSE_RELATION", "words": "They are cousins"}
    firm.takes("declareConflict", member="decider", declaredBy="ada", **said)
    declared = firm.takes("declareConflict", member="decider", declaredBy="mona", **said)["entries"][0]
    told = "query ($id: ID!) { promotionCase(id: $id) { steps { reference } } }"
    steps = served.ask(told, id=firm.case)["promotionCase"]["steps"]
    assert {"reference": declared} in steps, "it is told beside the case"
    firm.takes("declareConflict", member="authority", declaredBy=steward, **said)
    assert "conflict" in firm.refuses(WITH_STAKE, "declinePromotion", decidedBy="authority", **STATED)
    firm.takes("declinePromotion", decidedBy="decider", **STATED)


def test_nobody_steps_out_of_a_stake_for_the_day_of_an_act(firm: Firm) -> None:
    """A report was placed elsewhere for a day, a rival withdrew for one, and both judged the candidate."""
    firm.file_closes()
    away = {"unit": "Elsewhere", "function": "Sales", "level": "others", "exempt": "REORGANISATION"}
    report = firm.people["report"]
    firm.served.recorded("movePerson", person=report, **away, manager=firm.people["chief"], effectiveOn=SEEN)
    why = firm.refuses(WITH_STAKE, "convenePanel", **{**PANEL, "members": ["report", "near1", "far"]})
    assert f"direct_report on {DAY}" in why


def test_a_rival_does_not_withdraw_to_judge(firm: Firm, unit: str) -> None:
    role = firm.served.recorded("establishRole", title="Planner", unit=unit, function="Production",
                                level="others", effectiveOn="2024-01-01")["subject"]  # fmt: skip
    firm.takes("withdrawCandidacy", candidate="ada")
    firm.case = firm.served.recorded("proposePromotion", **firm.step(role=role))["subject"]
    rival = firm.step(role=role, candidate=firm.people["junior0"], proposedBy=firm.people["junior0"])
    other = firm.served.recorded("proposePromotion", **rival)["subject"]
    firm.file_closes()
    firm.served.recorded("withdrawCandidacy", case=other, candidate=firm.people["junior0"], effectiveOn=SEEN)
    why = firm.refuses(WITH_STAKE, "convenePanel", **{**PANEL, "moderatedBy": "junior0"})
    assert "rival" in why


def test_whoever_declares_a_conflict_does_not_decide_on_it(firm: Firm) -> None:
    """A convener declared one of a juror who would vote against, recused them alone, and named a friend."""
    firm.file_closes()
    firm.takes("convenePanel", **PANEL)
    firm.takes("declareConflict", member="far", conflict="OTHER", declaredBy="convener", words="They quarrelled")
    for deciders in (["convener"], ["convener", "near0"]):
        why = firm.refuses("OthersMustDecide", "recuseMember", member="far", decidedBy=deciders, why="They did")
        assert firm.people["convener"] in why
    firm.takes("retainMember", member="far", decidedBy=["near0"], why="They did not")


def test_whoever_deferred_a_decision_does_not_vote_on_it(firm: Firm) -> None:
    firm.file_closes()
    firm.recommends("AGAINST")
    firm.takes("deferPromotion", decidedBy="decider", revisitOn="2024-06-03", **STATED)
    firm.served.recorded("leavePerson", person=firm.people["far"], effectiveOn=SEEN)
    firm.day = "2024-06-03"
    free = {"member": "far", "namedBy": "convener"}
    firm.refuses("HasDeferred", "nameSubstitute", **free, substitute="decider")


def test_nobody_taints_a_rival_in_nobodys_name(firm: Firm) -> None:
    """An evaluation by nobody began a round of its own, and left the rival without enough evidence."""
    rated = {"instrument": "PERFORMANCE_EVALUATION", "purpose": "DECISION", "framework": firm.framework, "edition": 1,
             "ratings": [{"of": "performance", "value": 1, "facts": ["Heard so"]}], "cycle": "2024",
             "effectiveOn": DAY}  # fmt: skip
    by = firm.served.asked_by(firm.people["junior0"])
    told = by.record("recordAssessment", {**rated, "person": firm.people["ada"]})
    assert told.get("rule") == "KeptByOthers", told


def test_whoever_proposed_somebody_does_not_take_the_case_away_once_it_is_acted_on(firm: Firm) -> None:
    """A proposal was retracted by who had recorded it when the votes were in, and the case was gone."""
    firm.file_closes()
    told = firm.served.record("retractEntry", {"entry": f"{firm.case}@1", "reason": "It does not look well"})
    assert (told["__typename"], told.get("rule")) == ("Refused", "ProposalActedOn"), told
