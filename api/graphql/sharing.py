"""A fair share for everybody who asks: what is dear runs one by one for each caller, and the others' goes first."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from starlette.exceptions import HTTPException

DEAR: Final = 500
"""From so many objects on, a request waits its turn."""
DEAR_AT_WORK: Final = 2
"""Dear requests that are answered at a time, of all callers together."""
MOST_WAITING: Final = 8
"""Dear requests that one caller may have waiting."""
MOST_AT_ONCE: Final = 32
"""Requests of any sort that one caller may have under way."""
ASK_AGAIN_AFTER: Final = 2
"""Seconds."""


@dataclass
class Shares:
    """Whose requests are under way here."""

    _under_way: Counter[str] = field(default_factory=Counter)
    _dear: Counter[str] = field(default_factory=Counter)
    _of: dict[str, asyncio.Lock] = field(default_factory=dict)
    _of_all: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(DEAR_AT_WORK))

    @asynccontextmanager
    async def share(self, caller: str, cost: int) -> AsyncIterator[None]:
        """A caller's turn. 429 where they have too much under way already.

        Each has one dear request at most in the queue of all, so that whoever asks for a lot waits behind themselves.
        """
        with counted(self._under_way, caller, MOST_AT_ONCE):
            if cost < DEAR:
                yield
                return
            with counted(self._dear, caller, MOST_WAITING + 1):
                own = self._of.setdefault(caller, asyncio.Lock())
                try:
                    async with own, self._of_all:
                        yield
                finally:
                    if self._dear[caller] == 1:
                        del self._of[caller]


class counted:  # noqa: N801  (a context manager, used as a function)
    """One more of a caller's, for a while. 429 beyond the most."""

    def __init__(self, under_way: Counter[str], caller: str, most: int) -> None:
        self._under_way, self._caller, self._most = under_way, caller, most

    def __enter__(self) -> None:
        if self._under_way[self._caller] >= self._most:
            raise HTTPException(
                429,
                f"{self._most} requests of yours are under way: wait for their answers, and ask again.",
                {"retry-after": str(ASK_AGAIN_AFTER)},
            )
        self._under_way[self._caller] += 1

    def __exit__(self, *_: object) -> None:
        self._under_way[self._caller] -= 1
        if not self._under_way[self._caller]:
            del self._under_way[self._caller]
