"""What browsers are told with every answer: to guess no types, tell nobody where they were, show us in no frame."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS: Final = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""A page that loads something says its own policy instead."""
ONLY_BY_TLS: Final = {"strict-transport-security": "max-age=31536000"}
"""Said where people reach the server by TLS: a year long they come by nothing else."""


class SafeHeaders:
    """Adds to every answer what it does not say itself."""

    def __init__(self, app: ASGIApp, *, by_tls: bool) -> None:
        self._app = app
        self._headers = ALWAYS | (ONLY_BY_TLS if by_tls else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and add to what comes back."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, told)
