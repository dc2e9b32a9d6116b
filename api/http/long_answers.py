"""What takes long is answered by a process of its own: what is asked beside it is answered meanwhile.

Python computes one answer at a time. So whatever may hold many objects is passed on, as it was asked, to a second
process that serves the same ledger on a socket which nobody but this account can reach; it asks anew who it is that
asks, and what they may see. It is started when it is first needed: who needed it is answered here, and who comes
meanwhile waits for it. Where there is none to be had, all is answered here.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from time import monotonic
from typing import Final, Self

import httpx2
import structlog
from starlette.requests import Request
from starlette.responses import Response

from api.graphql.table_answers import BESIDE
from api.http.child_processes import SPAWN, ended_with_its_parent
from api.settings import Settings

log = structlog.get_logger()
SOCKET: Final = "answers"
NOT_PASSED_ON: Final = frozenset({"connection", "content-length", "transfer-encoding", "accept-encoding"})
PASSED_BACK: Final = ("content-type", "cache-control", "content-disposition", "retry-after", "allow", BESIDE)
AS_A_BODY: Final = {"content-type": "application/json", "sec-fetch-site": "none"}
"""What is said with a body in which stands what an address asked for: where that came from was seen to here."""
STARTED_AGAIN_AFTER: Final = 10.0
"""Seconds between two attempts to have such a process."""
BEGUN_WITHIN: Final = 10.0
"""Seconds from its start for which somebody waits for it."""
LOOKED_AGAIN_AFTER: Final = 0.05
"""Seconds between two looks whether it has begun."""

Answering = Callable[[Settings, Path, Connection], None]
"""Serves a ledger on a socket until stopped, and says when it has begun."""


class LongAnswers:
    """The process that answers what takes long, as long as this is open."""

    def __init__(self, settings: Settings, answering: Answering) -> None:
        self._settings, self._answering = settings, answering
        self._folder = Path(tempfile.mkdtemp(prefix="leadership-"))  # of this account alone
        self._process: SpawnProcess | None = None
        self._begun: Connection | None = None
        self._tried_at = float("-inf")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def ask(self, request: Request, body: bytes) -> Response | None:
        """The answer to a request that changes nothing; None where it has to be answered here."""
        if not await self._is_there():
            return None
        headers = [(name, value) for name, value in request.headers.items() if name not in NOT_PASSED_ON]
        if body and request.method != "POST":
            headers += [(name, value) for name, value in AS_A_BODY.items() if name not in request.headers]
        path = request.scope["raw_path"].decode("ascii")  # as it came: what is percent-encoded in it stays so
        address = f"http://ledger{path}?{request.url.query}"
        by_socket = httpx2.AsyncHTTPTransport(uds=str(self._folder / SOCKET), verify=False)
        try:
            async with httpx2.AsyncClient(transport=by_socket, timeout=None) as client:  # whoever asks has a deadline
                answered = await client.request("POST" if body else "GET", address, headers=headers, content=body)
        except (httpx2.TransportError, httpx2.InvalidURL) as gone:  # also of an address that is longer than it asks
            log.warning("what takes long is answered by this process for a while", why=f"{type(gone).__name__}: {gone}")
            return None
        kept = {name: answered.headers[name] for name in PASSED_BACK if name in answered.headers}
        return Response(answered.content, answered.status_code, kept)

    async def _is_there(self) -> bool:
        """Whether the process answers, once it has begun. Where there is none it is started, and not waited for."""
        if self._process is None or not self._process.is_alive():
            if monotonic() - self._tried_at >= STARTED_AGAIN_AFTER:
                self._tried_at = monotonic()
                self._start()
            return False
        while self._begun is not None and not self._has_begun(self._begun):
            if not self._process.is_alive() or monotonic() - self._tried_at > BEGUN_WITHIN:
                return False
            await asyncio.sleep(LOOKED_AGAIN_AFTER)
        return True

    def _start(self) -> None:
        (self._folder / SOCKET).unlink(missing_ok=True)
        self._begun, begins = SPAWN.Pipe(duplex=False)
        self._process = SPAWN.Process(
            target=ended_with_its_parent,
            args=(self._answering, self._settings, self._folder / SOCKET, begins),
            name="long answers",
            daemon=True,
        )
        self._process.start()
        begins.close()

    def _has_begun(self, begun: Connection) -> bool:
        if not begun.poll():
            return False
        begun.close()
        self._begun = None
        return True
