"""Development plans and learning over GraphQL: told to whoever reads somebody's development, as of any moment."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.access.sorts import SORTS
from api.access.table import Information
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.imports.conftest import CommandLine

PLAN = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { growthPlan {
    plan agreed since needs reviewOn reviewedOn overdue coOwners { id }
    objectives { number words dueOn state progress overdue owner { id } } } } }"""
FIGURES = """query ($units: [String!], $levels: [String!], $asOf: AsOf) {
  growthPlans(units: $units, levels: $levels, asOf: $asOf) {
    since until
    all { ...Group }
    byLevel { ...Group }
  }
}
fragment Group on PlansOfGroup {
  level people withheld withPlan { count n ratio } stale { count n ratio } planned { count n ratio }
}"""
LEARNING = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { learning {
    since until takenFurther lastOn daysSince
    mix { entries hours withoutHours enough embedded trainingOnly modes { mode entries hours share } } } } }"""
MIX = """query ($units: [String!], $asOf: AsOf) { learningMix(units: $units, asOf: $asOf) {
    people fresh { count n } takenFurther { count n }
    mix { hours enough embedded trainingOnly modes { mode hours share }
      together { isEmbedded entries withoutHours hours } } } }"""
MARCH, SEPTEMBER, LATER = "2024-03-11", "2024-09-02", "2024-10-01"


def agreed(served: Served, person: str, owner: str, **more: Any) -> dict[str, Any]:
    said = {
        "person": person,
        "needs": "Reading figures",
        "objectives": [
            {"words": "Explains the costs", "owner": person, "dueOn": "2024-09-30"},
            {"words": "Sits in", "owner": owner},
        ],
        "reviewOn": SEPTEMBER,
        "coOwners": [owner],
        "effectiveOn": MARCH,
        **more,
    }
    return served.recorded("agreeDevelopmentPlan", **said)


def plan(served: Served, person: str, **as_of: Any) -> dict[str, Any] | None:
    found: dict[str, Any] | None = served.ask(PLAN, id=person, asOf={"effectiveOn": LATER, **as_of})["person"][
        "growthPlan"
    ]
    return found


def position(served: Served) -> int:
    return int(served.ask("{ position }")["position"])


@pytest.mark.mission("M17")
def test_a_plan_comes_out_as_of_any_moment_and_needs_a_day_of_review(served: Served, join: Join) -> None:
    ben = join("Ben Amari")
    ada = join("Ada Okafor", manager=ben)
    start = position(served)
    late = {
        "person": ada,
        "needs": "Reading figures",
        "objectives": [{"words": "Sits in", "owner": ben}],
        "reviewOn": "2025-03-12",
        "effectiveOn": MARCH,
    }
    refused = served.record("agreeDevelopmentPlan", late)
    assert (refused["rule"], refused["field"]) == ("ReviewOutOfReach", "reviewOn")
    assert "2025-03-12" in refused["why"]
    assert "up to 2025-03-11" in refused["why"]
    unsaid = served.post(
        "mutation ($input: AgreeDevelopmentPlanInput!) { agreeDevelopmentPlan(input: $input) { __typename } }",
        input={name: value for name, value in late.items() if name != "reviewOn"},
    )
    assert "reviewOn" in unsaid["errors"][0]["message"]

    made = agreed(served, ada, ben)
    [at], [name] = made["entries"], made["made"]
    before = position(served)
    told = plan(served, ada)
    assert told
    assert (told["plan"], told["agreed"], told["since"], told["needs"]) == (name, at, MARCH, "Reading figures")
    assert (told["reviewOn"], told["reviewedOn"], told["overdue"]) == (SEPTEMBER, None, True)
    assert told["coOwners"] == [{"id": ben}]
    assert [(one["number"], one["state"], one["owner"]["id"], one["overdue"]) for one in told["objectives"]] == [
        (1, "OPEN", ada, True),
        (2, "OPEN", ben, False),
    ]
    assert served.record("agreeDevelopmentPlan", {**late, "reviewOn": "2024-12-01"})["rule"] == "PlanStillStanding"

    progress = [{"objective": 1, "state": "MET", "words": "Without notes"}, {"objective": 2, "state": "UNDER_WAY"}]
    review = {"person": ada, "plan": name, "reviewOn": "2025-03-03", "effectiveOn": SEPTEMBER}
    assert (
        served.record("reviewDevelopmentPlan", {**review, "progress": progress[:1]})["rule"] == "ObjectiveNotReviewed"
    )
    further = [{"words": "Leads the talk", "owner": ada, "dueOn": "2025-02-28"}]
    served.recorded("reviewDevelopmentPlan", **review, progress=progress, furtherObjectives=further)
    told = plan(served, ada)
    assert told
    assert (told["reviewOn"], told["reviewedOn"], told["overdue"]) == ("2025-03-03", SEPTEMBER, False)
    assert [(one["state"], one["progress"]) for one in told["objectives"]] == [
        ("MET", "Without notes"),
        ("UNDER_WAY", None),
        ("OPEN", None),
    ]
    then = plan(served, ada, position=before)
    assert then
    assert (then["overdue"], len(then["objectives"])) == (True, 2)
    assert plan(served, ada, position=start) is None
    assert plan(served, ada, effectiveOn="2024-03-10") is None

    served.recorded("closeDevelopmentPlan", person=ada, plan=name, why="ANOTHER_ROLE", effectiveOn="2024-09-20")
    assert plan(served, ada) is None
    assert plan(served, ada, effectiveOn="2024-09-19")


def test_a_plan_is_told_to_whoever_reads_the_development_a_new_manager_too_and_to_no_stranger(
    served: Served, join: Join
) -> None:
    kinds = ("DevelopmentPlanAgreed", "DevelopmentPlanReviewed", "DevelopmentPlanClosed", "LearningCompleted")
    assert {SORTS[kind] for kind in kinds} == {Information.DEVELOPMENT}
    ben, eve = join("Ben Amari"), join("Eve")
    ada, cai = join("Ada Okafor", manager=ben), join("Cai")
    made = agreed(served.asked_by(ben), ada, cai)
    served.recorded("movePerson", person=ada, unit="Assembly", manager=eve, effectiveOn="2024-06-03")
    for asker in (ada, eve):
        assert plan(served.asked_by(asker), ada), "whoever leads them now reads what was agreed before"
        assert served.asked_by(asker).ask(LEARNING, id=ada)["person"]["learning"]
    for asker in (ben, cai, join("Somebody else")):
        answer = served.asked_by(asker).post(PLAN, id=ada)
        assert answer["data"]["person"]["growthPlan"] is None
        assert answer["extensions"]["withheld"] == ["Person.growthPlan"]
    close = {"person": ada, "plan": made["made"][0], "why": "GIVEN_UP", "effectiveOn": LATER}
    refused = served.asked_by(cai).record("closeDevelopmentPlan", close)
    assert refused["rule"] == "NotTheirsToTell", "they stand in no line to each other"
    served.asked_by(eve).recorded("closeDevelopmentPlan", **close)


@pytest.mark.mission("M8")
def test_what_is_done_is_planned_where_it_builds_on_a_plan_and_nobody_needs_a_title(
    served: Served, join: Join, unit: str
) -> None:
    boss = join("Boss", unit)
    levels = [*4 * ["others"], "self", None]
    six = [join(f"Person {number}", unit, manager=boss, level=level) for number, level in enumerate(levels)]
    [at] = agreed(served, six[5], boss)["entries"]
    assert served.ask("query ($id: ID!) { person(id: $id) { level jobTitle } }", id=six[5])["person"] == {
        "level": None,
        "jobTitle": None,
    }
    agreed(served, six[0], boss, reviewOn="2024-12-02", objectives=[{"words": "Sits in", "owner": boss}])
    assignment = {"person": six[5], "assignmentKind": "STRETCH_WORK", "startsOn": MARCH, "effectiveOn": MARCH}
    [given] = served.recorded("giveAssignment", **assignment, title="Lead the audit", buildsOn=[at])["entries"]
    start = position(served)
    practice = {"person": six[5], "effectiveOn": "2024-05-02"}
    served.recorded("recordPractice", **practice, situation="Led the audit", buildsOn=[given])
    served.recorded("recordPractice", **practice, situation="Chaired")
    learned = {"person": six[0], "mode": "READING", "topic": "Budgets", "effectiveOn": "2024-05-02"}
    served.recorded("completeLearning", **learned)

    def figures(**as_of: Any) -> dict[str, Any]:
        asked = served.ask(FIGURES, units=[served.unit(unit)], asOf={"effectiveOn": LATER, **as_of})["growthPlans"]
        return dict(asked)

    found = figures()
    assert (found["since"], found["until"]) == ("2023-10-01", LATER)
    assert found["all"] == {
        "level": None,
        "people": 7,
        "withheld": False,
        "withPlan": {"count": 2, "n": 7, "ratio": pytest.approx(2 / 7)},
        "stale": {"count": 1, "n": 2, "ratio": None},
        "planned": {"count": 2, "n": 4, "ratio": None},
    }
    by_level = [(one["level"], one["people"], one["withheld"]) for one in found["byLevel"]]
    assert by_level == [("others", 4, True), ("self", 1, True), (None, 2, True)]
    assert all(one["withPlan"] is one["planned"] is None for one in found["byLevel"])
    then = figures(position=start)
    assert then["all"]["planned"]["count"] == then["all"]["planned"]["n"] == 1
    assert figures(effectiveOn=SEPTEMBER)["all"]["stale"]["count"] == 0, "on the day of review itself nothing is late"
    assert figures(effectiveOn="2025-05-02")["all"]["planned"]["n"] == 0, "more than a year ago"


def test_figures_are_told_to_whoever_reads_figures(served: Served, join: Join) -> None:
    ada = join()
    for document, name in ((FIGURES, "growthPlans"), (MIX, "learningMix")):
        answer = served.asked_by(ada).post(document)
        assert not any(answer["data"][name].values()), "nothing of it"
        assert {one.partition(".")[2] for one in answer["extensions"]["withheld"]} == {*answer["data"][name]}


def learn(served: Served, person: str, mode: str, hours: float | None, **more: Any) -> str:
    said = {"person": person, "mode": mode, "topic": "Budgets", "effectiveOn": "2024-05-02", **more}
    [entry] = served.recorded("completeLearning", **said, **({} if hours is None else {"hours": hours}))["entries"]
    return str(entry)


@pytest.mark.mission("M49")
def test_learning_is_told_once_and_took_as_long_as_it_can_have_taken(served: Served, join: Join, unit: str) -> None:
    ada = join("Ada Okafor", unit)
    said = {"person": ada, "mode": "COURSE", "topic": "Budgets", "effectiveOn": "2024-05-02"}
    for hours in (0, 10_001, 1.7e308):
        refused = served.record("completeLearning", {**said, "hours": hours})
        assert (refused["rule"], refused["field"]) == ("HoursOutOfRange", "hours")
        assert "at most 10,000 hours" in refused["why"]
    course, again = learn(served, ada, "COURSE", 16), {**said, "topic": "  BUDGETS"}
    refused = served.record("completeLearning", again)
    assert (refused["rule"], refused["field"], course in refused["why"]) == ("LearningToldBefore", "topic", True)
    better = {"completeLearning": {**again, "hours": 16}}
    served.recorded("correctEntry", entry=course, replacement=better, reason="In capitals")


@pytest.mark.mission("M49")
def test_learning_is_told_by_hours_and_how_much_of_it_is_in_the_work(served: Served, join: Join, unit: str) -> None:
    ada = join("Ada Okafor", unit)

    def told(**as_of: Any) -> dict[str, Any]:
        return dict(served.ask(LEARNING, id=ada, asOf={"effectiveOn": LATER, **as_of})["person"]["learning"])

    course = learn(served, ada, "COURSE", 16)
    alone = position(served)
    assert told()["mix"] == {
        "entries": 1,
        "hours": 16,
        "withoutHours": 0,
        "enough": False,
        "embedded": None,
        "trainingOnly": True,
        "modes": [{"mode": "COURSE", "entries": 1, "hours": 16, "share": None}],
    }
    learn(served, ada, "ON_THE_JOB", 24, buildsOn=[course], effectiveOn="2024-06-03")
    found = told()
    assert (found["takenFurther"], found["lastOn"], found["daysSince"]) == (1, "2024-06-03", 120)
    assert (found["mix"]["embedded"], found["mix"]["trainingOnly"]) == (0.6, False)
    assert told(position=alone)["mix"]["trainingOnly"] is True
    old = told(effectiveOn="2025-06-03")
    assert (old["mix"]["entries"], old["lastOn"], old["daysSince"]) == (0, "2024-06-03", 365)


@pytest.mark.mission("M49")
def test_of_a_group_no_mode_is_told_in_which_fewer_than_five_learned(served: Served, join: Join, unit: str) -> None:
    people = [join(f"Person {number}", unit) for number in range(6)]

    def mix() -> dict[str, Any]:
        asked = served.ask(MIX, units=[served.unit(unit)], asOf={"effectiveOn": LATER})
        return dict(asked["learningMix"])

    course = learn(served, people[0], "COURSE", 16)
    learn(served, people[0], "ON_THE_JOB", 24, buildsOn=[course], effectiveOn="2024-06-03")
    for person in people[1:4]:
        learn(served, person, "PEERS", None)
    assert mix() == {"people": 6, "fresh": {"count": 4, "n": 6}, "mix": None, "takenFurther": None}
    learn(served, people[4], "PEERS", 10)
    assert mix() == {
        "people": 6,
        "fresh": {"count": 5, "n": 6},
        "takenFurther": {"count": 1, "n": 6},
        "mix": {
            "hours": None,
            "enough": False,
            "embedded": None,
            "trainingOnly": False,
            "modes": [],
            "together": [{"isEmbedded": None, "entries": 6, "withoutHours": 3, "hours": None}],
        },
    }
    for person in people[1:]:
        learn(served, person, "COMMUNITY", 6, topic="Costs")
    found = mix()["mix"]
    assert (found["hours"], found["enough"], found["embedded"]) == (80, True, None), "one alone was on a course"
    assert found["modes"] == []
    for person in people[1:]:
        learn(served, person, "COURSE", 4, topic="Figures")
    found = mix()["mix"]
    assert found["modes"] == [{"mode": "COURSE", "hours": 36, "share": pytest.approx(0.36)}]
    assert found["together"] == [{"isEmbedded": True, "entries": 10, "withoutHours": 3, "hours": 64}]
    assert (found["hours"], found["embedded"]) == (100, pytest.approx(0.64))


def test_plans_and_learning_go_out_and_come_in_again(make_database: Callable[[], str], tmp_path: Path) -> None:
    here, there = (CommandLine(make_database(), tmp_path, "hr", 0) for _ in range(2))
    ada = {"id": "17"}
    lines = (
        {"command": "JoinPerson", "person": ada, "name": "Ada", "unit": "Tooling", "effective_on": "2020-03-02"},
        {
            "command": "AgreeDevelopmentPlan",
            "person": ada,
            "plan": "1",
            "needs": "Reading figures",
            "objectives": [{"words": "Explains the costs", "owner": ada}],
            "review_on": SEPTEMBER,
            "reference": "agreed",
            "effective_on": MARCH,
        },
        {
            "command": "CompleteLearning",
            "person": ada,
            "mode": "peers",
            "topic": "Balance sheets",
            "builds_on": ["agreed"],
            "effective_on": "2024-05-02",
        },
        {
            "command": "ReviewDevelopmentPlan",
            "person": ada,
            "plan": "1",
            "progress": [{"objective": 1, "state": "met"}],
            "review_on": "2025-03-03",
            "effective_on": SEPTEMBER,
        },
        {
            "command": "AgreeAction",
            "person": ada,
            "action": "7",
            "what": "Ask",
            "due_on": LATER,
            "effective_on": SEPTEMBER,
        },
        {"command": "CompleteAction", "person": ada, "action": "7", "effective_on": SEPTEMBER},
    )
    here.does("import", "entries", here.file("growth.ndjson", *map(json.dumps, lines)))
    exported, again = tmp_path / "out.ndjson", tmp_path / "again.ndjson"
    here.does("export", "entries", "--to", exported)
    there.does("import", "entries", exported)
    there.does("export", "entries", "--to", again)
    once, twice = (told_of_growth(file) for file in (exported, again))
    assert (
        [line["command"] for line in once]
        == [line["command"] for line in twice]
        == [one["command"] for one in lines[1:]]
    )
    assert once[0]["objectives"][0]["words"] == twice[0]["objectives"][0]["words"] == "Explains the costs"


def told_of_growth(file: Path) -> list[dict[str, Any]]:
    """The lines of an export, but for those that say who is here and where."""
    lines = map(json.loads, file.read_text().splitlines())
    wanted = ("Plan", "Learning", "Action")
    return [line for line in lines if str(line.get("command", "")).endswith(wanted)]


def test_whoever_led_somebody_mends_no_plan_of_theirs_any_more(served: Served, join: Join, unit: str) -> None:
    ben, dee = join("Ben Amari", unit), join("Dee Park", unit)
    ada = join("Ada Okafor", unit, manager=ben)
    asks = served.asked_by(ben)
    said = agreed(asks, ada, ben)
    [entry], [made] = said["entries"], said["made"]
    mended = {"person": ada, "plan": made, "needs": "Costs", "objectives": [{"words": "Explains them", "owner": ada}]}
    correction = {
        "entry": entry,
        "replacement": {"agreeDevelopmentPlan": {**mended, "reviewOn": SEPTEMBER, "effectiveOn": MARCH}},
        "reason": "Too wide",
    }
    asks.recorded("correctEntry", **correction)
    served.recorded("movePerson", person=ada, unit=unit, manager=dee, effectiveOn="2024-06-03")
    correction["replacement"]["agreeDevelopmentPlan"]["needs"] = "Rewritten"
    for refused in (
        asks.record("correctEntry", correction),
        asks.record("retractEntry", {"entry": entry, "reason": "She left"}),
    ):
        assert (refused["rule"], "leads no longer" in refused["why"]) == ("NotTheirsToMend", True)
    assert (told := plan(served, ada)) is not None
    assert told["needs"] == "Costs"
    served.recorded("correctEntry", **correction)
