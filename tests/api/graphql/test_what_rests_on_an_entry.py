"""Nothing is corrected or retracted on which others rest: refused, naming what rests on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

DAY, LATER = "2021-02-01", "2021-06-01"
PERSON = "query ($id: ID!) { person(id: $id) { name } }"


@pytest.fixture
def ada(served: Served, unit: str) -> dict[str, str]:
    """Somebody, with the entry by which they joined."""
    told = served.recorded("joinPerson", name="Ada", unit=unit, effectiveOn="2020-03-02",
                           identities=[{"system": "hr", "identifier": f"E-{unit}"}])  # fmt: skip
    return {"person": told["subject"], "joined": told["entries"][0]}


def role_held(served: Served, join: Join, person: str) -> str:
    role = served.recorded("establishRole", title="Planner", unit="Tooling", function="Production", level="self",
                           effectiveOn="2020-03-02")["subject"]  # fmt: skip
    return str(served.recorded("appointToRole", role=role, person=person, effectiveOn=DAY)["entries"][0])


def slate_on(served: Served, join: Join, person: str) -> str:
    role = served.recorded("establishRole", title="Planner", unit="Tooling", function="Production", level="self",
                           effectiveOn="2020-03-02")["subject"]  # fmt: skip
    named = served.recorded("nominateSuccessor", role=role, candidate=person, nominatedBy=join(), why="Plans well",
                            effectiveOn=DAY)  # fmt: skip
    return str(named["entries"][0])


def report_of(served: Served, join: Join, person: str) -> str:
    report = join("Report")
    moved = served.recorded("movePerson", person=report, unit="Tooling", manager=person, effectiveOn=DAY)
    return str(moved["entries"][0])


def mentorship_of(served: Served, join: Join, person: str) -> str:
    agreed = served.recorded("agreeMentorship", mentor=person, mentee=join(), goals="Delegate", hoursPromised=10.0,
                             cadenceDays=28, effectiveOn=DAY)  # fmt: skip
    return str(agreed["entries"][0])


def practice_of(served: Served, join: Join, person: str) -> str:
    seen = served.recorded("recordPractice", person=person, situation="Led the unit for a month", effectiveOn=DAY)
    return str(seen["entries"][0])


rests = pytest.mark.parametrize("resting", [role_held, slate_on, report_of, mentorship_of, practice_of])
Resting = Callable[[Served, Join, str], str]


@rests
def test_a_joining_stands_as_long_as_something_rests_on_it(
    served: Served, join: Join, ada: dict[str, str], resting: Resting
) -> None:
    rested = resting(served, join, ada["person"])
    refused = served.record("retractEntry", {"entry": ada["joined"], "reason": "Never turned up"})
    assert (refused["rule"], refused["field"], rested in refused["why"]) == ("OthersRestOnIt", "entry", True), refused
    assert served.record("correctEntry", joining(ada, LATER))["rule"] == "OthersRestOnIt"
    served.recorded("correctEntry", **joining(ada, "2020-09-01"))
    assert served.ask(PERSON, id=ada["person"])["person"] == {"name": "Ada"}
    served.recorded("retractEntry", entry=rested, reason="Never was")
    served.recorded("retractEntry", entry=ada["joined"], reason="Never turned up")
    assert served.ask(PERSON, id=ada["person"])["person"] is None


def joining(ada: dict[str, str], day: str) -> dict[str, Any]:
    replacement = {"joinPerson": {"person": ada["person"], "name": "Ada", "unit": "Tooling", "effectiveOn": day}}
    return {"entry": ada["joined"], "reason": "Another day", "replacement": replacement}


@pytest.mark.parametrize("resting", [slate_on, mentorship_of, practice_of])
def test_a_last_day_does_not_come_before_what_was_done_here(
    served: Served, join: Join, ada: dict[str, str], resting: Resting
) -> None:
    left = served.recorded("leavePerson", person=ada["person"], reason="RETIRED", effectiveOn="2022-03-31")
    rested = resting(served, join, ada["person"])
    replacement = {"leavePerson": {"person": ada["person"], "reason": "RETIRED", "effectiveOn": "2021-01-31"}}
    refused = served.record(
        "correctEntry", {"entry": left["entries"][0], "reason": "A year before", "replacement": replacement}
    )
    assert (refused["rule"], rested in refused["why"]) == ("OthersRestOnIt", True), refused
    replacement["leavePerson"]["effectiveOn"] = DAY
    served.recorded("correctEntry", entry=left["entries"][0], reason="That very day", replacement=replacement)


def test_a_leaving_is_not_retracted_from_under_a_second_stay(served: Served, ada: dict[str, str]) -> None:
    left = served.recorded("leavePerson", person=ada["person"], reason="RETIRED", effectiveOn="2022-03-31")
    served.recorded("joinPerson", person=ada["person"], name="Ada", unit="Tooling", effectiveOn="2023-01-02")
    refused = served.record("retractEntry", {"entry": left["entries"][0], "reason": "She stayed"})
    assert (refused["rule"], "2023-01-02" in refused["why"]) == ("OthersRestOnIt", True), refused
    assert served.record("retractEntry", {"entry": ada["joined"], "reason": "No"})["rule"] == "OthersRestOnIt"


def test_a_role_stays_established_as_long_as_somebody_holds_it(served: Served, join: Join) -> None:
    made = served.recorded("establishRole", title="Planner", unit="Tooling", function="Production", level="self",
                           effectiveOn="2020-03-02")  # fmt: skip
    established = made["entries"][0]
    held = served.recorded("appointToRole", role=made["subject"], person=join(), effectiveOn=DAY)["entries"][0]
    refused = served.record("retractEntry", {"entry": established, "reason": "There is none"})
    assert (refused["rule"], held in refused["why"]) == ("OthersRestOnIt", True), refused
    served.recorded("retractEntry", entry=held, reason="There is none")
    served.recorded("retractEntry", entry=established, reason="There is none")


def test_a_mentorship_stays_agreed_as_long_as_a_session_rests_on_it(served: Served, join: Join) -> None:
    mentor, mentee = join(), join()
    agreed = served.recorded("agreeMentorship", mentor=mentor, mentee=mentee, goals="Delegate", hoursPromised=10.0,
                             cadenceDays=28, effectiveOn=DAY)  # fmt: skip
    held = served.recorded("holdMentoringSession", mentorship=agreed["subject"], menteeLearned="To ask",
                           mentorLearned="To wait", hours=1.0, effectiveOn=LATER)  # fmt: skip
    refused = served.record("retractEntry", {"entry": agreed["entries"][0], "reason": "No"})
    assert (refused["rule"], held["entries"][0] in refused["why"]) == ("OthersRestOnIt", True), refused


@pytest.mark.mission("M3")
@pytest.mark.mission("M40")
def test_what_a_place_in_a_pool_and_a_plan_rest_on_stands_as_long_as_they_do(
    served: Served, ada: dict[str, str]
) -> None:
    """Both had been shown with nothing that they rested on."""
    today, person = served.app.state.services.ledger.today(), ada["person"]
    wished = {"person": person, "path": "LEADERSHIP", "mobile": False, "effectiveOn": DAY}
    [wish] = served.recorded("stateAspiration", **wished)["entries"]
    pool = {"person": person, "pool": "Leads to be", "nominatedBy": person, "effectiveOn": str(today)}
    [entered] = served.recorded("enterTalentPool", **pool, basis=[wish])["entries"]
    identified = {"person": person, "words": "Reading figures", "identifiedBy": person, "effectiveOn": DAY}
    [need] = served.recorded("identifyDevelopmentNeed", **identified)["entries"]
    plan = {"needs": "Figures", "objectives": [{"words": "Reads them", "owner": person}], "effectiveOn": str(today)}
    [agreed] = served.recorded("agreeDevelopmentPlan", person=person, **plan, identifiedNeeds=[need],
                               reviewOn=str(today + timedelta(90)))["entries"]  # fmt: skip
    for cited, by in ((wish, entered), (need, agreed)):
        refused = served.record("retractEntry", {"entry": cited, "reason": "Never said"})
        assert (refused["rule"], refused["field"], by in refused["why"]) == ("OthersRestOnIt", "entry", True), refused
        served.recorded("retractEntry", entry=by, reason="Never was")
        served.recorded("retractEntry", entry=cited, reason="Never said")
