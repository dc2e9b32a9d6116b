"""What was agreed with somebody ends with their stay: whoever comes back begins anew, and owes nothing of before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_attention import flags, kinds_of

AGREED = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) {
  growthPlan { plan } commitments { open } exposure { openAssignments { entry { kind } } }
  mentoring { agreements { endedOn stands } } } }"""
JOINED, AGREED_ON, LEFT, BACK, NOW = "2022-01-10", "2023-01-02", "2023-05-31", "2023-09-01", "2023-12-01"


def agreed(asks: Served, person: str, on: str, **at: Any) -> tuple[Any, ...]:
    """The plan of somebody, how many actions and assignments of theirs are open, and how their pairs stand."""
    told = asks.ask(AGREED, id=person, asOf={"effectiveOn": on, **at})["person"]
    pairs = [(one["stands"], one["endedOn"]) for one in told["mentoring"]["agreements"]]
    plan = told["growthPlan"] and told["growthPlan"]["plan"]
    return plan, told["commitments"]["open"], len(told["exposure"]["openAssignments"]), pairs


@pytest.fixture
def boss(join: Join) -> str:
    return join("Bao Lin", effectiveOn=JOINED)


@pytest.fixture
def ada(served: Served, join: Join, boss: str) -> dict[str, str]:
    """Somebody with a plan, an action, a stretch that nobody stands by, and a mentor who has room for one."""
    ada, mentor = join("Ada Okafor", effectiveOn=JOINED, manager=boss), join("Cai Berg", effectiveOn=JOINED)
    said = {"person": ada, "effectiveOn": AGREED_ON}
    objectives = [{"words": "Explains the costs", "owner": ada}]
    plan = served.recorded(
        "agreeDevelopmentPlan", **said, needs="Figures", objectives=objectives, reviewOn="2023-10-02"
    )["made"][0]
    served.asked_by(ada).recorded("agreeAction", **said, what="Ask first", dueOn="2023-10-02")
    task = {"assignmentKind": "PROJECT_LEAD", "startsOn": AGREED_ON, "endsOn": "2023-10-31", "stretch": True}
    made = served.recorded("giveAssignment", **said, title="Lead the audit", objectives=["Lead six"], **task)["made"][0]
    offer = {"strengths": ["Asking"], "capacity": 1, "effectiveOn": AGREED_ON}
    served.asked_by(mentor).recorded("offerMentoring", person=mentor, **offer)
    pair = {"mentor": mentor, "mentee": ada, "goals": "Listen", "hoursPromised": 12, "cadenceDays": 30}
    served.recorded("agreeMentorship", **pair, effectiveOn=AGREED_ON)
    return {"person": ada, "plan": plan, "assignment": made, "mentor": mentor}


def leaves_and_comes_back(served: Served, person: str, boss: str) -> tuple[str, str]:
    """They leave and come back; the entries by which they did."""
    left = served.recorded("leavePerson", person=person, reason="RESIGNED", effectiveOn=LEFT)["entries"][0]
    unit = served.unit("Tooling")
    back = {"person": person, "name": "Ada Okafor", "unit": unit, "manager": boss, "effectiveOn": BACK}
    return left, served.recorded("joinPerson", **back)["entries"][0]


@pytest.mark.mission("M5")
@pytest.mark.mission("M31")
def test_what_was_agreed_before_they_left_does_not_stand_when_they_come_back(
    served: Served, ada: dict[str, str], boss: str
) -> None:
    person = ada["person"]
    hers = served.asked_by(person)
    stood = (ada["plan"], 1, 1, [(True, None)])
    assert agreed(hers, person, NOW) == stood
    assert {*kinds_of(flags(hers, NOW))} >= {"PlanReviewDue", "ActionDue", "StretchUnsupported", "AssignmentOutcomeDue"}
    before = served.ask("{ position }")["position"]
    left, back = leaves_and_comes_back(served, person, boss)
    over = (None, 0, 0, [(False, LEFT)])
    assert agreed(hers, person, LEFT) == stood, "through their last day"
    assert agreed(hers, person, BACK) == agreed(hers, person, NOW) == over
    assert flags(hers, NOW) == []
    assert kinds_of(flags(served.asked_by(boss), NOW, **{"for": person})) == []
    assert agreed(hers, person, NOW, position=before) == stood, "as it was known before"
    for entry in (back, left):
        served.recorded("retractEntry", entry=entry, reason="That was Ben")
    assert agreed(hers, person, NOW) == stood


@pytest.mark.mission("M31")
def test_whoever_comes_back_agrees_anew(served: Served, ada: dict[str, str], boss: str) -> None:
    leaves_and_comes_back(served, ada["person"], boss)
    said = {"person": ada["person"], "effectiveOn": NOW}
    objectives = [{"words": "Reads a ledger", "owner": ada["person"]}]
    old = served.record("closeDevelopmentPlan", {**said, "plan": ada["plan"], "why": "GIVEN_UP"})
    assert (old["rule"], old["field"]) == ("PlanNotStanding", "plan")
    late = served.record("completeAssignment", {**said, "assignment": ada["assignment"], "outcome": "It stands"})
    assert late["rule"] == "AssignmentOver"
    assert f"left on {LEFT}" in late["why"]
    plan = served.recorded(
        "agreeDevelopmentPlan", **said, needs="Figures", objectives=objectives, reviewOn="2024-06-03"
    )["made"][0]
    assert agreed(served.asked_by(ada["person"]), ada["person"], NOW)[0] == plan


@pytest.mark.mission("M35")
def test_a_mentor_has_room_again_once_their_mentee_has_left(
    served: Served, join: Join, ada: dict[str, str], boss: str
) -> None:
    ben = join("Ben Abiodun", effectiveOn=JOINED)
    pair = {"mentor": ada["mentor"], "mentee": ben, "goals": "Decide", "hoursPromised": 12, "cadenceDays": 30}
    assert served.record("agreeMentorship", {**pair, "effectiveOn": NOW})["rule"] == "OverCapacity"
    served.recorded("leavePerson", person=ada["person"], reason="RESIGNED", effectiveOn=LEFT)
    assert room(served, ada["mentor"], LEFT) == 0
    assert room(served, ada["mentor"], NOW) == 1
    served.recorded("agreeMentorship", **pair, effectiveOn=NOW)
    assert room(served, ada["mentor"], NOW) == 0


def room(served: Served, mentor: str, on: str) -> int:
    """How many more a mentor has room for."""
    question = "query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { mentoringOffer { free } } }"
    left: int = served.ask(question, id=mentor, asOf={"effectiveOn": on})["person"]["mentoringOffer"]["free"]
    return left
