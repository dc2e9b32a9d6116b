"""A series of the bench says of each day what the bench says of it; as it is known, and as it was known then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import psycopg
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.development.aspirations import AspirationStated, Path, Willingness
from domain.frameworks.edition import Readiness
from domain.people.employment import Belonging
from domain.people.joining import PersonJoined
from domain.people.leaving import PersonLeft
from ledger import AsOf
from projections.engine.points import points_on
from projections.engine.reading import Reading
from projections.succession_bench import Bench, BenchSeries, bench_series, succession_bench
from projections.units import headcount_series, headcounts, unit_tree
from tests.projections.conftest import ZURICH
from tests.projections.lives import FIRST_DAY, Cast, Step
from tests.projections.streams_written import Streams
from tests.projections.test_development_history import on
from tests.projections.test_succession_bench import ROLE_STEPS, WILLING, begin, established, somebody

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


def test_the_days_on_which_somebody_begins_or_ceases_to_count(streams: Streams, follow: Ask, ask: Ask) -> None:
    stays, leaves, hesitates, hired = (somebody(streams) for _ in range(4))
    roles = [established(streams, (person, Readiness.NOW)) for person in (stays, leaves, hesitates, hired)]
    streams.put(leaves, on(PersonLeft, 20))
    for day, word in ((10, Willingness.NOT_WILLING), (14, None), (15, Willingness.WILLING)):
        said = {"path": Path.LEADERSHIP, "role": roles[2] if word else None, "willingness": word}
        streams.put(hesitates, on(AspirationStated, day, **(WILLING | said)))
    streams.put(hired, on(PersonLeft, 11))
    streams.put(hired, on(PersonJoined, 12, manager=None, belonging=Belonging.AGENCY))
    follow()
    expires = date(2025, 1, 1)
    days = [*(FIRST_DAY + timedelta(day) for day in (9, 10, 11, 12, 14, 15, 20, 21)), expires - timedelta(1), expires]

    async def asked(reading: Reading) -> BenchSeries:
        return await bench_series(reading, await points_on(reading, days, known_then=False))

    told = ask(asked).figures
    assert [*told] == [ask(succession_bench, AsOf(effective_on=day)).figures for day in days]
    uncovered = [[days.index(day) for day, each in zip(days, told, strict=True) if role in each.uncovered]
                 for role in roles]  # fmt: skip
    assert uncovered == [[9], [7, 8, 9], [1, 2, 3, 4, 9], [3, 4, 5, 6, 7, 8, 9]]
