"""The floor in Python: one statement that answers JSON, a connection of a pool, and nothing around them."""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from psycopg_pool import AsyncConnectionPool

from benchmarks.dashboards.questions import QUESTIONS

DATABASE: Final = "BARE_DATABASE_URL"
CONNECTIONS: Final = 8
STATEMENTS: Final = {f"/{number}": f"SELECT ({each.bare})::text" for number, each in enumerate(QUESTIONS)}
HEADERS: Final = [(b"content-type", b"application/json")]

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def app(scope: Message, receive: Receive, send: Send) -> None:
    """An ASGI application: the address says which question, the body's variables about whom."""
    if scope["type"] == "lifespan":
        await as_long_as_it_lives(scope["state"], receive, send)
        return
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message["body"], message["more_body"]
    async with scope["state"]["pool"].connection() as connection:
        asked = await connection.execute(STATEMENTS[scope["path"]], json.loads(body)["variables"])
        [(told,)] = await asked.fetchall()
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": told.encode()})


async def as_long_as_it_lives(state: dict[str, Any], receive: Receive, send: Send) -> None:
    """Its connections are there from when it begins until it ends."""
    await receive()
    url, kwargs = os.environ[DATABASE], {"autocommit": True}
    async with AsyncConnectionPool(url, min_size=CONNECTIONS, max_size=CONNECTIONS, kwargs=kwargs, open=False) as pool:
        await pool.wait()
        state["pool"] = pool
        await send({"type": "lifespan.startup.complete"})
        await receive()
    await send({"type": "lifespan.shutdown.complete"})
