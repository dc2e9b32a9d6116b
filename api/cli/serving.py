"""Serving from the command line: says where, and asks a few questions of itself for whoever is new here."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path
from socket import socket
from threading import Event, Timer
from typing import Any, Final, Protocol
from urllib.request import Request, urlopen

import structlog
import uvicorn
from fastapi import FastAPI
from starlette.routing import BaseRoute

from api.access import second_wall
from api.cli.console import Console
from api.cli.exit_codes import FAILED
from api.cli.serving_options import url_of
from api.feedback_cycles.settling import Settling
from api.graphql.subscriptions.listening import Listening
from api.http.app import GRAPHQL_PATH, furnish, routed
from api.http.in_common import InCommon
from api.http.long_answers import LongAnswers
from api.http.patience import LIMITS
from api.pages.page import Persona
from api.services import Services, services
from api.settings import Settings

log = structlog.get_logger()
LINES_PRINTED: Final = 14
CLOSED_WITHIN: Final = 5.0
"""Seconds that closing down may take, once what was under way has ended or had its time."""
PATIENCE: Final = 120.0
"""Seconds within which the read models should have followed what was just seeded."""


class Sample(Protocol):
    """A query to begin with, and what it asks."""

    @property
    def title(self) -> str: ...
    @property
    def query(self) -> str: ...


class Serving(uvicorn.Server):
    """A server that does something as soon as it answers, and something before it waits for what is under way."""

    def __init__(self, config: uvicorn.Config, then: Callable[[], None], before_the_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._then, self._before_the_end = then, before_the_end
        self._doing: asyncio.Task[None] | None = None

    async def startup(self, sockets: Any = None) -> None:
        """Begin to answer."""
        await super().startup(sockets=sockets)
        if self.started:
            self._doing = asyncio.create_task(asyncio.to_thread(self._then))

    async def shutdown(self, sockets: Any = None) -> None:
        """Answer no more."""
        self._before_the_end()
        await super().shutdown(sockets=sockets)


def serve(
    settings: Settings,
    place: socket,
    console: Console,
    questions: Sequence[Sample] = (),
    personas: Sequence[Persona] = (),
    further: Sequence[BaseRoute] = (),
) -> None:
    """Serve at a place until stopped; print the URL, and the questions with the first lines of their answers.

    What cannot be opened is raised before anything is served.
    """
    url = url_of(place)

    def print_beginnings() -> None:
        if questions and settings.sign_in is None:
            wait_until_followed(url)
            for question in questions:
                print_answer(question, url, console)
        console.print(served_in_words(url, settings), "bold green")

    with LongAnswers(settings, answer_long) as elsewhere:
        app = routed(settings, further=further, elsewhere=elsewhere.ask)
        asked = [(one.title, one.query) for one in questions]
        run(app, settings, lambda opened: furnish(app, settings, opened, asked, personas), print_beginnings, [place])


def serve_beside_others(settings: Settings, place: socket, common: InCommon, begins: Connection) -> None:
    """Serve at a place until stopped, as one of several that have it in common; say when that has begun.

    What cannot be opened is raised before anything is served.
    """
    serves = Event()

    def say() -> None:
        serves.set()
        begins.send(served_in_words(url_of(place), settings))

    # uvicorn hears it as long as it serves, and says it once more in the end: then all is closed in its turn
    signal.signal(signal.SIGTERM, lambda *_: None if serves.is_set() else sys.exit())
    with LongAnswers(settings, answer_long) as elsewhere:
        app = routed(settings, elsewhere=elsewhere.ask, common=common)
        run(app, settings, lambda opened: furnish(app, settings, opened), say, [place])


def served_in_words(url: str, settings: Settings) -> str:
    """What is said once it is served."""
    where = settings.address or url
    whom = " to this machine alone" if settings.sign_in is None else ""
    return f"GraphQL is served at {url}{GRAPHQL_PATH}{whom} (open {where} in a browser; Ctrl-C stops)"


def answer_long(settings: Settings, place: Path, begins: Connection) -> None:
    """Serve at a socket until stopped, for the process that answers what takes long; say when that has begun."""
    app = routed(settings, for_another=True)
    run(app, settings, lambda opened: furnish(app, settings, opened), lambda: begins.send(True), uds=str(place))


def run(
    app: FastAPI,
    settings: Settings,
    furnishing: Callable[[Services], None],
    then: Callable[[], None],
    sockets: list[socket] | None = None,
    uds: str | None = None,
) -> None:
    """Open what an application needs, furnish it, and have it answer until stopped."""
    stop_within = ceil(settings.stop_within)
    config = uvicorn.Config(
        app, uds=uds, **LIMITS, log_level="warning", lifespan="off", timeout_graceful_shutdown=stop_within
    )

    async def until_stopped() -> None:
        async with services(settings, second_wall.migrate) as opened:
            with Settling(opened.ledger):
                furnishing(opened)
                gc.collect()
                gc.freeze()  # what stays as long as this is served needs not be looked through while somebody waits
                listening: Listening = app.state.listening
                await Serving(config, then, listening.streams.end).serve(sockets=sockets)
                stopped_by_force(after=CLOSED_WITHIN)
                await listening.close()

    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(until_stopped())


def stopped_by_force(*, after: float) -> None:
    """End the process where something hangs that nobody can stop, as a statement that waits for a lock."""

    def end() -> None:
        log.error("stopped while something was under way: what was asked under a commandId may be asked again")
        os._exit(FAILED)

    watch = Timer(after, end)
    watch.daemon = True
    watch.start()


def wait_until_followed(url: str) -> None:
    """Until the read models have followed all that is recorded."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with urlopen(f"{url}/readyz", timeout=PATIENCE) as answer:  # noqa: S310 (our own server)
            if json.load(answer)["behind"] == 0:
                return
        time.sleep(0.2)


def print_answer(question: Sample, url: str, console: Console) -> None:
    """A question, and how its answer begins."""
    body = json.dumps({"query": question.query}).encode()
    asked = Request(f"{url}{GRAPHQL_PATH}", body, {"content-type": "application/json"})  # noqa: S310
    with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
        lines = json.dumps(json.load(answer), ensure_ascii=False, indent=2).splitlines()
    console.print("")
    console.print(question.title, "bold")
    for line in question.query.splitlines():
        console.print(line, "cyan")
    for line in (*lines[:LINES_PRINTED], "  …" if len(lines) > LINES_PRINTED else ""):
        console.print(line)
