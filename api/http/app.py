"""The one composition root: everything that is served over HTTP, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.requests import Request
from starlette.routing import Route

from api import logs
from api.access.callers import Caller
from api.graphql.context import Context
from api.graphql.endpoint import Endpoint
from api.graphql.schema import schema
from api.http import graphiql, health
from api.http import transparency_log as proofs
from api.services import Services, services
from api.settings import Settings

GRAPHQL_PATH = "/graphql"
GRAPHIQL_PATH = "/graphiql"


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
    logs.configure()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with services(given) as opened:
            app.state.services = opened
            app.state.without_token = await asyncio.to_thread(without_token, opened)
            yield

    endpoint = Endpoint(schema, context, GRAPHIQL_PATH)
    return FastAPI(
        title="Leadership Ledger",
        lifespan=lifespan,
        docs_url=None,  # its pages load from elsewhere
        redoc_url=None,
        openapi_url=None,
        routes=[
            Route(GRAPHQL_PATH, endpoint.respond, methods=["GET", "POST"]),
            *graphiql.routes(GRAPHIQL_PATH),
            *proofs.ROUTES,
            Route("/healthz", health.healthz),
            Route("/readyz", health.readyz),
        ],
    )


def context(request: Request) -> Context:
    """What the resolvers of a request share."""
    return Context.of(request.app.state.services, request, request.app.state.without_token)
