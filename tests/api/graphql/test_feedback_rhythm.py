"""The rhythm of feedback over GraphQL: of one person, of groups from five on, and what it may be used for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

RHYTHM = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { feedbackRhythm {
    since until entries perYear sources { source n } bothSaid aboutCompetencies
    requests askedAs requestsPerYear } } }"""
FIGURES = """query ($units: [String!], $asOf: AsOf) { feedbackRhythm(units: $units, asOf: $asOf) {
    people personYears entries perPersonYear sources { source n } aboutCompetencies requests seeking shareSeeking } }"""
MAY, LATER = "2024-05-02", "2024-06-15"


def told(served: Served, person: str, **as_of: Any) -> dict[str, Any]:
    return dict(served.ask(RHYTHM, id=person, asOf={"effectiveOn": LATER, **as_of})["person"]["feedbackRhythm"])


def figures(served: Served, unit: str, **as_of: Any) -> dict[str, Any]:
    return dict(served.ask(FIGURES, units=[unit], asOf={"effectiveOn": LATER, **as_of})["feedbackRhythm"])


def give(served: Served, person: str, giver: str, on: str = MAY, **more: Any) -> dict[str, Any]:
    said = {"person": person, "giver": giver, "purpose": "DEVELOPMENT", "strengths": "Asks first", "improvements": ""}
    return served.record("giveFeedback", {**said, "effectiveOn": on, **more})


@pytest.mark.mission("M7")
def test_the_rhythm_comes_out_as_of_any_moment_and_what_was_asked_for_development_stays_that(
    served: Served, join: Join, unit: str
) -> None:
    boss = join("Boss", unit=f"{unit} above")
    ben = join("Ben Amari", unit=f"{unit} above", manager=boss)
    ada, cai, *_ = [join(f"Member {number}", unit=unit, manager=ben) for number in range(5)]
    start = served.ask("{ position }")["position"]
    ask = {"person": ada, "topic": "The hand-over", "effectiveOn": MAY}
    [request] = served.recorded("requestFeedback", **ask, asked=cai)["entries"]
    served.recorded("requestFeedback", **ask, asked=ben)
    assert give(served, ada, cai, requested=request, improvements="Wait", about=["direction"])["entries"]
    assert give(served, ada, ben)["entries"]
    assert give(served, ada, cai, "2023-06-15")["entries"], "the day before the first of the period"
    refused = give(served, ada, cai, requested=request, purpose="DECISION")
    assert (refused["rule"], refused["field"]) == ("PurposeChanged", "purpose")

    mine = told(served, ada)
    assert (mine["since"], mine["until"], mine["entries"], mine["perYear"]) == ("2023-06-15", LATER, 2, 2.0)
    assert mine["sources"] == [{"source": "LINE_MANAGER", "n": 1}, {"source": "PEER", "n": 1}]
    assert (mine["bothSaid"], mine["aboutCompetencies"]) == (1, 1)
    assert (mine["requests"], mine["askedAs"]) == (2, ["MANAGER", "PEER"])
    assert told(served, ada, position=start)["entries"] == 0
    assert told(served, ada, effectiveOn="2024-05-01")["entries"] == 1

    ours = figures(served, unit)
    assert (ours["people"], ours["personYears"], ours["entries"], ours["requests"]) == (5, 5.01, 2, 2)
    assert (ours["seeking"], ours["shareSeeking"], ours["aboutCompetencies"]) == (1, 0.2, 1)
    assert ours["sources"] == mine["sources"]
    few = figures(served, f"{unit} above")
    assert few.pop("people") == 2
    assert set(few.values()) == {None}
    assert figures(served, unit, position=start)["entries"] == 0


def test_the_rhythm_is_told_to_whoever_reads_the_feedback_and_figures_to_those_charged(
    served: Served, join: Join, unit: str
) -> None:
    ben = join("Ben Amari")
    ada, cai = join("Ada Okafor", unit=unit, manager=ben), join("Cai Berg", manager=ben)
    for asker in (ada, ben):
        assert told(served.asked_by(asker), ada)["entries"] == 0
    answer = served.asked_by(cai).post(RHYTHM, id=ada)
    assert answer["data"]["person"]["feedbackRhythm"] is None
    assert answer["extensions"]["withheld"] == ["Person.feedbackRhythm"]
    assert served.asked_by(ben).post(FIGURES, units=[unit])["data"] == {"feedbackRhythm": None}
