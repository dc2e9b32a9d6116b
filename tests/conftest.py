"""A real PostgreSQL for every test that needs one: LEADERSHIP_DATABASE_URL's, or the embedded one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import conninfo, sql

from ledger import Ledger, Wrapping
from ledger.embedded_postgres import start
from ledger.storage.connections import roles_of
from ledger.storage.migrations import migrate

WRAPPING = Wrapping(bytes(range(32)))


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A server on which databases may be made and dropped; shared by all test processes, kept between runs."""
    if url := os.environ.get("LEADERSHIP_DATABASE_URL"):
        yield url
        return
    with start(Path(tempfile.gettempdir()) / f"leadership-ledger-tests-{os.getuid()}") as running:
        yield running.url


@pytest.fixture(scope="session")
def make_database(server_url: str) -> Iterator[Callable[[], str]]:
    """Makes an empty, migrated database and returns its URL; all are dropped in the end, with their roles."""
    made: list[str] = []

    def make() -> str:
        name = f"test_{uuid4().hex[:12]}"
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        made.append(conninfo.make_conninfo(server_url, dbname=name))
        migrate(made[-1])
        return made[-1]

    yield make
    with psycopg.connect(server_url, autocommit=True) as connection:
        for url in made:
            roles = roles_of(url)
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(roles.database)))
            for role in roles.all().values():
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@pytest.fixture(scope="module")
def database_url(make_database: Callable[[], str]) -> str:
    """A database for the tests of one module."""
    return make_database()


@pytest.fixture(scope="module")
def ledger(database_url: str) -> Iterator[Ledger]:
    """The ledger in that database."""
    ledger = Ledger.open(database_url, WRAPPING)
    yield ledger
    ledger.close()
