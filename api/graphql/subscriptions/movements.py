"""What has moved lately, in memory for all who are told of it: however many listen, the ledger is read once."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import Final

import structlog

from api.access.moved import Movement, movement_of, with_above
from api.services import Services
from ledger.seldom import Seldom
from ledger.storage.connections import DatabaseError, Gone
from projections.engine.moving import moved
from projections.engine.seeing import EVERYTHING
from projections.registry import READ_MODELS
from projections.units import units_above

log = structlog.get_logger()
said = Seldom()
KEPT: Final = 5_000
"""So many positions back it is known what has moved; whoever was away longer asks for everything anew."""
TOGETHER: Final = 0.2
"""Seconds for which is gathered what moves, so that many entries are one event."""
TRIED_AGAIN_AFTER: Final = 1.0


class Movements:
    """Follows the read models for everybody who listens here, from when the first of them does."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._kept: deque[Movement] = deque()
        self._after = 0
        """What has moved after this position is known."""
        self.position = 0
        """How far that is known."""
        self.written = 0
        """The last position of the ledger, when that was last looked at."""
        self._moved = asyncio.Event()
        self._beginning = asyncio.Lock()
        self._following: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Follow, if nobody has listened so far; returns once it is known what moved in all that is answered now."""
        async with self._beginning:
            if self._following is None:
                await self._look()
                self._following = asyncio.create_task(self._follow(), name="movements")
        await self.beyond(await self._services.read_models.followed() - 1)

    async def end(self) -> None:
        """Follow no more."""
        if self._following is not None:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following

    def since(self, position: int) -> list[Movement] | None:
        """What has moved since a position; None where that is too far back to be known."""
        if position < self._after:
            return None
        return [one for one in self._kept if one.position > position]

    async def beyond(self, position: int) -> None:
        """Returns as soon as it is known what has moved after a position."""
        while self.position <= position:
            await self._moved.wait()

    async def _follow(self) -> None:
        while True:
            try:
                await self._services.read_models.beyond(self.position)
                await asyncio.sleep(TOGETHER)
                await self._look()
            except (DatabaseError, *Gone) as error:
                if said.due(type(error).__name__):
                    log.warning("what has moved cannot be read", error=type(error).__name__)
                await asyncio.sleep(TRIED_AGAIN_AFTER)

    async def _look(self) -> None:
        async with self._services.read_models.reading(seeing=EVERYTHING) as reading:
            after = max(self.position, reading.position - KEPT)
            found = [movement_of(one) for one in await moved(reading, READ_MODELS, after)]
            subjects = {reason.subject for one in found for reason in one.reasons}
            above = await units_above(reading, [each for each in subjects if each.startswith("unit-")])
        self._kept.extend(with_above(one, above) for one in found)
        self._after = max(self._after, reading.position - KEPT)
        while self._kept and self._kept[0].position <= self._after:
            self._kept.popleft()
        self.position, self.written = reading.position, reading.written
        awaited, self._moved = self._moved, asyncio.Event()
        awaited.set()
