"""A series of the bench says of each day what the bench says of it; as it is known, and as it was known then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import psycopg
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ledger import AsOf
from projections.engine.points import points_on
from projections.engine.reading import Reading
from projections.succession_bench import Bench, BenchSeries, bench_series, succession_bench
from projections.units import headcount_series, headcounts, unit_tree
from tests.projections.conftest import ZURICH
from tests.projections.lives import FIRST_DAY, Cast, Step
from tests.projections.streams_written import Streams
from tests.projections.test_succession_bench import ROLE_STEPS, begin

Ask = Callable[..., Any]
A_WHILE = timedelta(hours=7)
"""Between two entries, so that each day knows some and not the others."""
DAYS = st.lists(st.integers(-3, 70).map(lambda days: FIRST_DAY + timedelta(days)), min_size=1, max_size=6, unique=True)


def write(streams: Streams, steps: Sequence[Step]) -> None:
    """A world, as if it had been written entry after entry from the first day on: only whoever owns the book can."""
    cast = Cast(streams)
    begin(streams, cast)
    for step in steps:
        cast.take(step)
    with psycopg.connect(streams.url) as connection:
        connection.execute("ALTER TABLE ledger.entries DISABLE TRIGGER USER")
        connection.execute(
            "UPDATE ledger.entries SET recorded_at = %s::timestamptz + position * %s::interval",
            (datetime.combine(FIRST_DAY, time(), ZURICH), A_WHILE),
        )


def then(day: date) -> AsOf:
    """What was known of a day when it ended."""
    return AsOf(recorded_at=datetime.combine(day, time.max, ZURICH))


@settings(
    phases=(Phase.explicit, Phase.generate),
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=ROLE_STEPS, days=DAYS, critical=st.none() | st.booleans(), back=st.integers(0, 40))
def test_each_point_says_what_the_bench_says(
    streams: Streams, follow: Ask, ask: Ask, steps: list[Step], days: list[date], critical: bool | None, back: int
) -> None:
    write(streams, steps)
    position = max(0, follow() - back)

    def series(known_then: bool) -> BenchSeries:
        async def asked(reading: Reading) -> BenchSeries:
            points = await points_on(reading, days, known_then=known_then)
            return await bench_series(reading, points, critical=critical)

        told: BenchSeries = ask(asked, AsOf(position=position))
        return told

    def bench(as_of: AsOf) -> Bench:
        told: Bench = ask(lambda reading: succession_bench(reading, critical=critical), as_of)
        return told

    as_known = [bench(AsOf(position=position, effective_on=day)) for day in days]
    assert [*series(known_then=False).figures] == [each.figures for each in as_known]
    as_then = [bench(then(day)) for day in days]
    assert all(each.position <= position for each in as_then) or back
    as_then = [
        each if each.position <= position else bench(AsOf(position=position, effective_on=each.on)) for each in as_then
    ]
    assert [*series(known_then=True).figures] == [each.figures for each in as_then]


@settings(
    phases=(Phase.explicit, Phase.generate),
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=ROLE_STEPS, days=DAYS)
def test_each_headcount_is_that_of_its_day(
    streams: Streams, follow: Ask, ask: Ask, steps: list[Step], days: list[date]
) -> None:
    write(streams, steps)
    follow()

    async def series(reading: Reading) -> Any:
        return await headcount_series(reading, await points_on(reading, days, known_then=True))

    async def by_itself(reading: Reading) -> Any:
        return await headcounts(reading), (await unit_tree(reading)).children

    told = [(each.counts, {unit: {*below} for unit, below in each.children.items()}) for each in ask(series)]
    found = [ask(by_itself, then(day)) for day in days]
    assert told == [
        (counts, {unit: {*below} for unit, below in children.items() if unit is not None}) for counts, children in found
    ]
    assert any(counts for counts, _ in told) or max(days) < FIRST_DAY + timedelta(1)
