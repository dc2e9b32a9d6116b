"""Databases for tests: where they are served, made and dropped, and the key under which their ledgers are sealed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

import psycopg
from psycopg import conninfo, sql

from ledger import Wrapping
from ledger.embedded_postgres import Running, cluster, start
from ledger.storage.connections import roles_of

HASTY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",  # which would go round hundreds of small databases, each of which is gone in a moment
}
WRAPPING = Wrapping(bytes(range(32)))
DROPPED_AT_ONCE = 50
TIDYING = 7_395_021
"""The number of the lock of whoever does so."""
LEFT_BEHIND = r"""
SELECT datname FROM pg_database
WHERE datname LIKE 'test\_%%'
  AND (pg_stat_file(format('base/%%s/PG_VERSION', oid), true)).modification < now() - interval '1 day'
LIMIT %s
"""


@contextmanager
def served() -> Iterator[str]:
    """The URL of LEADERSHIP_DATABASE_URL's server, or of the embedded one.

    The embedded one never waits for the disk: what outlives a crash is tried on servers of its own.
    """
    if url := os.environ.get("LEADERSHIP_DATABASE_URL"):
        yield url
        return
    with start_hasty(Path(tempfile.gettempdir()) / f"leadership-ledger-tests-{os.getuid()}") as running:
        try:
            yield running.url
        finally:
            drop_left_behind(running.url)


def start_hasty(home: Path) -> AbstractContextManager[Running]:
    """An embedded server whose data need not outlive a crash of the machine: it makes and drops databases at once."""
    with patch.dict(cluster.SETTINGS, HASTY):
        return start(home)


def drop_left_behind(server_url: str) -> None:
    """Drops some databases of tests that were killed a day ago or earlier: many of them make a server slow."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        alone = connection.execute("SELECT pg_try_advisory_lock(%s)", (TIDYING,)).fetchone()
        if alone == (True,):
            found = connection.execute(LEFT_BEHIND, (DROPPED_AT_ONCE,)).fetchall()
            drop_from(server_url, (conninfo.make_conninfo(server_url, dbname=name) for (name,) in found))


def make_on(server_url: str) -> str:
    """Makes an empty database and returns its URL."""
    name = f"test_{uuid4().hex[:12]}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return conninfo.make_conninfo(server_url, dbname=name)


def drop_from(server_url: str, urls: Iterable[str]) -> None:
    """Drops databases with their roles."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        for url in urls:
            roles = roles_of(url)
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(roles.database)))
            for role in roles.all().values():
                connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))
