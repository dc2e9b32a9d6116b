"""Who listens: so many at a time, so long at most, and no longer than what they have shown is good for."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import structlog
from starlette.exceptions import HTTPException

from api.access.entrance import Entrance, Shown
from api.executors import WATCHING, in_thread
from api.graphql.sharing import ASK_AGAIN_AFTER, counted
from ledger.seldom import Seldom
from ledger.storage.connections import DatabaseError, Gone

log = structlog.get_logger()
said = Seldom()
MOST_OF_ONE: Final = 32
"""Streams that one caller may have open."""
MOST_OF_ALL: Final = 500
"""Streams of all callers together: half of the connections that there may be."""
LASTS: Final = 1_800.0
"""Seconds after which a stream ends, up to a tenth sooner, so that not all come back at once."""
LOOKED_AFTER: Final = 2.0
"""Seconds between two looks at whether what people have shown is still good."""


class Stream:
    """One that somebody listens to, until it ends."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.denied = False
        """Whether it ended because whoever listens is nobody any more here."""
        self._ended = asyncio.Event()

    def end(self, *, denied: bool = False) -> None:
        """Tell nothing more."""
        self.denied = self.denied or denied
        self._ended.set()

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self._ended.is_set()

    async def over(self) -> None:
        """Returns when it has ended."""
        await self._ended.wait()

    async def unless_over(self, awaited: Awaitable[object], within: float) -> bool:
        """Whether something came about, within so many seconds and before the end."""
        waiting, ending = asyncio.ensure_future(awaited), asyncio.ensure_future(self.over())
        try:
            await asyncio.wait({waiting, ending}, timeout=within, return_when=asyncio.FIRST_COMPLETED)
            return waiting.done() and not self.ended
        finally:
            for task in (waiting, ending):
                task.cancel()
            await asyncio.gather(waiting, ending, return_exceptions=True)


class Streams:
    """All that are open here, and one that looks whether they may stay."""

    def __init__(self, entrance: Entrance) -> None:
        self._entrance = entrance
        self._open: set[Stream] = set()
        self._of: Counter[str] = Counter()
        self._watching: asyncio.Task[None] | None = None

    @contextmanager
    def opened(self, whose: str, shown: Shown) -> Iterator[Stream]:
        """A stream, as long as this is open. 429 where the caller has too many already, 503 where all have."""
        if len(self._open) >= MOST_OF_ALL:
            busy = f"{MOST_OF_ALL} streams are open here: come back later, or ask now and then."
            raise HTTPException(503, busy, {"retry-after": str(ASK_AGAIN_AFTER)})
        with counted(self._of, whose, MOST_OF_ONE):
            stream = Stream(shown)
            self._open.add(stream)
            if self._watching is None or self._watching.done():
                self._watching = asyncio.create_task(self._watch(), name="watching streams")
            life = asyncio.get_running_loop().call_later(LASTS * random.uniform(0.9, 1), stream.end)  # noqa: S311
            try:
                yield stream
            finally:
                life.cancel()
                stream.end()
                self._open.discard(stream)

    def end(self) -> None:
        """End all: the server stops."""
        for stream in [*self._open]:
            stream.end()

    async def close(self) -> None:
        """End all, and look no more."""
        self.end()
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching

    async def _watch(self) -> None:
        """As long as any is open; two statements a look, however many there are."""
        while self._open:
            await asyncio.sleep(LOOKED_AFTER)
            try:
                await self._look()
            except (DatabaseError, *Gone) as error:
                if said.due(type(error).__name__):
                    log.warning("whether streams may stay cannot be read", error=type(error).__name__)

    async def _look(self) -> None:
        shown = {stream.shown for stream in self._open if any(stream.shown)}
        if shown:
            good = await in_thread(WATCHING, self._entrance.still_good, shown)
            for stream in [*self._open]:
                if stream.shown in shown - good:
                    stream.end(denied=True)
