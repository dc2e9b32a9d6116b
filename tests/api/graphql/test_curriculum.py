"""The curriculum over GraphQL: published in an edition, completed by people, told of groups as of any moment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from domain.frameworks.modules import CurriculumModule
from domain.frameworks.packs.shipped import present_edition
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.inputs import as_input

FIGURES = """query ($by: CurriculumGroup!, $units: [String!], $asOf: AsOf) {
  curriculumFigures(by: $by, units: $units, asOf: $asOf) {
    since until
    modules { framework edition module { name title competencies hours cost currency }
              completion { people completed ratio } }
    whole { ...Invested }
    groups { name invested { ...Invested } } } }
fragment Invested on LearningInvestment {
  people entries withoutHours withoutCost peopleWithHours hours money { currency people amount } }"""
EDITION = (
    """query ($unit: ID!) { activeEdition(unit: $unit) { framework edition { number modules { name levels } } } }"""
)
ENTRY = """query ($id: ID!) { person(id: $id) { developmentHistory(first: 9) { nodes { entry { fact {
    ... on LearningCompleted { module edition cost currency framework { id } } } } } } } }"""
MAY, JUNE, JULY, LATER = "2024-05-02", "2024-06-03", "2024-07-01", "2024-10-01"
NOTHING = dict.fromkeys(("people", "entries", "withoutHours", "withoutCost", "peopleWithHours", "hours")) | {
    "money": []
}
MODULES = (
    CurriculumModule("figures-1", "Reading figures", ("judgement",), 16.0, ("self", "others"), "450.00", "EUR"),
    CurriculumModule("talks", "Hard talks", ("courage", "collaboration"), 7.5),
)


@pytest.fixture
def curriculum(served: Served, unit: str) -> str:
    """A framework whose first edition has a curriculum, and which holds in a unit of its own."""
    framework = f"framework-{uuid4().hex[:8]}"
    edition = replace(present_edition(), number=1, modules=MODULES)
    brought = {"framework": framework, "effectiveOn": "2019-01-01", "imported": True}
    astray = replace(edition, modules=(replace(MODULES[0], competencies=("jugdement",)),))
    refused = served.record("publishFramework", {**brought, "edition": as_input(astray)})
    assert (refused["rule"], refused["field"]) == ("ModuleWithoutCompetency", "edition")
    assert "module “figures-1” names competency “jugdement”: did you mean “judgement”?" in refused["why"]
    served.recorded("publishFramework", **brought, edition=as_input(edition))
    served.recorded("adoptFramework", **brought, unit=served.unit(unit))
    return framework


def learn(served: Served, person: str, on: str = MAY, **more: Any) -> dict[str, Any]:
    return served.recorded("completeLearning", person=person, mode="COURSE", topic="Budgets", effectiveOn=on, **more)


def figures(served: Served, unit: str, by: str = "LEVEL", **as_of: Any) -> dict[str, Any]:
    asked = served.ask(FIGURES, by=by, units=[served.unit(unit)], asOf={"effectiveOn": LATER, **as_of})
    return dict(asked["curriculumFigures"])


@pytest.mark.mission("M11")
def test_modules_serve_competencies_and_completion_hours_and_money_come_out_as_of_any_moment(
    served: Served, join: Join, unit: str, curriculum: str
) -> None:
    active = served.ask(EDITION, unit=served.unit(unit))["activeEdition"]
    assert (active["framework"], active["edition"]["modules"][0]) == (
        curriculum,
        {"name": "figures-1", "levels": ["self", "others"]},
    )
    team = [join(f"Member {number}", unit=unit, level="self") for number in range(6)]
    cai = join("Cai Berg", unit=unit, level="leaders")
    start = served.ask("{ position }")["position"]

    slip = {"person": team[0], "mode": "COURSE", "topic": "Budgets", "module": "figure-1", "effectiveOn": MAY}
    refused = served.record("completeLearning", slip)
    assert (refused["rule"], refused["field"]) == ("ModuleUnknown", "module")
    assert "edition 1" in refused["why"]
    assert "did you mean “figures-1”?" in refused["why"]
    vague = {**slip, "module": "figures-1", "cost": "4,50", "currency": "EUR"}
    assert served.record("completeLearning", vague)["rule"] == "AmountNotExact"

    for person in team[:4]:
        learn(served, person, module="figures-1", hours=16, cost="450.10", currency="EUR")
    learn(served, team[4], hours=2)
    four = figures(served, unit)["whole"]
    assert four["people"] == 5
    assert four["money"] == [{"currency": "EUR", "people": None, "amount": None}], "of four not even how many"
    learn(served, team[4], JUNE, module="figures-1", cost="450.10", currency="EUR")
    learn(served, cai, JUNE, module="talks", hours=99, cost="9000", currency="EUR")

    found = figures(served, unit)
    assert (found["since"], found["until"]) == ("2023-10-01", LATER)
    first, second = found["modules"]
    assert (first["framework"], first["edition"]) == (curriculum, 1)
    assert first["module"] == {
        "name": "figures-1", "title": "Reading figures", "competencies": ["judgement"], "hours": 16,
        "cost": "450.00", "currency": "EUR"
    }  # fmt: skip
    assert first["completion"] == {"people": 6, "completed": 5, "ratio": pytest.approx(5 / 6)}
    assert second["completion"] == {"people": 7, "completed": 1, "ratio": pytest.approx(1 / 7)}
    assert found["whole"] == {
        "people": 6, "entries": 7, "withoutHours": 1, "withoutCost": 1, "peopleWithHours": 6, "hours": 165,
        "money": [{"currency": "EUR", "people": 6, "amount": "11250.50"}],
    }  # fmt: skip
    groups = {one["name"]: one["invested"] for one in found["groups"]}
    assert groups == {"self": NOTHING, "leaders": NOTHING}, "what one person cost would follow from the whole"
    by_unit = figures(served, unit, by="UNIT")["groups"]
    assert [(one["name"], one["invested"]["money"][0]["amount"]) for one in by_unit] == [(unit, "11250.50")]

    [entry] = [
        one["entry"]["fact"]
        for one in served.ask(ENTRY, id=cai)["person"]["developmentHistory"]["nodes"]
        if one["entry"]["fact"].get("module")
    ]
    assert entry == {
        "module": "talks", "edition": 1, "cost": "9000", "currency": "EUR", "framework": {"id": curriculum}
    }  # fmt: skip
    may = figures(served, unit, effectiveOn=MAY)
    assert (may["whole"]["people"], may["modules"][0]["completion"]["completed"]) == (5, 4)
    then = figures(served, unit, position=start)
    assert (then["whole"], then["groups"]) == (NOTHING, [])
    assert [one["completion"]["completed"] for one in then["modules"]] == [0, 0]
    next_year = figures(served, unit, effectiveOn="2025-06-03")
    assert (next_year["whole"], next_year["modules"][0]["completion"]["completed"]) == (NOTHING, 5)


def test_where_somebody_stood_when_they_learned_counts_and_they_may_have_left(
    served: Served, join: Join, unit: str, curriculum: str
) -> None:
    team = [join(f"Member {number}", unit=unit, level="self") for number in range(5)]
    for person in team:
        learn(served, person, module="figures-1", hours=16)
        served.recorded("movePerson", person=person, unit=unit, function="Sales", level="self", effectiveOn=JUNE)
    served.recorded("leavePerson", person=team[0], reason="RESIGNED", effectiveOn=JULY)
    found = figures(served, unit)
    assert [(one["name"], one["invested"]["hours"]) for one in found["groups"]] == [("self", 80)]
    assert found["modules"][0]["completion"] == {"people": 4, "completed": None, "ratio": None}


def test_figures_are_told_to_nobody_who_reads_none(served: Served, join: Join, unit: str, curriculum: str) -> None:
    ben = join("Ben Amari", unit=unit)
    answer = served.asked_by(ben).post(FIGURES, by="LEVEL")
    assert answer["data"] == {"curriculumFigures": None}
