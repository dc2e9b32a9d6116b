"""Units over GraphQL: the tree with its headcounts at any moment, what may be placed where, and near misses."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from domain.people.joining import PersonJoined
from domain.units.citing import unit_of
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.placed_by_word import placed_by_word

TREE = """
    query ($id: ID!, $asOf: AsOf) {
      unit(id: $id, asOf: $asOf) {
        name establishedOn closedOn stands headcount headcountWithBelow
        parent { name } path { name } into { name } children { name headcount headcountWithBelow }
      }
    }"""
PERSON = "query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { unit inUnit { id name } } }"
PEOPLE = """
    query ($units: [String!], $exactly: Boolean! = false, $asOf: AsOf) {
      people(first: 20, units: $units, exactly: $exactly, asOf: $asOf) { totalCount nodes { name } }
    }"""


def establish(served: Served, name: str, parent: str | None = None, on: str = "2020-01-01") -> str:
    subject: str = served.recorded("establishUnit", name=name, parent=parent, effectiveOn=on)["subject"]
    return subject


def refused(served: Served, mutation: str, **said: Any) -> tuple[str, str, str]:
    told = served.record(mutation, said)
    assert told["__typename"] == "Refused", told
    return told["rule"], told["field"], told["why"]


@pytest.mark.mission("M81")
def test_the_tree_is_told_with_its_headcount_at_any_moment(served: Served, join: Join, unit: str) -> None:
    plant = establish(served, f"Plant {unit}")
    hall = establish(served, "Hall 1", plant)
    line = establish(served, "Line 4", hall)
    join("Ada", hall, "2020-03-02")
    ben = join("Ben", line, "2020-03-02")
    join("Cai", line, "2021-03-01", belonging="TRANSFERRED")
    join("Dee", line, "2020-03-02", belonging="CONTRACTOR")
    join("Eve", line, "2020-03-02", belonging="AGENCY")
    known_then = served.ask("{ position }")["position"]
    told = served.ask(TREE, id=plant)["unit"]
    assert (told["headcount"], told["headcountWithBelow"], told["establishedOn"]) == (0, 3, "2020-01-01")
    assert told["children"] == [{"name": "Hall 1", "headcount": 1, "headcountWithBelow": 3}]
    assert served.ask(TREE, id=plant, asOf={"effectiveOn": "2020-12-31"})["unit"]["headcountWithBelow"] == 2
    assert served.ask(TREE, id=plant, asOf={"effectiveOn": "2019-12-31"})["unit"] is None

    served.recorded("renameUnit", unit=line, name="Line 4b", effectiveOn="2022-01-01")
    served.recorded("moveUnit", unit=line, parent=plant, effectiveOn="2022-02-01")
    served.recorded("leavePerson", person=ben, reason="RETIRED", effectiveOn="2022-03-31")
    now = served.ask(TREE, id=line)["unit"]
    assert (now["name"], now["parent"]["name"], now["headcount"]) == ("Line 4b", f"Plant {unit}", 1)
    earlier = served.ask(TREE, id=line, asOf={"effectiveOn": "2022-01-31"})["unit"]
    assert (earlier["name"], earlier["parent"]["name"], earlier["headcount"]) == ("Line 4b", "Hall 1", 2)
    assert [one["name"] for one in earlier["path"]] == ["Hall 1", f"Plant {unit}"]
    assert served.ask(TREE, id=line, asOf={"position": known_then})["unit"]["name"] == "Line 4"
    assert served.ask(PERSON, id=ben, asOf={"effectiveOn": "2021-12-31"})["person"] == {
        "unit": "Line 4", "inUnit": {"id": line, "name": "Line 4"}
    }  # fmt: skip
    roots = served.ask("{ units { name parent { name } } }")["units"]
    assert {"name": f"Plant {unit}", "parent": None} in roots
    below = served.ask("query ($id: ID!) { units(under: $id) { name } }", id=plant)["units"]
    assert [one["name"] for one in below] == ["Hall 1", "Line 4b"]


def test_a_tree_is_told_level_by_level_a_few_of_each(served: Served, unit: str) -> None:
    names = ["A", "a", "B", "C", "D"]
    plant = establish(served, f"Plant {unit}")
    ids = {name: establish(served, name, plant) for name in names}
    deepest = establish(served, "Cell", establish(served, "Line", ids["B"]))
    children = "query ($id: ID!, $n: Int, $after: ID) { unit(id: $id) { children(first: $n, after: $after) { id } } }"
    units = "query ($id: ID!, $n: Int, $after: ID) { units(under: $id, first: $n, after: $after) { id } }"

    def told(document: str, **asked: Any) -> list[str]:
        [answer] = served.ask(document, id=plant, **asked).values()
        return [one["id"] for one in (answer if isinstance(answer, list) else answer["children"])]

    for document in (children, units):
        every = told(document)
        assert sorted(every[:2]) == sorted((ids["A"], ids["a"]))
        assert every[2:] == [ids["B"], ids["C"], ids["D"]]
        assert told(document, n=2) == every[:2]
        assert told(document, n=2, after=every[1]) == every[2:4]
        assert told(document, after=every[3]) == every[4:]
        assert told(document, n=100, after=every[4]) == []
        wrongs = (
            ({"n": 0}, "first: “0” is out of bounds"),
            ({"n": 101}, "is out of bounds"),
            ({"after": deepest}, "is no unit of this list"),
            ({"after": "B"}, "is no id of a unit"),
        )
        for wrong, said in wrongs:
            assert said in served.post(document, id=plant, **wrong)["errors"][0]["message"]
    deep = "{ units(first: 5) { name children(%s) { name children(%s) { name children(%s) { name headcount } } } } }"
    assert "errors" not in served.post(deep % (("first: 5",) * 3))
    refused = served.post(deep % (("first: 30",) * 3))["errors"][0]
    assert (refused["extensions"]["code"], "units.children.children.children" in refused["message"]) == (
        "TOO_MUCH",
        True,
    )
    four = served.ask(
        "query ($id: ID!) { unit(id: $id) { children(first: 3) { name children(first: 1) { children { name } } } } }",
        id=plant,
    )["unit"]["children"]
    assert four[2] == {"name": "B", "children": [{"children": [{"name": "Cell"}]}]}


def test_the_whole_tree_is_told_in_one_list(served: Served, unit: str) -> None:
    tree = "query ($under: ID, $on: AsOf) { unitTree(under: $under, asOf: $on) { name parent { name } } }"
    plant = establish(served, f"Plant {unit}")
    halls = {name: establish(served, name, plant) for name in ("Hall 2", "Hall 1")}
    line = establish(served, "Line 3", halls["Hall 1"])
    below = served.ask(tree, under=plant)["unitTree"]
    assert [(one["name"], one["parent"]["name"]) for one in below] == [
        ("Hall 1", f"Plant {unit}"), ("Line 3", "Hall 1"), ("Hall 2", f"Plant {unit}")
    ]  # fmt: skip
    served.recorded("moveUnit", unit=line, parent=halls["Hall 2"], effectiveOn="2022-02-01")
    assert [one["name"] for one in served.ask(tree, under=plant)["unitTree"]] == ["Hall 1", "Hall 2", "Line 3"]
    then = served.ask(tree, under=plant, on={"effectiveOn": "2022-01-31"})["unitTree"]
    assert then == below, "as of a day before"
    names = [one["name"] for one in served.ask(tree)["unitTree"]]
    place = names.index(f"Plant {unit}")
    assert names[place + 1 : place + 4] == ["Hall 1", "Hall 2", "Line 3"], "each is followed by what belongs to it"


@pytest.mark.mission("M81")
def test_a_unit_is_meant_with_all_below_it_and_near_misses_are_suggested(served: Served, join: Join, unit: str) -> None:
    plant = establish(served, f"Plant {unit}")
    hall = establish(served, f"Hall {unit}", plant)
    join("Ada", plant, "2020-03-02")
    join("Ben", hall, "2020-03-02")

    def found(*units: str, **more: Any) -> list[str]:
        nodes = served.ask(PEOPLE, units=list(units), **more)["people"]["nodes"]
        return sorted(node["name"] for node in nodes)

    assert found(plant) == found(f"plant {unit.lower()}") == ["Ada", "Ben"]
    assert found(plant, exactly=True) == ["Ada"]
    served.recorded("moveUnit", unit=hall, parent=None, effectiveOn="2023-01-01")
    assert found(plant) == ["Ada"]
    assert found(plant, asOf={"effectiveOn": "2022-12-31"}) == ["Ada", "Ben"]
    [error] = served.post(PEOPLE, units=[f"Plant{unit}"])["errors"]
    assert f"did you mean “Plant {unit}”" in error["message"]
    role = {"title": "Planner", "function": "Production", "level": "others", "effectiveOn": "2021-01-01"}
    planner = served.recorded("establishRole", unit=hall, **role)["subject"]
    bench = "query ($u: [String!], $on: AsOf) { successionBench(units: $u, asOf: $on) { roles { id unit } } }"
    then = served.ask(bench, u=[plant], on={"effectiveOn": "2022-12-31"})["successionBench"]["roles"]
    assert then == [{"id": planner, "unit": f"Hall {unit}"}]
    assert served.ask(bench, u=[plant])["successionBench"]["roles"] == []


@pytest.mark.mission("M81")
def test_whatever_names_a_unit_names_one_that_stands_on_the_day(served: Served, join: Join, unit: str) -> None:
    hall = establish(served, f"Hall {unit}")
    ghost = f"unit-{uuid4()}"
    asked = {"name": "Ada", "effectiveOn": "2021-01-01"}
    mutation = "mutation ($i: JoinPersonInput!) { joinPerson(input: $i) { ... on Refused { rule field why } } }"

    def joined(named: str) -> dict[str, Any]:
        told: dict[str, Any] = served.ask(mutation, i={**asked, "unit": named})["joinPerson"]
        return told

    for named in ("  ", "\u200b", "Nowhere at all", ghost):
        assert (joined(named)["rule"], joined(named)["field"]) == ("UnitUnknown", "unit")
    assert f"did you mean “Hall {unit}”, {hall}" in joined(f"Hal {unit}")["why"]
    early = {"name": "Ada", "unit": hall, "effectiveOn": "2019-12-31"}
    assert refused(served, "joinPerson", **early)[0] == "UnitUnknown"
    person = join("Ada", hall, "2021-01-01")
    assert refused(served, "movePerson", person=person, unit=ghost, effectiveOn="2022-01-01")[:2] == (
        "UnitUnknown",
        "unit",
    )
    role = {"title": "Planner", "function": "Production", "level": "others", "effectiveOn": "2021-01-01"}
    assert refused(served, "establishRole", unit=ghost, **role)[:2] == ("UnitUnknown", "unit")
    assert refused(served, "establishUnit", name="Line", parent=ghost, effectiveOn="2021-01-01")[:2] == (
        "UnitUnknown", "parent",
    )  # fmt: skip


@pytest.mark.mission("M81")
def test_a_unit_closes_when_nothing_is_left_in_it(served: Served, join: Join, unit: str) -> None:
    old, new = establish(served, f"Old {unit}"), establish(served, f"New {unit}")
    below = establish(served, "Line", old)
    person = join("Ada", old, "2021-01-01")
    close = {"unit": old, "into": new, "effectiveOn": "2023-01-01"}
    assert person in refused(served, "closeUnit", **close)[2]
    served.recorded("movePerson", person=person, unit=new, effectiveOn="2023-01-01")
    assert below in refused(served, "closeUnit", **close)[2]
    served.recorded("moveUnit", unit=below, parent=new, effectiveOn="2022-06-01")
    role = {"title": "Planner", "function": "Production", "level": "others", "effectiveOn": "2021-01-01"}
    planner = served.recorded("establishRole", unit=old, **role)
    assert planner["subject"] in refused(served, "closeUnit", **close)[2]
    served.recorded("retractEntry", entry=planner["entries"][0], reason="There is no such role")
    served.recorded("closeUnit", **close)
    told = served.ask(TREE, id=old)["unit"]
    assert (told["stands"], told["closedOn"], told["into"]) == (False, "2023-01-01", {"name": f"New {unit}"})
    assert served.ask(TREE, id=old, asOf={"effectiveOn": "2022-12-31"})["unit"]["stands"]
    late = {"person": person, "unit": old, "effectiveOn": "2023-05-01"}
    assert refused(served, "movePerson", **late)[0] == "UnitNoLonger"
    assert refused(served, "establishUnit", name="X", parent=old, effectiveOn="2023-05-01")[0] == "UnitNoLonger"


@pytest.mark.mission("M81")
def test_no_unit_belongs_to_itself(served: Served, unit: str) -> None:
    plant = establish(served, f"Plant {unit}")
    hall = establish(served, "Hall", plant)
    line = establish(served, "Line", hall)
    assert refused(served, "moveUnit", unit=plant, parent=line, effectiveOn="2022-01-01")[:2] == (
        "UnitsInACircle",
        "parent",
    )
    out = served.recorded("moveUnit", unit=hall, parent=None, effectiveOn="2022-01-01")["entries"][0]
    served.recorded("moveUnit", unit=plant, parent=line, effectiveOn="2022-02-01")
    rule, field, _ = refused(served, "retractEntry", entry=out, reason="It stayed")
    assert (rule, field) == ("UnitsInACircle", "entry")
    mended = {"moveUnit": {"unit": hall, "parent": None, "effectiveOn": "2022-03-01"}}
    assert refused(served, "correctEntry", entry=out, replacement=mended, reason="March")[0] == "UnitsInACircle"


@pytest.mark.mission("M81")
def test_the_words_of_old_placements_are_units_of_the_tree(served: Served, join: Join, unit: str) -> None:
    word = f"Night {unit}"
    ada = placed_by_word(served, PersonJoined, name="Ada", unit=word, effective_on="2018-05-01")
    night = unit_of(word)
    told = served.ask(TREE, id=night)["unit"]
    assert (told["name"], told["establishedOn"], told["headcount"], told["parent"]) == (word, "2018-05-01", 1, None)
    assert served.ask(PERSON, id=ada)["person"] == {"unit": word, "inUnit": {"id": night, "name": word}}
    assert served.ask(PEOPLE, units=[word])["people"]["totalCount"] == 1
    join("Ben", night, "2019-01-01")
    assert refused(served, "joinPerson", name="Cai", unit=night, effectiveOn="2018-04-30")[0] == "UnitUnknown"
    plant = establish(served, f"Plant {unit}")
    served.recorded("renameUnit", unit=night, name=f"Nights {unit}", effectiveOn="2020-01-01")
    served.recorded("moveUnit", unit=night, parent=plant, effectiveOn="2021-01-01")
    now = served.ask(TREE, id=plant)["unit"]
    assert (now["headcountWithBelow"], now["children"][0]["name"]) == (2, f"Nights {unit}")
    assert served.ask(PERSON, id=ada, asOf={"effectiveOn": "2019-12-31"})["person"]["unit"] == word


@pytest.mark.usefixtures("editions")
def test_a_level_is_one_of_the_edition_in_force(served: Served, join: Join, unit: str) -> None:
    asked = {"name": "Ada", "unit": unit, "effectiveOn": "2021-01-01"}
    rule, field, why = refused(served, "joinPerson", level="Selff", **asked)
    assert (rule, field) == ("LevelUnknown", "level")
    assert "did you mean “self”?" in why
    person = join("Ada", unit, "2021-01-01", level="self")
    assert refused(served, "movePerson", person=person, unit=unit, level="banana", effectiveOn="2022-01-01")[0] == rule
    role = {"title": "Planner", "function": "Production", "level": "banana", "effectiveOn": "2021-01-01"}
    assert refused(served, "establishRole", unit=unit, **role)[0] == rule


def test_whoever_belongs_in_a_way_that_nobody_has_said_counts_and_stays_open(served: Served, join: Join) -> None:
    unit = served.unit(f"Unit of {join('Somebody')}")
    open_, said = join("Ada", unit), join("Ben", unit, belonging="EMPLOYED")
    told = [served.ask("query ($id: ID!) { person(id: $id) { belonging } }", id=one)["person"] for one in (open_, said)]
    assert told == [{"belonging": None}, {"belonging": "EMPLOYED"}]
    assert served.ask("query ($id: ID!) { unit(id: $id) { headcount } }", id=unit)["unit"] == {"headcount": 2}


def test_what_is_meant_is_found_by_how_it_begins_and_by_its_words(served: Served, join: Join, unit: str) -> None:
    pumps = served.recorded("establishUnit", name=f"Pumps & Valves {unit}", effectiveOn="2020-01-01")["subject"]
    join("Ada", pumps, "2020-03-02", function=f"Customer Care {unit}")

    def said(query: str, **asked: Any) -> str:
        return str(served.post(query, **asked)["errors"][0]["message"])

    for asked in (f"valves {unit}", f"unit-pumps-{unit}", f"{unit} pumps"):
        assert f"did you mean “Pumps & Valves {unit}”" in said(PEOPLE, units=[asked])
        why = refused(served, "establishUnit", name="New", parent=asked, effectiveOn="2023-01-01")[2]
        assert f"did you mean “Pumps & Valves {unit}”, {pumps}" in why
    functions = "query ($f: [String!]) { people(first: 1, functions: $f) { totalCount } }"
    assert f"did you mean “Customer Care {unit}”" in said(functions, f=[f"care {unit}"])
    assert "Did you mean the enum value 'EARLIEST_FIRST'" in said(
        "query ($o: TimeOrder!) { entries(first: 1, orderBy: $o) { totalCount } }", o="EARLIEST"
    )
