"""One statement asked of the read models, in a transaction that was told for whom: what it is told lasts no longer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final, cast

from psycopg import AsyncConnection

Connection = AsyncConnection[tuple[Any, ...]]
Rows = list[tuple[Any, ...]]
HAND_DOWN: Final = "SELECT set_config('leadership.sight', %s, true), set_config('plan_cache_mode', %s, true)"
PLANNED_ONCE, PLANNED_AFRESH = "force_generic_plan", "force_custom_plan"
"""Until the end of the transaction: outside one nothing is handed down, and nothing told."""


class Asking:
    """A connection on which statements are asked one after the other, whoever shares it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._turns = asyncio.Lock()

    async def openly(self, statement: str, given: Mapping[str, Any], *, prepare: bool) -> Rows:
        """The rows of a statement as everybody is told them: none that stand behind a wall."""
        async with self._turns, self._connection.cursor(binary=True) as cursor:
            await cursor.execute(cast("Any", statement), given, prepare=prepare)
            return await cursor.fetchall()

    async def told(self, sight: str, statement: str, given: Mapping[str, Any], *, prepare: bool) -> Rows:
        """The rows of a statement as whoever asks is told them: handed down with it, in a single round trip.

        What is sent together is one transaction. Nobody else asks in between: they would see by the same.
        """
        planned = PLANNED_ONCE if prepare else PLANNED_AFRESH
        async with self._turns, self._connection.cursor(binary=True) as cursor:
            async with self._connection.pipeline():
                await self._connection.execute(HAND_DOWN, (sight, planned), prepare=True)
                await cursor.execute(cast("Any", statement), given, prepare=prepare)
            return await cursor.fetchall()
