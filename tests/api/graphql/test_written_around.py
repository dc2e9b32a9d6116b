"""What people write around a case, a role or an office so that they get what nobody would grant them: it is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr

from api.settings import Settings
from domain.frameworks.packs.shipped import present_edition
from domain.kernel.ids import PersonId
from domain.offices.stewards import NameSteward
from tests.api.conftest import KEY, Served, serving
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_undeserved_promotion import DAY, PANEL, SEEN, STATED, WITH_STAKE, Firm, firm, is_recommended
from tests.api.inputs import as_input

__all__ = ["firm"]

UNMET = ["PERFORMANCE_SUSTAINED", "POTENTIAL_EVIDENCE", "EVIDENCE_AT_TARGET_LEVEL", "WORK_VALUES"]


def refused(told: dict[str, Any], rule: str) -> str:
    assert (told["__typename"], told.get("rule")) == ("Refused", rule), told
    return str(told["why"])


def role_of(firm: Firm, unit: str, level: str, title: str = "Planner") -> str:
    """A role in the firm, from the beginning of the year on."""
    described = {"title": title, "unit": unit, "function": "Production", "level": level, "effectiveOn": "2024-01-01"}
    return str(firm.served.recorded("establishRole", **described)["subject"])


def without_case(firm: Firm, person: str) -> list[str]:
    asked = '{ appointmentsWithoutCase(since: "2020-01-01") { person { id } level } }'
    told = firm.served.ask(asked)["appointmentsWithoutCase"]
    return [step["level"] for step in told if step["person"] == {"id": firm.people[person]}]


def test_nobody_gives_a_juror_a_stake_by_a_line_that_they_write(firm: Firm) -> None:
    """Somebody wrote that a juror works for the candidate in a project, and the juror's vote was gone."""
    firm.file_closes()
    firm.takes("convenePanel", **PANEL)
    by = firm.served.asked_by(firm.people["junior1"])
    line = {"person": firm.people["near1"], "effectiveOn": DAY}
    refused(by.record("setReportingLine", {**line, "line": "PROJECT", "manager": firm.people["ada"]}), "KeptByOthers")
    away = {"unit": firm.served.unit("Elsewhere"), "until": "2024-12-31", "hostManager": firm.people["ada"]}
    refused(by.record("agreeSecondment", {**line, **away}), "KeptByOthers")
    firm.takes("openVote", openedBy="convener")


@pytest.mark.parametrize("mutation", ["requestFeedback", "noteLesson"])
def test_what_somebody_asks_or_learned_nobody_else_says(firm: Firm, mutation: str) -> None:
    by = firm.served.asked_by(firm.people["junior0"])
    words = {"requestFeedback": {"asked": firm.people["junior1"], "topic": "Leading", "purpose": "DECISION"},
             "noteLesson": {"lesson": "I am not up to it"}}  # fmt: skip
    told = by.record(mutation, {"person": firm.people["ada"], "effectiveOn": DAY, **words[mutation]})
    refused(told, "NotTheirsToSay")


def test_what_somebody_does_is_told_by_them_by_whoever_leads_them_or_by_who_keeps_records(firm: Firm) -> None:
    of_ada = {"person": firm.people["ada"], "effectiveOn": DAY}
    task = {**of_ada, "title": "Lead", "assignmentKind": "PROJECT_LEAD", "startsOn": DAY}
    by = firm.served.asked_by(firm.people["junior0"])
    refused(by.record("giveAssignment", task), "NotTheirsToTell")
    given = firm.served.asked_by(firm.people["mona"]).recorded("giveAssignment", **task)["made"][0]
    short = {**of_ada, "assignment": given, "why": "She is not up to it"}
    refused(by.record("cutAssignmentShort", short), "NotTheirsToTell")
    refused(by.record("renamePerson", {**of_ada, "name": "Nobody"}), "NotTheirsToTell")
    firm.served.asked_by(firm.people["ada"]).recorded("recordPractice", **of_ada, situation="The shift was late")
    firm.served.asked_by(firm.people["chief"]).recorded("cutAssignmentShort", **short)


def test_nobody_takes_away_what_shows_their_own_stake(firm: Firm, unit: str) -> None:
    """A rival retracted their candidacy as its author, and judged the candidate."""
    role = role_of(firm, unit, "others")
    firm.takes("withdrawCandidacy", candidate="ada")
    firm.case = firm.served.recorded("proposePromotion", **firm.step(role=role))["subject"]
    rival = firm.served.asked_by(firm.people["junior0"])
    hers = firm.step(role=role, candidate=firm.people["junior0"], proposedBy=firm.people["junior0"])
    other = rival.recorded("proposePromotion", **hers)["subject"]
    pair = {"mentor": firm.people["near0"], "mentee": firm.people["ada"], "effectiveOn": "2024-02-05"}
    agreed = firm.served.recorded("agreeMentorship", **pair, goals="Lead", hoursPromised=12.0, cadenceDays=30)[
        "subject"
    ]
    firm.file_closes()
    taken = {"entry": f"{other}@1", "reason": "It was never meant"}
    assert "(rival)" in refused(rival.record("retractEntry", taken), "OwnStake")
    taken["entry"] = f"{agreed}@1"
    refused(firm.served.asked_by(firm.people["near0"]).record("retractEntry", taken), "NotTheirsToMend")
    firm.refuses(WITH_STAKE, "convenePanel", **PANEL)
    assert (
        firm.served.record("retractEntry", {"entry": f"{agreed}@1", "reason": "Another pair"})["__typename"]
        == "Recorded"
    )


def test_nobody_acts_by_a_mandate_that_is_over(make_database: Callable[[], str]) -> None:
    """A steward whose mandate had ended named another, dated back to when it stood, and ended that of others."""
    with serving(Settings(database_url=make_database(), key=SecretStr(KEY))) as house:
        placed = {"unit": house.unit("Assembly"), "effectiveOn": "2024-01-08"}
        people = (house.recorded("joinPerson", name=name, **placed)["subject"] for name in ("Di", "Ed", "Fo"))
        first, other, friend = people
        ledger = house.app.state.services.ledger
        today = ledger.today()
        until = (today + timedelta(days=200)).isoformat()
        back = {"effectiveOn": (today - timedelta(days=5)).isoformat()}
        name = NameSteward(PersonId(first), today + timedelta(days=300), effective_on=today - timedelta(days=9))
        ledger.record(name, by=ledger.tokens.of_the_machine().id)
        by, charge = house.asked_by(first), {"mandate": "STEWARD", "until": until, "givenBy": first}
        by.recorded("giveMandate", person=other, **charge)
        house.asked_by(other).recorded("endMandate", person=first, mandate="STEWARD", endedBy=other)

        refused(by.record("giveMandate", {"person": friend, **charge, **back}), "MandateIsOver")
        soon = {"effectiveOn": (today - timedelta(days=1)).isoformat()}
        ending = {"person": other, "mandate": "STEWARD", "endedBy": first}
        refused(by.record("endMandate", {**ending, **soon}), "MandateIsOver")
        able = {"person": friend, "instrument": "ASSESSMENT_CENTRE", "until": until, "accreditedBy": first}
        refused(by.record("accreditAssessor", {**able, **back}), "MandateIsOver")
        fault = {"person": other, "upheld": True, "personHeard": True, "closedBy": first}
        refused(by.record("closeIntegrityProcedure", {**fault, **back}), "MandateIsOver")


def test_nobody_proposes_themselves_anew_before_they_were_declined(firm: Firm) -> None:
    firm.is_declined()
    for day in ("2024-05-13", "2024-05-03"):
        refused(firm.served.record("proposePromotion", firm.step(effectiveOn=day)), "DeclinedRecently")


def test_whose_level_nobody_has_said_begins_from_the_lowest(firm: Firm, join: Join, unit: str) -> None:
    """They said that they stood on a leader's level, and a step to the side, past every panel, granted them that."""
    new = join("Nell", unit=unit, function="Production", manager=firm.people["chief"])
    step = {"candidate": new, "proposedBy": new, "fromLevel": "leaders", "toLevel": "leaders", "direction": "LATERAL"}
    refused(firm.served.record("proposePromotion", firm.step(**step)), "NotTheirLevel")
    up = {**step, "fromLevel": "self", "direction": "UP"}
    assert firm.served.record("proposePromotion", firm.step(**up))["__typename"] == "Recorded"


def test_nobody_makes_a_rival_of_whoever_is_to_judge_them(firm: Firm, unit: str) -> None:
    """A candidate proposed a juror for the same role, and the juror could not vote any more, whatever they did."""
    role = role_of(firm, unit, "others")
    firm.takes("withdrawCandidacy", candidate="ada")
    firm.case = firm.served.recorded("proposePromotion", **firm.step(role=role))["subject"]
    firm.file_closes()
    juror = firm.step(role=role, candidate=firm.people["far"], direction="LATERAL", fromLevel="others")
    refused(firm.served.asked_by(firm.people["ada"]).record("proposePromotion", juror), "NotNearEnough")
    unasked = firm.served.recorded("proposePromotion", **juror)["subject"]
    assert "rival" in firm.refuses(WITH_STAKE, "convenePanel", **PANEL)
    let_go = {"case": unasked, "candidate": firm.people["far"], "effectiveOn": SEEN}
    firm.served.asked_by(firm.people["far"]).recorded("withdrawCandidacy", **let_go)
    firm.takes("convenePanel", **PANEL)


def test_nobody_slips_into_a_role_before_it_is_raised(firm: Firm, unit: str) -> None:
    """A role was to be a leader's from June on, and was taken up on the last day of May, when it was none."""
    role = role_of(firm, unit, "self")
    raised = {"role": role, "title": "Planner", "unit": unit, "function": "Production", "level": "leaders"}
    firm.served.recorded("defineRoleProfile", **raised, effectiveOn="2024-06-01")
    taken = {"role": role, "person": firm.people["ada"], "effectiveOn": "2024-05-31"}
    assert "“leaders”" in refused(firm.served.record("appointToRole", taken), "CaseMissing")


def test_no_role_is_raised_under_its_holder_by_mending_what_it_was(firm: Firm, unit: str) -> None:
    low, high = role_of(firm, unit, "self"), role_of(firm, unit, "leaders", "Head")
    described = {"unit": firm.served.unit(unit), "function": "Production"}
    said = {"role": high, "title": "Head", **described, "level": "self", "effectiveOn": "2024-02-01"}
    lowered = firm.served.recorded("defineRoleProfile", **said)["entries"][0]
    for role, person in ((low, "ada"), (high, "friend")):
        firm.served.recorded("appointToRole", role=role, person=firm.people[person], effectiveOn="2024-05-31")
    higher = {"role": low, "title": "Planner", **described, "level": "leaders", "effectiveOn": "2024-01-01"}
    mended = {"entry": f"{low}@1", "reason": "Misspelled", "replacement": {"establishRole": higher}}
    assert "higher level" in refused(firm.served.record("correctEntry", mended), "OthersRestOnIt")
    told = firm.served.record("retractEntry", {"entry": lowered, "reason": "It was never so"})
    assert "higher level" in refused(told, "OthersRestOnIt")


def test_a_case_grants_its_step_where_its_framework_holds(firm: Firm, unit: str) -> None:
    """A step was approved for a role in a unit with a lenient framework, and taken at home under the strict one."""
    lenient, elsewhere = f"framework-{uuid4().hex[:8]}", f"Soft {uuid4().hex[:6]}"
    brought = {"framework": lenient, "effectiveOn": "2019-01-01", "imported": True}
    easy = replace(present_edition(), number=1, promotion=())
    firm.served.recorded("publishFramework", edition=as_input(easy), **brought)
    firm.served.recorded("adoptFramework", unit=firm.served.unit(elsewhere), **brought)
    role = role_of(firm, elsewhere, "others")
    firm.takes("withdrawCandidacy", candidate="ada")
    firm.case = firm.served.recorded("proposePromotion", **firm.step(role=role, framework=lenient))["subject"]
    firm.file_closes()
    firm.recommends("IN_FAVOUR")
    firm.takes("approvePromotion", decidedBy="decider", setAside=[], **STATED)
    step = {"person": firm.people["ada"], "level": "others", "function": "Production", "case": firm.case}
    under = {"manager": firm.people["mona"], "effectiveOn": "2024-06-01"}
    why = refused(firm.served.record("movePerson", {**step, **under, "unit": unit}), "NotGranted")
    assert (lenient in why, firm.framework in why) == (True, True)
    assert firm.served.record("movePerson", {**step, **under, "unit": elsewhere})["__typename"] == "Recorded"


def test_whoever_works_for_a_successor_in_whichever_line_neither_judges_them_nor_confirms_the_slate(
    firm: Firm, unit: str
) -> None:
    role, ada = role_of(firm, unit, "others"), firm.people["ada"]
    firm.served.recorded("nominateSuccessor", role=role, candidate=ada, why="Able", nominatedBy=firm.people["mona"],
                         effectiveOn=DAY)  # fmt: skip
    firm.served.recorded("setReportingLine", person=firm.people["junior0"], line="PROJECT", manager=ada,
                         effectiveOn="2024-01-10")  # fmt: skip
    below = {"unit": unit, "level": "self", "function": "Production", "manager": firm.people["report"]}
    firm.served.recorded("movePerson", person=firm.people["friend"], **below, effectiveOn="2024-01-05")
    judged = {"role": role, "candidate": ada, "readiness": "NOW", "facts": [firm.evaluations[-1]], "edition": 1,
              "framework": firm.framework, "rationale": "She is", "effectiveOn": DAY}  # fmt: skip
    for works_for_her in ("report", "junior0", "friend"):
        who = firm.people[works_for_her]
        slate = {"role": role, "successors": [ada], "effectiveOn": DAY, "confirmedBy": who}
        refused(firm.served.record("confirmSlate", slate), "ReportsToCandidate")
        refused(firm.served.record("assessReadiness", {**judged, "assessedBy": who}), "ReportsToCandidate")
        refused(firm.served.asked_by(who).record("confirmSlate", slate), "NotNearEnough")


def test_whoever_comes_back_from_an_agency_is_no_successor(firm: Firm, unit: str) -> None:
    role, near = role_of(firm, unit, "others"), firm.people["near0"]
    slate = {"role": role, "successors": [near], "confirmedBy": firm.people["chief"]}
    firm.served.recorded("nominateSuccessor", role=role, candidate=near, why="Able", nominatedBy=firm.people["chief"],
                         effectiveOn=DAY)  # fmt: skip
    firm.served.recorded("confirmSlate", **slate, effectiveOn=DAY)
    firm.served.recorded("leavePerson", person=near, effectiveOn="2024-06-03")
    back = {"person": near, "name": "Near", "unit": unit, "level": "others", "belonging": "AGENCY"}
    firm.served.recorded("joinPerson", **back, effectiveOn="2024-07-01")
    refused(firm.served.record("confirmSlate", {**slate, "effectiveOn": "2024-07-02"}), "EmployedElsewhere")
    asked = "query ($id: ID!, $asOf: AsOf) { role(id: $id, asOf: $asOf) { successors { employed } } }"
    for day, employed in (("2024-06-03", True), ("2024-06-04", False), ("2024-07-02", False)):
        told = firm.served.ask(asked, id=role, asOf={"effectiveOn": day})["role"]["successors"]
        assert told == [{"employed": employed}], day


def test_a_step_whose_case_was_sent_back_is_told(firm: Firm, unit: str) -> None:
    firm.file_closes()
    firm.recommends("IN_FAVOUR")
    aside = [{"criterion": name, "authorisedBy": "authority", "reason": "We know her"} for name in UNMET]
    firm.takes("approvePromotion", decidedBy="decider", setAside=aside, **STATED)
    step = {"person": firm.people["ada"], "unit": unit, "function": "Production", "level": "others"}
    firm.served.recorded("movePerson", **step, case=firm.case, effectiveOn=SEEN)
    assert without_case(firm, "ada") == []
    firm.takes("lodgeAppeal", ground="PROCEDURE", lodgedBy="ada", words="A friend was on the panel")
    firm.takes("decideAppeal", outcome="REMITTED", decidedBy=["junior0", "junior1"], rationale="One was")
    assert without_case(firm, "ada") == ["others"]


def test_whoever_never_had_a_level_comes_to_one_of_leadership_by_a_way_that_is_told(
    firm: Firm, join: Join, unit: str
) -> None:
    firm.people["new"] = join("Nell", unit=unit, function="Production")
    step = {"person": firm.people["new"], "unit": unit, "function": "Production", "level": "leaders"}
    refused(firm.served.record("movePerson", {**step, "effectiveOn": DAY}), "CaseMissing")
    firm.served.recorded("movePerson", **step, effectiveOn=DAY, exempt="REORGANISATION")
    assert without_case(firm, "new") == ["leaders"]


def test_nobody_turns_out_to_have_joined_on_a_higher_level(firm: Firm, unit: str) -> None:
    """The joining of somebody junior was corrected to a leader's, and they decided on a step."""
    junior = firm.people["junior0"]
    joined = {"person": junior, "name": "junior0", "unit": firm.served.unit(unit), "function": "Sales",
              "manager": firm.people["chief"], "effectiveOn": "2020-03-02"}  # fmt: skip
    mended = {"entry": f"{junior}@1", "reason": "Misspelled"}
    higher = {**mended, "replacement": {"joinPerson": {**joined, "level": "leaders"}}}
    refused(firm.served.record("correctEntry", higher), "JoinedHigher")
    renamed = {**mended, "replacement": {"joinPerson": {**joined, "level": "self", "name": "June"}}}
    assert firm.served.record("correctEntry", renamed)["__typename"] == "Recorded"


def moved_for_two_days(firm: Firm, unit: str, person: str, level: str) -> None:
    """It is recorded late that somebody worked for the candidate for two days since the proposal."""
    placed = {"person": firm.people[person], "unit": unit, "level": level, "function": "Production"}
    firm.served.recorded("movePerson", **placed, manager=firm.people["ada"], effectiveOn="2024-05-08")
    firm.served.recorded("movePerson", **placed, manager=firm.people["chief"], effectiveOn="2024-05-10")


@pytest.mark.parametrize(("person", "level"), [("near1", "others"), ("convener", "self")])
def test_a_stake_since_the_proposal_that_comes_to_light_before_the_decision_counts(
    firm: Firm, unit: str, person: str, level: str
) -> None:
    firm.file_closes()
    is_recommended(firm)
    moved_for_two_days(firm, unit, person, level)
    why = firm.refuses(WITH_STAKE, "declinePromotion", decidedBy="decider", **STATED)
    assert (firm.people[person] in why, "direct_report on 2024-05-08" in why) == (True, True)


def test_a_panel_does_not_recommend_what_somebody_with_a_stake_was_counted_in(firm: Firm, unit: str) -> None:
    firm.file_closes()
    firm.takes("convenePanel", **PANEL)
    firm.takes("openVote", openedBy="convener")
    for voter in PANEL["members"]:
        firm.takes("castVote", voter=voter, choice="IN_FAVOUR")
    firm.takes("closeVote", closedBy="convener")
    moved_for_two_days(firm, unit, "near1", "others")
    firm.refuses(WITH_STAKE, "stateRecommendation", statedBy="near0", **STATED)


def test_a_deputy_does_not_step_out_of_a_stake_for_the_day(firm: Firm, unit: str) -> None:
    people = firm.people
    named = {"person": people["decider"], "deputy": people["report"], "matters": ["PROMOTIONS"]}
    firm.served.asked_by(people["decider"]).recorded(
        "nameDeputy", **named, until="2028-01-01", effectiveOn="2024-01-01"
    )
    firm.file_closes()
    firm.recommends("AGAINST")
    away = {"unit": unit, "function": "Sales", "level": "self", "manager": people["chief"]}
    firm.served.recorded("movePerson", person=people["report"], **away, effectiveOn=SEEN)
    firm.served = firm.served.asked_by(people["report"])
    assert "direct_report" in firm.refuses("DeputyInConflict", "declinePromotion", decidedBy="decider", **STATED)


def test_no_seat_is_taken_away_under_whoever_acted_from_it(firm: Firm, served: Served) -> None:
    outside = served.recorded("introducePerson", name="Bo Ek", effectiveOn="2023-01-02")["subject"]
    taken = served.recorded("takeSeat", person=outside, seat="PANEL_MEMBER", effectiveOn="2023-01-02")["entries"][0]
    firm.people["outside"] = outside
    firm.file_closes()
    firm.takes("convenePanel", **{**PANEL, "members": ["near0", "near1", "outside"]})
    why = refused(served.record("retractEntry", {"entry": taken, "reason": "Never sat"}), "OthersRestOnIt")
    assert "PromotionPanelConvened" in why


def test_nobody_stands_higher_because_another_framework_came_to_hold(firm: Firm, unit: str) -> None:
    """Where a leader's level was the lowest, somebody was given it; then the framework changed, and they moved home."""
    odd, elsewhere, ada = f"framework-{uuid4().hex[:8]}", firm.served.unit(f"Odd {uuid4().hex[:6]}"), firm.people["ada"]
    edition = present_edition()
    without = replace(
        edition, number=1, levels=edition.levels[1:], competencies=(), promotion=(), readiness=(), modules=()
    )
    brought = {"framework": odd, "effectiveOn": "2019-01-01", "imported": True}
    firm.served.recorded("publishFramework", edition=as_input(without), **brought)
    firm.served.recorded("adoptFramework", unit=elsewhere, **brought)
    placed = {"person": ada, "level": "others", "function": "Production", "manager": firm.people["mona"]}
    firm.served.recorded("movePerson", **placed, unit=elsewhere, effectiveOn="2024-02-01")
    ours = {"framework": firm.framework, "effectiveOn": "2024-03-01", "imported": True}
    firm.served.recorded("adoptFramework", unit=elsewhere, **ours)
    refused(firm.served.record("movePerson", {**placed, "unit": unit, "effectiveOn": "2024-04-01"}), "CaseMissing")
