"""People in the order that somebody asks for; and by asking so nothing is learned that is not told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

PEOPLE = """query ($units: [String!], $search: String, $levels: [String!], $here: Boolean = true, $first: Int,
      $last: Int, $after: String, $before: String, $orderBy: PersonOrder! = KNOWN, $asOf: AsOf) {
    people(units: $units, search: $search, levels: $levels, here: $here, first: $first, last: $last, after: $after,
      before: $before, orderBy: $orderBy, asOf: $asOf) {
        nodes { id name } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
DAY = {"effectiveOn": "2024-07-01"}


@pytest.fixture
def people(served: Served, join: Join, unit: str) -> Mapping[str, str]:
    """Five people; Élodie leads Zoe, and the last two have been called otherwise before."""
    placed: Mapping[str, Mapping[str, Any]] = {
        "Zoe": {"effectiveOn": "2021-05-01", "level": "self"},
        "Élodie": {"effectiveOn": "2022-03-01", "level": "leaders"},
        "bob": {"effectiveOn": "2019-01-01", "level": "others"},
        "Émile": {"effectiveOn": "2023-01-01"},
        "Anna": {"effectiveOn": "2020-01-01", "level": "others"},
    }
    made = {name: join(name, unit, **said) for name, said in placed.items()}
    served.recorded("movePerson", person=made["Zoe"], unit=unit, level="self", manager=made["Élodie"],
                    effectiveOn="2024-01-01")  # fmt: skip
    served.recorded("renamePerson", person=made["Émile"], name="Carl", effectiveOn="2024-01-01")
    return made


def names(served: Served, unit: str, **asked: Any) -> list[str]:
    given = {"units": [unit], "first": 50, "asOf": DAY, **asked}
    return [one["name"] for one in served.ask(PEOPLE, **given)["people"]["nodes"]]


def test_people_come_in_the_order_asked_for(served: Served, people: Mapping[str, str], unit: str) -> None:
    assert names(served, unit) == ["Zoe", "Élodie", "bob", "Carl", "Anna"]
    assert names(served, unit, orderBy="NAME") == ["Anna", "bob", "Carl", "Élodie", "Zoe"], "as people look them up"
    assert names(served, unit, orderBy="NAME", asOf={"effectiveOn": "2023-12-31"})[-2] == "Émile"
    assert names(served, unit, orderBy="LEVEL") == ["Élodie", "bob", "Anna", "Zoe", "Carl"], "from the highest down"
    assert names(served, unit, orderBy="TENURE") == ["bob", "Anna", "Zoe", "Élodie", "Carl"]
    assert names(served, unit, orderBy="UNIT") == names(served, unit), "alike in it, as they became known"
    assert names(served, unit, orderBy="NAME", levels=["others"]) == ["Anna", "bob"]
    assert names(served, unit, orderBy="TENURE", levels=["others", "self"]) == ["bob", "Anna", "Zoe"]
    assert names(served, unit, orderBy="NAME", search="e") == ["Élodie"], "what is found is put in order, too"


def test_units_are_compared_by_what_they_are_called(served: Served, join: Join, unit: str) -> None:
    first, last = f"aa {unit}", f"ZZ {unit}"
    join("Of the last", last), join("Of the first", first)
    told = served.ask(PEOPLE, units=[first, last], first=9, orderBy="UNIT")["people"]["nodes"]
    assert [one["name"] for one in told] == ["Of the first", "Of the last"]


@pytest.mark.parametrize("order", ["NAME", "LEVEL", "TENURE", "UNIT"])
def test_an_order_is_leafed_through_both_ways(served: Served, people: Mapping[str, str], unit: str, order: str) -> None:
    whole = names(served, unit, orderBy=order)
    assert len(whole) == len(people)
    for way, at, end, further in (("first", "after", "endCursor", "hasNextPage"),
                                  ("last", "before", "startCursor", "hasPreviousPage")):  # fmt: skip
        seen: list[list[str]] = []
        cursor, more = None, True
        while more:
            given = {"units": [unit], "asOf": DAY, "orderBy": order, way: 2, at: cursor}
            page = served.ask(PEOPLE, **given)["people"]
            seen.append([one["name"] for one in page["nodes"]])
            cursor, more = page["pageInfo"][end], page["pageInfo"][further]
            assert page["totalCount"] == len(people)
        assert [name for page in (seen if way == "first" else seen[::-1]) for name in page] == whole


def test_a_cursor_is_of_its_order_and_stays_good(served: Served, people: Mapping[str, str], unit: str) -> None:
    given = {"units": [unit], "first": 2, "orderBy": "NAME"}
    cursor = served.ask(PEOPLE, **given)["people"]["pageInfo"]["endCursor"]
    for order in ("LEVEL", "KNOWN"):
        [error] = served.post(PEOPLE, **{**given, "orderBy": order, "after": cursor})["errors"]
        assert "is no cursor of this list in this order" in error["message"]
    served.recorded("movePerson", person=people["bob"], unit=f"{unit} elsewhere",
                    effectiveOn="2024-05-01")  # fmt: skip
    after = served.ask(PEOPLE, **{**given, "after": cursor})["people"]
    assert [one["name"] for one in after["nodes"]] == ["Carl", "Élodie"], "bob, at the cursor, is of this unit no more"


def test_tenure_that_is_not_told_orders_nothing(served: Served, people: Mapping[str, str], unit: str) -> None:
    as_head, as_bob = served.asked_by(people["Élodie"]), served.asked_by(people["bob"])
    told = names(as_head, unit, orderBy="TENURE")
    assert told == ["Zoe", "Élodie", "bob", "Carl", "Anna"], "hers and her report's, then all others"
    assert names(as_bob, unit, orderBy="TENURE") == ["bob", "Zoe", "Élodie", "Carl", "Anna"]
    asked = "query ($id: ID!) { person(id: $id) { looks(first: 9) { nodes { sorts by } } } }"
    for name, looked in (("Zoe", [people["Élodie"]]), ("Carl", [])):
        reader = served.asked_by(people["Émile" if name == "Carl" else name])
        found = reader.ask(asked, id=people["Émile" if name == "Carl" else name])["person"]["looks"]["nodes"]
        assert [one["by"] for one in found] == looked, "that somebody is compared is a look at them"


def test_a_slip_is_told_with_what_is_meant(served: Served, people: Mapping[str, str], unit: str) -> None:
    [error] = served.post(PEOPLE, first=1, orderBy="TENUR")["errors"]
    assert "is no PersonOrder: there are KNOWN, NAME, UNIT, LEVEL, TENURE. Did you mean" in error["message"]
    [error] = served.post(PEOPLE, first=1, orderBy="NAME", levels=["leders"])["errors"]
    assert "did you mean “leaders”" in error["message"]
