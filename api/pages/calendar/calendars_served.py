"""What is due as iCalendar, and how the addresses for calendar programs are made, shown once, and ended.

A program can show nothing but an address. So a secret stands in it, of which only a hash is kept: it opens the calendar
of one person, read-only, for a year, until they end it or are erased.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from api.access.by_address import CalendarEntrance
from api.access.callers import Caller, Scope
from api.access.entrance import Entrance, NotKnown, Shown
from api.graphql.answers import why_away
from api.graphql.context import Context, unknown
from api.graphql.dropping import unless_dropped
from api.graphql.endpoint import Endpoint
from api.graphql.errors import serialised
from api.graphql.request import JSON, Asked
from api.graphql.table_answers import status_of
from api.pages.calendar import PAGE
from api.pages.calendar.events import calendar
from api.pages.page import document_in
from api.pages.pages_served import in_common
from api.pages.record.form_served import served
from api.pages.templates import rendered
from api.pages.time_bar import TimesShown
from api.services import Services

OPEN: Final = f"{PAGE.path}.ics"
BY_ADDRESS: Final = f"{PAGE.path}/{{secret}}.ics"
ADDRESSES: Final = f"{PAGE.path}/addresses"
END: Final = f"{ADDRESSES}/{{token}}/end"
ICALENDAR: Final = "text/calendar; charset=utf-8"
GOOD_FOR: Final = timedelta(days=365)
MOST: Final = 5
"""Addresses that one person may have at a time."""
SECRET: Final = {"cache-control": "no-store"}
WHO: Final = "query Who { me { id name } }"
NO_PERSON: Final = "No person asks here, so nothing is due for them: sign in, or show a person's token."
ONLY_SIGNED_IN: Final = "Whoever is signed in makes and ends addresses of their own, and no token does."
ENOUGH: Final = f"You have {MOST} addresses: end one that you do not use any more."


class CalendarsServed:
    """What is due, answered like a question of whoever asks."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.reading = Endpoint(endpoint.schema, calendars_context, endpoint.workbench, endpoint.within)
        self.reading.shares = endpoint.shares

    def routes(self) -> list[BaseRoute]:
        """Where they are."""
        return [
            Route(OPEN, self.due),
            Route(BY_ADDRESS, self.due),
            Route(ADDRESSES, self.make, methods=["POST"]),
            Route(END, self.end, methods=["POST"]),
        ]

    async def due(self, request: Request) -> Response:
        """What is due; or, as JSON, why it is not told."""
        return await self.reading.in_time(request, unless_dropped(request, self._due(request)), JSON)

    async def make(self, request: Request) -> Response:
        """A page that shows a new address, this once."""
        return await self._kept_nowhere(request, self._made(request))

    async def end(self, request: Request) -> Response:
        """End an address, and lead back to the others."""
        return await self._kept_nowhere(request, self._ended(request))

    async def _due(self, request: Request) -> Response:
        me = (await self._asked(request, WHO))["me"]
        if me is None:
            raise HTTPException(401, NO_PERSON, {"WWW-Authenticate": "Bearer"})
        told = await self._all_due(request)
        services: Services = request.app.state.services
        content = calendar(told, services.address or str(request.base_url).rstrip("/"))
        named = 'inline; filename="due.ics"'
        headers = {"content-type": ICALENDAR, "cache-control": "private, no-cache", "content-disposition": named}
        return Response(content, headers=headers)

    async def _all_due(self, request: Request) -> dict[str, Any]:
        """Everything that is due, page by page, as one answer."""
        document = document_in(PAGE.package, "due")
        told = await self._asked(request, document)
        page = told["attention"]
        while page["pageInfo"]["hasNextPage"]:
            page = (await self._asked(request, document, after=page["pageInfo"]["endCursor"]))["attention"]
            told["attention"]["nodes"] += page["nodes"]
        return told

    async def _asked(self, request: Request, document: str, **variables: str) -> dict[str, Any]:
        """The answer to a document, as its person reads it. Whatever is wrong with it is raised: no part is told."""
        ran = await self.reading.asked_again(request, Asked(document, variables=variables, may_change=False))
        if ran.result.errors or ran.result.data is None:
            told = serialised(ran.result.errors or [], why_away(request))
            raise HTTPException(status_of(told), " ".join(each["message"] for each in told))
        return ran.result.data

    async def _made(self, request: Request) -> Response:
        services, caller = request.app.state.services, await signed_in(request)
        tokens = services.ledger.tokens
        if len(await asyncio.to_thread(tokens.of, caller.person, (Scope.CALENDAR,))) >= MOST:
            raise HTTPException(400, ENOUGH)
        expires_at = await asyncio.to_thread(services.ledger.now) + GOOD_FOR
        _, secret = await asyncio.to_thread(tokens.issue, (Scope.CALENDAR,), expires_at, person=caller.person)
        me = (await self._asked(request, WHO))["me"]
        address = f"{services.address or str(request.base_url).rstrip('/')}{BY_ADDRESS.format(secret=secret)}"
        said = {**in_common(request, TimesShown(PAGE.path, {})), "me": me, "address": address, "until": expires_at}
        return HTMLResponse(rendered("calendar/made.html", said))

    async def _ended(self, request: Request) -> Response:
        services, caller = request.app.state.services, await signed_in(request)
        tokens, token = services.ledger.tokens, request.path_params["token"]
        if token not in {one.id for one in await asyncio.to_thread(tokens.of, caller.person, (Scope.CALENDAR,))}:
            raise HTTPException(404, "You have no such address.")
        await asyncio.to_thread(tokens.revoke, token)
        return RedirectResponse(PAGE.path, 303)

    async def _kept_nowhere(self, request: Request, answering: Coroutine[Any, Any, Response]) -> Response:
        answer = await served(self.endpoint, request, answering)
        answer.headers.update(SECRET)
        return answer


def calendars_context(request: Request) -> Context:
    """What the resolvers share where a calendar is asked for: who asks is known by the address, where a secret is."""
    entrance: Entrance = request.app.state.entrance
    secret = request.path_params.get("secret")
    by = CalendarEntrance(entrance.ledger, entrance.cookie, entrance.guarded, by_address=secret is not None)
    try:
        shown = by.shown(request.method, request.headers, request.cookies) if secret is None else Shown(token=secret)
    except NotKnown as why:
        raise unknown(why) from why
    return Context(request.app.state.services, by, shown)


async def signed_in(request: Request) -> Caller:
    """Who is signed in. 403 for whoever shows a token: one that ends soon would make one that lasts."""
    entrance: Entrance = request.app.state.entrance
    try:
        shown = entrance.shown(request.method, request.headers, request.cookies)
        caller = None if shown.session is None else await asyncio.to_thread(entrance.caller, shown)
    except NotKnown as why:
        raise unknown(why) from why
    if caller is None or caller.person is None:
        raise HTTPException(403, ONLY_SIGNED_IN)
    return caller
