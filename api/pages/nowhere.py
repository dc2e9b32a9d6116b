"""Where there is no page: whoever reads pages is told so by one, and all others as ever."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.pages.pages_served import HEADERS, HTML, NOT_THERE, told_why
from api.pages.wording import InLanguage


class Nowhere:
    """Answers what no route does; what asks for no page goes on to `otherwise`."""

    def __init__(self, otherwise: ASGIApp) -> None:
        self.otherwise = otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say that nothing is there."""
        asks = scope["type"] == "http" and scope["method"] == "GET"
        if asks and HTML in Request(scope).headers.get("accept", ""):
            await InLanguage(self._page)(scope, receive, send)
        else:
            await self.otherwise(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        told = HTMLResponse(told_why(Request(scope), 404, [NOT_THERE]), 404, HEADERS)
        await told(scope, receive, send)
