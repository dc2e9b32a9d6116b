"""The figures of the bench over time, over GraphQL: what a dashboard draws, in one question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.moment import Answered
from api.graphql.over_time import ALL, MOST_POINTS, Every, From, KnownThen, Step, To, days_asked
from api.graphql.queries import Questions
from api.graphql.queries.bench_figures import Figures
from api.graphql.queries.roles_wanted import Critical
from api.graphql.queries.units import EXACTLY, units_named
from api.graphql.row_types import resolver
from api.graphql.scalars import Position
from projections import succession_bench as rows
from projections import units as unit_rows
from projections.engine.points import points_on
from projections.engine.reading import Reading

UNITS: Final = (
    "Only of these units and of all that belongs to them on the day of each point: each by its id or its name as of the"
    " moment that is asked."
)
PRICE_OF_A_SERIES: Final = 1_500
"""As three whole benches that are told row by row: of a series no row is, and its points share what is read."""


@strawberry.type(description="The figures of one day. Who is named in them is told as of the moment that is asked.")
class BenchPoint:
    effective_on: date = strawberry.field(description="The day: facts effective on it or before.")
    position: Position = strawberry.field(
        description="What was known of it: the ledger up to this position. The bench as of both says the same."
    )
    figures: Figures = strawberry.field(description="How deep the bench was.")


@strawberry.type(description="The figures of the bench over time.")
class BenchSeries:
    points: list[BenchPoint] = strawberry.field(
        description="A point for each day, from the first on.", metadata={"holds": MOST_POINTS}
    )
    as_of: Answered = strawberry.field(description="The moment that this is answered as of.")


@strawberry.type
class BenchSeriesQueries(Questions):
    @resolver(
        "The figures of the whole bench, or of the roles that are asked for, on each of several days.",
        price=PRICE_OF_A_SERIES,
    )
    async def bench_series(
        self,
        info: Info,
        from_: From = None,
        to: To = None,
        every: Step = Every.MONTH,
        units: Annotated[list[str] | None, strawberry.argument(description=UNITS)] = None,
        exactly: Annotated[bool, strawberry.argument(description=EXACTLY)] = False,
        critical: Critical = None,
        known_then: KnownThen = False,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> BenchSeries:
        moment = await moment_of(info.context, as_of)
        points = await points_on(
            moment.reading, await days_asked(moment, from_, to, every, planned), known_then=known_then
        )
        named = await units_named(moment, units)
        below = [frozenset(named or ())] * len(points)
        if named is not None and not exactly:
            below = [*(await unit_rows.units_below(moment.reading, points, named))]
        within = None if named is None else below
        found = await rows.bench_series(moment.reading, points, units=within, critical=critical)
        told = [
            BenchPoint(effective_on=point.on, position=Position(point.position), figures=Figures(each, moment))
            for point, each in zip(points, found.figures, strict=True)
        ]
        return BenchSeries(points=told, as_of=moment.answered(found.parked))


async def planned(reading: Reading, _: Sequence[str]) -> dict[str, date]:
    """How far ahead anything is known of a bench."""
    until = await rows.bench_planned_until(reading)
    return {} if until is None else {ALL: until}
