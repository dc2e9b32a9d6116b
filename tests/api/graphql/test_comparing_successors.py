"""People side by side for a role: of each only what is told of them to whoever asks, and no rank but the slate's."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.graphql.test_succession_bench import House, house, role

__all__ = ["house", "role"]

COMPARED = """query ($role: ID!, $people: [ID!]!, $asOf: AsOf) {
    compareSuccessors(role: $role, people: $people, asOf: $asOf) {
      role { id } asOf { effectiveOn parked }
      people {
        person { name level unit }
        successor { readiness assessedOn expiresOn willingness standing findings { criterion verdict } }
        rolesHeld { role { title } appointmentKind since months }
        otherBenches { title }
      }
    } }"""
DAY = {"effectiveOn": "2024-07-01"}


def told(house: House, by: str | None, role: str, *people: str, as_of: Any = DAY) -> tuple[dict[str, Any], list[str]]:
    """Each by their name, and what was withheld."""
    asks = house.served.asked_by(by) if by else house.served
    answer = asks.post(COMPARED, role=role, people=people, asOf=as_of)
    assert "errors" not in answer, answer
    compared = answer["data"]["compareSuccessors"]
    assert compared["role"] == {"id": role}
    names = [one["person"]["name"] for one in compared["people"]]
    return dict(zip(names, compared["people"], strict=True)), answer.get("extensions", {}).get("withheld", [])


def test_people_are_told_side_by_side(house: House, role: dict[str, str]) -> None:
    second = house.role("Second")
    house.on_the_slate(second, house.ready)
    found, withheld = told(house, None, role["role"], role["other"], house.ready, house.boss, house.ready)
    assert (list(found), withheld) == (["Named", "Ready", "Holder"], [])
    ready, named, holder = found["Ready"], found["Named"], found["Holder"]
    assert ready["person"] == {"name": "Ready", "level": "self", "unit": house.unit}
    judged = ready["successor"]
    assert (judged["readiness"], judged["assessedOn"], judged["willingness"]) == ("NOW", "2024-06-01", "WILLING")
    assert {one["verdict"] for one in judged["findings"]} == {"MET"}
    assert (ready["otherBenches"], ready["rolesHeld"]) == ([{"title": "Second"}], [])
    assert (named["successor"]["readiness"], named["otherBenches"]) == (None, [])
    assert holder["successor"] is None
    assert holder["rolesHeld"] == [{"role": {"title": "Head of tooling"}, "appointmentKind": "SUBSTANTIVE",
                                    "since": "2021-02-01", "months": 41}]  # fmt: skip
    before, _ = told(house, None, role["role"], house.ready, house.boss, as_of={"effectiveOn": "2022-01-31"})
    assert (before["Ready"]["successor"], before["Ready"]["otherBenches"]) == (None, [])
    assert before["Holder"]["rolesHeld"][0]["months"] == 11
    house.served.recorded("recordLeave", person=house.boss, effectiveOn="2023-01-01")
    house.served.recorded("endLeave", person=house.boss, effectiveOn="2023-06-30")
    rested, _ = told(house, None, role["role"], house.boss)
    assert rested["Holder"]["rolesHeld"][0]["months"] == 35, "less half a year of leave"


def test_of_each_is_told_what_whoever_asks_is_told_of_them(house: House, role: dict[str, str]) -> None:
    people = (role["other"], house.ready)
    found, withheld = told(house, house.head, role["role"], *people)
    assert found["Ready"]["successor"]["readiness"] == "NOW"
    assert (found["Ready"]["otherBenches"], found["Named"]["otherBenches"]) == ([], None), "Head leads one of the two"
    assert found["Named"]["successor"] is not None, "the bench of the role is told to her all the same"
    assert withheld == ["ComparedSuccessor.otherBenches"]
    elsewhere = house.role("Elsewhere")
    house.on_the_slate(elsewhere, house.ready)
    found, withheld = told(house, house.head, elsewhere, house.ready)
    assert (found["Ready"]["successor"], withheld) == (None, ["ComparedSuccessor.successor"])
    assert [one["title"] for one in found["Ready"]["otherBenches"]] == ["Head of tooling"]
    for by in (house.ready, role["other"], house.join("Stranger", house.unit)):
        found, withheld = told(house, by, role["role"], *people, house.boss)
        assert {one[field] for one in found.values() for field in ("successor", "otherBenches")} == {None}
        [held] = found["Holder"]["rolesHeld"]
        assert held["role"]["title"], "who holds which role is told to everybody"
        assert held["months"] is None, "from which leave is taken off"
        assert withheld == ["ComparedSuccessor.otherBenches", "ComparedSuccessor.successor", "RoleHeld.months"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"role": "role-0198c0de-7e57-7000-8000-000000000000"}, "is no role that is known at that moment"),
        ({"people": ["person-0198c0de-7e57-7000-8000-000000000000"]}, "is no person that is known at that moment"),
        ({"people": ["x"] * 21}, "people: “21” are too many: name up to 20"),
    ],
)
def test_whoever_is_not_there_is_not_compared(
    house: House, role: dict[str, str], asked: dict[str, Any], said: str
) -> None:
    [error] = house.served.post(COMPARED, **{"role": role["role"], "people": [house.ready], **asked})["errors"]
    assert said in error["message"]
