"""When figures about groups are told: at any moment to whoever is told of each in the group, to all others at releases.

Somebody's entry is the difference between a figure at one position and at the next, and somebody themselves between a
group and the same group without them. Whoever may see how each stands learns nothing from that; to whoever sees figures
alone those of the whole organisation are released at the end of each month, as known by then.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final

from api.access.table import Information
from api.graphql.context import Context
from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from ledger import AsOf
from projections.staff import Member

AS_RELEASED: Final = (
    "The moment that this is answered as of: for whoever is told figures alone, the last end of a month."
)

NO_PARTS: Final[Mapping[str, Sequence[str] | None]] = {}


async def released(
    context: Context,
    moment: Moment,
    each: Information,
    subject: str,
    parts: Mapping[str, Sequence[str] | None] = NO_PARTS,
) -> Moment:
    """The moment as of which figures of a group are told: the one asked for, or the last release before it.

    `each` is the sort of what the figures are made of, of the people of `subject`; `parts` what narrows the group, by
    argument. Raises BadInput for a part of the organisation where whoever asks is told figures alone.
    """
    found = await released_whole(context, moment, each, subject, parts)
    if found is None:
        name, asked = next((name, asked) for name, asked in parts.items() if asked is not None)
        raise BadInput(
            name, ", ".join(asked), "is a part, told only to whoever is told of each of its people: leave it out"
        )
    return found


async def those_told(context: Context, group: Sequence[Member], each: Information) -> list[Member]:
    """Those of a group of whom whoever asks is told each: who stood in a unit then may have gone where they are not."""
    ways = await asyncio.gather(*(context.way_to(each, one.person, None) for one in group))
    return [one for one, way in zip(group, ways, strict=True) if way is not None]


async def released_whole(
    context: Context, moment: Moment, each: Information, subject: str, parts: Mapping[str, Sequence[str] | None]
) -> Moment | None:
    """The same; None for a part of the organisation where whoever asks is told figures alone."""
    if await context.way_to(each, subject, None) is not None:
        return moment
    if any(asked is not None for asked in parts.values()):
        return None
    reading = moment.reading
    day = min(reading.on, reading.known_on).replace(day=1) - timedelta(days=1)
    next_day = datetime.combine(day + timedelta(days=1), time.min, reading.time_zone)
    return await context.moment(AsOf(None, next_day - timedelta(microseconds=1), day))
