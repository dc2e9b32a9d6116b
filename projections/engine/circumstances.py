"""What an answer hangs on beside what is asked: how far things have come, which day it is, and what it is read from."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Circumstances(NamedTuple):
    """As they were at one instant. None of them ever comes again once it has changed."""

    followed: int
    """The moment up to which the read models have come."""
    written: int
    """The ledger's own moment of now."""
    today: date
    """Which day it is where the organisation is, by the database's clock."""
    made: str
    """Which tables the read models are: of which form, and since which rebuild."""


class SharedLook(Generic[T]):
    """Has something looked up once for all who ask while a look is under way; nobody gets one that was begun before."""

    def __init__(self, look: Callable[[], Awaitable[T]]) -> None:
        self._look = look
        self._under_way: asyncio.Task[T] | None = None
        self._next: asyncio.Task[T] | None = None

    async def look(self) -> T:
        """What is found by a look that begins now, or later."""
        if self._next is None:
            self._next = asyncio.ensure_future(self._after(self._under_way))
        return await asyncio.shield(self._next)

    async def _after(self, before: asyncio.Task[T] | None) -> T:
        if before is not None:
            await asyncio.wait({before})
        self._under_way, self._next = self._next, None
        return await self._look()
