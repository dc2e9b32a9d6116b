"""Whose requests are answered: those that ask for this server by an address of its own, from no page of another's.

A page elsewhere can make a browser ask here, and by a name that it points here (DNS rebinding) it could read what is
answered. So a name that is none of ours is refused, and so is what a page elsewhere asks for behind its reader's back;
but for what is there for everybody, which any page may read.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final
from urllib.parse import SplitResult, urlsplit

import msgspec
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.loopback import is_number, is_of_this_machine

FROM_HERE: Final = frozenset({"same-origin", "none"})
"""What browsers say of themselves where no page elsewhere has asked."""
UNTOLD: Final = "null"
"""What browsers call the origin of a form on a page that tells nobody where its reader was, as ours all are."""
FOLLOWED: Final = ("navigate", "document")
"""What browsers say where somebody follows a link."""
PORTS: Final = {"http": 80, "https": 443}
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""With what a page elsewhere asks for what is there for everybody, and whether it may."""
NAME_AND_PORT: Final = re.compile(r"(\[[0-9a-f:.]+\]|[\w.-]+)(:\d{1,5})?", re.ASCII | re.IGNORECASE)
"""What a Host is: what else stands in it would be taken by some for a part of the path."""
SHOWN: Final = 60
"""As much is shown of an address that is not ours."""


class OwnAddresses:
    """Refuses what is asked under a name that is not ours (421), and what a page elsewhere asks for (403)."""

    def __init__(
        self, app: ASGIApp, address: str | None, origins: Collection[str], data: Collection[str], public: str
    ) -> None:
        self._app = app
        self._for_all = CORSMiddleware(app, allow_origins=("*",), allow_methods=("GET",))
        self._public = f"{public}/"
        """The folder of what everybody may read, from any page: nothing in it goes by who asks."""
        self._address = None if address is None else urlsplit(address)
        self._origins = frozenset(filter(None, (address, *origins)))
        self._data = tuple(data)
        """How the paths begin that answer with data: a link from elsewhere leads to pages alone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be asked."""
        if scope["type"] == "websocket":
            await (refuse_to_connect if self._refused(scope, public=False) else self._app)(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        public = scope["path"].startswith(self._public) and scope["method"] in READING
        answer = self._refused(scope, public=public)
        await (answer or (self._for_all if public else self._app))(scope, receive, send)

    def _refused(self, scope: Scope, *, public: bool) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host and not self._is_ours(host):
            return refusal(
                421,
                f"Host: “{host[:SHOWN]}” is no address of this server: ask for one that is, or set"
                " LEADERSHIP_ADDRESS to the address under which people reach it.",
            )
        if public:
            return None
        origin = headers.get("origin")
        if origin == UNTOLD:
            may_ask = headers.get("sec-fetch-site") == "same-origin"
        else:
            may_ask = self._may_ask(origin, host) if origin else self._from_here(scope, headers)
        if not may_ask:
            return refusal(
                403,
                "A page elsewhere has asked for this. If it may, name where it comes from in LEADERSHIP_ORIGINS, as in"
                " https://dashboards.example.com.",
            )
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether a name leads here for sure: a number does, which nobody can point elsewhere."""
        if not NAME_AND_PORT.fullmatch(host):
            return False
        name = parts(f"//{host}").hostname or ""
        own = self._address is not None and name == self._address.hostname
        return own or is_number(name) or is_of_this_machine(name)

    def _may_ask(self, origin: str, host: str) -> bool:
        """Whether a page of that origin may ask: one of ours, or one that is named in the settings."""
        asking = parts(origin)
        return origin in self._origins or (
            bool(asking.netloc) and place(asking) == place(parts(f"{asking.scheme}://{host}"))
        )

    def _from_here(self, scope: Scope, headers: Headers) -> bool:
        """Whether no page elsewhere has asked, or somebody follows a link from there to a page of ours."""
        if headers.get("sec-fetch-site", "none") in FROM_HERE:
            return True
        how = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"))
        return how == FOLLOWED and scope.get("method") == "GET" and not scope["path"].startswith(self._data)


def parts(address: str) -> SplitResult:
    """The parts of an address; of what is none, nothing."""
    try:
        told = urlsplit(address)
        _ = told.hostname, told.port
    except ValueError:
        return urlsplit("")
    return told


def place(address: SplitResult) -> tuple[str | None, int | None]:
    """Name and port, also where the port is the usual one and left out."""
    return address.hostname, address.port or PORTS.get(address.scheme)


async def refuse_to_connect(scope: Scope, receive: Receive, send: Send) -> None:
    """No WebSocket is begun: the server answers 403."""
    await send({"type": "websocket.close"})


def refusal(status: int, why: str) -> Response:
    """Why nothing is answered, in the form in which GraphQL's clients and people read it."""
    return Response(msgspec.json.encode({"errors": [{"message": why}]}), status, media_type="application/json")
