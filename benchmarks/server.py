"""The PostgreSQL that is measured: databases of its own, its processes on as many cores as a figure is about."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg
from psycopg import conninfo, sql

from ledger import Ledger, Wrapping
from ledger.embedded_postgres import start
from ledger.storage.connections import roles_of
from ledger.storage.migrations import migrate
from projections import registry

WRAPPING = Wrapping(bytes(range(32)))


@contextmanager
def server() -> Iterator[str]:
    """The server of LEADERSHIP_DATABASE_URL, or an embedded one in a folder of its own. fsync stays on in both."""
    if url := os.environ.get("LEADERSHIP_DATABASE_URL"):
        yield url
        return
    with start(Path(tempfile.gettempdir()) / f"leadership-ledger-benchmarks-{os.getuid()}") as running:
        yield running.url


@contextmanager
def database(server_url: str) -> Iterator[str]:
    """An empty, migrated database; dropped afterwards."""
    name = f"benchmark_{uuid4().hex[:8]}"
    url = conninfo.make_conninfo(server_url, dbname=name)
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        migrate(url, registry.migrate)
        yield url
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            for role in roles_of(url).all().values():
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@contextmanager
def open_ledger(url: str) -> Iterator[Ledger]:
    """The ledger of a database."""
    ledger = Ledger.open(url, WRAPPING)
    try:
        yield ledger
    finally:
        ledger.close()


@contextmanager
def on_cores(url: str, cores: int) -> Iterator[None]:
    """This process and all of the server's on the first `cores` cores meanwhile, those they start included."""
    processes = [psutil.Process(), *server_processes(url)]
    every = psutil.Process().cpu_affinity() or []
    keep_on(processes, every[:cores])
    try:
        yield
    finally:
        keep_on([*processes, *server_processes(url)], every)


def keep_on(processes: list[psutil.Process], cores: list[int]) -> None:
    """Let processes run on these cores only; those that have ended meanwhile need it no more."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.cpu_affinity(cores)


def server_processes(url: str) -> list[psutil.Process]:
    """The server's first process and all that it has started; it must run on this machine, and be ours to move."""
    with psycopg.connect(url) as connection:
        backend = connection.info.backend_pid
        first = psutil.Process(backend).parent()
        if first is None:
            raise RuntimeError(f"the server's process {backend} has no parent: does it run on this machine?")
        return [first, *first.children()]
