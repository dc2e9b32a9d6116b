"""The one composition root: everything that is served over HTTP, put together."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Final

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.routing import BaseRoute, Route, WebSocketRoute

from api import logs
from api.access import second_wall
from api.access.entrance import Entrance
from api.access.issuer import Issuer
from api.credentials.issuing import PATH
from api.feedback_cycles.settling import Settling
from api.graphql import known_endpoint
from api.graphql.context import Context
from api.graphql.endpoint import Elsewhere, Endpoint
from api.graphql.known_documents import KnownDocuments, documents_in
from api.graphql.known_endpoint import AnsweringForAnother, KnownEndpoint
from api.graphql.schema import schema
from api.graphql.shared_documents import SharedDocuments
from api.graphql.subscriptions.listening import Listening
from api.http import credential_verification, graphiql, health
from api.http import transparency_log as proofs
from api.http.addresses import OwnAddresses
from api.http.headers import SafeHeaders
from api.http.in_common import InCommon
from api.http.signing_in.cookies import SESSION, Cookies
from api.http.signing_in.routes import BACK, SigningIn
from api.pages import check_page
from api.pages.calendar.calendars_served import CalendarsServed
from api.pages.compare_served import Comparisons
from api.pages.feedback_requests.requests_answered import RequestsAnswered
from api.pages.nowhere import Nowhere
from api.pages.page import Persona, Questions
from api.pages.pages_served import Pages
from api.pages.papers_served import Papers
from api.pages.promotion_case.bundle_served import BundlesServed
from api.pages.record.form_served import FormsServed
from api.services import Services, services
from api.settings import Settings
from ledger.storage.connections import Gone

GRAPHQL_PATH = "/graphql"
GRAPHIQL_PATH = "/graphiql"
ASKED_WITH: Final = ("authorization", "content-type", "if-none-match")
"""The headers with which pages elsewhere may ask."""
TOLD_WITH: Final = ("etag",)
"""The headers that they may read."""
SECRET_BYTES: Final = 32


def create_app(settings: Settings | None = None, elsewhere: Elsewhere | None = None) -> FastAPI:
    """The application; what it needs is opened when it starts, and closed when it stops."""
    given = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with services(given, second_wall.migrate) as opened:
            with Settling(opened.ledger):
                furnish(app, given, opened)
                try:
                    yield
                finally:
                    await app.state.listening.close()

    return routed(given, lifespan, elsewhere=elsewhere)


def furnish(
    app: FastAPI, settings: Settings, opened: Services, questions: Questions = (), personas: Sequence[Persona] = ()
) -> None:
    """Give an application what it answers from, who comes in, and what its front page asks."""
    app.state.services = opened
    app.state.entrance = Entrance(
        opened.ledger, cookies_of(settings).named(SESSION), guarded=settings.sign_in is not None
    )
    app.state.listening = Listening(opened, app.state.entrance)
    app.state.provider = settings.provider
    app.state.questions = questions
    app.state.personas = personas


def routed(
    settings: Settings,
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None,
    further: Sequence[BaseRoute] = (),
    elsewhere: Elsewhere | None = None,
    *,
    common: InCommon | None = None,
    for_another: bool = False,
) -> FastAPI:
    """An application that answers as soon as it is furnished; with further routes, as a demo has.

    What takes long is answered `elsewhere`, where that is given: by an application that answers `for_another`. Raises
    DocumentNotServed. Workers have some things in `common`.
    """
    logs.configure()
    documents = known_documents(settings, SharedDocuments(common.documents) if common else None)
    endpoint = Endpoint(schema, context, GRAPHIQL_PATH, settings.answer_within, elsewhere, documents)
    secret = common.secret if common else secrets.token_bytes(SECRET_BYTES)
    lasting, idle_for = timedelta(hours=settings.signed_in_for), timedelta(hours=settings.idle_for)
    pages = Pages(endpoint, GRAPHIQL_PATH)
    signing_in = SigningIn(provider_of(settings), cookies_of(settings), lasting, idle_for)
    app = FastAPI(
        title="Leadership Ledger",
        lifespan=lifespan,
        docs_url=None,  # its pages load from elsewhere
        redoc_url=None,
        openapi_url=None,
        exception_handlers=dict.fromkeys(Gone, health.away),
        middleware=walls(settings),
        routes=[
            Route(GRAPHQL_PATH, endpoint.respond, methods=["GET", "POST"]),
            known_route(endpoint, secret, for_another=for_another),
            WebSocketRoute(GRAPHQL_PATH, endpoint.connect),
            *graphiql.routes(GRAPHIQL_PATH),
            *Comparisons(pages).routes(),
            *Papers(pages).routes(),
            *CalendarsServed(endpoint).routes(),
            *pages.routes(),
            *FormsServed(endpoint).routes(),
            *RequestsAnswered(endpoint).routes(),
            *BundlesServed(endpoint, settings).routes(),
            *check_page.ROUTES,
            *proofs.ROUTES,
            *credential_verification.ROUTES,
            *signing_in.routes(),
            *further,
            Route("/healthz", health.healthz),
            Route("/readyz", health.readyz),
        ],
    )
    app.router.default = Nowhere(app.router.not_found)
    return app


def known_documents(settings: Settings, shared: SharedDocuments | None) -> KnownDocuments:
    """The documents that are known from the start, and those that are registered with any worker."""
    folder = settings.documents
    return KnownDocuments({} if folder is None else documents_in(folder, schema._schema), shared)  # noqa: SLF001  strawberry keeps it under no public name


def known_route(endpoint: Endpoint, secret: bytes, *, for_another: bool) -> Route:
    """Where known documents are asked."""
    if for_another:
        return Route(known_endpoint.PATH, AnsweringForAnother(endpoint).respond, methods=["POST"])
    return Route(known_endpoint.PATH, KnownEndpoint(endpoint, secret).respond)


def provider_of(settings: Settings) -> Issuer | None:
    """The provider at which people sign in; None if there is none."""
    if settings.provider is None:
        return None
    secret = settings.sign_in_secret.get_secret_value() if settings.sign_in_secret else None
    return Issuer(settings.provider, str(settings.sign_in_client), secret, f"{settings.address}{BACK}")


def cookies_of(settings: Settings) -> Cookies:
    """How cookies are set."""
    return Cookies(by_tls=is_by_tls(settings))


def is_by_tls(settings: Settings) -> bool:
    """Whether people reach the server by TLS."""
    return (settings.address or "").startswith("https:")


def walls(settings: Settings) -> list[Middleware]:
    """What every request passes before it is looked at, from the outermost."""
    others = Middleware(
        CORSMiddleware,
        allow_origins=settings.origins,
        allow_methods=["GET", "POST"],
        allow_headers=ASKED_WITH,
        expose_headers=TOLD_WITH,
    )
    return [
        Middleware(SafeHeaders, by_tls=is_by_tls(settings)),
        Middleware(
            OwnAddresses, settings.address, settings.origins, data=[GRAPHQL_PATH, known_endpoint.FOLDER], public=PATH
        ),
        *([others] if settings.origins else []),
    ]


def context(request: Request) -> Context:
    """What the resolvers of a request share."""
    return Context.of(request.app.state.services, request, request.app.state.entrance)
