"""When figures about groups are told: at any moment to whoever is told of each in the group, to all others at releases.

Somebody's entry is the difference between a figure at one position and at the next, and somebody themselves between a
group and the same group without them. Whoever may see how each stands learns nothing from that; to whoever sees figures
alone those of the whole organisation are released at the end of each month, as known by then. What was told once is put
on record, and told again as it was: worked out anew after somebody was erased, it would tell what was theirs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, TypeVar

import msgspec

from api.access.sight import WHOLE
from api.access.table import Information
from api.graphql.context import Context
from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from domain.kernel.small_groups import LEAST_COUNTED
from domain.safeguards.figures_released import FiguresReleased, ReleaseFigures, release_stream
from ledger import AsOf, Ledger
from projections.staff import Member

T = TypeVar("T")

AS_RELEASED: Final = (
    "The moment that this is answered as of: for whoever is told figures alone, the last end of a month."
)

NO_PARTS: Final[Mapping[str, Sequence[str] | None]] = {}


@dataclass(frozen=True)
class FiguresAt:
    """As of which moment figures of a group are told, and whether as a release: the same to all, now and later."""

    moment: Moment
    ledger: Ledger
    is_release: bool

    async def told(self, figure: str, kind: type[T], work_out: Callable[[Moment], Awaitable[T]]) -> T:
        """A figure by the name of its question: worked out, or told as it stands on record where it was released.

        A release goes on record when it is first told, but for one of which nothing was known yet, and one from which
        entries are missing that could not be followed.
        """
        if not self.is_release:
            return await work_out(self.moment)
        until = self.moment.reading.on
        stood = await asyncio.to_thread(on_record, self.ledger, release_stream(figure, until))
        if stood is None:
            found = await work_out(self.moment)
            if self.moment.reading.position == 0 or await self.moment.reading.parked():
                return found
            release = release_of(figure, self.moment, found, self.ledger)
            await asyncio.to_thread(self.ledger.record, release, by=release.stream)
            stood = await asyncio.to_thread(on_record, self.ledger, release.stream)
        return msgspec.json.decode(stood or "", type=kind)


def release_of(figure: str, moment: Moment, found: object, ledger: Ledger) -> ReleaseFigures:
    """What goes on record of a figure that is told for the first time."""
    return ReleaseFigures(
        figure=figure,
        until=moment.reading.on,
        known_at=moment.reading.position,
        least=LEAST_COUNTED,
        told=msgspec.json.encode(found).decode(),
        effective_on=ledger.today(),
    )


def on_record(ledger: Ledger, stream: str) -> str | None:
    """What was told of a figure at a release; None where nobody has asked for it. Blocks."""
    told = (entry.event.told for entry in ledger.stream(stream) if isinstance(entry.event, FiguresReleased))
    return next(told, None)


async def released(
    context: Context,
    moment: Moment,
    each: Information,
    subject: str,
    parts: Mapping[str, Sequence[str] | None] = NO_PARTS,
) -> FiguresAt:
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
) -> FiguresAt | None:
    """The same; None for a part of the organisation where whoever asks is told figures alone."""
    ledger = context.services.ledger
    if await context.way_to(each, subject, None) is not None:
        return FiguresAt(moment, ledger, is_release=False)
    if any(asked is not None for asked in parts.values()):
        return None
    reading = moment.reading
    day = min(reading.on, reading.known_on).replace(day=1) - timedelta(days=1)
    next_day = datetime.combine(day + timedelta(days=1), time.min, reading.time_zone)
    month = await context.moment(AsOf(None, next_day - timedelta(microseconds=1), day))
    return FiguresAt(month, ledger, is_release=await context.way_to(Information.FIGURES, WHOLE, None) is not None)
