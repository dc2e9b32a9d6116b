"""Figures of the bench lead to the roles they speak of, and are told group by group as if each were asked for alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_insiders import charged
from tests.api.graphql.test_statements import recorded, statements
from tests.api.graphql.test_succession_bench import House, house, role

__all__ = ["charged", "house", "role"]

COUNTS = """coverage { count n } netCoverage { count n } coverageAfterChain { count n } strength { count n }
    successorCoverageRate { count n } vacant { count n } uncoveredRoles { id } singlePointsOfFailure { id }
    atRiskUncoveredRoles { id }"""
BY = f"""query ($units: [String!], $exactly: Boolean! = false, $functions: [String!], $levels: [String!],
      $by: RoleGroup!, $asOf: AsOf) {{
    successionBench(units: $units, exactly: $exactly, functions: $functions, levels: $levels, asOf: $asOf) {{
      figures {{ {COUNTS} }} figuresBy(group: $by) {{ name inUnit {{ id }} figures {{ {COUNTS} }} }} }} }}"""
ROLES = """query ($units: [String!], $asOf: AsOf) { successionBench(units: $units, asOf: $asOf) { figures {
    uncovered uncoveredRoles { id covered } rolesFailingWithOne singlePointsOfFailure { id title }
    atRiskUncovered atRiskUncoveredRoles { id incumbents { retentionRisk { grade } } }
    peopleFailingAlone { roles inRoles { id } } onSeveralBenches { roles inRoles { id } }
    holdingSeveral { roles inRoles { id } } } } }"""
DAY = {"effectiveOn": "2024-07-01"}


def ids(roles: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in roles]


def test_figures_lead_to_roles(house: House, role: dict[str, str]) -> None:
    bare, other = house.role("A: bare"), house.role("Z: another")
    for each in (bare, other):
        house.served.recorded("appointToRole", role=each, person=house.head, exempt="BEFORE_LEDGER",
                              effectiveOn="2021-02-01")  # fmt: skip
    house.on_the_slate(other, house.ready)
    house.judged(other, house.ready, house.seen(house.ready, house.peer, house.head))
    at_risk = {"person": house.head, "risk": "HIGH", "reason": "PAY", "effectiveOn": "2024-06-01"}
    house.served.recorded("assessRetentionRisk", **at_risk, **house.edition)
    told = house.served.ask(ROLES, units=[house.unit], asOf=DAY)["successionBench"]["figures"]
    assert told["uncovered"] == ids(told["uncoveredRoles"]) == [bare]
    assert told["rolesFailingWithOne"] == ids(told["singlePointsOfFailure"]) == [role["role"], other]
    assert told["atRiskUncovered"] == ids(told["atRiskUncoveredRoles"]) == [bare]
    assert told["atRiskUncoveredRoles"][0]["incumbents"] == [{"retentionRisk": {"grade": "HIGH"}}]
    for name in ("peopleFailingAlone", "onSeveralBenches", "holdingSeveral"):
        [one] = told[name]
        assert one["roles"] == ids(one["inRoles"])
    before = house.served.ask(ROLES, units=[house.unit], asOf={"effectiveOn": "2022-01-01"})["successionBench"]
    assert ids(before["figures"]["uncoveredRoles"]) == [bare, role["role"], other]


def test_roles_of_figures_are_fetched_in_one_look(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    for unit, roles in (("A short list", 2), ("A long list", 30)):
        recorded(served, unit, roles, 2)
        with statements(monkeypatch) as seen:
            told = served.ask(ROLES, units=[unit])["successionBench"]["figures"]
        assert len(told["uncoveredRoles"]) == roles
        asked.append(seen)
    assert asked[0] == asked[1]


def test_each_group_is_told_as_if_it_were_asked_for_alone(house: House, role: dict[str, str]) -> None:
    unit = house.served.unit(house.unit)
    below, aside = (
        house.served.recorded("establishUnit", name=f"{name} of {house.unit}", parent=unit, effectiveOn="2019-01-01")[
            "subject"
        ]
        for name in ("Below", "Aside")
    )
    house.role("In below", unit=below, function="Finance", level="self")
    house.role("In aside", unit=aside, function="Finance")
    house.role("Beside", critical=False)

    def told(by: str, **asked: Any) -> Any:
        return house.served.ask(BY, by=by, asOf=DAY, **asked)["successionBench"]

    units = told("UNIT", units=[unit])
    assert [(one["name"], one["inUnit"]["id"]) for one in units["figuresBy"]] == [
        (f"Aside of {house.unit}", aside), (f"Below of {house.unit}", below), (house.unit, unit),
    ]  # fmt: skip
    assert [one["figures"]["coverage"]["n"] for one in units["figuresBy"]] == [1, 1, 3]
    for one in units["figuresBy"]:
        assert one["figures"] == told("UNIT", units=[one["inUnit"]["id"]])["figures"]
    [itself] = told("UNIT", units=[unit], exactly=True)["figuresBy"]
    assert itself["figures"]["coverage"] == {"count": 1, "n": 1}, "what lies below was not asked for"
    for by, field, words in (
        ("FUNCTION", "functions", ["Engineering", "Finance"]),
        ("LEVEL", "levels", ["others", "self"]),
    ):
        groups = told(by, units=[unit])["figuresBy"]
        assert [(one["name"], one["inUnit"]) for one in groups] == [(word, None) for word in words]
        for one in groups:
            assert one["figures"] == told(by, units=[unit], **{field: [one["name"]]})["figures"]
    everything = house.served.ask(BY, by="UNIT")["successionBench"]["figuresBy"]
    assert unit in {one["inUnit"]["id"] for one in everything}


def test_groups_are_told_to_whoever_is_told_figures(
    house: House, role: dict[str, str], charged: Callable[[str], str], join: Join, steward: PersonId
) -> None:
    asked = {"units": [house.unit], "by": "LEVEL", "asOf": DAY}
    for mandate, hidden in (
        ("COUNCIL", {"uncoveredRoles", "singlePointsOfFailure", "atRiskUncoveredRoles"}),
        ("AUDITOR", {"atRiskUncoveredRoles"}),
        ("TALENT_PARTNER", set()),
    ):
        [group] = house.served.asked_by(charged(mandate)).post(BY, **asked)["data"]["successionBench"]["figuresBy"]
        assert {name for name, value in group["figures"].items() if value is None} == hidden
        assert group["figures"]["coverage"] == {"count": 1, "n": 1}
    partner, until = join("Partner"), house.served.app.state.services.ledger.today() + timedelta(30)
    there = house.served.unit(house.unit)
    given = {"person": partner, "mandate": "TALENT_PARTNER", "until": str(until), "givenBy": steward, "unit": there}
    house.served.asked_by(steward).recorded("giveMandate", **given)
    for by in (partner, house.head):
        answer = house.served.asked_by(by).post(BY, **asked)
        assert answer["data"]["successionBench"] == {"figures": None, "figuresBy": None}
        assert "SuccessionBench.figuresBy" in answer["extensions"]["withheld"]
