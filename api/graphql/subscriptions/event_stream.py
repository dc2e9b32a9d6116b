"""Subscriptions as server-sent events, by the graphql-sse protocol in its distinct connections mode."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, aclosing
from typing import Any, Final

import msgspec
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from api.graphql.subscriptions.results_told import DENIED
from api.graphql.subscriptions.streams import Stream

EVENTS: Final = "text/event-stream"
QUIET_FOR: Final = 10.0
"""Seconds without a word after which a comment is sent, so that proxies see somebody is there."""
COMMENT: Final = b":\n\n"
COMPLETE: Final = b"event: complete\ndata:\n\n"
HEADERS: Final[Mapping[str, str]] = {"cache-control": "no-store", "x-accel-buffering": "no"}
"""Nobody keeps it, and nginx does not gather it."""


class EventStream(Response):
    """Sends results as they come, until they end, the stream does, or the client has gone."""

    media_type = EVENTS

    def __init__(self, results: AsyncGenerator[dict[str, Any], None], stream: Stream, opened: AsyncExitStack) -> None:
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self._results, self._stream, self._opened = results, stream, opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        sending = asyncio.ensure_future(self._send_all(send))
        leaving = asyncio.ensure_future(gone(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                await sending
        finally:
            for task in (sending, leaving):
                task.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)
            await self._opened.aclose()

    async def _send_all(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send(body(COMMENT))
        async with aclosing(self._results) as results:
            waiting = asyncio.ensure_future(anext(results, None))
            try:
                while (result := await self._next(waiting, send)) is not None:
                    await send(body(event(result)))
                    waiting = asyncio.ensure_future(anext(results, None))
            finally:
                waiting.cancel()
                await asyncio.gather(waiting, return_exceptions=True)
        if self._stream.denied:
            await send(body(event(DENIED)))
        await send(body(COMPLETE, more=False))

    async def _next(self, waiting: asyncio.Future[dict[str, Any] | None], send: Send) -> dict[str, Any] | None:
        """The next result; comments are sent while there is none. None at the end."""
        while not (await asyncio.wait({waiting}, timeout=QUIET_FOR))[0]:
            await send(body(COMMENT))
        return await waiting


def event(result: dict[str, Any]) -> bytes:
    """A result as an event. JSON has no line breaks of its own."""
    return b"event: next\ndata: " + msgspec.json.encode(result) + b"\n\n"


def body(part: bytes, *, more: bool = True) -> Message:
    """A part of the answer."""
    return {"type": "http.response.body", "body": part, "more_body": more}


async def gone(receive: Receive) -> None:
    """Returns when the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
