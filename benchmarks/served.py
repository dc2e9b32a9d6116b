"""Servers that are measured: each a process of its own, for as long as it is asked."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.server import WRAPPING

SERVES = """
import sys
from api.cli.main import main
sys.argv[1:] = ["serve", *sys.argv[1:-1], "--port", sys.argv[-1]]
main()
"""
BEGUN_WITHIN = 180.0
"""Seconds for which it is waited until a server answers."""

Ready = Callable[[str], bool]
"""Whether the server at an address has begun to answer; TransportError or OSError as long as nobody listens there."""


@dataclass(frozen=True)
class Served:
    """A server that answers."""

    address: str
    process: int
    """Its process id."""


@contextmanager
def served(url: str) -> Iterator[str]:
    """The ledger of a database, served by a process of its own."""
    with ledger_served(url) as found:
        yield found.address


@contextmanager
def ledger_served(url: str, *options: str) -> Iterator[Served]:
    """The same, with the process that serves it, told some options."""

    def has_followed(address: str) -> bool:
        return bool(httpx.get(f"{address}/readyz").json().get("behind") == 0)

    given = {"LEADERSHIP_DATABASE_URL": url, "LEADERSHIP_KEY": WRAPPING.key.hex()}
    with running([sys.executable, "-c", SERVES, *options], has_followed, given) as found:
        yield found


@contextmanager
def running(
    command: Sequence[str | Path], ready: Ready, environment: Mapping[str, str], folder: Path | None = None
) -> Iterator[Served]:
    """A server, which is told the port of this machine to listen on as its last argument."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*command, str(port)], env={**os.environ, **environment}, cwd=folder, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: ready(address), process)
        yield Served(address, process.pid)
    finally:
        process.terminate()
        process.wait()


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers; RuntimeError where it does not."""
    until = time.monotonic() + BEGUN_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with suppress(httpx.TransportError, OSError):
            if ready():
                return
        time.sleep(0.2)
    raise RuntimeError(f"{process.args!r} does not answer within {BEGUN_WITHIN:g} seconds")
