"""Leave over GraphQL: only what is long is recorded, it is told to few, and whatever is told of pace subtracts it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

LEAVES = "query ($id: ID!) { person(id: $id) { leaves { since until } } }"
PACE = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) {
    exposure { monthsSinceStretch yearsHere }
    learning { daysSince }
    learningLoop { daysSince }
    mentoring { agreements { hoursPromised kept { dueOn stalled hoursOwed } } }
    growthPlan { overdue }
    competencyProfile { lines { name series { trend { days perYear } } } } } }"""
OWN = "query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { commitments { due overdue } } }"
FIRST, LAST, DAY = "2024-01-01", "2024-06-30", "2024-07-01"
"""Half a year of leave, and the day after it."""


@pytest.mark.mission("M76")
def test_what_is_no_longer_than_six_weeks_is_refused_and_the_rest_told_to_few(served: Served, join: Join) -> None:
    boss = join("Bao Lin")
    ada, peer = join("Ada Okafor", manager=boss), join("Ben Abiodun", manager=boss)
    short = {"person": ada, "until": "2024-02-11", "effectiveOn": FIRST}
    refused = served.record("recordLeave", short)
    assert (refused["rule"], refused["field"]) == ("LeaveTooShort", "until")
    served.recorded("recordLeave", **{**short, "until": "2024-02-12"})
    for asks in (served, served.asked_by(ada), served.asked_by(boss)):
        assert asks.ask(LEAVES, id=ada)["person"]["leaves"] == [{"since": FIRST, "until": "2024-02-12"}]
    answer = served.asked_by(peer).post(LEAVES, id=ada)
    assert answer["data"]["person"]["leaves"] is None
    assert answer["extensions"]["withheld"] == ["Person.leaves"]


@pytest.mark.mission("M76")
def test_leave_is_taken_off_whatever_is_told_of_pace(served: Served, join: Join, edition: dict[str, Any]) -> None:
    mentor, ada = join("Mara Quist"), join("Ada Okafor", effectiveOn="2022-01-01")
    said = {"person": ada, "objectives": [], "startsOn": "2022-02-01", "effectiveOn": "2022-02-01"}
    [stretch] = served.recorded(
        "giveAssignment", **said, title="Nights", assignmentKind="STRETCH_WORK", stretch=True, supportedBy=mentor
    )["made"]
    over = {"person": ada, "assignment": stretch, "outcome": "It stands", "effectiveOn": "2023-12-15"}
    served.recorded("completeAssignment", **over)
    promise = {"goals": "Lead", "hoursPromised": 12, "cadenceDays": 30, "endsOn": "2024-12-31"}
    served.recorded("agreeMentorship", mentor=mentor, mentee=ada, **promise, effectiveOn=FIRST)
    learned = {"person": ada, "mode": "READING", "topic": "Budgets", "effectiveOn": "2023-12-20"}
    served.recorded("completeLearning", **learned)
    objectives = [{"words": "Explains the costs", "owner": ada}]
    plan = {"person": ada, "needs": "Figures", "objectives": objectives, "reviewOn": "2024-03-01"}
    served.recorded("agreeDevelopmentPlan", **plan, effectiveOn="2023-12-01")
    took = {"person": ada, "what": "Ask first", "dueOn": "2024-03-01", "effectiveOn": "2023-12-01"}
    served.asked_by(ada).recorded("agreeAction", **took)
    for day, value in (("2023-12-01", 2), ("2023-12-30", 3), (DAY, 4)):
        rated = [{"of": "direction", "value": value, "facts": ["Seen"]}]
        assessed = {"person": ada, "instrument": "LEADERSHIP_ASSESSMENT", "purpose": "DEVELOPMENT", "assessor": mentor}
        served.recorded("recordAssessment", **assessed, **edition, ratings=rated, effectiveOn=day)

    def pace() -> dict[str, Any]:
        asked = {"id": ada, "asOf": {"effectiveOn": LAST}}
        told = dict(served.ask(PACE, **asked)["person"])
        told["commitments"] = served.asked_by(ada).ask(OWN, **asked)["person"]["commitments"]
        [agreement] = told.pop("mentoring")["agreements"]
        return told | {"promised": agreement["hoursPromised"], **agreement["kept"]}

    def trend() -> float:
        profile = served.ask(PACE, id=ada, asOf={"effectiveOn": DAY})["person"]["competencyProfile"]
        [line] = [each for each in profile["lines"] if each["name"] == "direction"]
        return float(line["series"][0]["trend"]["perYear"])

    here, rises = pace(), trend()
    assert (here["exposure"]["monthsSinceStretch"], here["learning"]["daysSince"]) == (6, 193)
    assert (here["promised"], here["hoursOwed"], here["stalled"]) == (12.0, 12.0, True)
    assert (here["growthPlan"]["overdue"], here["commitments"]) == (True, {"due": 1, "overdue": 1})
    served.recorded("recordLeave", person=ada, until=LAST, effectiveOn=FIRST)
    away = pace()
    assert (away["exposure"]["monthsSinceStretch"], away["learning"]["daysSince"]) == (0, 11)
    assert away["exposure"]["yearsHere"] == pytest.approx(here["exposure"]["yearsHere"] - 0.5, abs=0.01)
    assert (here["learningLoop"]["daysSince"], away["learningLoop"]["daysSince"]) == (181, 0), "since they agreed"
    assert (away["promised"], away["hoursOwed"], away["stalled"]) == (12.0, 6.03, False)
    assert here["dueOn"] == "2024-01-31"
    assert away["dueOn"] == "2024-07-30", "by as many days of leave after the first as there were"
    assert (away["growthPlan"]["overdue"], away["commitments"]) == (False, {"due": 0, "overdue": 0})
    assert trend() > rises, "they took less of their own time for it"
