"""The two times of every question: what was known, and what was true."""

from __future__ import annotations

import asyncio
from datetime import date, datetime

import strawberry

from api.graphql.context import Context
from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from api.graphql.scalars import Position
from ledger import AsOf

DESCRIPTION = "The moment to answer as of: what was known by then, and true on that day. Left out: now, today."


@strawberry.input(
    name="AsOf",
    description="A moment: what was known (by `position` or `recordedAt`), and true on a day (`effectiveOn`).",
)
class AsOfInput:
    position: Position | None = strawberry.field(
        default=None,
        description="What was known when the ledger stood at this position. Left out, as `recordedAt`: all of it.",
    )
    recorded_at: datetime | None = strawberry.field(
        default=None, description="What was known at this instant; stands for the last position written by then."
    )
    effective_on: date | None = strawberry.field(
        default=None,
        description="What was true on this day. Left out: the day of `recordedAt` or of that position, or today.",
    )


async def moment_of(context: Context, wanted: AsOfInput | None) -> Moment:
    """The moment asked for. BadInput for one that has not come yet."""
    if wanted is None:
        return await context.moment()
    if wanted.position is not None and wanted.recorded_at is not None:
        raise BadInput(
            "asOf",
            f"position {wanted.position}, recordedAt {wanted.recorded_at.isoformat()}",
            "says twice what was known: give one of the two",
        )
    if wanted.recorded_at is not None and not await has_come(context, wanted.recorded_at):
        raise BadInput(
            "asOf.recordedAt",
            wanted.recorded_at.isoformat(),
            "has not come yet: give an instant up to now, or leave it out",
        )
    position = wanted.position if wanted.recorded_at or wanted.position is not None else context.otherwise.position
    return await context.moment(AsOf(position, wanted.recorded_at, wanted.effective_on))


async def has_come(context: Context, instant: datetime) -> bool:
    """Whether an instant lies behind us. The ledger may have to ask the database, so it does that in a thread."""
    return await asyncio.to_thread(context.services.ledger.has_come, instant)
