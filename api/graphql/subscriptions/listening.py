"""What all who listen here share: which streams are open, and what has moved lately."""

from __future__ import annotations

import asyncio
from typing import Final, NamedTuple

from api.access.entrance import Entrance
from api.graphql.subscriptions.movements import Movements
from api.graphql.subscriptions.streams import Stream, Streams
from api.services import Services

JUDGED_AT_ONCE: Final = 4
"""Of so many streams at a time it is asked what may be told: whoever asks a question beside them needs not wait."""


class Listening:
    """Of one server."""

    def __init__(self, services: Services, entrance: Entrance) -> None:
        self.streams = Streams(entrance)
        self.movements = Movements(services)
        self.judging = asyncio.Semaphore(JUDGED_AT_ONCE)

    async def close(self) -> None:
        """End all streams, and follow no more."""
        await self.streams.close()
        await self.movements.end()


class Listener(NamedTuple):
    """One stream, among all."""

    stream: Stream
    among: Listening
