"""Somebody tries to be promoted without ground, with the help of friends: each step of it is refused, and by what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr

from api.settings import Settings
from domain.frameworks.packs.shipped import present_edition
from tests.api.conftest import KEY, Served, serving
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_who_acts import steward
from tests.api.inputs import as_input

__all__ = ["steward"]

DAY, SEEN, LATE = "2024-05-06", "2024-05-14", "2024-07-01"
WITH_STAKE = "ConflictedMember"
PANEL: dict[str, Any] = {
    "members": ["near0", "near1", "far"],
    "convenedBy": "convener",
    "moderatedBy": "moderator",
}
STATED = {"rationale": "The shift plans itself"}


@dataclass
class Firm:
    """A firm under the pack that ships, and a step that somebody wants to take in it."""

    served: Served
    framework: str
    people: dict[str, str]
    evaluations: list[str]
    """The yearly ones of the candidate, the oldest first."""
    case: str = ""
    day: str = DAY

    def says(self, mutation: str, **given: Any) -> dict[str, Any]:
        """What an act on the case comes to; people are named by what they are to the candidate."""
        named = {key: self.ids(value) for key, value in given.items()}
        return self.served.record(mutation, {"case": self.case, "effectiveOn": self.day, **named})

    def ids(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.ids(each) for each in value]
        if isinstance(value, dict):
            return {key: self.ids(each) for key, each in value.items()}
        return self.people.get(value, value)

    def refuses(self, rule: str, mutation: str, **given: Any) -> str:
        told = self.says(mutation, **given)
        assert (told["__typename"], told.get("rule")) == ("Refused", rule), told
        return str(told["why"])

    def takes(self, mutation: str, **given: Any) -> dict[str, Any]:
        told = self.says(mutation, **given)
        assert told["__typename"] == "Recorded", told
        return told

    def told_of(self, entry: str) -> None:
        """Somebody tells the candidate of an entry."""
        told = {"person": self.people["ada"], "about": entry, "how": "IN_PERSON", "informedBy": self.people["partner"]}
        self.served.recorded("informPerson", **told, effectiveOn=self.day)

    def file_closes(self) -> None:
        """The candidate has seen the file, and it is closed once their time to comment is over."""
        self.told_of(f"{self.case}@1")
        self.day = SEEN
        self.takes("closeFile", closedBy="partner")

    def recommends(self, choice: str) -> None:
        """A panel votes, all alike."""
        self.takes("convenePanel", **PANEL)
        self.takes("openVote", openedBy="convener")
        for voter in PANEL["members"]:
            self.takes("castVote", voter=voter, choice=choice)
        self.takes("closeVote", closedBy="convener")
        self.takes("stateRecommendation", statedBy="near0", **STATED)

    def awaited(self, on: str) -> list[dict[str, Any]]:
        """The reviews that are to come or due on a day."""
        asked = """query ($id: ID!, $asOf: AsOf) { promotionCase(id: $id, asOf: $asOf) {
            awaitedReviews { criterion dueOn due overdue authorisedBy } } }"""
        told = self.served.ask(asked, id=self.case, asOf={"effectiveOn": on})["promotionCase"]
        return list(told["awaitedReviews"])

    def is_declined(self) -> str:
        """The usual course, up to a decline; its reference."""
        self.file_closes()
        self.recommends("AGAINST")
        return str(self.takes("declinePromotion", decidedBy="decider", **STATED)["entries"][0])

    def step(self, **changed: Any) -> dict[str, Any]:
        return {
            "candidate": self.people["ada"],
            "direction": "UP",
            "fromLevel": "self",
            "toLevel": "others",
            "framework": self.framework,
            "edition": 1,
            "proposedBy": self.people["ada"],
            "grounds": "I am ready",
            "effectiveOn": DAY,
            **changed,
        }


@pytest.fixture
def firm(served: Served, join: Join, unit: str) -> Firm:
    framework = f"framework-{uuid4().hex[:8]}"
    brought = {"framework": framework, "effectiveOn": "2019-01-01", "imported": True}
    served.recorded("publishFramework", edition=as_input(replace(present_edition(), number=1)), **brought)
    served.recorded("adoptFramework", unit=served.unit(unit), **brought)
    people: dict[str, str] = {}
    for name, level, function, manager in (
        ("chief", "leaders", "Board", None),
        ("mona", "others", "Production", "chief"),
        ("ada", "self", "Production", "mona"),
        ("report", "self", "Production", "ada"),
        ("friend", "self", "Production", "ada"),
        *((f"junior{number}", "self", "Sales", "chief") for number in range(3)),
        *((f"near{number}", "others", "Production", "chief") for number in range(3)),
        ("far", "others", "Sales", "chief"),
        ("partner", "self", "People", "chief"),
        ("convener", "self", "People", "chief"),
        ("moderator", "self", "People", "chief"),
        ("decider", "leaders", "Sales", None),
        ("authority", "leaders", "People", None),
    ):
        led = {"manager": people[manager]} if manager else {}
        people[name] = join(name, unit=unit, level=level, function=function, **led)
    evaluations = [
        served.recorded(
            "recordAssessment",
            person=people["ada"],
            instrument="PERFORMANCE_EVALUATION",
            purpose="DECISION",
            framework=framework,
            edition=1,
            assessor=people["mona"],
            level="self",
            cycle=str(year),
            ratings=[{"of": "performance", "value": value, "facts": ["The figures of the year"]}],
            effectiveOn=f"{year}-12-11",
        )["entries"][0]
        for year, value in ((2020, 2), (2021, 2), (2022, 1), (2023, 1))
    ]
    firm = Firm(served, framework, people, evaluations)
    firm.case = served.recorded("proposePromotion", **firm.step())["subject"]
    return firm


def test_an_undeserved_promotion_is_refused_at_each_step(firm: Firm) -> None:
    joining = f"{firm.people['ada']}@1"
    why = firm.refuses("NotEvidenceOf", "fileEvidence", evidence=joining, evidenceKind="POTENTIAL", filedBy="ada")
    assert "PersonJoined" in why
    assert "assessment_centre" in why
    old, older, *_ = firm.evaluations
    firm.refuses("NotEvidenceOf", "fileEvidence", evidence=old, evidenceKind="POTENTIAL", filedBy="ada")
    for evaluation in (old, older):
        firm.takes("fileEvidence", evidence=evaluation, evidenceKind="PERFORMANCE", filedBy="ada")

    for stake in ("ada", "report", "mona"):
        firm.refuses(WITH_STAKE, "closeFile", closedBy=stake)
    assert "nobody told" in firm.refuses("FileNotSeen", "closeFile", closedBy="partner")
    firm.told_of(f"{firm.case}@1")
    assert "until 2024-05-13" in firm.refuses("FileNotSeen", "closeFile", closedBy="partner")
    firm.day = SEEN
    firm.takes("closeFile", closedBy="partner")

    panel = PANEL
    for stake in ("ada", "report", "mona"):
        firm.refuses(WITH_STAKE, "convenePanel", **{**panel, "convenedBy": stake})
        firm.refuses(WITH_STAKE, "convenePanel", **{**panel, "moderatedBy": stake})
        firm.refuses(WITH_STAKE, "convenePanel", **{**panel, "members": ["near0", "far", stake]})
    juniors = ["junior0", "junior1", "junior2"]
    assert "0 of 3" in firm.refuses("TooFewAtTheLevel", "convenePanel", **{**panel, "members": juniors})
    near = ["near0", "near1", "near2"]
    assert "“Production”" in firm.refuses("TooFewFromOutside", "convenePanel", **{**panel, "members": near})
    firm.refuses("ModeratorMissing", "convenePanel", **{**panel, "moderatedBy": None})
    firm.takes("convenePanel", **panel, presentedBy="mona")

    firm.refuses(WITH_STAKE, "openVote", openedBy="report")
    firm.takes("openVote", openedBy="convener")
    for voter in panel["members"]:
        firm.takes("castVote", voter=voter, choice="IN_FAVOUR")
    firm.refuses(WITH_STAKE, "closeVote", closedBy="report")
    firm.takes("closeVote", closedBy="convener")
    firm.refuses(WITH_STAKE, "stateRecommendation", statedBy="ada", **STATED)
    firm.takes("stateRecommendation", statedBy="near0", **STATED)

    for stake in ("ada", "report", "mona"):
        for decision in ("approvePromotion", "declinePromotion"):
            firm.refuses(WITH_STAKE, decision, decidedBy=stake, **STATED)
        later = {"decidedBy": stake, "revisitOn": "2024-06-03"}
        firm.refuses(WITH_STAKE, "deferPromotion", **later, **STATED)
    assert "“others”" in firm.refuses("DecidesAbove", "approvePromotion", decidedBy="junior0", **STATED)
    why = firm.refuses("CriterionNotMet", "approvePromotion", decidedBy="decider", **STATED)
    unmet = ["performance_sustained", "potential_evidence", "evidence_at_target_level", "work_values"]
    assert [name for name in unmet if f"“{name}”" not in why] == []
    for authority, rule in (
        ("friend", WITH_STAKE),
        ("mona", WITH_STAKE),
        ("decider", "AuthorityDecides"),
        ("junior0", "DecidesAbove"),
        ("near0", "AuthorityVoted"),
    ):
        set_aside = [{"criterion": name.upper(), "authorisedBy": authority, "reason": "We know her"} for name in unmet]
        firm.refuses(rule, "approvePromotion", decidedBy="decider", setAside=set_aside, **STATED)
    firm.takes("declinePromotion", decidedBy="decider", **STATED)

    told = firm.served.ask(
        """query ($id: ID!) { promotionCase(id: $id) {
             decision { judgedBy findings { criterion verdict restsOn } } replay { verdict objection } } }""",
        id=firm.case,
    )["promotionCase"]
    assert told["decision"]["judgedBy"] == "second"
    found = {one["criterion"]: one for one in told["decision"]["findings"]}
    left_off = found["FILE_COMPLETE"]
    assert (left_off["verdict"], left_off["restsOn"]) == ("WARNING", firm.evaluations[2:])
    assert {found[name]["verdict"] for name in ("TRANSITION_PLAN", "CARRIED_DEBT", "VACANCY_OR_NEED")} == {"NOT_JUDGED"}
    assert (told["replay"]["verdict"], told["replay"]["objection"]) == ("REPRODUCED", None)


def test_what_was_decided_on_stays_as_it_was_proposed(firm: Firm) -> None:
    proposal = f"{firm.case}@1"
    second = firm.served.record("proposePromotion", firm.step())
    assert (second["__typename"], second.get("rule")) == ("Refused", "AlreadyUnderWay"), second
    firm.file_closes()
    again = firm.step(case=firm.case, proposedBy=firm.people["partner"])
    corrected = {"entry": proposal, "replacement": {"proposePromotion": again}, "reason": "He wrote it"}
    told = firm.served.record("correctEntry", corrected)
    assert (told["__typename"], told.get("rule")) == ("Refused", "ProposalActedOn"), told


def test_nobody_chooses_the_framework_that_they_are_judged_under(firm: Firm) -> None:
    lenient = f"framework-{uuid4().hex[:8]}"
    easy = replace(present_edition(), number=1, promotion=())
    brought = {"framework": lenient, "effectiveOn": "2019-01-01", "imported": True}
    firm.served.recorded("publishFramework", edition=as_input(easy), **brought)
    told = firm.served.record("proposePromotion", firm.step(framework=lenient))
    assert (told["__typename"], told.get("rule")) == ("Refused", "AnotherFramework"), told
    assert firm.framework in told["why"]


def test_time_to_appeal_runs_from_the_day_the_candidate_was_told(firm: Firm) -> None:
    decision = firm.is_declined()
    firm.day = LATE
    appeal = {"ground": "PROCEDURE", "lodgedBy": "ada", "words": "I was not heard"}
    firm.takes("lodgeAppeal", **appeal)
    firm.refuses("NotTheirAppeal", "withdrawAppeal", withdrawnBy="mona")
    firm.takes("withdrawAppeal", withdrawnBy="ada")
    firm.told_of(decision)
    firm.day = "2024-07-29"
    firm.takes("lodgeAppeal", **appeal)
    firm.refuses("TooFewDecide", "decideAppeal", outcome="REMITTED", decidedBy=["authority"], rationale="She was not")
    others = ["authority", "report"]
    firm.refuses(WITH_STAKE, "decideAppeal", outcome="REMITTED", decidedBy=others, rationale="She was not")
    firm.takes("withdrawAppeal", withdrawnBy="ada")
    firm.day = "2024-07-30"
    assert "2024-07-29" in firm.refuses("AppealTooLate", "lodgeAppeal", **appeal)
    told = firm.served.record("retractEntry", {"entry": f"{firm.case}@1", "reason": "To begin anew"})
    assert (told["__typename"], told.get("rule")) == ("Refused", "ProposalDecided"), told
    assert decision in told["why"]


def test_a_candidate_withdraws_without_a_mark(firm: Firm) -> None:
    firm.refuses("NotTheirCandidacy", "withdrawCandidacy", candidate="mona")
    firm.takes("withdrawCandidacy", candidate="ada")
    firm.refuses("CandidateWithdrew", "closeFile", closedBy="partner")
    assert firm.served.record("proposePromotion", firm.step())["__typename"] == "Recorded"


def test_a_case_is_decided_within_its_time(firm: Firm) -> None:
    firm.file_closes()
    firm.day = "2024-08-05"
    firm.refuses("DecidedTooLate", "declinePromotion", decidedBy="decider", **STATED)
    again = firm.served.record("proposePromotion", firm.step(effectiveOn=firm.day))
    assert again["__typename"] == "Recorded", "a case that has lapsed keeps nobody from another"


def test_what_was_set_aside_is_reviewed_when_it_is_due_and_not_by_who_set_it_aside(firm: Firm) -> None:
    firm.file_closes()
    firm.recommends("IN_FAVOUR")
    unmet = ["PERFORMANCE_SUSTAINED", "POTENTIAL_EVIDENCE", "EVIDENCE_AT_TARGET_LEVEL", "WORK_VALUES"]
    set_aside = [{"criterion": name, "authorisedBy": "authority", "reason": "We know her"} for name in unmet]
    decision = firm.takes("approvePromotion", decidedBy="decider", setAside=set_aside, **STATED)["entries"][0]
    seen = firm.served.recorded("giveFeedback", person=firm.people["ada"], giver=firm.people["mona"],
                                purpose="DECISION", strengths="Leads", improvements="",
                                effectiveOn="2024-09-02")["entries"]  # fmt: skip
    review = {"decision": decision, "criterion": "WORK_VALUES", "outcome": "MIXED", "facts": seen}
    firm.day = "2024-11-13"
    firm.refuses("OverrideReviewTooEarly", "reviewOverride", reviewedBy="partner", **review)
    firm.day = "2024-11-14"
    for own in ("authority", "ada"):
        firm.refuses("ReviewsTheirOwn", "reviewOverride", reviewedBy=own, **review)
    for nothing_new in ([], [firm.evaluations[-1]]):
        firm.refuses("NoFactOfReview", "reviewOverride", reviewedBy="partner", **{**review, "facts": nothing_new})
    assert [awaited["dueOn"] for awaited in firm.awaited("2024-11-14") if awaited["due"]] == ["2024-11-14"] * 4
    assert [awaited for awaited in firm.awaited("2024-11-14") if awaited["overdue"]] == []
    firm.takes("reviewOverride", reviewedBy="partner", **review)
    late = [awaited["criterion"] for awaited in firm.awaited("2024-12-01") if awaited["overdue"]]
    assert sorted(late) == sorted({*unmet} - {"WORK_VALUES"})
    assert [one["dueOn"] for one in firm.awaited("2024-12-01") if one["criterion"] == "WORK_VALUES"] == ["2025-05-14"]
    firm.refuses("OverrideReviewTooEarly", "reviewOverride", reviewedBy="partner", **review)
    firm.refuses("NoReviewAwaited", "reviewOverride", reviewedBy="partner", **{**review, "criterion": "CARRIED_DEBT"})


def test_what_others_file_the_candidate_is_shown_again_even_on_the_same_day(firm: Firm) -> None:
    firm.takes("fileEvidence", evidence=firm.evaluations[2], evidenceKind="PERFORMANCE", filedBy="ada")
    firm.told_of(f"{firm.case}@1")
    firm.takes("fileEvidence", evidence=firm.evaluations[3], evidenceKind="PERFORMANCE", filedBy="mona")
    firm.day = SEEN
    assert f"{firm.case}@3" in firm.refuses("FileNotSeen", "closeFile", closedBy="partner")


def is_recommended(firm: Firm) -> None:
    """A panel is convened, votes and recommends."""
    firm.takes("convenePanel", **PANEL)
    firm.takes("openVote", openedBy="convener")
    for voter in PANEL["members"]:
        firm.takes("castVote", voter=voter, choice="AGAINST")
    firm.takes("closeVote", closedBy="convener")
    firm.takes("stateRecommendation", statedBy="near0", **STATED)


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


def test_what_a_candidate_writes_of_themselves_shows_no_potential(firm: Firm) -> None:
    """As feedback from nobody, or as an assignment that they called done."""
    ada, hers = firm.people["ada"], firm.served.asked_by(firm.people["ada"])
    of_ada = {"person": ada, "effectiveOn": DAY}
    praise = {**of_ada, "purpose": "DECISION", "strengths": "A born leader", "improvements": ""}
    assert hers.record("giveFeedback", praise)["rule"] == "KeptByOthers"
    said = firm.served.recorded("giveFeedback", **praise)
    task = {"title": "Lead", "assignmentKind": "PROJECT_LEAD", "startsOn": DAY}
    given = hers.recorded("giveAssignment", **of_ada, **task)["made"][0]
    done = {**of_ada, "assignment": given, "outcome": "Led it"}
    assert hers.record("completeAssignment", {**done, "seenBy": ada})["rule"] == "SeenByThemselves"
    refused = hers.record("completeAssignment", {**done, "seenBy": firm.people["mona"]})
    assert (refused["rule"], refused["field"]) == ("NotTheirsToSay", "seenBy")
    done = hers.recorded("completeAssignment", **done)
    for entry in (said["entries"][0], done["entries"][0]):
        firm.takes("fileEvidence", evidence=entry, evidenceKind="POTENTIAL", filedBy="ada")
    firm.file_closes()
    firm.recommends("IN_FAVOUR")
    why = firm.refuses("CriterionNotMet", "approvePromotion", decidedBy="decider", **STATED)
    assert "“potential_evidence” came out as “not_met”" in why


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


def test_nobody_uses_up_the_appeal_of_another(firm: Firm) -> None:
    """Whoever proposed the candidate appealed for a pretence, it was dismissed, and that was the one appeal."""
    firm.takes("withdrawCandidacy", candidate="ada")
    firm.case = firm.served.recorded("proposePromotion", **firm.step(proposedBy=firm.people["junior1"]))["subject"]
    firm.is_declined()
    appeal = {"ground": "PROCEDURE", "words": "Something was wrong"}
    firm.takes("lodgeAppeal", lodgedBy="junior1", **appeal)
    firm.refuses("AlreadyAppealed", "lodgeAppeal", lodgedBy="ada", **appeal)
    others = ["authority", "junior2"]
    firm.takes("decideAppeal", outcome="DISMISSED", decidedBy=others, rationale="Nothing was")
    firm.refuses("AlreadyAppealed", "lodgeAppeal", lodgedBy="junior1", **appeal)
    firm.takes("lodgeAppeal", lodgedBy="ada", **appeal)


def test_whoever_deferred_a_decision_does_not_vote_on_it(firm: Firm) -> None:
    firm.file_closes()
    firm.recommends("AGAINST")
    firm.takes("deferPromotion", decidedBy="decider", revisitOn="2024-06-03", **STATED)
    firm.served.recorded("leavePerson", person=firm.people["far"], effectiveOn=SEEN)
    firm.day = "2024-06-03"
    free = {"member": "far", "namedBy": "convener"}
    firm.refuses("HasDeferred", "nameSubstitute", **free, substitute="decider")


def test_convening_a_panel_anew_tells_nobody_how_the_old_one_voted(firm: Firm) -> None:
    """Somebody made a stake of the convener's known in the middle of a round, and its votes could be read."""
    firm.file_closes()
    firm.takes("convenePanel", **PANEL)
    firm.takes("openVote", openedBy="near0")
    cast = firm.takes("castVote", voter="near1", choice="AGAINST", words="Not yet")["position"]
    pair = {"mentor": firm.people["convener"], "mentee": firm.people["ada"], "effectiveOn": "2024-02-05"}
    firm.served.recorded("agreeMentorship", **pair, goals="Lead", hoursPromised=12.0, cadenceDays=30)
    others = {**PANEL, "convenedBy": "partner", "moderatedBy": "junior0"}
    firm.takes("convenePanel", **others)

    def told() -> dict[str, Any]:
        entry = firm.served.ask("query ($p: Int!) { entry(position: $p) { event } }", p=cast)["entry"]
        return dict(entry["event"])

    assert (told()["choice"], told()["words"]) == ({"withheld": True}, {"withheld": True})
    firm.takes("openVote", openedBy="near0", whyAgain="The panel was convened anew")
    for voter in PANEL["members"]:
        firm.takes("castVote", voter=voter, choice="IN_FAVOUR")
    assert told()["choice"] == {"withheld": True}
    firm.takes("closeVote", closedBy="near0")
    assert told()["choice"] == {"withheld": True}, "that round never closed"


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


def test_an_offered_hearing_may_be_waived_and_that_is_told(firm: Firm) -> None:
    said = {"heardBy": "partner", "words": "Offered in person and in writing", "waived": True}
    heard = firm.takes("hearCandidate", **said)["position"]
    told = firm.served.ask("query ($p: Int!) { entry(position: $p) { event } }", p=heard)["entry"]["event"]
    assert told["waived"] is True


def test_nobodys_time_to_appeal_is_over_before_it_is_on_record_that_it_ran(make_database: Callable[[], str]) -> None:
    """A decline and the news of it were written today and dated months back, and the appeal came too late."""
    settings = Settings(database_url=make_database(), key=SecretStr(KEY))
    with serving(settings) as house:
        house.recorded("beginLedger", effectiveOn="2024-01-01")
        unit = house.unit("Assembly")
        level = {"unit": unit, "level": "self", "effectiveOn": "2024-01-08"}
        ada, clerk, head = (house.recorded("joinPerson", name=name, **level)["subject"] for name in ("Ada", "Cy", "Di"))
        step = {"candidate": ada, "proposedBy": ada, "direction": "LATERAL", "fromLevel": "self", "toLevel": "self"}
        in_force = house.ask("{ activeEdition { framework edition { number } } }")["activeEdition"]
        edition = {"framework": in_force["framework"], "edition": in_force["edition"]["number"]}
        case = house.recorded("proposePromotion", **step, **edition, grounds="Mine", effectiveOn=DAY)["subject"]
        told = {"person": ada, "how": "IN_PERSON", "informedBy": clerk}
        house.recorded("informPerson", **told, about=f"{case}@1", effectiveOn=DAY)
        house.recorded("closeFile", case=case, closedBy=clerk, effectiveOn=SEEN)
        decline = {"case": case, "decidedBy": head, "rationale": "Not now", "effectiveOn": SEEN}
        decision = house.recorded("declinePromotion", **decline)["entries"][0]
        house.recorded("informPerson", **told, about=decision, effectiveOn=SEEN)
        appeal = {"case": case, "ground": "PROCEDURE", "lodgedBy": ada, "words": "Nobody told me"}
        assert house.record("lodgeAppeal", appeal)["__typename"] == "Recorded"
