"""The one composition root: everything that is served over HTTP, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.routing import Route

from api import logs
from api.access.callers import Caller
from api.graphql.context import Context
from api.graphql.endpoint import Endpoint
from api.graphql.schema import schema
from api.http import front_page, graphiql, health
from api.http import transparency_log as proofs
from api.http.addresses import OwnAddresses
from api.http.front_page import Questions
from api.http.headers import SafeHeaders
from api.services import Services, services
from api.settings import Settings
from ledger.storage.connections import Gone

GRAPHQL_PATH = "/graphql"
GRAPHIQL_PATH = "/graphiql"
ASKED_WITH: Final = ("authorization", "content-type")
"""The headers with which pages elsewhere may ask."""


def nobody(opened: Services) -> Caller | None:
    """Who writes without a token: nobody does."""
    return None


def create_app(
    settings: Settings | None = None, without_token: Callable[[Services], Caller | None] = nobody
) -> FastAPI:
    """The application; what it needs is opened when it starts, and closed when it stops.

    `without_token` says who asks where no token is shown, as somebody does where a demo is served.
    """
    given = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with services(given) as opened:
            await furnish(app, opened, without_token)
            yield

    return routed(given, lifespan)


async def furnish(
    app: FastAPI, opened: Services, without_token: Callable[[Services], Caller | None], questions: Questions = ()
) -> None:
    """Give an application what it answers from, who writes without a token, and what its front page asks."""
    app.state.services = opened
    app.state.without_token = await asyncio.to_thread(without_token, opened)
    app.state.questions = questions


def routed(
    settings: Settings, lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None
) -> FastAPI:
    """An application that answers as soon as it is furnished."""
    logs.configure()
    endpoint = Endpoint(schema, context, GRAPHIQL_PATH)
    return FastAPI(
        title="Leadership Ledger",
        lifespan=lifespan,
        docs_url=None,  # its pages load from elsewhere
        redoc_url=None,
        openapi_url=None,
        exception_handlers=dict.fromkeys(Gone, health.away),
        middleware=walls(settings),
        routes=[
            Route("/", front_page.page),
            Route(GRAPHQL_PATH, endpoint.respond, methods=["GET", "POST"]),
            *graphiql.routes(GRAPHIQL_PATH),
            *proofs.ROUTES,
            Route("/healthz", health.healthz),
            Route("/readyz", health.readyz),
        ],
    )


def walls(settings: Settings) -> list[Middleware]:
    """What every request passes before it is looked at, from the outermost."""
    by_tls = (settings.address or "").startswith("https:")
    others = Middleware(
        CORSMiddleware, allow_origins=settings.origins, allow_methods=["GET", "POST"], allow_headers=ASKED_WITH
    )
    return [
        Middleware(SafeHeaders, by_tls=by_tls),
        *([others] if settings.origins else []),
        Middleware(OwnAddresses, settings.address, settings.origins, data=[GRAPHQL_PATH]),
    ]


def context(request: Request) -> Context:
    """What the resolvers of a request share."""
    return Context.of(request.app.state.services, request, request.app.state.without_token)
