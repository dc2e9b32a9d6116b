"""Is it alive, and can it answer? For whoever runs it, and for the machines that restart it."""

from __future__ import annotations

import asyncio
from typing import Final

import msgspec
import structlog
from starlette.requests import Request
from starlette.responses import Response

from api.executors import WATCHING, in_thread
from api.http.seeing import may_see_the_book
from api.services import Services
from ledger.seldom import Seldom

log = structlog.get_logger()
said = Seldom()
PATIENCE: Final = 3.0
"""Seconds within which the database has to answer."""
STANDS_STILL_AFTER: Final = 10.0
"""Seconds without a step after which the read models are said to stand still, if there is something to follow."""


async def healthz(_: Request) -> Response:
    """The process is alive; nothing else is looked at."""
    return uncached(200, {"alive": True})


async def readyz(request: Request) -> Response:
    """The database answers, and the read models go on.

    How many entries they are behind, and how many they could not tell: none.
    Where somebody has to look after something, though it answers, `alarms` says what.
    """
    services: Services = request.app.state.services
    try:
        async with asyncio.timeout(PATIENCE):
            found = await services.read_models.behind()
            alarms = await services.alarms()
    except Exception as error:
        if said.due(type(error).__name__):
            log.warning("not ready", error=type(error).__name__)
        return unready(services.ledger.recorder.room.alarm or "The database does not answer.")
    if found.behind and found.standing_still > STANDS_STILL_AFTER:
        if said.due("standing still"):
            log.error("the read models stand still", behind=found.behind, seconds=round(found.standing_still))
        why = services.ledger.recorder.room.alarm
        still = f"The read models stand still, {found.behind} entries behind."
        return unready(f"{still} {why}" if why else still)
    told: dict[str, object] = {"ready": True, "behind": found.behind, "parked": found.parked}
    if alarms and not await in_thread(WATCHING, may_see_the_book, request):
        return uncached(200, {**told, "alarms": [f"{len(alarms)} of them: whoever may see the book is told which"]})
    return uncached(200, {**told, "alarms": alarms} if alarms else told)


async def away(request: Request, error: Exception) -> Response:
    """What is answered where the database is needed, and is gone."""
    services: Services = request.app.state.services
    return unready(services.ledger.recorder.room.alarm or "The database does not answer.")


def unready(why: str) -> Response:
    """Not now, and when to ask again."""
    answer = uncached(503, {"ready": False, "why": why})
    answer.headers["retry-after"] = "1"
    return answer


def uncached(status: int, content: dict[str, object]) -> Response:
    """JSON that nobody keeps."""
    return Response(msgspec.json.encode(content), status, {"cache-control": "no-store"}, "application/json")
