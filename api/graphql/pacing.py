"""The pace of one request: after a few milliseconds of answering it lets others have their turn."""

from __future__ import annotations

import asyncio
from collections import deque
from time import perf_counter
from typing import Final

SLICE: Final = 0.003
"""Seconds of answering at a stretch."""
AT_A_TIME: Final = 4
"""How many of those that wait go on in the next turn: each may answer an object with all its fields."""


class Pace:
    """Holds back what would go on all at once, as everything does that was looked up together."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._until = 0.0
        self._turning = False

    async def turn(self) -> None:
        """Returns at once within a stretch, and else when it is this one's turn."""
        loop = asyncio.get_running_loop()
        if not self._turning:
            self._turning, self._until = True, perf_counter() + SLICE
            loop.call_soon(self._next_turn)
        if self._waiting or perf_counter() > self._until:
            waiting = loop.create_future()
            self._waiting.append(waiting)
            await waiting

    def _next_turn(self) -> None:
        for _ in range(min(AT_A_TIME, len(self._waiting))):
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(None)
        self._turning = bool(self._waiting)
        if self._turning:
            self._until = perf_counter() + SLICE
            asyncio.get_running_loop().call_soon(self._next_turn)
