"""Is it alive, and can it answer? For whoever runs it, and for the machines that restart it."""

from __future__ import annotations

import asyncio

import msgspec
import structlog
from starlette.requests import Request
from starlette.responses import Response

from api.services import Services

log = structlog.get_logger()
PATIENCE = 3.0
"""Seconds within which the database has to answer."""


async def healthz(_: Request) -> Response:
    """The process is alive; nothing else is looked at."""
    return uncached(200, {"alive": True})


async def readyz(request: Request) -> Response:
    """The database answers. How many entries the read models are behind, and how many they could not tell: none.

    Where somebody has to look after something, though it answers, `alarms` says what.
    """
    services: Services = request.app.state.services
    try:
        async with asyncio.timeout(PATIENCE):
            behind, parked = await services.read_models.behind()
            alarms = await services.alarms()
    except Exception as error:
        log.warning("not ready", error=type(error).__name__)
        return uncached(503, {"ready": False, "why": "The database does not answer."})
    return uncached(200, {"ready": True, "behind": behind, "parked": parked, **({"alarms": alarms} if alarms else {})})


def uncached(status: int, content: dict[str, object]) -> Response:
    """JSON that nobody keeps."""
    return Response(msgspec.json.encode(content), status, {"cache-control": "no-store"}, "application/json")
