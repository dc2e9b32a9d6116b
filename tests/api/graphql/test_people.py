"""People over GraphQL: they join, move, are called something else, leave; and the directory answers as of any day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

PERSON = """
    query ($id: ID!, $asOf: AsOf) {
      person(id: $id, asOf: $asOf) {
        name unit function level jobTitle joinedOn leftOn here erased
        manager { name } asOf { position effectiveOn parked }
      }
    }"""
PEOPLE = """
    query ($first: Int!, $after: String, $search: String, $units: [String!], $manager: ID, $here: Boolean = true) {
      people(first: $first, after: $after, search: $search, units: $units, manager: $manager, here: $here) {
        nodes { id name } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
      }
    }"""


@pytest.mark.mission("M66")
def test_a_person_is_answered_as_known_then_and_true_on_that_day(served: Served, join: Join) -> None:
    chief = join("Ben Amari")
    ada = join("Ada Okafor", "Tooling", function="Engineering", level="self", jobTitle="Tool designer", manager=chief)
    before = served.ask("{ position }")["position"]
    served.recorded(
        "movePerson", person=ada, unit="Plant 2", level="others", jobTitle="Team leader", effectiveOn="2023-01-01"
    )
    served.recorded("renamePerson", person=ada, name="Ada Okafor-Lind", effectiveOn="2024-06-01")

    now = served.ask(PERSON, id=ada)["person"]
    assert (now["name"], now["unit"], now["level"], now["manager"]) == ("Ada Okafor-Lind", "Plant 2", "others", None)
    earlier = served.ask(PERSON, id=ada, asOf={"effectiveOn": "2022-12-31"})["person"]
    assert (earlier["name"], earlier["unit"], earlier["manager"]) == ("Ada Okafor", "Tooling", {"name": "Ben Amari"})
    assert earlier["asOf"]["effectiveOn"] == "2022-12-31"
    known_then = served.ask(PERSON, id=ada, asOf={"position": before})["person"]
    assert (known_then["name"], known_then["unit"]) == ("Ada Okafor", "Tooling")
    assert known_then["asOf"]["position"] == before
    assert served.ask(PERSON, id=ada, asOf={"effectiveOn": "2020-03-01"})["person"] is None


def test_moments_are_compared_in_one_request(served: Served, join: Join) -> None:
    ada = join(effectiveOn="2021-01-01")
    served.recorded("movePerson", person=ada, unit="Plant 2", effectiveOn="2023-01-01")
    days = range(1, 9)
    asked = " ".join(f'y{day}: person(id: "{ada}", asOf: {{effectiveOn: "2022-0{day}-01"}}) {{ unit }}' for day in days)
    told = served.ask(f'{{ now: person(id: "{ada}") {{ unit }} {asked} }}')
    assert told == {"now": {"unit": "Plant 2"}, **{f"y{day}": {"unit": "Tooling"} for day in days}}


def test_the_instant_of_recording_stands_for_what_was_known(served: Served, join: Join) -> None:
    ada = join()
    moved = served.recorded("movePerson", person=ada, unit="Plant 2", effectiveOn="2023-01-01")
    [joined] = [e for e in entries_of(served, ada) if e["kind"] == "PersonJoined"]
    then = served.ask(PERSON, id=ada, asOf={"recordedAt": joined["recordedAt"]})["person"]
    assert then["unit"] == "Tooling"
    now = served.ask(PERSON, id=ada, asOf={"recordedAt": moved["recordedAt"]})["person"]
    assert now["unit"] == "Plant 2"


def entries_of(served: Served, person: str) -> list[dict[str, Any]]:
    asked = """query ($id: ID!) {
        person(id: $id) { developmentHistory(first: 100) { nodes { kind entry { recordedAt position } } } }
    }"""
    nodes = served.ask(asked, id=person)["person"]["developmentHistory"]["nodes"]
    return [{"kind": node["kind"], **node["entry"]} for node in nodes]


def test_the_org_chart_is_read_upwards_and_downwards(served: Served, join: Join, unit: str) -> None:
    chief = join("Chief", unit)
    head = join("Head", unit, manager=chief)
    ada, ben = join("Ada", unit, manager=head), join("Ben", unit, manager=head)
    asked = "query ($id: ID!) { person(id: $id) { managers { name } reports { id name manager { name } } } }"
    assert served.ask(asked, id=ada)["person"] == {"managers": [{"name": "Head"}, {"name": "Chief"}], "reports": []}
    reports = served.ask(asked, id=head)["person"]["reports"]
    assert {each["id"] for each in reports} == {ada, ben}
    assert all(each["manager"] == {"name": "Head"} for each in reports)


def test_managers_in_a_circle_are_told_once_each(served: Served, join: Join, unit: str) -> None:
    ada = join("Ada", unit)
    ben = join("Ben", unit, manager=ada)
    served.recorded("movePerson", person=ada, unit=unit, manager=ben, effectiveOn="2021-01-01")
    told = served.ask("query ($id: ID!) { person(id: $id) { managers { name } } }", id=ada)["person"]["managers"]
    assert [each["name"] for each in told] == ["Ben", "Ada"]


def test_the_directory_is_leafed_through(served: Served, join: Join, unit: str) -> None:
    people = [join(f"Person {number}", unit) for number in range(5)]
    gone = join("Gone", unit)
    served.recorded("leavePerson", person=gone, reason="RETIRED", effectiveOn="2023-03-31")
    found, after = [], None
    while True:
        page = served.ask(PEOPLE, first=2, after=after, units=[unit])["people"]
        found += [node["id"] for node in page["nodes"]]
        assert page["totalCount"] == 5
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert sorted(found) == sorted(people)
    left = served.ask(PEOPLE, first=2, units=[unit], here=False)["people"]
    assert [node["name"] for node in left["nodes"]] == ["Gone"]
    assert served.ask(PEOPLE, first=2, units=[unit], here=None)["people"]["totalCount"] == 6


def test_people_are_found_by_the_beginnings_of_their_names(served: Served, join: Join, unit: str) -> None:
    for name in ("Zdenka Quist", "Zdenka Quirin", "Zdeno Quist"):
        join(name, unit)
    first = served.ask(PEOPLE, first=1, search="zdenka qui")["people"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (2, True)
    second = served.ask(PEOPLE, first=1, search="zdenka qui", after=first["pageInfo"]["endCursor"])["people"]
    assert {node["name"] for node in first["nodes"] + second["nodes"]} == {"Zdenka Quist", "Zdenka Quirin"}
    assert served.ask(PEOPLE, first=9, search="zde", units=["Elsewhere"])["people"]["nodes"] == []
    assert len(served.ask(PEOPLE, first=9, search="zde", units=[unit])["people"]["nodes"]) == 3


def test_somebody_is_found_by_what_another_system_calls_them(served: Served, join: Join) -> None:
    ada = join(identities=[{"system": "payroll", "identifier": "4711"}])
    other = join("Ben Amari")
    served.recorded("identifyPerson", person=other, system="payroll", identifier="4712")
    asked = """query ($who: ExternalId!) { person(externalId: $who) { id identities { system identifier } } }"""
    told = served.ask(asked, who={"system": "payroll", "identifier": "4711"})["person"]
    assert told == {"id": ada, "identities": [{"system": "payroll", "identifier": "4711"}]}
    assert served.ask(asked, who={"system": "payroll", "identifier": "nobody"})["person"] is None
    twin = join("Cai Vance")
    served.recorded("identifyPerson", person=twin, system="payroll", identifier="4712")
    [error] = served.post(asked, who={"system": "payroll", "identifier": "4712"})["errors"]
    assert "carried by 2 people" in error["message"]


KNOWN = """
    query ($id: ID!, $asOf: AsOf) {
      person(id: $id, asOf: $asOf) { name introducedOn joinedOn here unit }
    }"""


def test_somebody_is_introduced_without_being_employed_and_may_join_later(
    served: Served, join: Join, unit: str
) -> None:
    ina = served.recorded("introducePerson", name="Ina Brandt", effectiveOn="2021-05-06")["subject"]
    seated = {"name": "Ina Brandt", "introducedOn": "2021-05-06", "joinedOn": None, "here": False, "unit": None}
    assert served.ask(KNOWN, id=ina)["person"] == seated
    assert served.ask(KNOWN, id=ina, asOf={"effectiveOn": "2021-05-05"})["person"] is None
    moved = served.record("movePerson", {"person": ina, "unit": unit, "effectiveOn": "2022-01-01"})
    assert (moved["rule"], moved["field"]) == ("NotYetJoined", "effectiveOn")
    again = served.record("introducePerson", {"person": ina, "name": "Ina", "effectiveOn": "2022-01-01"})
    assert (again["__typename"], again["rule"]) == ("Refused", "AlreadyKnown")
    join("Ina Brandt", unit, "2023-04-01", person=ina)
    joined = {**seated, "joinedOn": "2023-04-01", "here": True, "unit": unit}
    assert served.ask(KNOWN, id=ina)["person"] == joined
    assert served.ask(KNOWN, id=ina, asOf={"effectiveOn": "2022-12-31"})["person"] == seated
    found = served.ask(PEOPLE, first=9, search="ina brandt", here=None)["people"]["nodes"]
    assert ina in [node["id"] for node in found]
