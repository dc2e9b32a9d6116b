"""Competency profiles over GraphQL: ratings side by side in time, gaps of closed cycles, and figures of groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pytest

from domain.frameworks.competencies import Competency, Facet
from domain.frameworks.default_pack import DEFAULT_EDITION
from domain.frameworks.publishing import PublishFramework
from domain.kernel.ids import FrameworkId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_feedback_cycles import Team, ledger_of, team  # noqa: F401  (a fixture)

PROFILE: Final = """query ($id: ID!, $asOf: AsOf, $apart: [ApartBy!], $framework: ID, $edition: Int) {
  person(id: $id, asOf: $asOf) { competencyProfile(apart: $apart, framework: $framework, edition: $edition) {
    framework edition
    instruments { instrument n }
    readinessForChallenge { ready skills { skill competency raters holding } }
    lines { name framework dial dialOf aliases series {
      source context instrument level worst best n raters notObserved latest
      trend { days perYear }
    } }
    ratings { ratedOn of value framework source purpose factsUnknown position }
    selfOthersGaps { of cycle group n own theirs gap reliable }
  } } }"""
FIGURES: Final = """query ($units: [String!], $asOf: AsOf) { assessmentFigures(units: $units, asOf: $asOf) {
    since until people instruments { instrument people assessments } raterShares { instrument people n share }
    asOf { position effectiveOn } } }"""
FOUR: Final = ("growth_mindset", "empathy", "communication", "problem_solving")
LATER: Final = "2024-06-15"
Edition = dict[str, Any]


def told(served: Served, person: str, *, on: str = LATER, position: int | None = None, **asked: Any) -> dict[str, Any]:
    as_of = {"effectiveOn": on, **({} if position is None else {"position": position})}
    profile: dict[str, Any] = served.ask(PROFILE, id=person, asOf=as_of, **asked)["person"]["competencyProfile"]
    return profile


def line(profile: dict[str, Any], name: str) -> dict[str, Any]:
    return next({each["source"]: each for each in one["series"]} for one in profile["lines"] if one["name"] == name)


def rate(
    served: Served, edition: Edition, person: str, assessor: str | None, on: str, /, *,
    facts: tuple[str, ...] = ("Seen on the shop floor",), rated: Mapping[str, int | None], **more: Any,
) -> dict[str, Any]:  # fmt: skip
    ratings = [{"of": of, "value": value, "facts": list(facts)} for of, value in rated.items()]
    how = {"instrument": "LEADERSHIP_ASSESSMENT", "purpose": "DEVELOPMENT", **edition}
    return served.record(
        "recordAssessment",
        {"person": person, "assessor": assessor, "ratings": ratings, "effectiveOn": on, **how, **more},
    )


@pytest.mark.mission("M13")
def test_each_side_is_told_in_time_and_context_and_a_rating_says_what_it_rests_on(
    served: Served, join: Join, edition: Edition
) -> None:
    """Figure: the trend of each side in each context. Rule: a rating cites what was seen, or says “not observed”."""
    ben = join("Ben Amari")
    ada, cai = join("Ada Okafor", manager=ben), join("Cai Berg", manager=ben)
    start = served.ask("{ position }")["position"]
    for on, value in (("2022-06-15", 2), ("2023-06-15", 3), ("2024-06-14", 4)):
        assert "position" in rate(served, edition, ada, cai, on, rated={"direction": value}, context="NEW")
    assert "position" in rate(
        served, edition, ada, ben, "2024-05-02", rated={"direction": 5, "work_values": 3}, level="others"
    )
    refused = rate(served, edition, ada, ben, "2024-05-03", rated={"courage": 4}, facts=())
    assert (refused["rule"], refused["field"]) == ("AssessmentWithoutFacts", "ratings")
    assert "cite what was seen, or rate it as not observed" in refused["why"]
    assert "position" in rate(served, edition, ada, ben, "2024-05-03", rated={"courage": None}, facts=())

    mine = told(served, ada)
    assert [(one["name"], one["dialOf"]) for one in mine["lines"]] == [
        ("work_values", "others"), ("courage", None), ("direction", None)
    ]  # fmt: skip
    sides = line(mine, "direction")
    assert (sides["PEER"]["context"], sides["PEER"]["n"], sides["PEER"]["latest"]) == ("NEW", 3, [4])
    assert sides["PEER"]["trend"] == {"days": 3, "perYear": 1.0}
    assert sides["LINE_MANAGER"]["trend"] == {"days": 1, "perYear": None}, "one day makes no trend"
    unseen = line(mine, "courage")["LINE_MANAGER"]
    assert (unseen["n"], unseen["notObserved"], unseen["latest"]) == (0, 1, [])
    assert mine["instruments"] == [{"instrument": "LEADERSHIP_ASSESSMENT", "n": 5}]
    assert told(served, ada, position=start)["lines"] == []
    assert line(told(served, ada, on="2023-12-31"), "direction")["PEER"]["trend"] == {"days": 2, "perYear": None}
    [by_level] = [one for one in told(served, ada, apart=["LEVEL"])["lines"] if one["name"] == "direction"]
    assert {(one["source"], one["level"], one["context"]) for one in by_level["series"]} == {
        ("PEER", None, None), ("LINE_MANAGER", "others", None)
    }  # fmt: skip


def test_what_was_brought_over_without_facts_is_told_as_that(served: Served, join: Join, edition: Edition) -> None:
    ada = join("Ada Okafor")
    recorded = rate(served, edition, ada, None, "2021-05-02", rated={"direction": 4}, facts=(), imported=True)
    assert "position" in recorded, recorded
    [rating] = told(served, ada)["ratings"]
    assert (rating["factsUnknown"], rating["value"], rating["source"]) == (True, 4, "UNKNOWN")


def test_names_that_frameworks_share_are_one_line_and_the_four_say_who_is_ready_for_harder_work(
    served: Served, join: Join, edition: Edition
) -> None:
    ledger, theirs = ledger_of(served), FrameworkId("framework-of-the-four")
    called = (Competency("vision", Facet.SKILL, "none", "shared", ("Direction",)),)
    four = tuple(Competency(name, Facet.MINDSET, "low", "high") for name in FOUR)
    pack = replace(DEFAULT_EDITION, number=1, competencies=(*called, *four))
    ledger.record(PublishFramework(theirs, pack, effective_on=ledger.today()), by=ledger.tokens.of_the_machine().id)
    ben = join("Ben Amari")
    ada, cai = join("Ada Okafor", manager=ben), join("Cai Berg", manager=ben)
    under = {"framework": theirs, "edition": 1}
    today = str(ledger.today())
    assert "position" in rate(served, edition, ada, cai, "2024-05-02", rated={"direction": 4})
    rated = dict.fromkeys(FOUR, 4)
    assert "position" in rate(served, under, ada, cai, today, rated=rated | {"vision": 3}, context="NEW")

    mine = told(served, ada, on=today)
    assert mine["readinessForChallenge"]["ready"] is None
    [direction] = [one for one in mine["lines"] if one["name"] == "direction"]
    assert direction["aliases"] == ["a shared vision", "vision", "Direction"]
    assert [one["n"] for one in direction["series"]] == [1, 1]
    assert {each["of"] for each in mine["ratings"]} == {"direction", "vision", *FOUR}
    one_voice = told(served, ada, on=today, framework=theirs)
    assert (one_voice["framework"], one_voice["edition"], one_voice["readinessForChallenge"]["ready"]) == (
        theirs,
        1,
        None,
    )
    assert "position" in rate(served, under, ada, ben, today, rated=rated, context="UNDER_PRESSURE")
    told_in = told(served, ada, on=today, framework=theirs)
    assert told_in["readinessForChallenge"] == {
        "ready": True,
        "skills": [{"skill": name.replace("_", " "), "competency": name, "raters": 2, "holding": 2} for name in FOUR],
    }
    wrong = served.post(PROFILE, id=ada, framework=theirs, edition=7)
    assert wrong["errors"][0]["message"] == "edition: “7” had not come out: published are 1"
    alone = served.post(PROFILE, id=ada, edition=1)
    assert alone["errors"][0]["extensions"]["field"] == "edition"


def test_it_is_told_to_whoever_is_told_the_ratings(served: Served, join: Join, edition: Edition) -> None:
    ben = join("Ben Amari")
    ada, cai = join("Ada Okafor", manager=ben), join("Cai Berg", manager=ben)
    assert "position" in rate(served, edition, ada, cai, "2024-05-02", rated={"direction": 4})
    for asker in (ada, ben):
        assert len(told(served.asked_by(asker), ada)["lines"]) == 1
    answer = served.asked_by(cai).post(PROFILE, id=ada)
    assert answer["data"]["person"]["competencyProfile"] is None
    assert answer["extensions"]["withheld"] == ["Person.competencyProfile"]
    assert served.asked_by(ben).post(FIGURES)["data"] == {"assessmentFigures": None}


def test_the_gap_is_of_closed_cycles_by_groups_that_are_large_enough_and_for_their_readers(
    served: Served,
    team: Team,  # noqa: F811
) -> None:
    cycle = team.planned()
    team.opened(cycle, team.ben, *team.peers, team.reports[0], small=True)
    given = (5, 3, 1, 4, 4, 4)
    for rater, value in zip((team.ada, team.ben, *team.peers), given, strict=True):
        team.answered(cycle, rater, value)

    def gaps(asker: str) -> list[dict[str, Any]]:
        answer = team.as_(asker).ask(PROFILE, id=team.ada)["person"]["competencyProfile"]
        return list(answer["selfOthersGaps"])

    assert gaps(team.partner) == [], "nothing of a cycle that is open"
    team.answered(cycle, team.reports[0], 3)
    assert "position" in team.closed(cycle)
    found = gaps(team.partner)
    assert [(one["group"], one["n"], one["own"], one["theirs"], one["gap"]) for one in found] == [
        ("MANAGER", 1, 5.0, 3.0, 2.0), ("OTHERS", 5, 5.0, 3.2, 1.8)
    ]  # fmt: skip
    assert {one["of"] for one in found} == {"direction"}
    assert gaps(team.auditor) == found
    assert (gaps(team.ada), gaps(team.ben)) == ([], []), "as the result itself"
    team.as_(team.partner).recorded("debriefFeedbackCycle", cycle=cycle, debriefedBy=team.partner)
    assert gaps(team.ada) == found


@pytest.mark.mission("M2")
def test_instruments_and_the_rater_effect_are_told_of_groups_and_nobody_claims_where_they_stand(
    served: Served, join: Join, edition: Edition, unit: str
) -> None:
    """Figure: the mix of instruments and the rater effect. Rule: the source follows from where both stood that day."""
    boss = join("Boss", unit=f"{unit} above")
    ben = join("Ben Amari", unit=f"{unit} above", manager=boss)
    team_ = [join(f"Member {number}", unit=unit, manager=ben) for number in range(6)]
    start = served.ask("{ position }")["position"]
    refused = rate(served, edition, team_[0], ben, "2024-05-02", rated={"direction": 4}, source="PEER")
    assert (refused["rule"], refused["field"]) == ("NotTheirView", "source")
    for number, person in enumerate(team_):
        raters = [ben, *(other for other in team_ if other != person)][:5]
        for place, rater in enumerate(raters):
            value = 1 + (number + (place == 0)) % 5
            assert "position" in rate(served, edition, person, rater, "2024-05-02", rated={"direction": value})
    early = rate(
        served, edition, team_[0], ben, "2023-06-15", rated={"courage": 4}, instrument="PERFORMANCE_EVALUATION"
    )
    assert "position" in early, "the day before the first of the period"

    def figures(of: str, **as_of: Any) -> dict[str, Any]:
        asked = served.ask(FIGURES, units=[of], asOf={"effectiveOn": LATER, **as_of})["assessmentFigures"]
        return dict(asked)

    ours = figures(unit)
    assert (ours["since"], ours["until"], ours["people"]) == ("2023-06-15", LATER, 6)
    assert ours["instruments"] == [{"instrument": "LEADERSHIP_ASSESSMENT", "people": 6, "assessments": 30}]
    [share] = ours["raterShares"]
    assert (share["instrument"], share["people"], share["n"]) == ("LEADERSHIP_ASSESSMENT", 6, 30)
    assert 0 < share["share"] < 1
    assert figures(unit, position=start)["raterShares"] == []
    few = figures(f"{unit} above")
    assert (few["people"], few["instruments"], few["raterShares"]) == (2, None, None)
