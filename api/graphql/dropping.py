"""A request whose client has gone: what it was about to read is not read any further."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request

T = TypeVar("T")
GONE: Final = 499
"""The status that logs show where a client did not wait for its answer; nobody reads it."""


async def unless_dropped(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """What the work for a request comes to. When its client goes, the work is cancelled, its statements with it.

    A command that is being recorded at that time is recorded: asked again with its `commandId`, it is told.
    """
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise HTTPException(GONE, "The client has gone.")
        return await working
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def gone(request: Request) -> None:
    """Returns when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
