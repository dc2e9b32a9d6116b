"""The stories of the demo, as GraphQL tells them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from demo import ready_made
from demo.editions import NEWEST_EDITION, begins_on
from domain.frameworks.default_pack import EDITION_WITH_PANELS
from tests.api.conftest import Served
from tests.demo.seeded import TODAY, Demo

THREE_BENCHES = "One successor, three benches"
CHAIRS = (
    "Chief financial officer",
    "Chief digital officer",
    "Head of Supply chain",
    "Group controller",
    "Head of Accounting",
)


def bench(served: Served, on: date, roles: list[str] | None = None) -> dict[str, Any]:
    query = """
        query ($on: Date, $roles: [ID!]) {
          successionBench(critical: true, roles: $roles, asOf: {effectiveOn: $on}) {
            figures { coverage { count n } netCoverage { count n } peopleFailingAlone { person { name } } }
            roles { title incumbents { person { name } } successors { rank readyNow person { name } } }
          }
        }"""
    told: dict[str, Any] = served.ask(query, on=on.isoformat(), roles=roles)["successionBench"]
    return told


def test_one_resignation_goes_down_the_chain(demo: Demo, served: Served) -> None:
    chairs = [demo.story(THREE_BENCHES, title) for title in CHAIRS]
    appointed_on = demo.seeded.effective_on["the slates without Marcus Oyelaran"]
    before, after = (bench(served, on, chairs) for on in (appointed_on - timedelta(1), TODAY))
    alone = {one["person"]["name"] for one in before["figures"]["peopleFailingAlone"]}
    assert alone == {"Marcus Oyelaran", "Ines Caldeira"}
    assert before["figures"]["coverage"] == {"count": 5, "n": 5}
    assert before["figures"]["netCoverage"] == {"count": 2, "n": 5}
    assert after["figures"]["coverage"] == after["figures"]["netCoverage"] == {"count": 0, "n": 5}
    holders = {role["title"]: [one["person"]["name"] for one in role["incumbents"]] for role in after["roles"]}
    assert holders["Chief financial officer"] == ["Marcus Oyelaran"]
    assert holders["Group controller"] == ["Ines Caldeira"]


def test_the_slate_of_mechanics_before_and_after_a_choice(demo: Demo, served: Served) -> None:
    chosen_on = demo.seeded.effective_on["Amara Diallo’s choice"]
    ranked = []
    for on in (chosen_on - timedelta(1), TODAY):
        role = next(role for role in bench(served, on)["roles"] if role["title"] == "Head of Mechanics")
        ranked.append([(one["person"]["name"], one["readyNow"]) for one in role["successors"] if one["rank"]])
    assert ranked[0] == [("Amara Diallo", True), ("Lukas Brandt", False)]
    assert ranked[1] == [("Lukas Brandt", True), ("Elif Kaya", False)]


@pytest.mark.mission("M27")
def test_the_ready_made_questions_are_answered(demo: Demo, served: Served) -> None:
    history, chain, case = (served.ask(one.query) for one in ready_made(demo.seeded))
    assert history["person"]["jobTitle"] == "Team lead Motion control"
    newest = history["person"]["developmentHistory"]["nodes"][0]
    assert newest["effectiveOn"] == demo.seeded.effective_on["month four of Tomasz Wilk"].isoformat()
    assert len(chain["today"]["roles"]) > 15
    assert chain["fiveChairsBefore"]["figures"]["netCoverage"]["count"] == 2
    assert case["decision"]["kind"] == "PromotionDeclined"
    then, now = ({m["position"] for m in case[moment]["developmentHistory"]["nodes"]} for moment in ("then", "now"))
    assert demo.seeded.positions["the assessment that came late"] in now - then


@pytest.mark.mission("M70")
def test_the_newest_edition_finds_otherwise_with_some(demo: Demo, served: Served) -> None:
    asked = """query ($edition: Int!, $insteadOf: Int!, $on: Date!) {
      rescoring(edition: $edition, insteadOf: $insteadOf, asOf: {effectiveOn: $on}, levels: ["leaders"], first: 50) {
        totalCount nodes { person { name } otherwise { criterion before { verdict } after { verdict } } }
      }
    }"""
    editions = {"edition": NEWEST_EDITION.number, "insteadOf": EDITION_WITH_PANELS.number}
    to_come = served.ask(asked, on=begins_on(TODAY, NEWEST_EDITION).isoformat(), **editions)
    found = to_come["rescoring"]["nodes"]
    changed = {one["person"]["name"]: one["otherwise"] for one in found if one["otherwise"]}
    assert 2 <= len(changed) < len(found) == to_come["rescoring"]["totalCount"]
    more_voices = {
        "criterion": "WORK_VALUES", "before": {"verdict": "MET"}, "after": {"verdict": "NOT_ENOUGH_EVIDENCE"}
    }  # fmt: skip
    assert all(one == [more_voices] for one in changed.values())


def test_some_were_coached_on_what_they_practised_and_some_were_not(served: Served) -> None:
    asked = """query ($on: Date) { people(first: 100, asOf: {effectiveOn: $on}) { nodes {
      practice { coached uncoached notYetDue notKnown } } } }"""
    nodes = served.ask(asked, on=TODAY.isoformat())["people"]["nodes"]
    counted = Counter({"people": len(nodes)})
    for node in nodes:
        counted.update(node["practice"])
    assert counted["coached"] > 10, counted
    assert counted["uncoached"] > 10, counted
    assert counted["notKnown"] == 0, "all of it is of the ledger's own time"


def test_the_directory_counts_those_who_are_here(demo: Demo, served: Served) -> None:
    asked = "query ($on: Date) { people(first: 1, asOf: {effectiveOn: $on}) { totalCount } }"
    assert served.ask(asked, on=TODAY.isoformat())["people"]["totalCount"] == demo.seeded.here


def test_the_guide_names_everybody_of_the_stories(demo: Demo, request: pytest.FixtureRequest) -> None:
    written = (request.config.rootpath / "docs" / "guide" / "the-demo.md").read_text()
    guide = " ".join(written.split()).casefold()
    missing = [name for found in demo.seeded.stories.values() for name in found if name.casefold() not in guide]
    missing += [story for story in demo.seeded.stories if story.casefold() not in guide]
    assert missing == []
