"""Figures over time over GraphQL: each point as it is told by itself, in as many statements for one as for many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from graphql import parse

from api.graphql.limits import excess
from api.graphql.over_time import MOST_POINTS
from api.graphql.schema import schema
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_insiders import charged
from tests.api.graphql.test_statements import statements
from tests.api.graphql.test_succession_bench import House, house

__all__ = ["charged", "house"]

FIGURES = """
    strength { count n ratio } coverage { count n ratio } readyNowCoverage { count n } netCoverage { count n }
    coverageAfterChain { count n } successorCoverageRate { count n perHundred } vacant { count n }
    heldForNow { count n } uncovered rolesFailingWithOne atRiskUncovered"""
PEOPLE = ("peopleFailingAlone", "onSeveralBenches", "holdingSeveral")
ARGUMENTS = "$from: Date!, $to: Date!, $every: Every!, $units: [String!], $critical: Boolean, $then: Boolean! = false"
SERIES = f"""
    query ({ARGUMENTS}, $asOf: AsOf) {{
      benchSeries(
        from: $from, to: $to, every: $every, units: $units, critical: $critical, knownThen: $then, asOf: $asOf
      ) {{
        points {{ effectiveOn position figures {{ %s }} }}
        asOf {{ position effectiveOn parked }}
      }}
    }}"""
BENCH = """
    query ($units: [String!], $critical: Boolean, $asOf: AsOf) {
      successionBench(units: $units, critical: $critical, asOf: $asOf) { figures { %s } asOf { position } }
    }"""
HEADCOUNTS = """
    query ($id: ID!, $from: Date!, $to: Date!, $every: Every!, $then: Boolean! = false) {
      unit(id: $id) { headcountSeries(from: $from, to: $to, every: $every, knownThen: $then) {
        effectiveOn position headcount headcountWithBelow
      } }
    }"""
HEADCOUNT = "query ($id: ID!, $asOf: AsOf) { unit(id: $id, asOf: $asOf) { headcount headcountWithBelow } }"
BY_MONTH = {"from": "2024-01-31", "to": "2024-12-31", "every": "MONTH"}


def named(field: str) -> str:
    return f"{field} {{ person {{ name }} roles }}"


def lived(house: House) -> str:
    """A year in which most figures move; the position in the middle of what was recorded."""
    one, two = house.role("A: one"), house.role("B: two")
    house.served.recorded("appointToRole", role=two, person=house.boss, exempt="REORGANISATION",
                          effectiveOn="2024-02-15")  # fmt: skip
    for role in (one, two):
        house.on_the_slate(role, house.ready, on="2024-03-05")
    house.wishes(house.ready)
    seen = house.seen(house.ready, house.peer, house.head)
    house.judged(one, house.ready, seen)
    middle: str = house.served.ask("{ position }")["position"]
    house.judged(two, house.ready, seen, effectiveOn="2024-08-15")
    house.served.recorded("assessRetentionRisk", person=house.boss, risk="HIGH", reason="PAY",
                          effectiveOn="2024-04-01", **house.edition)  # fmt: skip
    house.served.recorded("leavePerson", person=house.ready, effectiveOn="2024-11-20")
    return middle


def test_each_point_is_told_as_the_bench_tells_it(house: House) -> None:
    ask, middle = house.served.ask, lived(house)
    for asked in ({"units": [house.unit]}, {"units": [house.unit], "critical": True}, {}):
        for fields in (FIGURES, *map(named, PEOPLE)):
            for known in ({}, {"position": middle}):
                told = ask(SERIES % fields, **BY_MONTH, **asked, asOf=known or None)["benchSeries"]
                days = [point["effectiveOn"] for point in told["points"]]
                assert (len(days), days[:3], days[-1]) == (12, ["2024-01-31", "2024-02-29", "2024-03-31"], "2024-12-31")
                position = told["asOf"]["position"]
                assert {point["position"] for point in told["points"]} == {position}
                each = [{"position": position, "effectiveOn": day} for day in days]
                alone = [ask(BENCH % fields, **asked, asOf=as_of)["successionBench"]["figures"] for as_of in each]
                assert [point["figures"] for point in told["points"]] == alone
                assert len({str(one) for one in alone}) > 1 or fields in map(named, PEOPLE)


def test_it_goes_back_a_year_from_the_day_asked_about_where_nobody_says(house: House) -> None:
    lived(house)
    asked = "query ($units: [String!], $from: Date, $asOf: AsOf) { benchSeries(units: $units, from: $from, asOf: $asOf)"
    asked += " { points { effectiveOn figures { vacant { n } } } } }"

    def days(**more: Any) -> list[str]:
        told = house.served.ask(asked, units=[house.unit], **more)["benchSeries"]["points"]
        return [point["effectiveOn"] for point in told]

    found = days(asOf={"effectiveOn": "2024-12-31"})
    assert (len(found), found[0], found[2], found[-1]) == (13, "2023-12-31", "2024-02-29", "2024-12-31")
    assert days(**{"from": "2024-11-30", "asOf": {"effectiveOn": "2024-12-31"}}) == ["2024-11-30", "2024-12-30"]
    today = house.served.ask("{ successionBench(roles: []) { asOf { effectiveOn } } }")["successionBench"]["asOf"]
    assert days(asOf={"effectiveOn": "2150-01-01"})[-1] >= today["effectiveOn"], "as far as anything is planned"
    assert days(asOf={"effectiveOn": "2150-01-01"})[-1] < "2150-01-01"


def test_what_was_known_then_is_told_apart_from_what_is_known_now(house: House) -> None:
    lived(house)
    today = house.served.ask("{ successionBench(roles: []) { asOf { effectiveOn } } }")["successionBench"]["asOf"]
    year = int(today["effectiveOn"][:4])
    asked = {"from": f"{year - 2}{today['effectiveOn'][4:]}", "to": today["effectiveOn"], "every": "YEAR"}
    then, now = (house.served.ask(SERIES % FIGURES, units=[house.unit], **asked, then=then)["benchSeries"]
                 for then in (True, False))  # fmt: skip
    assert [point["position"] for point in then["points"]] == [0, 0, then["asOf"]["position"]]
    assert [point["figures"]["vacant"]["n"] for point in then["points"]] == [0, 0, 2], "nothing was written then"
    assert [point["figures"]["vacant"]["n"] for point in now["points"]] == [2, 2, 2]
    assert then["points"][-1] == now["points"][-1]


def test_headcounts_are_told_over_time(served: Served, join: Join, unit: str) -> None:
    plant = served.unit(f"Plant {unit}")
    hall, other = (
        served.recorded("establishUnit", name=name, parent=plant, effectiveOn="2020-01-01")["subject"]
        for name in ("Hall", "Other")
    )
    ada = join("Ada", hall, "2024-02-10")
    join("Ben", plant, "2024-03-10")
    join("Cai", other, "2024-03-11", belonging="CONTRACTOR")
    served.recorded("movePerson", person=ada, unit=other, effectiveOn="2024-05-01")
    served.recorded("moveUnit", unit=hall, parent=None, effectiveOn="2024-06-01")
    served.recorded("leavePerson", person=ada, effectiveOn="2024-09-30")
    for id in (plant, hall, other):  # noqa: A001
        told = served.ask(HEADCOUNTS, id=id, **BY_MONTH)["unit"]["headcountSeries"]
        for point in told:
            as_of = {"position": point.pop("position"), "effectiveOn": point.pop("effectiveOn")}
            assert point == served.ask(HEADCOUNT, id=id, asOf=as_of)["unit"]
    below = [
        point["headcountWithBelow"] for point in served.ask(HEADCOUNTS, id=plant, **BY_MONTH)["unit"]["headcountSeries"]
    ]
    assert below == [0, 1, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1]
    then = served.ask(HEADCOUNTS, id=plant, **BY_MONTH, then=True)["unit"]["headcountSeries"]
    assert {(point["position"], point["headcount"]) for point in then} == {(0, 0)}


def test_many_points_take_as_many_statements_as_one(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(house)
    for document, given in (
        (SERIES % FIGURES, {"units": [house.unit]}),
        (HEADCOUNTS, {"id": house.served.unit(house.unit)}),
    ):
        for then in (False, True):
            asked = []
            for last in ("2018-01-31", "2023-12-31"):
                with statements(monkeypatch) as seen:
                    house.served.ask(document, **{**BY_MONTH, "from": "2018-01-31", "to": last}, then=then, **given)
                asked.append(seen)
            assert asked[0] == asked[1]
            assert len(asked[0]) < 20, asked[0]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"from": "2024-02-01", "to": "2024-01-31"}, "to: “2024-01-31” lies before the first day, 2024-02-01"),
        ({"from": "2014-01-01", "to": "2024-01-01"}, f"is 121 points from the first day, where {MOST_POINTS} is"),
        ({"from": "1900-01-01", "to": "2024-01-01"}, f"points from the first day, where {MOST_POINTS} is"),
        ({"from": "2024-01-01", "to": "2199-12-31"}, "lies ahead of all that is planned: give a day up to 20"),
        ({"from": "yesterday", "to": "2024-01-01"}, "from: “yesterday” is"),
    ],
)
def test_days_that_make_no_series_are_refused(served: Served, join: Join, given: dict[str, str], why: str) -> None:
    join("Ada", unit := served.unit("Somewhere"))
    for document, more in ((SERIES % FIGURES, {}), (HEADCOUNTS, {"id": unit})):
        [error] = served.post(document, every="MONTH", **given, **more)["errors"]
        assert why in error["message"]
        assert error["extensions"]["code"] == "BAD_INPUT"


def test_ten_years_are_a_series_and_so_is_what_is_planned(house: House) -> None:
    ten = {"from": "2014-02-01", "to": "2024-01-31", "every": "MONTH"}
    points = house.served.ask(SERIES % "vacant { n }", **ten)["benchSeries"]["points"]
    assert len(points) == MOST_POINTS
    today = house.served.ask("{ successionBench(roles: []) { asOf { effectiveOn } } }")["successionBench"]["asOf"]
    year = int(today["effectiveOn"][:4])
    ahead = {"from": "2024-03-31", "to": f"{year + 3}-03-31", "every": "YEAR"}
    assert "ahead of all that is planned" in house.served.post(SERIES % FIGURES, **ahead)["errors"][0]["message"]
    left = house.served.recorded("leavePerson", person=house.peer, effectiveOn=ahead["to"])["entries"][0]
    assert len(house.served.ask(SERIES % FIGURES, **ahead)["benchSeries"]["points"]) == year + 4 - 2024
    house.served.recorded("retractEntry", entry=left, reason="They stay")


def test_a_series_is_told_to_whoever_is_told_figures(
    served: Served, join: Join, charged: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with statements(monkeypatch) as seen:
        told = served.asked_by(join("A stranger")).post(SERIES % FIGURES, **BY_MONTH)
    assert (told["data"], told["extensions"]["withheld"]) == ({"benchSeries": None}, ["Query.benchSeries"])
    assert not [one for one in seen if "read_models.roles" in one or "read_models.slates" in one], (
        "nothing is read for it"
    )
    counted, names = "coverage { n }", "uncovered atRiskUncovered"
    [point, *_] = served.asked_by(charged("COUNCIL")).post(SERIES % f"{counted} {names}", **BY_MONTH)["data"][
        "benchSeries"
    ]["points"]
    assert point["figures"]["coverage"] is not None
    assert (point["figures"]["uncovered"], point["figures"]["atRiskUncovered"]) == (None, None)
    partner = served.asked_by(charged("TALENT_PARTNER"))
    fields = f"{counted} {names}"
    for asked in (served, partner):
        assert (
            asked.ask(SERIES % fields, **BY_MONTH)["benchSeries"]
            == served.ask(SERIES % fields, **BY_MONTH)["benchSeries"]
        )


def test_what_a_series_costs_is_counted_before_it_runs() -> None:
    one = 'a%d: benchSeries(from: "2020-01-01", to: "2024-01-01", every: MONTH) { points { figures { %s } } }'
    shares = " ".join(f"{name} {{ count n }}" for name in ("strength", "coverage", "vacant", "netCoverage"))

    def refused(*series: str) -> bool:
        return bool(excess(schema._schema, parse(f"{{ {' '.join(series)} }}")))

    assert not refused(one % (1, FIGURES))
    assert not refused(one % (1, shares + named(PEOPLE[0])))
    assert not refused(*(one % (number, shares) for number in range(4)))
    assert refused(*(one % (number, shares) for number in range(8)))
    assert refused(one % (1, " ".join(map(named, PEOPLE))))
