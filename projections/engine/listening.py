"""Hearing how far the read models have come, so that whoever waits for a position is woken by it, and never polls."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import Any, Final

import psycopg
import structlog

from ledger.seldom import Seldom
from projections.engine.storing import CHANNEL, sql

LOOK_AGAIN_AFTER: Final = 1.0
"""Seconds without a word after which the bookmark is looked at all the same."""

log = structlog.get_logger("projections")
said = Seldom()


class NotYetFollowed(Exception):
    """The read models have not come as far as was asked for; the message says how far they are."""

    def __init__(self, position: int, followed: int) -> None:
        super().__init__(f"position {position} was asked for; the read models have followed the ledger to {followed}")
        self.position = position
        self.followed = followed


class Listening:
    """One connection that listens for all waiters of this process."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._followed = 0
        self._moved = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self._began = asyncio.Event()

    async def begin(self) -> None:
        """Start to listen; returns once we do."""
        self._listening = asyncio.create_task(self._listen(), name="listening")
        with suppress(TimeoutError):
            await asyncio.wait_for(self._began.wait(), LOOK_AGAIN_AFTER)

    async def end(self) -> None:
        """Listen no more."""
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def wait_for(self, position: int, within: float) -> None:
        """Returns once everything up to `position` has been followed; NotYetFollowed after `within` seconds."""
        until = time.monotonic() + within
        while self._followed < position:
            moved, remaining = self._moved, until - time.monotonic()
            if remaining <= 0:
                raise NotYetFollowed(position, self._followed)
            with suppress(TimeoutError):
                await asyncio.wait_for(moved.wait(), remaining)

    async def beyond(self, position: int) -> int:
        """Returns once more than `position` has been followed: how far that is."""
        while self._followed <= position:
            await self._moved.wait()
        return self._followed

    def _moved_to(self, followed: int) -> None:
        if followed != self._followed:
            self._followed = followed
            moved, self._moved = self._moved, asyncio.Event()
            moved.set()

    async def _listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._conninfo, autocommit=True) as connection:
                    await connection.execute(sql(f"LISTEN {CHANNEL}"))
                    await self._listen_on(connection)
            except psycopg.Error as error:
                if said.due(type(error).__name__):
                    log.warning("listening interrupted", error=type(error).__name__)
                await asyncio.sleep(LOOK_AGAIN_AFTER / 4)

    async def _listen_on(self, connection: psycopg.AsyncConnection[tuple[Any, ...]]) -> None:
        """Every word of the follower; and the bookmark itself, first of all and after each silence."""
        while True:
            cursor = await connection.execute("SELECT position FROM read_models.bookmark")
            [(followed,)] = await cursor.fetchall()
            self._moved_to(followed)
            self._began.set()
            async for notice in connection.notifies(timeout=LOOK_AGAIN_AFTER):
                self._moved_to(int(notice.payload))
