"""`leadership serve` by several workers, in processes as they are started for good, and whom of them somebody asks."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import psutil

from tests.api.test_cli import environment, free_port

ROOT = Path(__file__).parents[2]
BEGUN_WITHIN = 60.0
LEADERSHIP = "from api.cli.main import main; main()"


@dataclass
class Answer:
    """What one request came to."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def data(self) -> Any:
        """What an answer says that is one."""
        told = json.loads(self.body)
        assert self.status == 200, told
        assert "errors" not in told, told
        return told["data"]


@dataclass
class Serving:
    """The processes, and somebody who asks them with one token."""

    process: subprocess.Popen[str]
    port: int
    token: str = ""
    said: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)

    def workers(self) -> list[int]:
        """Their process ids, the eldest first."""
        return [one.pid for one in sorted(self.processes(), key=lambda one: one.create_time())]

    def processes(self) -> list[psutil.Process]:
        """Those that serve, or will."""
        return [one for one in psutil.Process(self.process.pid).children() if serves(one)]

    def connected(self, worker: int | None = None) -> HTTPConnection:
        """A connection of its own, to that worker or to whichever takes it."""
        until = time.monotonic() + BEGUN_WITHIN
        while time.monotonic() < until:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.connect()
            if worker is None or self.taken_by(connection) == worker:
                return connection
            connection.close()
        raise AssertionError(f"worker {worker} takes no connection")

    def taken_by(self, connection: HTTPConnection) -> int:
        """Which worker has taken a connection."""
        port = connection.sock.getsockname()[1]
        until = time.monotonic() + BEGUN_WITHIN
        while time.monotonic() < until:
            for one in self.processes():
                if any(found.raddr[1:] == (port,) for found in one.net_connections("tcp")):
                    return one.pid
        raise AssertionError("nobody takes the connection")

    def get(self, path: str, worker: int | None = None, **headers: str) -> Answer:
        """What is answered to an address."""
        with closing(self.connected(worker)) as connection:
            return self.on(connection, "GET", path, **headers)

    def ask(self, query: str, worker: int | None = None, /, **variables: Any) -> Any:
        """What a document is answered with, over a connection of its own."""
        with closing(self.connected(worker)) as connection:
            return self.asked_on(connection, query, **variables)

    def asked_on(self, connection: HTTPConnection, query: str, /, **variables: Any) -> Any:
        """The same over a connection that there is."""
        return self.on(connection, "POST", "/graphql", json.dumps({"query": query, "variables": variables})).data()

    def on(self, connection: HTTPConnection, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        """The answer to one request, shown the token."""
        shown = {"authorization": f"Bearer {self.token}", "content-type": "application/json"}
        connection.request(method, path, body, {**shown, **{name.replace("_", "-"): headers[name] for name in headers}})
        answer: HTTPResponse = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())

    def until_said(self, words: str) -> None:
        """Read on until a line says that."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if words in line:
                return
        raise AssertionError(f"it never said “{words}”: {self.said}")


def serves(process: psutil.Process) -> bool:
    """Whether it is none that Python starts to keep account, and lives."""
    try:
        return "resource_tracker" not in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False


@contextmanager
def serving_by(url: str, *options: str, **settings: str) -> Iterator[Serving]:
    """`leadership serve` in a session of its own, as a terminal has one, until it ends or is killed."""
    port = free_port()
    command = [sys.executable, "-u", "-c", LEADERSHIP, "serve", "--port", str(port), *options]
    with subprocess.Popen(
        command,
        env=environment(url, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    ) as running:
        try:
            yield Serving(running, port)
        finally:
            running.kill()
