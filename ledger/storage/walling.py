"""What the second wall goes by: small tables of the database, generated, and written only where they say otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

import psycopg
from psycopg.sql import SQL, Identifier, Placeholder

from ledger.storage.connections import Roles

Connection = psycopg.Connection[Any]
Generated = Literal["rights", "kinds", "passes"]
HELD: Final = "SELECT * FROM {}"
"""All of a table: none has more than some hundred rows."""


def held(connection: Connection, table: Generated) -> frozenset[tuple[Any, ...]]:
    """What one of the tables says."""
    return frozenset(connection.execute(SQL(HELD).format(Identifier("sight", table))).fetchall())


def have_it_say(connection: Connection, table: Generated, rows: Iterable[tuple[Any, ...]]) -> None:
    """Make one of the tables say just this, in the role of its owner; where it does already, nothing is written."""
    wanted = frozenset(rows)
    if wanted == held(connection, table):
        return
    home = Identifier("sight", table)
    connection.execute(SQL("SET LOCAL ROLE {}").format(Identifier(Roles(connection.info.dbname).owner)))
    connection.execute(SQL("DELETE FROM {}").format(home))
    for row in sorted(wanted, key=repr):
        values = SQL(", ").join([Placeholder()] * len(row))
        connection.execute(SQL("INSERT INTO {} VALUES ({})").format(home, values), row)
    connection.execute("RESET ROLE")
