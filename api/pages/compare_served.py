"""How two moments of a page are compared: as a page, and as a feed for readers that show a token."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from api.graphql.asked_by_hash import lists_of, parameters_of
from api.graphql.documents import operation_of, read
from api.graphql.dropping import unless_dropped
from api.graphql.request import JSON
from api.pages.atom_feed import ATOM, Fed, Feed, feed_of
from api.pages.changes_between import by_change
from api.pages.page import Page, all_pages
from api.pages.page_compared import AnswerTold, Comparison, NotToldHere, began_on, services_of
from api.pages.pages_served import HEADERS, HTML, PACKED, Pages, in_common, refused
from api.pages.templates import rendered
from api.pages.time_bar import COMPARED, TimesShown, compared_path, from_the_first
from api.pages.two_moments import TwoMoments

FEED: Final = ".atom"
DAYS_FED: Final = 7
"""How many days a feed tells of a page that is about nobody alone, up to yesterday."""


class Comparisons:
    """Every page that can be compared."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def routes(self) -> list[Route]:
        """Where they are. They come before all pages, as an id could be `compare` for all that a router knows."""
        served = (ComparisonServed(page, self.pages) for page in all_pages() if page.compares)
        return [route for one in served for route in one.routes()]


class ComparisonServed:
    """Two moments of one page, at its address."""

    def __init__(self, page: Page, among: Pages) -> None:
        self.page, self.comparison, self.endpoint = page, Comparison(page, among), among.endpoint

    def routes(self) -> list[Route]:
        """Where it is, and where it is as a feed."""
        path = compared_path(self.page.path)
        return [Route(f"{path}{FEED}", self.feed), Route(path, self.respond, middleware=PACKED)]

    async def respond(self, request: Request) -> Response:
        """The two side by side; or why there is nothing."""
        told = await self.endpoint.in_time(request, unless_dropped(request, self._page(request)), JSON)
        if not told.headers.get("content-type", HTML).startswith(HTML):
            told = refused(request, told)
        told.headers.update(HEADERS)
        return told

    async def feed(self, request: Request) -> Response:
        """What lies between, as Atom; or, as JSON, why there is nothing."""
        told = await self.endpoint.in_time(request, unless_dropped(request, self._feed(request)), JSON)
        told.headers.update({**HEADERS, "vary": "cookie, authorization"})
        return told

    async def _page(self, request: Request) -> Response:
        services = services_of(request)
        today, began = services.today(), await asyncio.to_thread(began_on, services)
        moments = self._moments(request, today, began)
        if not moments.is_said:
            return RedirectResponse(moments.address(today), 302)
        try:
            side = await self.comparison.side_by_side(request, moments)
        except NotToldHere as why:
            return why.answer
        told = {
            **in_common(request, moments.shown(today)),
            "moments": moments,
            "feed": replace(moments, now=moments.shown(today)).address(form=FEED),
            "side": side,
            "changes": None if side.changes is None else by_change(side.changes),
            "me": side.me,
            "problems": side.problems,
            "withheld": side.withheld,
        }
        return HTMLResponse(rendered("compare/page.html", told))

    async def _feed(self, request: Request) -> Response:
        services = services_of(request)
        today, home = services.today(), services.address or str(request.base_url).rstrip("/")
        moments = self._moments(request, today, date.min)
        page, path = moments.now.address(known=None, effective=None), request.url.path
        query = f"?{request.url.query}" if request.url.query else ""
        try:
            if self.page.subject is None:
                feed = Feed(home, page, self.page.menu or self.page.name.capitalize())
                entries = await self._by_days(request, moments, today, feed)
            else:
                side = await self.comparison.side_by_side(request, moments)
                feed = Feed(home, page, side.called)
                entries = [feed.of_change(change) for change in reversed(side.changes or ())]
        except NotToldHere as why:
            return why.answer
        now = await asyncio.to_thread(services.ledger.now)
        return Response(feed_of(feed, f"{path}{query}", entries, now), media_type=ATOM)

    async def _by_days(self, request: Request, moments: TwoMoments, today: date, feed: Feed) -> list[Fed]:
        """The days that are over on which a page came to read otherwise, the latest first."""
        path, others = moments.now.path, moments.now.others
        days = [TimesShown(path, others, known_on=today - timedelta(days=back)) for back in range(DAYS_FED + 1, 0, -1)]
        told = []
        for (then, before), (now, after) in pairwise(await self._answered(request, days)):
            side = self.comparison.held_together(request, before, after)
            if side.rows and now.known_on is not None:
                address = TwoMoments(then, now, is_said=True).address()
                told.append(feed.of_day(now.known_on, [row.in_line for row in side.rows], address))
        return told[::-1]

    async def _answered(self, request: Request, days: Sequence[TimesShown]) -> Sequence[tuple[TimesShown, AnswerTold]]:
        """What a page is made of on each of these days, from the first on which what it is asked about was there.

        As a unit that a list is narrowed to. 400 where it is not there today either.
        """
        answered: list[tuple[TimesShown, AnswerTold]] = []
        for times in reversed(days):
            try:
                answered.append((times, await self.comparison.answer(request, times)))
            except HTTPException:
                if not answered:
                    await self.comparison.answer(request, replace(times, known_on=None))
                break
        return answered[::-1]

    def _moments(self, request: Request, today: date, began: date) -> TwoMoments:
        """Those that an address says. 400 for what cannot be meant."""
        operation = operation_of(read(self.page.document), None)
        parameters = parameters_of(request, lists_of(operation, self.endpoint.bare_schema))
        path = request.scope["path"].removesuffix(FEED).removesuffix(COMPARED) or "/"
        return TwoMoments.of(path, from_the_first(parameters), today, began)
