"""Whether others are connected to a database, before something is taken away under their feet."""

from __future__ import annotations

from time import monotonic, sleep
from typing import Any, Final

import psycopg

from ledger.storage.connections import place_in_words

OTHERS: Final = """
    SELECT coalesce(usename, '?'), count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
      AND coalesce(backend_type, 'client backend') = 'client backend'
    GROUP BY 1 ORDER BY 1
"""
"""Of a login that may not know what others do, PostgreSQL keeps what they are, but not that they are there."""
LEAVING: Final = 5.0
"""Seconds for which we wait for whoever has just left: a server closes what is hung up a moment later."""
LOOK_AFTER: Final = 0.1


class InUse(Exception):
    """Others are connected to the database."""


def must_be_alone(connection: psycopg.Connection[Any], url: str) -> None:
    """Raises InUse as long as anybody else is connected to the database, in whichever role, and says how many are."""
    until = monotonic() + LEAVING
    while others := others_connected(connection):
        if monotonic() > until:
            who = ", ".join(f"{number} as “{login}”" for login, number in others.items())
            raise InUse(
                f"others are connected to {place_in_words(url)} ({who}): stop what serves it, and whatever else runs on"
                " it, first. Nothing was changed"
            )
        sleep(LOOK_AFTER)


def others_connected(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """How many connections others have to the same database, by the name they have logged in as."""
    connection.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees who was there when it first looked
    return dict(connection.execute(OTHERS).fetchall())
