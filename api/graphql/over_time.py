"""The days of a series: from one to another, a month, a quarter or a year apart."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from enum import Enum
from typing import Annotated, Final

import strawberry

from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from domain.kernel.dates import MONTHS_IN_A_YEAR, months_after
from projections.engine.reading import Reading

MOST_POINTS: Final = 120
"""Ten years by the month."""


@strawberry.enum(description="How far the points of a series lie apart.")
class Every(Enum):
    MONTH = 1
    QUARTER = 3
    YEAR = 12


From = Annotated[
    date | None,
    strawberry.argument(
        name="from",
        description="The first day. Each further point is on the same day of its month, or on that month's last: from"
        " the 31st on by month, all are ends of months. Left out: a year before the last.",
    ),
]
To = Annotated[
    date | None,
    strawberry.argument(
        description="No point lies beyond this day. It may lie ahead as far as something is planned: up to the day on"
        " which the last change that is known takes effect. Left out: the day asked about, as far as that goes."
    ),
]
Step = Annotated[Every, strawberry.argument(description=f"How far apart; {MOST_POINTS} points are the limit.")]
KnownThen = Annotated[
    bool,
    strawberry.argument(
        description="Whether each day is told as it was known when it ended, and not as it is known at `asOf`: what was"
        " recorded late, and what was corrected since, is not in it."
    ),
]
Planned = Callable[[Reading, Sequence[str]], Awaitable[dict[str, date]]]
ALL: Final = "all"
"""Stands for the organisation where one look answers for all of it."""


async def days_asked(
    moment: Moment, first: date | None, last: date | None, every: Every, planned: Planned
) -> tuple[date, ...]:
    """The days of a series. BadInput where there is none, where there are too many, or one that nothing is known of."""
    asked, last = last, last or moment.reading.on
    if last > moment.reading.known_on:
        ahead = await moment.look_up(ALL, planned)
        until = max(ahead or date.min, moment.reading.known_on)
        if asked and last > until:
            raise BadInput("to", last, f"lies ahead of all that is planned: give a day up to {until}")
        last = min(last, until)
    first = first or months_after(last, -MONTHS_IN_A_YEAR)
    if last < first:
        raise BadInput("to", last, f"lies before the first day, {first}: give a later one")
    months = 12 * (last.year - first.year) + last.month - first.month
    if (count := months // every.value + 1) > MOST_POINTS + 1:
        raise too_many(last, count)
    days = tuple(months_after(first, number * every.value) for number in range(count))
    days = tuple(day for day in days if day <= last)
    if len(days) > MOST_POINTS:
        raise too_many(last, len(days))
    return days


def too_many(last: date, count: int) -> BadInput:
    """More points than a series may have."""
    wider = "ask for fewer of them, or for a wider `every`"
    return BadInput("to", last, f"is {count} points from the first day, where {MOST_POINTS} is the limit: {wider}")
