"""Workers: processes side by side that serve one place. One that dies is replaced, and all end together."""

from __future__ import annotations

import secrets
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final

import structlog
import typer

from api import logs
from api.cli.console import Console
from api.cli.exit_codes import FAILED
from api.cli.telling import told_where_it_fails
from api.http.child_processes import SPAWN, ended_with_its_parent
from api.http.in_common import InCommon
from api.settings import Settings

log = structlog.get_logger()
LOOKED_AFTER: Final = 0.2
"""Seconds between two looks at how they are."""
STEADY_AFTER: Final = 60.0
"""Seconds after which one that dies is no sign that the next will die as well."""
LONGEST_PAUSE: Final = 30
"""Seconds before another is started, at most; the first pause is one second, and each further one twice as long."""
CLOSED_WITHIN: Final = 10.0
"""Seconds that each may take to close, once what was under way has ended or had its time."""
SECRET_BYTES: Final = 32


@dataclass
class Worker:
    """One of the processes."""

    process: SpawnProcess
    begun: Connection
    started_at: float
    _served: str = ""

    def serves(self) -> str:
        """Where it serves, in words; nothing as long as it does not."""
        if not self._served and self.begun.poll():
            with suppress(EOFError):  # it has died before
                self._served = self.begun.recv()
        return self._served


class Workers:
    """The processes that serve, as many as are wanted."""

    def __init__(self, start: Callable[[], Worker]) -> None:
        self._start = start
        self._running: list[Worker] = []
        self._due: list[float] = []
        """When others are started in the places of those that died."""
        self._died_early = 0

    def serving(self) -> int:
        """How many serve by now."""
        return sum(bool(worker.serves()) for worker in self._running)

    def start(self) -> Worker:
        """One more."""
        worker = self._start()
        self._running.append(worker)
        return worker

    def look_after(self) -> None:
        """Have another started for each that has died, after a while."""
        wait([worker.process.sentinel for worker in self._running], LOOKED_AFTER)
        now = monotonic()
        for worker in [*self._running]:
            if not worker.process.is_alive():
                self._running.remove(worker)
                self._replace(worker, now)
        for due in [due for due in self._due if due <= now]:
            self._due.remove(due)
            self.start()

    def _replace(self, dead: Worker, now: float) -> None:
        self._died_early = self._died_early + 1 if now - dead.started_at < STEADY_AFTER else 1
        pause = min(2 ** (self._died_early - 1), LONGEST_PAUSE)
        log.error("a worker has died", process=dead.process.pid, exit_code=dead.process.exitcode, another_in=pause)
        self._due.append(now + pause)
        dead.begun.close()

    def end(self, within: float, at_once: Callable[[], bool]) -> bool:
        """End all of them; whether each ended by itself. After so many seconds, or `at_once`, they are killed."""
        until = monotonic() + within
        for worker in self._running:
            worker.process.terminate()
        while (left := self._alive()) and monotonic() < until and not at_once():
            wait([worker.process.sentinel for worker in left], LOOKED_AFTER)
        for worker in left:
            worker.process.kill()
        for worker in self._running:
            worker.process.join()
        return not left and all(worker.process.exitcode != FAILED for worker in self._running)

    def _alive(self) -> list[Worker]:
        return [worker for worker in self._running if worker.process.is_alive()]


def serve_by_workers(settings: Settings, place: socket, console: Console, many: int) -> None:
    """Serve at a place by many processes until stopped, and print the URL.

    The first begins alone, so that what cannot be opened is told once, and nothing is served then.
    """
    logs.configure()
    with TemporaryDirectory(prefix="leadership-") as documents, signals_heard() as heard:
        common = InCommon(secrets.token_bytes(SECRET_BYTES), Path(documents))
        workers = Workers(lambda: started(settings, place, common))
        whole = False
        try:
            begin(workers, many, heard, console)
            while not heard:
                workers.look_after()
        finally:
            place.close()
            whole = workers.end(settings.stop_within + CLOSED_WITHIN, lambda: len(heard) > 1)
    if not whole:
        raise typer.Exit(FAILED)
    signal.raise_signal(heard[0])  # ended as a process that serves alone


def begin(workers: Workers, many: int, heard: list[int], console: Console) -> None:
    """Have the first serve, and then the others; say both, unless it is to stop before."""
    if not (served := until_begun(workers.start(), heard)):
        return
    console.print(served, "bold green")
    for _ in range(many - 1):
        workers.start()
    while not heard and workers.serving() < many:
        workers.look_after()
    if not heard:
        console.print(f"{many} workers serve it.")


def until_begun(worker: Worker, heard: list[int]) -> str:
    """Where it serves; nothing where it is asked to stop before. Where it cannot serve, this ends as it has."""
    while not heard and worker.process.is_alive():
        wait([worker.begun, worker.process.sentinel], LOOKED_AFTER)
        if served := worker.serves():
            return served
    if heard:
        return ""
    raise typer.Exit(worker.process.exitcode or FAILED)


def started(settings: Settings, place: socket, common: InCommon) -> Worker:
    """Another process that serves there. Ctrl-C is kept from it until it leaves that to us."""
    begun, begins = SPAWN.Pipe(duplex=False)
    process = SPAWN.Process(
        target=ended_with_its_parent, args=(work, settings, place, common, begins), name="worker", daemon=False
    )
    resource_tracker.ensure_running()  # which would let Ctrl-C through again where it has to be started meanwhile
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    begins.close()
    return Worker(process, begun, monotonic())


def work(settings: Settings, place: socket, common: InCommon, begins: Connection) -> None:
    """What each of them does: it serves as one alone would, and closes all that it opened when it is to end."""
    from api.cli.serving import serve_beside_others  # noqa: PLC0415  the one that starts them needs no schema

    with told_where_it_fails():
        serve_beside_others(settings, place, common, begins)


@contextmanager
def signals_heard() -> Iterator[list[int]]:
    """Those that ask to stop, as they come."""
    heard: list[int] = []
    asking = (signal.SIGINT, signal.SIGTERM)
    before = {one: signal.signal(one, lambda number, _: heard.append(number)) for one in asking}
    try:
        yield heard
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
