"""Pages as files for paper: what a page says as of a fixed moment, whole, with for whom it was made and when."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from api.pages.pages_served import IN_LANGUAGE, Pages, PageServed, Told, asked_at
from api.pages.printing import PDF, Press, moment_of
from api.pages.time_bar import EFFECTIVE, KNOWN
from api.services import Services

ENDING: Final = ".pdf"
AFTER: Final = "after"
MOST: Final = 1_000
"""Entries that are printed of what a reader leafs through; of more, the paper says how many there are."""


class Papers:
    """All pages that are printed, set by one press."""

    def __init__(self, among: Pages) -> None:
        press = Press()
        self.served = [PaperServed(page, press) for page in among.served if page.page.printed]

    def routes(self) -> list[BaseRoute]:
        """Where each is. They come before pages, which would take the ending for a part of an id."""
        return [Route(f"{paper.of.page.path}{ENDING}", paper.respond, middleware=IN_LANGUAGE) for paper in self.served]


class PaperServed:
    """One page as a PDF."""

    def __init__(self, of: PageServed, press: Press) -> None:
        self.of, self.press = of, press

    async def respond(self, request: Request) -> Response:
        """The PDF; or a page that says why there is none."""
        return await self.of.shown(request, self._paper(request), PDF)

    async def _paper(self, request: Request) -> Response:
        page = elsewhere(without_ending(request), **{AFTER: None})
        told = await self.of.told(page)
        if isinstance(told, Response):
            return told
        moment = next(one["asOf"] for one in told["data"].values() if isinstance(one, Mapping) and "asOf" in one)
        fixed = elsewhere(page, **{KNOWN: moment["position"], EFFECTIVE: moment["effectiveOn"]})
        await self._leaf_on(fixed, told)
        services: Services = request.app.state.services
        me = told["data"]["me"]
        content = await self.press.printed(
            self.of.html(fixed, told),
            moment_of(moment),
            me and me["name"],
            await asyncio.to_thread(services.ledger.now),
        )
        named = f'inline; filename="{self.of.page.name}-{moment["position"]}{ENDING}"'
        return Response(content, media_type=PDF, headers={"content-disposition": named})

    async def _leaf_on(self, request: Request, told: Told) -> None:
        """Put what follows on further pages behind what is told: at the same position, by gate and log again."""
        if not self.of.page.leafed:
            return
        connection = found(told, self.of.page.leafed)
        while connection["pageInfo"]["hasNextPage"] and len(connection["nodes"]) < MOST:
            further = await self.of.told(elsewhere(request, **{AFTER: connection["pageInfo"]["endCursor"]}))
            if isinstance(further, Response):
                return
            following = found(further, self.of.page.leafed)
            connection["nodes"] += following["nodes"]
            connection["pageInfo"] = following["pageInfo"]


def found(told: Told, path: Sequence[str]) -> dict[str, Any]:
    """What stands in the data at a path."""
    place: Any = told["data"]
    for name in path:
        place = place[name]
    connection: dict[str, Any] = place
    return connection


def without_ending(request: Request) -> Request:
    """What asks for the page itself."""
    return asked_at(request, request.scope["path"].removesuffix(ENDING), request.scope["raw_path"][: -len(ENDING)])


def elsewhere(request: Request, **changed: object) -> Request:
    """What asks for the same page with other parameters; those that are None are left out."""
    others = [(name, value) for name, value in parse_qsl(request.url.query) if name not in changed]
    query = urlencode([*others, *((name, value) for name, value in changed.items() if value is not None)])
    return asked_at(request, request.scope["path"], request.scope["raw_path"], query)
