"""Capability tags over GraphQL: on evidence, told to whoever is told that, and as a heat map of groups."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from api.access.sorts import SORTS
from api.access.table import TABLE, Information
from domain.catalogue import EVENTS
from domain.development.capability_tags import is_evidence
from domain.frameworks.packs.shipped import present_edition
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.inputs import as_input

TAGS = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) {
  capabilityTags { tag framework entries lastOn evidence { reference kind } } } }"""
FIGURES = """query ($by: CapabilityGroup!, $units: [String!], $asOf: AsOf) {
  capabilityFigures(by: $by, units: $units, asOf: $asOf) { since until
    tags { framework edition tag { name title } whole { people tagged ratio }
           groups { name figures { people tagged ratio } } } } }"""
MARCH, MAY, SEPTEMBER, LATER = "2024-03-04", "2024-05-06", "2024-09-02", "2024-10-01"


def practised(asks: Served, person: str, on: str = MARCH) -> str:
    reference: str = asks.recorded("recordPractice", person=person, situation="Chaired", effectiveOn=on)["entries"][0]
    return reference


def tagging(person: str, entry: str, by: str, *tags: str, on: str = MAY) -> dict[str, Any]:
    return {"person": person, "entry": entry, "tags": [*tags], "taggedBy": by, "effectiveOn": on}


def shown(asks: Served, person: str, **as_of: Any) -> dict[str, Any]:
    """What somebody's evidence is tagged with: how often, when last, and the entries."""
    told = asks.ask(TAGS, id=person, asOf={"effectiveOn": LATER, **as_of})["person"]["capabilityTags"]
    return {
        one["tag"]: (one["entries"], one["lastOn"], [each["reference"] for each in one["evidence"]]) for one in told
    }


def figures(asks: Served, unit: str, by: str = "LEVEL", **as_of: Any) -> dict[str, Any]:
    asked = asks.ask(FIGURES, by=by, units=[asks.unit(unit)], asOf={"effectiveOn": LATER, **as_of})
    return dict(asked["capabilityFigures"])


def line(told: dict[str, Any], tag: str) -> dict[str, Any]:
    """One line of the heat map."""
    [found] = [one for one in told["tags"] if one["tag"]["name"] == tag]
    return dict(found)


@pytest.fixture
def boss(served: Served, join: Join, unit: str) -> str:
    """Who leads in a unit of its own, where an edition with the tags that ship holds."""
    brought = {"framework": f"framework-{uuid4().hex[:8]}", "effectiveOn": "2019-01-01", "imported": True}
    edition = replace(present_edition(), number=1)
    served.recorded("publishFramework", **brought, edition=as_input(edition))
    served.recorded("adoptFramework", **brought, unit=served.unit(unit))
    return join("Bao Lin")


@pytest.mark.mission("M12")
def test_evidence_is_tagged_once_by_the_edition_and_whoever_is_near(
    served: Served, join: Join, boss: str, unit: str
) -> None:
    ada, peer = join("Ada Okafor", unit, manager=boss), join("Ben Abiodun", unit, manager=boss)
    entry = practised(served, ada)
    theirs = served.asked_by(boss)
    slip = theirs.record("tagCapability", tagging(ada, entry, boss, "inspring"))
    assert (slip["rule"], slip["field"]) == ("TagUnknown", "tags")
    assert "did you mean “inspiring”? Else name one of “growth”" in slip["why"]
    theirs.recorded("tagCapability", **tagging(ada, entry, boss, "inspiring"))
    assert theirs.record("tagCapability", tagging(ada, entry, boss, "inspiring"))["rule"] == "TaggedBefore"
    unknown = theirs.record("tagCapability", tagging(ada, f"{ada}@999", boss, "growth"))
    assert (unknown["rule"], unknown["field"]) == ("NothingToTag", "entry")
    assert served.asked_by(peer).record("tagCapability", tagging(ada, entry, peer, "growth"))["rule"] == "NotNearEnough"


@pytest.mark.mission("M12")
def test_what_somebody_notes_for_themselves_is_tagged_by_nobody(
    served: Served, join: Join, boss: str, unit: str
) -> None:
    ada = join("Ada Okafor", unit, manager=boss)
    hers = served.asked_by(ada)
    [lesson] = hers.recorded("noteLesson", person=ada, lesson="Asked too late", effectiveOn=MARCH)["entries"]
    assert hers.record("tagCapability", tagging(ada, lesson, ada, "growth"))["rule"] == "NotTaggable"
    theirs = served.asked_by(boss).record("tagCapability", tagging(ada, lesson, boss, "growth"))
    assert theirs["rule"] == "NothingToTag", "as if there were no such entry"


@pytest.mark.mission("M12")
def test_a_tag_goes_with_its_entry_as_of_any_moment(served: Served, join: Join, boss: str, unit: str) -> None:
    ada = join("Ada Okafor", unit, manager=boss)
    first, second = practised(served, ada), practised(served, ada, MAY)
    for entry in (first, second):
        served.recorded("tagCapability", **tagging(ada, entry, boss, "growth"))
    before = served.ask("{ position }")["position"]
    assert shown(served, ada) == {"growth": (2, MAY, [second, first])}
    assert shown(served, ada, effectiveOn=MARCH) == {}
    mended = {"person": ada, "situation": "Chaired twice", "effectiveOn": SEPTEMBER}
    served.recorded("correctEntry", entry=first, reason="That day", replacement={"recordPractice": mended})
    assert shown(served, ada) == {"growth": (2, SEPTEMBER, [first, second])}, "where it is corrected, it stays"
    served.recorded("retractEntry", entry=second, reason="That was Ben")
    assert shown(served, ada) == {"growth": (1, SEPTEMBER, [first])}
    assert shown(served, ada, position=before) == {"growth": (2, MAY, [second, first])}


@pytest.mark.mission("M12")
def test_tags_are_told_to_whoever_is_told_evidence_of_every_sort(
    served: Served, join: Join, boss: str, unit: str
) -> None:
    kinds = [kind for kind, event in EVENTS.items() if is_evidence(event)]
    sorts = {*(SORTS[kind] for kind in kinds), Information.ASSESSMENT_TO_DEVELOP}
    assert SORTS["CapabilityTagged"] is Information.CAPABILITY
    assert all(sort is not None and TABLE[Information.CAPABILITY] <= TABLE[sort] for sort in sorts)
    ada, peer = join("Ada Okafor", unit, manager=boss), join("Ben Abiodun", unit, manager=boss)
    served.recorded("tagCapability", **tagging(ada, practised(served, ada), boss, "growth"))
    assert "growth" in shown(served.asked_by(boss), ada)
    assert "growth" in shown(served.asked_by(ada), ada)
    answer = served.asked_by(peer).post(TAGS, id=ada)
    assert answer["data"]["person"]["capabilityTags"] is None
    assert "Person.capabilityTags" in answer["extensions"]["withheld"]


@pytest.mark.mission("M12")
def test_a_heat_map_counts_people_by_tag_and_group_within_a_year(
    served: Served, join: Join, boss: str, unit: str
) -> None:
    team = [join(f"Member {number}", unit=unit, level="self") for number in range(6)]
    start = served.ask("{ position }")["position"]
    for person in team[:2]:
        for day in (MARCH, MAY):
            served.recorded("tagCapability", **tagging(person, practised(served, person, day), person, "growth"))
    found = figures(served, unit)
    assert (found["since"], found["until"]) == ("2023-10-01", LATER)
    assert [one["tag"]["name"] for one in found["tags"]] == [tag.name for tag in present_edition().tags]
    two = {"people": 6, "tagged": 2, "ratio": pytest.approx(1 / 3)}
    growth = line(found, "growth")
    assert (growth["whole"], growth["groups"]) == (two, [{"name": "self", "figures": two}])
    assert line(found, "inspiring")["whole"] == {"people": 6, "tagged": 0, "ratio": 0}
    assert [one["name"] for one in line(figures(served, unit, "UNIT"), "growth")["groups"]] == [unit]
    assert line(figures(served, unit, position=start), "growth")["whole"]["tagged"] == 0
    assert line(figures(served, unit, effectiveOn="2025-05-05"), "growth")["whole"]["tagged"] == 2
    assert line(figures(served, unit, effectiveOn="2025-05-06"), "growth")["whole"]["tagged"] == 0, "a year is over"


@pytest.mark.mission("M12")
def test_of_small_groups_nothing_is_told(served: Served, join: Join, boss: str, unit: str) -> None:
    team = [join(f"Member {number}", unit=unit, level="self") for number in range(5)]
    alone = join("Cai Berg", unit=unit, level="others")
    served.recorded("tagCapability", **tagging(alone, practised(served, alone), alone, "growth"))
    growth = line(figures(served, unit), "growth")
    assert growth["whole"]["tagged"] == 1
    assert [(one["name"], one["figures"]["tagged"]) for one in growth["groups"]] == [("self", None), ("others", None)]
    assert served.asked_by(team[0]).post(FIGURES, by="LEVEL")["data"] == {"capabilityFigures": None}
