"""What an edition aims at in mentoring: told beside the figures, and to those who look after whoever still waits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from domain.frameworks.default_pack import DEFAULT_EDITION
from domain.frameworks.edition import Edition
from domain.frameworks.service_levels import ServiceLevels
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_attention import flags, kinds_of
from tests.api.graphql.test_mentoring import LATER, agreed, pairs_of
from tests.api.inputs import as_input

FIGURES = """query ($units: [String!], $asOf: AsOf) { mentoringNetwork(units: $units, asOf: $asOf) {
    acrossFunctions { n count ratio } daysToMentor { n value }
    targets { framework edition acrossFunctions { aimedAt reached }
              daysToMentor { aimedAt late { n minimum count } reached } } } }"""


def lives_by(served: Served, unit: str, edition: Edition) -> str:
    """Lets a framework of its own hold for a unit since long; returns the framework."""
    framework = f"framework-{uuid4().hex[:8]}"
    brought = {"framework": framework, "effectiveOn": "2015-01-01", "imported": True}
    served.recorded("publishFramework", edition=as_input(edition), **brought)
    served.recorded("adoptFramework", unit=served.unit(unit), **brought)
    return framework


def aiming(share: float | None, days: int | None) -> Edition:
    return replace(DEFAULT_EDITION, service_levels=ServiceLevels(share, days))


def figures(served: Served, *units: str, on: str = LATER) -> dict[str, Any]:
    return dict(served.ask(FIGURES, units=[*units], asOf={"effectiveOn": on})["mentoringNetwork"])


@pytest.mark.mission("M38", "M39")
def test_what_is_aimed_at_is_told_beside_what_came_of_it(served: Served, join: Join, unit: str) -> None:
    framework = lives_by(served, unit, aiming(0.8, 30))
    pairs_of(served, join, unit, 4)
    few = figures(served, unit)
    assert few["targets"] == {
        "framework": framework,
        "edition": 1,
        "acrossFunctions": {"aimedAt": 0.8, "reached": None},
        "daysToMentor": {"aimedAt": 30, "late": {"n": 4, "minimum": 5, "count": None}, "reached": None},
    }, "of four pairs nobody can tell"
    pairs_of(served, join, unit, 1)
    told = figures(served, unit)["targets"]
    assert (told["acrossFunctions"]["reached"], told["daysToMentor"]["reached"]) == (True, True)
    join("Newcomer", unit, "2024-05-20", function="Tooling")
    assert figures(served, unit)["targets"]["daysToMentor"]["late"] == {"n": 5, "minimum": 5, "count": 0}, (
        "still in time"
    )
    late = figures(served, unit, on="2024-06-20")["targets"]["daysToMentor"]
    assert late == {"aimedAt": 30, "late": {"n": 6, "minimum": 5, "count": 1}, "reached": False}
    for _ in range(2):
        alike = [join(name, unit, function="Tooling") for name in ("One", "Other")]
        agreed(served, *alike)
    told = figures(served, unit)
    assert (told["acrossFunctions"], told["targets"]["acrossFunctions"]) == (
        {"n": 7, "count": 5, "ratio": pytest.approx(5 / 7)},
        {"aimedAt": 0.8, "reached": False},
    )


@pytest.mark.mission("M38", "M39")
def test_each_day_has_its_edition_and_one_that_aims_at_nothing_tells_nothing(
    served: Served, join: Join, unit: str
) -> None:
    join("Ada Okafor", unit)
    assert figures(served, unit)["targets"] is None
    lives_by(served, unit, aiming(None, 45))
    told = figures(served, unit)["targets"]
    assert (told["acrossFunctions"], told["daysToMentor"]["aimedAt"]) == (None, 45)
    assert figures(served, unit, on="2014-12-31")["targets"] is None, "as it was before"
    other = f"{unit} II"
    lives_by(served, other, aiming(0.2, None))
    assert figures(served, other)["targets"]["acrossFunctions"]["aimedAt"] == 0.2
    assert figures(served, unit, other)["targets"] is None, "no aim stands for several"


@pytest.mark.mission("M39")
def test_whoever_joined_and_waits_longer_for_a_mentor_is_told_less_their_leave(
    served: Served, join: Join, unit: str
) -> None:
    lives_by(served, unit, aiming(None, 30))
    boss = join("Bao Lin", unit)
    ada = join("Ada Okafor", unit, "2024-01-01", manager=boss)
    long_here = join("Ned Oyelaran", unit, "2020-01-01", manager=boss)
    asks = served.asked_by(boss)
    assert flags(asks, "2024-01-31") == [], "it is the last day"
    [flag] = flags(asks, "2024-02-01")
    assert (flag["kind"], flag["rowOfLanguage"], flag["whom"]["id"]) == ("FirstMentorDue", "M39", ada), long_here
    assert (flag["since"], flag["due"], flag["overdue"]) == ("2024-01-01", "2024-01-31", True)
    assert "edition of their unit" in flag["rule"]
    assert flag["clearedBy"] == "agreeMentorship"
    assert kinds_of(flags(served.asked_by(ada), "2024-02-01")) == ["FirstMentorDue"]
    assert flags(served.asked_by(join("Ben Abiodun")), "2024-02-01") == []
    served.recorded("recordLeave", person=ada, until="2024-03-31", effectiveOn="2024-01-31")
    assert flags(asks, "2024-02-01") == []
    [flag] = flags(asks, "2024-04-02")
    assert flag["due"] == "2024-04-01"
    served.recorded("recordLeave", person=ada, until="2024-06-30", effectiveOn="2024-04-02")
    assert [flag["due"] for flag in flags(asks, "2024-04-03")] == ["2024-04-01"], "it was past when that leave began"
    assert flags(asks, "2025-02-01") == [], "who has been here for a year is no newcomer"
    agreed(served, join("Mara Quist"), ada, effectiveOn="2024-04-05", cadenceDays=300)
    assert "FirstMentorDue" not in kinds_of(flags(asks, "2024-04-05"))
    assert kinds_of(flags(asks, "2024-04-04")) == ["FirstMentorDue"], "as it was the day before"


def test_where_the_edition_says_nothing_nobody_waits(served: Served, join: Join, unit: str) -> None:
    lives_by(served, unit, DEFAULT_EDITION)
    boss = join("Bao Lin", unit)
    join("Ada Okafor", unit, "2024-01-01", manager=boss)
    assert flags(served.asked_by(boss), "2024-06-01") == []


@pytest.mark.parametrize(
    ("share", "days", "said"),
    [
        (1.2, 30, "serviceLevels: pairsAcrossFunctions is 1.2: give a share from 0 to 1"),
        (-0.1, None, "pairsAcrossFunctions is -0.1"),
        (0.5, 0, "serviceLevels: daysToMentor is 0: give 1 or more"),
    ],
)
def test_what_cannot_be_reached_is_not_published(served: Served, share: float, days: int | None, said: str) -> None:
    asked = {"framework": f"framework-{uuid4().hex[:8]}", "edition": as_input(aiming(share, days))}
    told = served.record("publishFramework", asked)
    assert (told["__typename"], told.get("rule"), told.get("field")) == ("Refused", "ServiceLevelImpossible", "edition")
    assert said in told["why"]
