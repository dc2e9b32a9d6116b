"""How a page is served: its address becomes variables, its document runs like anybody's, and a template tells it."""

from __future__ import annotations

import json
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote, urlencode

import msgspec
from graphql import GraphQLError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from api.graphql.answers import answer_of
from api.graphql.asked_by_hash import lists_of, parameters_of, variables_of
from api.graphql.documents import operation_of, read
from api.graphql.dropping import unless_dropped
from api.graphql.endpoint import Endpoint
from api.graphql.request import JSON, Asked
from api.graphql.table_answers import CSV, table_asked, table_or_why
from api.pages.decisions_told import decisions_told
from api.pages.page import Page, all_pages
from api.pages.templates import HERE, rendered
from api.pages.time_bar import RECORDED, TimesShown, with_parameters
from api.pages.wording import PATH as CHOOSING_A_LANGUAGE
from api.pages.wording import InLanguage, choose, message
from api.services import Services

HTML: Final = "text/html"
FORMS: Final = {"json": JSON, "csv": CSV}
"""What a page is, too, at its address with an ending."""
STATIC: Final = "/static"
HTMX: Final = "js_lib_htmx"  # htmx as one PyPI package without dependencies
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""What a page may load: what is served here, and nothing that stands in the page itself."""
HEADERS: Final = {
    "content-security-policy": POLICY,
    "cache-control": "private, no-cache",
    "vary": "cookie, accept-language",
}
IN_LANGUAGE: Final = (Middleware(InLanguage),)
PACKED: Final = (*IN_LANGUAGE, Middleware(GZipMiddleware, minimum_size=1_000))
"""No secret stands in a page beside what others may have it say, from whose length that could be guessed."""
AS_OF: Final = "asOf"
SECRET: Final = "secret"  # noqa: S105  what it is called, and no secret
"""What the part of an address is called that whoever knows it is let in by."""
NOT_THERE: Final = message("Nothing is here at that moment, or nothing that you may see.")

Told = Mapping[str, Any]
"""An answer: its data, and what is said beside them."""


class Pages:
    """All pages, answered by one endpoint."""

    def __init__(self, endpoint: Endpoint, workbench: str) -> None:
        self.endpoint, self.workbench = endpoint, workbench
        self.served = [PageServed(page, self) for page in all_pages()]

    def routes(self) -> list[BaseRoute]:
        """Every page, what each is as data, and what they load."""
        return [
            *(route for page in self.served for route in page.routes()),
            Route(CHOOSING_A_LANGUAGE, choose, methods=["POST"]),
            Mount(f"{STATIC}/htmx", StaticFiles(packages=[(HTMX, "static/htmx")]), middleware=PACKED),
            Mount(STATIC, StaticFiles(directory=HERE / "static"), middleware=PACKED),
        ]


class PageServed:
    """One page, at its address."""

    def __init__(self, page: Page, among: Pages) -> None:
        self.page, self.endpoint, self.workbench = page, among.endpoint, among.workbench

    def routes(self) -> list[BaseRoute]:
        """Where it is, and where it is as data."""
        forms = [form for form in FORMS if form != "csv" or self.page.table]
        as_data = [Route(f"{self.page.path}.{form}", self.data, name=form) for form in forms]
        return [*as_data, Route(self.page.path, self.respond, middleware=PACKED)]

    async def data(self, request: Request) -> Response:
        """What the page is made of, as JSON or CSV."""
        form = FORMS[request.url.path.rpartition(".")[2]]
        return await self.endpoint.in_time(request, unless_dropped(request, self._data(request, form)), JSON)

    async def respond(self, request: Request) -> Response:
        """The page; or one that says why there is none."""
        return await self.shown(request, self._page(request), HTML)

    async def shown(self, request: Request, work: Coroutine[Any, Any, Response], form: str) -> Response:
        """What the work for it comes to, in a form; or a page that says why to nothing."""
        told = await self.endpoint.in_time(request, unless_dropped(request, work), JSON)
        if not told.headers["content-type"].startswith((HTML, form)):
            told = refused(request, told)
        told.headers.update(HEADERS)
        return told

    async def as_of(self, request: Request, times: TimesShown) -> Response:
        """What the page is made of at another moment than a request names, as JSON."""
        path, query = f"{times.path}.json", times.address().partition("?")[2]
        asked = {"path": path, "raw_path": quote(path).encode(), "query_string": query.encode()}
        return await self._data(Request({**request.scope, **asked}, request.receive), JSON)

    async def _data(self, request: Request, form: str) -> Response:
        document = self.page.table if form == CSV else self.page.document
        wanted, _ = self._asked(request, document or "")
        if self.endpoint.elsewhere and self.endpoint.is_long(wanted):
            answered = await self.endpoint.elsewhere(request, b"")
            if answered is not None:
                return answered
        table = table_asked(self.endpoint.bare_schema, wanted) if form == CSV else None
        ran = await self.endpoint.asked_again(request, replace(wanted, query=table.document) if table else wanted)
        return table_or_why(ran.result, table, CSV, request) if form == CSV else answer_of(ran.result, JSON, request)

    async def _page(self, request: Request) -> Response:
        told = await self.told(request)
        return told if isinstance(told, Response) else HTMLResponse(self.html(request, told))

    async def told(self, request: Request) -> Told | Response:
        """The answer to its document; or why there is nothing to show."""
        answered = await self._data(as_data(request), JSON)
        if answered.status_code != 200:
            return answered
        told: Told = msgspec.json.decode(bytes(answered.body))
        data, errors = told.get("data"), told.get("errors", ())
        if data is None or (self.page.about and data.get(self.page.about) is None):
            why = [each["message"] for each in errors if each.get("extensions", {}).get("field") not in self.page.same]
            status = 400 if why else 404
            return HTMLResponse(told_why(request, status, why or [NOT_THERE], me=(data or {}).get("me")), status)
        return told

    def html(self, request: Request, told: Told) -> str:
        """The page with an answer to its document."""
        wanted, times = self._asked(request, self.page.document)
        said = {
            **told["data"],
            **self.page.shown(told["data"]),
            **in_common(request, times),
            "page": self.page,
            "jumps": decisions_told(told["data"]),
            "withheld": told.get("extensions", {}).get("withheld", ()),
            "problems": [each["message"] for each in told.get("errors", ())],
            "workbench": self._in_workbench(wanted),
        }
        return rendered(f"{self.page.name}/page.html", said)

    def _asked(self, request: Request, document: str) -> tuple[Asked, TimesShown]:
        """What an address asks of a document of this page, and the moment. 400 for what cannot be meant, by name."""
        services: Services = request.app.state.services
        schema, of_path = self.endpoint.bare_schema, request.path_params
        try:
            operation = operation_of(read(document), None)
        except GraphQLError as error:
            raise HTTPException(400, error.message) from error
        times = TimesShown.of(request.scope["path"], parameters_of(request, lists_of(operation, schema)))
        again = {name: of_path[said] for name, said in self.page.same.items()}
        variables = variables_of({**times.others, **of_path, **again}, operation, schema)
        if as_of := times.as_asked(services.today(), services.time_zone):
            variables[AS_OF] = as_of
        return Asked(document, variables=variables, may_change=False), times

    def _in_workbench(self, wanted: Asked) -> str:
        """Where the question behind the page stands ready to be asked."""
        return f"{self.workbench}?{urlencode({'query': wanted.query, 'variables': json.dumps(wanted.variables)})}"


def as_data(request: Request) -> Request:
    """What asks for the same page as JSON: what takes long is answered elsewhere, and shown here."""
    return asked_at(request, f"{request.scope['path']}.json", request.scope["raw_path"] + b".json")


def asked_at(request: Request, path: str, raw_path: bytes, query: str | None = None) -> Request:
    """What asks at another address, as whoever asks here."""
    said = {} if query is None else {"query_string": query.encode()}
    return Request({**request.scope, "path": path, "raw_path": raw_path, **said}, request.receive)


def in_common(request: Request, times: TimesShown) -> dict[str, Any]:
    """What every template is told."""
    services: Services = request.app.state.services
    made = services.ledger.now_as_counted()
    return {
        "times": times,
        "here": address_shown(request),
        "recorded": times.recorded(request.query_params),
        "today": made.astimezone(services.time_zone).date(),
        "made": made,
        "menu": [page for page in all_pages() if page.menu],
        "static": STATIC,
        "personas": request.app.state.personas,
        "questions": request.app.state.questions,
        "guarded": request.app.state.entrance.guarded,
        "may_sign_in": request.app.state.provider is not None,
    }


def address_shown(request: Request) -> str | None:
    """The address of a page that can be opened again; None where it answers what was sent to it."""
    return (
        with_parameters(request.url.path, {**request.query_params, RECORDED: None}) if request.method == "GET" else None
    )


def refused(request: Request, answered: Response) -> Response:
    """A page that says what an answer without data says."""
    told: Mapping[str, Any] = msgspec.json.decode(bytes(answered.body))
    why = [each["message"] for each in told.get("errors", ())]
    return HTMLResponse(told_why(request, answered.status_code, why), answered.status_code)


def told_why(request: Request, status: int, why: Sequence[str], me: Told | None = None) -> str:
    """Why there is no page, and where one may go instead; who looks, where that is known."""
    try:
        times = TimesShown.of(request.scope["path"], dict(request.query_params))
    except HTTPException:  # what is no time is what is refused
        times = TimesShown(request.scope["path"], {})
    told = {**in_common(request, times), "me": me, "status": status, "why": why}
    if SECRET in request.path_params:  # which is shown to nobody, and leads nowhere
        told["here"] = None
    return rendered("layout/refused.html", told)
