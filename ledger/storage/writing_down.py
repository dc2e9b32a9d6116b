"""Looks written down as they are answered: what is asked to be written meanwhile is one commit, waited for by all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple, Self

from psycopg import AsyncConnection

from ledger.storage.connections import AsyncLivingPool, in_role, roles_of

NOTE: Final = "SELECT ledger.note_readings(%b, %b)"
"""In binary: in text each quotation mark of the lines would be escaped once more."""


class Waiting(NamedTuple):
    """A look that is to be written."""

    reader: str
    seen: str
    written: asyncio.Future[None]


def line_of(seen: Mapping[str, Mapping[str, Collection[str]]]) -> str:
    """What was seen, as it is written: JSON."""
    return json.dumps(seen, default=sorted)


class WritingDown:
    """Writes the log of who looked, on a connection of its own, in the role of those who read."""

    def __init__(self, url: str) -> None:
        self._pool: AsyncLivingPool[AsyncConnection[tuple[Any, ...]]] = AsyncLivingPool(
            in_role(url, roles_of(url).reader),
            min_size=1,
            max_size=1,
            open=False,
            kwargs={"autocommit": True},
            name="writing down",
        )
        self._waiting: list[Waiting] = []
        self._writing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self._pool.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.close()

    async def write(self, reader: str, seen: Mapping[str, Mapping[str, Collection[str]]]) -> None:
        """Write a line; returns when it is on disk. What the database raises is raised: then nothing may be told."""
        await self.write_as(reader, line_of(seen))

    async def write_as(self, reader: str, line: str) -> None:
        """The same for a line as `line_of` gives it."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(Waiting(reader, line, written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        await written

    async def _write_all(self) -> None:
        try:
            while self._waiting:
                looks, self._waiting = self._waiting, []
                await self._write_together(looks)
        finally:
            self._writing = None

    async def _write_together(self, looks: list[Waiting]) -> None:
        try:
            async with self._pool.connection() as connection:
                lines = [look.reader for look in looks], [look.seen for look in looks]
                await connection.execute(NOTE, lines, prepare=True)
        except BaseException as error:
            for look in looks:
                if not look.written.done():
                    look.written.set_exception(error)
            if not isinstance(error, Exception):
                raise
        else:
            for look in looks:
                if not look.written.done():
                    look.written.set_result(None)
