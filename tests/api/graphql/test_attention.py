"""Every flag in one place: each kind of it appears where its rule says so, is told to whom it is, and is cleared."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from api.graphql.flagged.flags_found import flag_kinds
from domain.catalogue import COMMANDS
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_appeals import ANSWER, APPEAL
from tests.api.graphql.test_break_glass import WHY
from tests.api.graphql.test_feedback_cycles import Team, team
from tests.api.graphql.test_succession_bench import House, house
from tests.api.graphql.test_undeserved_promotion import STATED, Firm, firm
from tests.test_language import ROWS

__all__ = ["firm", "house", "team"]

ATTENTION = """
  query ($for: ID, $units: [String!], $kinds: [String!], $ahead: Boolean! = false, $own: Boolean! = false,
         $order: FlagOrder! = SINCE, $first: Int = 100, $after: String, $asOf: AsOf) {
    attention(for: $for, units: $units, kinds: $kinds, ahead: $ahead, own: $own, orderBy: $order,
              first: $first, after: $after, asOf: $asOf) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        kind rowOfLanguage rule clears clearedBy about whom { id } role { id } case since due until overdue words level
        hoursHeld hoursPromised hoursOwed
      }
    }
  }"""


def flags(served: Served, on: str | None = None, **asked: Any) -> list[dict[str, Any]]:
    """The flags that whoever asks is told on a day."""
    as_of = {"effectiveOn": on} if on else None
    nodes: list[dict[str, Any]] = served.ask(ATTENTION, asOf=as_of, **asked)["attention"]["nodes"]
    return nodes


def kinds_of(told: list[dict[str, Any]]) -> list[str]:
    return [one["kind"] for one in told]


def of_kind(kind: str, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in told if one["kind"] == kind]


def test_each_kind_names_its_row_its_rule_and_a_command_that_there_is() -> None:
    kinds = flag_kinds().values()
    assert len(kinds) == 23
    assert {kind.row for kind in kinds} <= set(ROWS)
    for kind in kinds:
        assert kind.rule.endswith(".")
        assert kind.clears.endswith(".")
        assert kind.clearing is None or kind.clearing in COMMANDS.values()


@pytest.mark.mission("M37")
def test_two_who_should_have_met_again_are_told_less_their_leave(served: Served, join: Join) -> None:
    mentor, mentee = join("Mara Quist"), join("Ned Oyelaran")
    agreed = {"goals": "Lead", "hoursPromised": 12, "cadenceDays": 30, "endsOn": "2024-12-31"}
    pair = served.recorded("agreeMentorship", mentor=mentor, mentee=mentee, effectiveOn="2024-01-10", **agreed)
    about = pair["subject"]
    asks = served.asked_by(mentor)
    [flag] = flags(asks, "2024-03-01")
    assert (flag["kind"], flag["rowOfLanguage"], flag["about"]) == ("MentoringSessionDue", "M37", about)
    assert (flag["since"], flag["due"], flag["overdue"], flag["whom"]["id"]) == (
        "2024-01-10",
        "2024-02-09",
        True,
        mentee,
    )
    assert "days of leave left out" in flag["rule"]
    assert flag["clearedBy"] == "holdMentoringSession"
    assert flags(served.asked_by(mentee), "2024-03-01")[0]["whom"]["id"] == mentor
    assert flags(asks, "2024-02-09") == [], "it is due that day, and late from the next"
    served.recorded("recordLeave", person=mentee, until="2024-03-31", effectiveOn="2024-02-01")
    assert flags(asks, "2024-03-01") == []
    assert [one["due"] for one in flags(asks, "2024-04-20")] == ["2024-04-09"]
    held = {"mentorship": about, "hours": 1.5, "menteeLearned": "To listen", "effectiveOn": "2024-04-12"}
    served.recorded("holdMentoringSession", **held)
    assert flags(asks, "2024-04-20") == []
    assert kinds_of(flags(asks, "2024-04-11")) == ["MentoringSessionDue"], "as it was the day before"
    over = flags(asks, "2025-01-10")
    hours = [(one["kind"], one["hoursHeld"], one["hoursPromised"], one["hoursOwed"]) for one in over]
    assert hours == [("MentorshipToEnd", 1.5, 12.0, 9.98)], "less two months of leave"
    assert flags(served.asked_by(join("Ben Abiodun")), "2025-01-10") == []
    served.recorded("endMentorship", mentorship=about, why="TIME_UP", effectiveOn="2024-12-31")
    assert flags(asks, "2025-01-10") == []


@pytest.mark.mission("M37")
def test_a_mentee_is_asked_whether_they_want_it(served: Served, join: Join) -> None:
    mentor, mentee = join("Mara Quist"), join("Ned Oyelaran")
    agreed = {"goals": "Lead", "hoursPromised": 12, "cadenceDays": 30, "effectiveOn": "2024-01-10"}
    pair = served.recorded("agreeMentorship", mentor=mentor, mentee=mentee, **agreed)["subject"]
    asks = served.asked_by(mentee)
    [flag] = flags(asks, "2024-01-20")
    assert (flag["kind"], flag["about"], flag["since"], flag["due"]) == ("MentorshipToAccept", pair, "2024-01-10", None)
    assert (flag["clearedBy"], flag["whom"]["id"]) == ("acceptMentorship", mentor)
    assert flags(served.asked_by(mentor), "2024-01-20") == [], "who can do nothing about it"
    asks.recorded("acceptMentorship", mentorship=pair, acceptedBy=mentee, effectiveOn="2024-01-22")
    assert flags(asks, "2024-01-22") == []
    assert kinds_of(flags(asks, "2024-01-20")) == ["MentorshipToAccept"], "as it was before"


@pytest.mark.mission("M3")
def test_what_is_said_of_potential_is_told_before_it_runs_out(served: Served, join: Join) -> None:
    boss = join("Bao Lin")
    ada = join("Ada Okafor", manager=boss)
    hers = served.asked_by(ada)
    wish = hers.recorded("stateAspiration", person=ada, path="LEADERSHIP", mobile=False, effectiveOn="2024-02-01")
    entered = {"person": ada, "pool": "Leads to be", "basis": wish["entries"], "nominatedBy": ada}
    hers.recorded("enterTalentPool", **entered, effectiveOn="2024-02-01")
    assert flags(hers, "2025-03-01") == [], "sixty days before the first of May are on the second of March"
    assert kinds_of(flags(hers, "2025-03-01", ahead=True)) == ["PoolTimeRunningOut"], "for whoever looks ahead"
    for asks in (hers, served.asked_by(boss)):
        [flag] = flags(asks, "2025-03-02")
        told = (flag["kind"], flag["words"], flag["since"], flag["due"], flag["whom"]["id"])
        assert told == ("PoolTimeRunningOut", "Leads to be", "2024-02-01", "2025-05-01", ada)
    assert flags(served.asked_by(join("Ben Abiodun")), "2025-03-02") == []
    hers.recorded(
        "leaveTalentPool", person=ada, pool="Leads to be", why="OWN_WISH", leftBy=ada, effectiveOn="2025-03-02"
    )
    assert flags(hers, "2025-03-02") == []
    assert kinds_of(flags(hers, "2025-05-01")) == []


@pytest.mark.mission("M5")
def test_an_assignment_without_outcome_is_told_to_them_and_whoever_leads_them(served: Served, join: Join) -> None:
    boss = join("Bao Lin")
    ada, peer = join("Ada Okafor", manager=boss), join("Ben Abiodun", manager=boss)
    task = {"assignmentKind": "PROJECT_LEAD", "stretch": True, "objectives": ["Lead six people"], "supportedBy": boss}
    days = {"startsOn": "2023-01-09", "effectiveOn": "2023-01-02", "endsOn": "2023-06-30"}
    made = served.recorded("giveAssignment", person=ada, title="Lead the audit", **task, **days)["made"][0]
    [flag] = flags(served.asked_by(ada), "2023-07-10")
    assert (flag["kind"], flag["about"], flag["words"]) == ("AssignmentOutcomeDue", made, "Lead the audit")
    assert (flag["since"], flag["due"], flag["clearedBy"]) == ("2023-01-02", "2023-06-30", "completeAssignment")
    assert flags(served.asked_by(boss), "2023-07-10") == [flag]
    assert (
        flags(served.asked_by(peer), "2023-07-10") == flags(served.asked_by(peer), "2023-07-10", **{"for": ada}) == []
    )
    assert flags(served.asked_by(boss), "2023-07-10", **{"for": ada}) == [flag]
    assert flags(served.asked_by(boss), "2023-07-10", own=True) == [], "it is of somebody else"
    assert flags(served.asked_by(ada), "2023-05-01") == [], "it does not press yet"
    assert flags(served.asked_by(ada), "2023-05-01", ahead=True) == [{**flag, "overdue": False}]
    served.recorded("recordLeave", person=ada, until="2023-08-31", effectiveOn="2023-07-01")
    assert flags(served.asked_by(boss), "2023-07-10") == [], "nothing falls due while they are away"
    assert kinds_of(flags(served.asked_by(boss), "2023-09-01")) == ["AssignmentOutcomeDue"]
    served.recorded("completeAssignment", person=ada, assignment=made, outcome="It stands", effectiveOn="2023-09-04")
    assert flags(served.asked_by(boss), "2023-09-04") == []
    assert kinds_of(flags(served.asked_by(boss), "2023-09-03")) == ["AssignmentOutcomeDue"]


@pytest.mark.mission("M5")
def test_a_stretch_that_nobody_stands_by_is_told_until_somebody_does_or_it_is_over(served: Served, join: Join) -> None:
    boss = join("Bao Lin")
    ada, peer = join("Ada Okafor", manager=boss), join("Ben Abiodun", manager=boss)
    task = {"assignmentKind": "PROJECT_LEAD", "objectives": ["Lead six people"], "startsOn": "2023-01-09"}
    said = {"person": ada, "effectiveOn": "2023-01-02", **task}
    served.recorded("giveAssignment", **said, title="Small", stretch=False)
    given = served.recorded("giveAssignment", **said, title="Lead the audit", stretch=True)
    on = "2023-02-01"
    [flag] = flags(served.asked_by(boss), on)
    assert (flag["kind"], flag["about"], flag["words"]) == ("StretchUnsupported", given["made"][0], "Lead the audit")
    assert (flag["since"], flag["due"], flag["whom"]["id"], flag["rowOfLanguage"]) == ("2023-01-02", None, ada, "M5")
    assert flags(served.asked_by(ada), on) == [flag]
    assert flags(served.asked_by(peer), on) == flags(served.asked_by(peer), on, **{"for": ada}) == []
    before = served.ask("{ position }")["position"]
    mended = {**said, "assignment": given["made"][0], "title": "Lead the audit", "stretch": True, "supportedBy": boss}
    served.recorded(
        "correctEntry", entry=given["entries"][0], reason="Left out", replacement={"giveAssignment": mended}
    )
    assert flags(served.asked_by(boss), on) == []
    then = served.asked_by(boss).ask(ATTENTION, asOf={"effectiveOn": on, "position": before})["attention"]["nodes"]
    assert kinds_of(then) == ["StretchUnsupported"], "as it was known before"
    alone = served.recorded("giveAssignment", **said, title="Lead the move", stretch=True)["made"][0]
    assert kinds_of(flags(served.asked_by(boss), on)) == ["StretchUnsupported"]
    over = {"person": ada, "assignment": alone, "why": "The move was put off", "effectiveOn": "2023-01-20"}
    served.recorded("cutAssignmentShort", **over)
    assert flags(served.asked_by(boss), on) == []


@pytest.mark.mission("M62")
def test_a_deferred_decision_is_told_when_its_day_comes_and_until_it_is_made(firm: Firm) -> None:
    decider, ada = (firm.served.asked_by(firm.people[each]) for each in ("decider", "ada"))
    firm.file_closes()
    firm.recommends("AGAINST")
    assert of_kind("DeferralDue", flags(decider, firm.day, ahead=True)) == []
    firm.takes("deferPromotion", decidedBy="decider", revisitOn="2024-07-15", **STATED)
    assert of_kind("DeferralDue", flags(decider, "2024-06-01")) == [], "it does not press yet"
    [flag] = of_kind("DeferralDue", flags(decider, "2024-07-01"))
    assert (flag["due"], flag["case"], flag["whom"]["id"]) == ("2024-07-15", firm.case, firm.people["ada"])
    assert of_kind("DeferralDue", flags(decider, "2024-07-16")) == [{**flag, "overdue": True}]
    assert of_kind("DeferralDue", flags(ada, "2024-07-16")) == [], "nobody decides their own case"
    assert of_kind("DeferralDue", flags(firm.served.asked_by(firm.people["junior1"]), "2024-07-16")) == []
    firm.takes("withdrawCandidacy", candidate="ada", effectiveOn="2024-07-16")
    assert of_kind("DeferralDue", flags(decider, "2024-07-16")) == []
    assert len(of_kind("DeferralDue", flags(decider, "2024-07-15"))) == 1, "as it was the day before"


@pytest.mark.mission("M17")
def test_a_plan_is_to_be_looked_at_again_and_what_was_taken_on_is_theirs_alone(served: Served, join: Join) -> None:
    boss = join("Bao Lin")
    ada = join("Ada Okafor", manager=boss)
    objectives = [{"words": "Explains the costs", "owner": ada}]
    said = {"person": ada, "needs": "Figures", "objectives": objectives, "reviewOn": "2024-09-02", "coOwners": [boss]}
    plan = served.recorded("agreeDevelopmentPlan", **said, effectiveOn="2024-03-11")["made"][0]
    took = {"person": ada, "what": "Ask first", "dueOn": "2024-09-20"}
    action = served.asked_by(ada).recorded("agreeAction", **took, effectiveOn="2024-03-12")["made"][0]
    told = flags(served.asked_by(ada), "2024-09-05")
    assert [(one["kind"], one["about"], one["due"]) for one in told] == [
        ("PlanReviewDue", plan, "2024-09-02"),
        ("ActionDue", action, "2024-09-20"),
    ]
    assert told[1]["words"] == "Ask first"
    assert kinds_of(flags(served.asked_by(boss), "2024-09-05")) == ["PlanReviewDue"]
    assert kinds_of(flags(served.asked_by(boss), "2024-09-05", **{"for": ada})) == ["PlanReviewDue"]
    reviewed = {"person": ada, "plan": plan, "reviewOn": "2025-03-03", "effectiveOn": "2024-09-06"}
    served.recorded("reviewDevelopmentPlan", **reviewed, progress=[{"objective": 1, "state": "MET"}])
    served.asked_by(ada).recorded("completeAction", person=ada, action=action, effectiveOn="2024-09-06")
    assert flags(served.asked_by(ada), "2024-09-06") == []
    assert len(flags(served.asked_by(ada), "2024-09-05")) == 2


def test_who_asks_for_mending_waits_for_an_answer_and_hears_of_access(
    served: Served, join: Join, steward: PersonId
) -> None:
    ada = join("Ada Okafor")
    asks, today = served.asked_by(ada), served.app.state.services.today()
    about = f"{ada}@1"
    said = {"person": ada, "entry": about, "words": "Not so", "effectiveOn": "2024-01-10"}
    request = asks.recorded("requestRectification", **said)["entries"][0]
    [flag] = flags(asks, "2024-02-20")
    assert (flag["kind"], flag["about"], flag["due"]) == ("RectificationUnanswered", request, "2024-02-10")
    assert flags(served, "2024-02-20", **{"for": ada}) == [flag]
    assert flags(served.asked_by(join("Ben")), "2024-02-20", **{"for": ada}) == []
    answer = {"person": ada, "request": request, "outcome": "DECLINED", "answeredBy": steward, "words": "It is so"}
    served.asked_by(steward).recorded("answerRectification", **answer)
    assert flags(asks) == []
    access = {"person": ada, "takenBy": steward, "until": str(today + timedelta(1)), "reason": WHY}
    served.asked_by(steward).recorded("takeAccess", **access)
    [taken] = flags(asks)
    assert (taken["kind"], taken["whom"]["id"], taken["words"]) == ("AccessTaken", steward, WHY)
    assert taken["until"] == str(today + timedelta(1))
    assert flags(asks, str(today + timedelta(40))) == []


@pytest.mark.mission("M82")
def test_benches_say_what_they_lack_to_whom_they_are_told(house: House) -> None:
    role = house.role("Head of presses")
    asks = house.served.asked_by(house.head)
    named = {"title": "Head of presses", "unit": house.unit, "function": "Engineering", "level": "others"}
    profile = {"critical": True, "why": "It feeds all others", "owner": house.head}
    owned = {"role": role, **named, **profile, "reviewOn": "2024-06-20"}
    house.served.recorded("defineRoleProfile", **owned, effectiveOn="2021-02-01")
    told = flags(asks, "2024-06-10")
    assert kinds_of(told) == ["SuccessionReviewDue", "RoleNotCovered"]
    assert [one["role"]["id"] for one in told] == [role, role]
    house.stands(role, house.ready)
    [expiring] = of_kind("ReadinessExpiring", flags(asks, "2024-06-10", ahead=True))
    assert (expiring["since"], expiring["whom"]["id"]) == ("2024-06-01", house.ready)
    late = (date.fromisoformat(expiring["due"]) - timedelta(9)).isoformat()
    assert "ReadinessExpiring" in kinds_of(flags(asks, late))
    assert "ReadinessExpiring" not in kinds_of(flags(asks, "2024-06-10"))
    next_time = {**owned, "reviewOn": "2025-06-20", "effectiveOn": "2024-06-11"}
    house.served.recorded("defineRoleProfile", **next_time)
    assert kinds_of(flags(asks, "2024-06-11")) == ["RoleNotCovered"], "one alone is covered by one alone"
    assert flags(house.served.asked_by(house.peer), "2024-06-11") == []
    of_unit = flags(house.served, "2024-06-11", units=[house.unit], kinds=["RoleNotCovered"])
    assert [one["role"]["id"] for one in of_unit] == [role]


@pytest.mark.mission("M63")
def test_an_appeal_waits_for_its_answer_and_notices_for_being_given(firm: Firm) -> None:
    decider, ada = (firm.served.asked_by(firm.people[each]) for each in ("decider", "ada"))
    assert "OwnCaseOpen" in kinds_of(flags(ada, firm.day))
    decision = firm.is_declined()
    [owed] = of_kind("NoticeOwed", flags(decider, firm.day))
    assert (owed["about"], owed["due"], owed["clearedBy"]) == (decision, firm.day, "informPerson")
    firm.told_of(decision)
    assert of_kind("NoticeOwed", flags(decider, firm.day)) == []
    [running] = of_kind("OwnPeriodRunning", flags(ada, firm.day))
    assert (running["case"], running["words"]) == (firm.case, "APPEAL_WORKING_DAYS")
    firm.takes("lodgeAppeal", **APPEAL)
    [appeal] = of_kind("AppealUnanswered", flags(decider, firm.day, ahead=True))
    assert (appeal["case"], appeal["since"], appeal["whom"]["id"]) == (firm.case, firm.day, firm.people["ada"])
    assert of_kind("AppealUnanswered", flags(decider, appeal["due"])) == [{**appeal, "overdue": False}]
    assert of_kind("AppealUnanswered", flags(ada, firm.day, ahead=True)) == [], "nobody answers their own appeal"
    assert flags(firm.served.asked_by(firm.people["junior1"]), firm.day) == []
    answered = {"outcome": "DISMISSED", **ANSWER, "decidedBy": ["authority", "junior0"]}
    firm.takes("decideAppeal", **answered)
    assert of_kind("AppealUnanswered", flags(decider, firm.day, ahead=True)) == []


@pytest.mark.mission("M22")
def test_what_they_are_asked_about_others_is_told_to_them_alone(team: Team) -> None:
    cycle = team.planned()
    raters = [*team.peers[:4]]
    team.opened(cycle, *raters)
    [flag] = of_kind("FeedbackAsked", flags(team.as_(raters[0])))
    assert (flag["about"], flag["whom"]["id"]) == (cycle, team.ada)
    for asks in (team.served, team.as_(team.ben), team.as_(team.auditor)):
        assert of_kind("FeedbackAsked", flags(asks, **{"for": raters[0]})) == []
    today = team.served.app.state.services.today()
    before = team.as_(raters[0]).ask(ATTENTION, asOf={"effectiveOn": str(today - timedelta(400))})["attention"]["nodes"]
    assert of_kind("FeedbackAsked", before) == [], "it was not open then"
    assert of_kind("FeedbackAsked", flags(team.as_(raters[1]), str(today))) == [{**flag, "about": cycle}]
    late = str(date.fromisoformat(flag["due"]) + timedelta(1))
    assert of_kind("FeedbackAsked", flags(team.as_(raters[1]), late)) == [], "it is over then"
    team.answered(cycle, raters[0], 4)
    assert of_kind("FeedbackAsked", flags(team.as_(raters[0]))) == []


def test_pages_go_on_from_what_was_cleared_and_orders_differ(served: Served, join: Join) -> None:
    ada = join("Ada Okafor")
    made = []
    for number, ends in enumerate(("2024-03-20", "2024-03-10", "2024-03-15")):
        days = {"startsOn": "2024-01-01", "effectiveOn": f"2024-01-0{number + 1}", "endsOn": ends}
        task = {"assignmentKind": "PROJECT_LEAD", "person": ada, "title": f"Task {number}"}
        made.append(served.recorded("giveAssignment", **task, **days)["made"][0])
    asks, on = served.asked_by(ada), "2024-03-12"
    assert [one["about"] for one in flags(asks, on)] == made
    assert [one["about"] for one in flags(asks, on, order="DUE")] == [made[1], made[2], made[0]]
    first = asks.ask(ATTENTION, first=2, asOf={"effectiveOn": on})["attention"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (3, True)
    served.recorded("completeAssignment", person=ada, assignment=made[1], outcome="Done", effectiveOn="2024-03-11")
    after = asks.ask(ATTENTION, after=first["pageInfo"]["endCursor"], asOf={"effectiveOn": on})["attention"]
    assert [one["about"] for one in after["nodes"]] == [made[2]]
    wrong = asks.post(ATTENTION, after=first["pageInfo"]["endCursor"], order="DUE")
    assert wrong["errors"][0]["extensions"]["field"] == "after"


def test_what_cannot_be_meant_is_refused_with_what_comes_near(served: Served, join: Join) -> None:
    ada = join("Ada Okafor")
    [error] = served.post(ATTENTION, kinds=["PlanReviewdue"])["errors"]
    assert "“PlanReviewdue” is no kind of flags: did you mean “PlanReviewDue”" in error["message"]
    [error] = served.post(ATTENTION, units=["Tooling"], **{"for": ada})["errors"]
    assert (error["extensions"]["field"], "a person or units" in error["message"]) == ("units", True)
    [error] = served.post(ATTENTION, own=True, units=["Tooling"])["errors"]
    assert error["extensions"]["field"] == "own"
    assert flags(served, own=True) == [], "nobody asks who has anything of their own"
    [error] = served.post(ATTENTION, **{"for": "person-0198c0de-7e57-7000-8000-000000000000"})["errors"]
    assert error["extensions"]["field"] == "for"
