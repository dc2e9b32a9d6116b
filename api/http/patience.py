"""What a connection may take: so long for its headers and its body, so many headers, so many connections at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_WITHIN: Final = 10.0
"""Seconds from the first byte of a request, or from connecting, until all its headers are there."""
BODY_WITHIN: Final = 30.0
"""Seconds after that until its body is there."""
READ_WITHIN: Final = 30.0
"""Seconds for which nothing more of an answer has been read, after which nobody reads it."""
MOST_HEADERS: Final = 100
LONGEST_HEADERS: Final = 65_536
"""Bytes, with the line that says what is asked for."""
MOST_CONNECTIONS: Final = 1_000
TOO_LARGE: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class PatientProtocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, which would wait for the rest of a request for ever."""

    headers_within, body_within, read_within = HEADERS_WITHIN, BODY_WITHIN, READ_WITHIN

    def connection_made(self, transport: Any) -> None:
        """Begin to wait."""
        self._waiting: asyncio.TimerHandle | None = None
        self._unsent: asyncio.TimerHandle | None = None
        self._unread, self._in_headers = 0, True
        super().connection_made(transport)
        self._wait(self.headers_within)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for any more."""
        self._wait(None)
        self._read_on()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """There is no room for more of an answer before what is there is read."""
        super().pause_writing()
        self._unsent = self.loop.call_later(self.read_within, self.transport.abort)

    def resume_writing(self) -> None:
        """It was read."""
        self._read_on()
        super().resume_writing()

    def _read_on(self) -> None:
        if self._unsent is not None:
            self._unsent.cancel()
        self._unsent = None

    def data_received(self, data: bytes) -> None:
        """Read on, unless headers have no end."""
        if self._in_headers:
            self._unread += len(data)
        super().data_received(data)
        if self._in_headers and (self._unread > LONGEST_HEADERS or len(self.headers) > MOST_HEADERS):
            self._refuse()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._unread, self._in_headers = 0, True
        self._wait(self.headers_within)

    def on_headers_complete(self) -> None:
        """All its headers are there."""
        self._in_headers = False
        if len(self.headers) > MOST_HEADERS:
            self._refuse()
            return
        super().on_headers_complete()
        self._wait(self.body_within)

    def on_message_complete(self) -> None:
        """All of it is there; it may take its time to be answered, and the connection is kept as uvicorn keeps it."""
        super().on_message_complete()
        self._wait(None)

    def _wait(self, seconds: float | None) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = None if seconds is None else self.loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()

    def _refuse(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(TOO_LARGE)
            self.transport.close()


LONGEST_MESSAGE: Final = 100_000
"""Bytes of one message over WebSocket, which asks for no more than to be told."""
LIMITS: Final[Mapping[str, Any]] = {
    "http": PatientProtocol,
    "limit_concurrency": MOST_CONNECTIONS,
    "ws": "websockets-sansio",
    "ws_max_size": LONGEST_MESSAGE,
    "ws_per_message_deflate": False,  # which takes memory for each, and what is sent is small
}
"""What uvicorn is configured with."""
