"""Threads for work that blocks, each sort of work its own: what waits for one never stands in the way of another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

WRITING: Final = ThreadPoolExecutor(8, "writing")
"""For what records: it may wait for whoever else records. Reading has asyncio's own threads."""
WATCHING: Final = ThreadPoolExecutor(4, "watching")
"""For health and the transparency log, which are asked by machines that give up soon."""
SIGNING_IN: Final = ThreadPoolExecutor(2, "signing in")
"""For what asks the provider at which people sign in: it may take its time, and anybody may have it asked."""


async def in_thread(executor: ThreadPoolExecutor, what: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """What blocks, done in a thread of these; cancelled before it has begun, it is not begun."""
    doing = partial(copy_context().run, what, *given, **named)
    return await asyncio.get_running_loop().run_in_executor(executor, doing)
