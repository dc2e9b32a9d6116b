"""Serving from the command line: says where, and asks a few questions of itself for whoever is new here."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol
from urllib.request import Request, urlopen

import uvicorn

from api.access.callers import Caller
from api.cli.console import Console
from api.http.app import GRAPHQL_PATH, create_app, nobody
from api.services import Services
from api.settings import Settings

LINES_PRINTED: Final = 14
PATIENCE: Final = 120.0
"""Seconds within which the read models should have followed what was just seeded."""


class Sample(Protocol):
    """A query to begin with, and what it asks."""

    @property
    def title(self) -> str: ...
    @property
    def query(self) -> str: ...


class Serving(uvicorn.Server):
    """A server that does something as soon as it answers."""

    def __init__(self, config: uvicorn.Config, then: Callable[[], None]) -> None:
        super().__init__(config)
        self._then = then
        self._doing: asyncio.Task[None] | None = None

    async def startup(self, sockets: Any = None) -> None:
        """Begin to answer."""
        await super().startup(sockets=sockets)
        if self.started:
            self._doing = asyncio.create_task(asyncio.to_thread(self._then))


def serve(
    settings: Settings,
    host: str,
    port: int,
    console: Console,
    questions: Iterable[Sample] = (),
    without_token: Callable[[Services], Caller | None] = nobody,
) -> None:
    """Serve until stopped; print the URL, and the questions with the first lines of their answers."""

    def print_beginnings() -> None:
        url = f"http://{host}:{port}"
        if any(True for _ in questions):
            wait_until_followed(url)
        for question in questions:
            print_answer(question, url, console)
        console.print(f"GraphQL is served at {url}{GRAPHQL_PATH} (open it in a browser; Ctrl-C stops)", "bold green")

    config = uvicorn.Config(create_app(settings, without_token), host=host, port=port, log_level="warning")
    Serving(config, print_beginnings).run()


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
    console.print(f"\n{question.title}", "bold")
    console.print(question.query, "cyan")
    console.print("\n".join((*lines[:LINES_PRINTED], "  …" if len(lines) > LINES_PRINTED else "")))
