"""Threads for work that blocks, each sort of work its own: what waits for one never stands in the way of another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Final, ParamSpec, TypeVar
from weakref import WeakValueDictionary

P = ParamSpec("P")
T = TypeVar("T")

WRITING: Final = ThreadPoolExecutor(8, "writing")
"""For what records: it may wait for whoever else records. Reading has asyncio's own threads."""
WRITES_OF_ONE: Final = 4
"""Threads of these that one caller has at most, so that there are others for everybody else."""
WATCHING: Final = ThreadPoolExecutor(4, "watching")
"""For health and the transparency log, which are asked by machines that give up soon."""
COMING_IN: Final = ThreadPoolExecutor(4, "coming in")
"""For who asks, by token or session: whoever comes in waits for nothing that others ask."""
SIGNING_IN: Final = ThreadPoolExecutor(2, "signing in")
"""For what asks the provider at which people sign in: it may take its time, and anybody may have it asked."""


class Turns:
    """Whose turn it is to write: of one caller no more at a time than others can spare."""

    def __init__(self) -> None:
        self._of: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    def of(self, caller: str) -> asyncio.Semaphore:
        """A caller's, to be waited for; it is forgotten when nobody holds it."""
        return self._of.setdefault(caller, asyncio.Semaphore(WRITES_OF_ONE))


async def in_thread(executor: ThreadPoolExecutor, what: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """What blocks, done in a thread of these; cancelled before it has begun, it is not begun."""
    doing = partial(copy_context().run, what, *given, **named)
    return await asyncio.get_running_loop().run_in_executor(executor, doing)
