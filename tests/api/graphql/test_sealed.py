"""What is recorded over GraphQL lies in the tables so that nobody without keys reads it, or tells two words apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_succession_bench import House, house
from tests.api.graphql.test_undeserved_promotion import STATED, Firm, firm

__all__ = ["firm", "house"]


def stored(served: Served, told: dict[str, Any]) -> bytes:
    """The last entry of a receipt, as the table holds it."""
    with psycopg.connect(served.database_url) as connection:
        statement = "SELECT stored FROM ledger.entries WHERE position = %s"
        [row] = connection.execute(statement, (told["position"],)).fetchall()
    return bytes(row[0])


def risk(house: House, **said: Any) -> dict[str, Any]:
    asked = {"risk": "HIGH", "reason": "GROWTH", "effectiveOn": "2024-06-02", **house.edition}
    return house.served.recorded("assessRetentionRisk", person=house.boss, **{**asked, **said})


def holds_a_critical_role(house: House) -> None:
    house.served.recorded("appointToRole", role=house.role("Head of paint"), person=house.boss, exempt="REORGANISATION",
                          effectiveOn="2021-02-01")  # fmt: skip


def at_risk(house: House) -> dict[str, Any]:
    holds_a_critical_role(house)
    return risk(house)


def ready(house: House) -> dict[str, Any]:
    return house.judging(house.role(), house.ready, house.seen(house.ready, house.peer, house.head))


def impact(house: House) -> dict[str, Any]:
    said = {"person": house.boss, "impact": "HIGH", "why": "Nobody else paints", "effectiveOn": "2024-06-02"}
    return house.served.recorded("assessImpactOfLoss", **said, **house.edition)


def gone(house: House) -> dict[str, Any]:
    return house.served.recorded("leavePerson", person=house.peer, reason="RETIRED", effectiveOn="2024-06-30")


def called_by_hr(house: House) -> dict[str, Any]:
    number = f"E-{uuid4().hex[:8]}"
    said = {"person": house.peer, "system": "hr", "identifier": number, "effectiveOn": "2021-01-01"}
    return house.served.recorded("identifyPerson", **said)


def unit_established(house: House) -> dict[str, Any]:
    return house.served.recorded("establishUnit", name="Secret project", effectiveOn="2024-01-01")


def role_established(house: House) -> dict[str, Any]:
    asked = {"unit": house.unit, "function": "Engineering", "level": "others", "effectiveOn": "2021-01-01"}
    return house.served.recorded("establishRole", title="Head of secrets", **asked)


@pytest.mark.parametrize(
    ("recorded", "sealed"),
    [
        (ready, ("readiness", "findings", "rationale")),
        (at_risk, ("risk", "reason")),
        (impact, ("impact", "why")),
        (gone, ("reason",)),
        (called_by_hr, ("identifier",)),
        (unit_established, ("name",)),
        (role_established, ("title",)),
    ],
)
def test_what_is_judged_and_called_is_not_in_clear(
    house: House, recorded: Callable[[House], dict[str, Any]], sealed: tuple[str, ...]
) -> None:
    told = recorded(house)
    assert told["__typename"] == "Recorded", told
    said = json.loads(stored(house.served, told))
    entry = house.served.ask("query ($p: Int!) { entry(position: $p) { event } }", p=told["position"])["entry"]["event"]
    assert [name for name in sealed if name not in entry or name in said["open"]] == []
    assert said["sealed"]


def test_whom_a_system_calls_so_is_found_by_a_key_that_tells_nothing(house: House) -> None:
    number = f"E-{uuid4().hex[:8]}"
    asked = {"person": house.peer, "system": "hr", "effectiveOn": "2021-01-01"}
    first = house.served.recorded("identifyPerson", **asked, identifier=number)
    said = stored(house.served, first)
    assert number.encode() not in said
    key = json.loads(said)["open"]["identifier_key"]
    other = house.served.recorded("identifyPerson", **asked, identifier=f"{number}x")
    assert json.loads(stored(house.served, other))["open"]["identifier_key"] != key


def test_conflicts_and_what_votes_came_to_are_not_in_clear(firm: Firm) -> None:
    firm.file_closes()
    firm.recommends("IN_FAVOUR")
    said = {"conflict": "CLOSE_RELATION", "declaredBy": "mona", "words": "They are cousins"}
    declared = json.loads(stored(firm.served, firm.takes("declareConflict", member="authority", **said)))
    assert {"conflict", "words"} & {*declared["open"]} == set()
    kinds = '{ entries(first: 100, kinds: ["VoteClosed", "PanelRecommended"]) { nodes { subject position kind } } }'
    of_the_case = [one for one in firm.served.ask(kinds)["entries"]["nodes"] if one["subject"] == firm.case]
    for one in of_the_case:
        assert {"tally", "advice", "rationale"} & {*json.loads(stored(firm.served, one))["open"]} == set()
    assert of_the_case
    decided = json.loads(stored(firm.served, firm.takes("declinePromotion", decidedBy="decider", **STATED)))
    assert {"findings", "rationale"} & {*decided["open"]} == set()


def shape_of(told: bytes) -> tuple[int, list[str], dict[str, int]]:
    """How long it is, what is open, and how long each of the sealed parts is."""
    said = json.loads(told)
    return len(told), sorted(said["open"]), {whom.split("-")[0]: len(part) for whom, part in said["sealed"].items()}


def test_no_two_judgements_of_risk_can_be_told_apart(house: House) -> None:
    holds_a_critical_role(house)
    said = [
        {"risk": grade, "reason": reason} for grade in ("LOW", "MEDIUM", "HIGH") for reason in ("PAY", "UNSPECIFIED")
    ]
    assert len({str(shape_of(stored(house.served, risk(house, **one)))) for one in said}) == 1


def test_no_two_reasons_of_leaving_can_be_told_apart(served: Served, join: Join) -> None:
    shapes = set()
    for reason in ("DIED", "MADE_REDUNDANT", "UNKNOWN"):
        told = served.recorded("leavePerson", person=join(), reason=reason, effectiveOn="2024-06-30")
        shapes.add(str(shape_of(stored(served, told))))
    assert len(shapes) == 1


def test_nobody_can_tell_whether_there_is_a_title(served: Served, join: Join, unit: str) -> None:
    ada, shapes = join("Ada", unit), set()
    for day, title in enumerate(
        ("Planner", None, "Head of planning, paint and all else that the plant in the north makes of wood"), start=1
    ):
        moved = {"person": ada, "unit": unit, "jobTitle": title, "effectiveOn": f"2024-06-0{day}"}
        shapes.add(str(shape_of(stored(served, served.recorded("movePerson", **moved)))))
    assert len(shapes) == 1
