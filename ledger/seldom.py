"""Saying the same thing seldom: what goes on for a while is told when it begins, and now and then after that."""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import Final

AGAIN_AFTER: Final = 30.0
"""Seconds after which what still goes on is said again."""
REMEMBERED_AT_MOST: Final = 1_000


class Seldom:
    """Knows what was said lately. Safe to share between threads."""

    def __init__(self, again_after: float = AGAIN_AFTER) -> None:
        self._again_after = again_after
        self._said: dict[object, float] = {}
        self._lock = Lock()

    def due(self, what: object) -> bool:
        """Whether it is time to say this; whoever is told so says it."""
        now = monotonic()
        with self._lock:
            if now - self._said.get(what, float("-inf")) < self._again_after:
                return False
            if len(self._said) >= REMEMBERED_AT_MOST:
                self._said.clear()
            self._said[what] = now
        return True
