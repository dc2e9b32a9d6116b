"""Development needs over GraphQL: open and met, with what serves them, told to whoever reads the development."""

from __future__ import annotations

from typing import Any

import pytest

from api.access.sorts import SORTS
from api.access.table import Information
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_growth_plans import agreed

NEEDS = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) {
  developmentNeeds { need identified identifiedOn identifiedBy { id } words competency edition state settledOn
                     basis { reference kind } servedBy { reference kind } }
  growthPlan { needs identifiedNeeds } } }"""
FIGURES = """query ($units: [String!], $asOf: AsOf) { developmentNeeds(units: $units, asOf: $asOf) {
    on people withNeeds { count n ratio } competencies { competency framework people } } }"""
MARCH, MAY, SEPTEMBER, LATER = "2024-03-04", "2024-05-06", "2024-09-02", "2024-10-01"


def identify(asks: Served, person: str, by: str, **said: Any) -> dict[str, Any]:
    need = {"person": person, "words": "Reading figures", "identifiedBy": by, "effectiveOn": MARCH, **said}
    return asks.recorded("identifyDevelopmentNeed", **need)


def needs(asks: Served, person: str, **as_of: Any) -> list[dict[str, Any]]:
    found = asks.ask(NEEDS, id=person, asOf={"effectiveOn": LATER, **as_of})["person"]["developmentNeeds"]
    return list(found)


@pytest.mark.mission("M40")
def test_a_need_is_told_with_what_serves_it_until_it_is_met_and_is_open_once(
    served: Served, join: Join, edition: dict[str, Any]
) -> None:
    boss = join("Bao Lin")
    ada = join("Ada Okafor", manager=boss)
    hers = served.asked_by(ada)
    [practised] = hers.recorded("recordPractice", person=ada, situation="Chaired", effectiveOn="2024-03-01")["entries"]
    asked = {"person": ada, "words": "Reading figures", "identifiedBy": boss, "effectiveOn": MARCH}
    near_miss = served.asked_by(boss).record("identifyDevelopmentNeed", {**asked, "competency": "judgment"})
    assert (near_miss["rule"], near_miss["field"]) == ("UnknownCompetency", "competency")
    assert "did you mean “judgement”?" in near_miss["why"]
    made = identify(served.asked_by(boss), ada, boss, competency="judgement", basis=[practised])
    [at], [need] = made["entries"], made["made"]
    again = hers.record("identifyDevelopmentNeed", {**asked, "identifiedBy": ada, "competency": "judgement"})
    assert (again["rule"], again["field"]) == ("NeedStillOpen", "need")
    assert at in again["why"], "the entry to cite instead"

    learned = {"person": ada, "mode": "READING", "topic": "Budgets", "effectiveOn": MAY, "buildsOn": [at]}
    [learning] = hers.recorded("completeLearning", **learned)["entries"]
    [planned] = agreed(served, ada, boss, identifiedNeeds=[at], effectiveOn=MAY, reviewOn=LATER)["entries"]
    [told] = needs(served.asked_by(boss), ada)
    assert (told["need"], told["identified"], told["identifiedOn"], told["identifiedBy"]) == (
        need,
        at,
        MARCH,
        {"id": boss},
    )
    assert (told["words"], told["competency"], told["edition"]) == ("Reading figures", "judgement", edition["edition"])
    assert (told["state"], told["settledOn"]) == ("OPEN", None)
    assert told["basis"] == [{"reference": practised, "kind": "PracticeRecorded"}]
    assert told["servedBy"] == [
        {"reference": learning, "kind": "LearningCompleted"},
        {"reference": planned, "kind": "DevelopmentPlanAgreed"},
    ]
    plan = served.ask(NEEDS, id=ada, asOf={"effectiveOn": SEPTEMBER})["person"]["growthPlan"]
    assert plan == {"needs": "Reading figures", "identifiedNeeds": [at]}, "words stay beside what is cited"

    before = served.ask("{ position }")["position"]
    settle = {"person": ada, "need": need, "outcome": "MET", "settledBy": ada, "how": "Told the costs"}
    hers.recorded("settleDevelopmentNeed", **settle, effectiveOn=SEPTEMBER)
    assert [(one["state"], one["settledOn"]) for one in needs(hers, ada)] == [("MET", SEPTEMBER)]
    assert [one["state"] for one in needs(hers, ada, effectiveOn="2024-09-01")] == ["OPEN"]
    assert [one["state"] for one in needs(hers, ada, position=before)] == ["OPEN"]
    assert [one["servedBy"] for one in needs(hers, ada, effectiveOn=MARCH)] == [[]]
    assert needs(hers, ada, effectiveOn="2024-03-03") == []
    assert served.record("settleDevelopmentNeed", {**settle, "effectiveOn": LATER})["rule"] == "NeedSettledBefore"


@pytest.mark.mission("M40")
def test_needs_are_told_as_development_is_and_said_by_those_who_stand_near(served: Served, join: Join) -> None:
    assert {SORTS[f"DevelopmentNeed{what}"] for what in ("Identified", "Settled")} == {Information.DEVELOPMENT}
    boss = join("Bao Lin")
    ada, peer = join("Ada Okafor", manager=boss), join("Ben Abiodun", manager=boss)
    asked = {"person": ada, "words": "Reading figures", "identifiedBy": peer, "effectiveOn": MARCH}
    assert served.asked_by(peer).record("identifyDevelopmentNeed", asked)["rule"] == "NotNearEnough"
    identify(served.asked_by(ada), ada, ada)
    assert len(needs(served.asked_by(boss), ada)) == 1
    answer = served.asked_by(peer).post(NEEDS, id=ada)
    assert answer["data"]["person"]["developmentNeeds"] is None
    assert "Person.developmentNeeds" in answer["extensions"]["withheld"]


@pytest.mark.mission("M40")
def test_of_groups_it_is_told_in_which_competencies_five_or_more_have_a_need(
    served: Served, join: Join, unit: str, edition: dict[str, Any]
) -> None:
    boss = join("Bao Lin", unit)
    people = [join(f"Person {number}", unit, manager=boss) for number in range(5)]
    for number, person in enumerate(people):
        identify(served, person, boss, competency="judgement")
        if number < 4:
            identify(served, person, boss, words="Saying no", competency="courage")

    def figures(on: str = LATER) -> dict[str, Any]:
        asked = served.ask(FIGURES, units=[served.unit(unit)], asOf={"effectiveOn": on})["developmentNeeds"]
        return dict(asked)

    assert figures() == {
        "on": LATER,
        "people": 6,
        "withNeeds": {"count": 5, "n": 6, "ratio": pytest.approx(5 / 6)},
        "competencies": [{"competency": "judgement", "framework": edition["framework"], "people": 5}],
    }, "four who need another are too few to be told"
    assert figures("2024-03-03")["withNeeds"]["count"] == 0
    [one] = [each["need"] for each in needs(served, people[0]) if each["competency"] == "judgement"]
    settle = {"person": people[0], "need": one, "outcome": "DROPPED", "settledBy": boss, "how": "Other work"}
    served.recorded("settleDevelopmentNeed", **settle, effectiveOn=SEPTEMBER)
    assert figures()["competencies"] == []
    assert not any(served.asked_by(people[0]).post(FIGURES)["data"]["developmentNeeds"].values()), "nothing of it"
