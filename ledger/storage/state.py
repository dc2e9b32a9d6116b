"""How a ledger stands, asked of its database alone: how far it goes, how large it is, who is at work on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from ledger.storage.connections import before_roles, roles_of

THERE: Final = "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'ledger' AND tablename = 'entries')"
HELD: Final = """
    SELECT EXISTS (
        SELECT FROM pg_locks held, hashtextextended(%s, 0) AS key
        WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 1
          AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND held.classid = (key >> 32 & 4294967295)::oid AND held.objid = (key & 4294967295)::oid)
"""
STANDS: Final = """
    SELECT coalesce(position, 0), recorded_at, pg_size_pretty(pg_database_size(current_database()))
    FROM (SELECT) AS always LEFT JOIN (
        SELECT position, recorded_at FROM ledger.entries ORDER BY position DESC LIMIT 1) AS last ON true
"""


@dataclass(frozen=True)
class State:
    """What is in the database of a ledger."""

    server: int
    """The version of PostgreSQL, as in 18."""
    entries: int
    last_at: datetime | None
    size: str
    """Of the whole database, with its unit."""
    followed_to: int | None
    """The position up to which read models have followed; None where there are none."""
    served: bool
    """Whether a process is at work on the read models."""


def state_of(url: str, follower: str) -> State | None:
    """How the ledger in a database stands; None where there is none. `follower` names the lock of who follows it."""
    reader = roles_of(url).reader
    with Connection[Any].connect(before_roles(url, reader)) as connection:
        if connection.execute(THERE).fetchone() == (False,):
            return None
        connection.execute(SQL("SET LOCAL ROLE {}").format(Identifier(reader)))
        [(entries, last_at, size)] = connection.execute(STANDS).fetchall()
        [(served,)] = connection.execute(HELD, (follower,)).fetchall()
        [(followed,)] = connection.execute("SELECT to_regclass('read_models.bookmark') IS NOT NULL").fetchall()
        position = connection.execute("SELECT position FROM read_models.bookmark").fetchone() if followed else None
        server = connection.info.server_version // 10_000
    return State(server, entries, last_at, size, position and position[0], served)
