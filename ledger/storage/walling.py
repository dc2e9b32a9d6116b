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
AS_PUT_TOGETHER: Final = """
    SELECT NOT EXISTS (
        (TABLE sight.put_together EXCEPT ALL TABLE sight.told_to)
        UNION ALL
        (TABLE sight.told_to EXCEPT ALL TABLE sight.put_together))
"""
"""Whether just that is told: what is there twice, or too much, differs as what is missing does."""
PUT_TOGETHER: Final = "DELETE FROM sight.told_to; INSERT INTO sight.told_to TABLE sight.put_together"


def held(connection: Connection, table: Generated) -> frozenset[tuple[Any, ...]]:
    """What one of the tables says."""
    return frozenset(connection.execute(SQL(HELD).format(Identifier("sight", table))).fetchall())


def have_it_say(connection: Connection, table: Generated, rows: Iterable[tuple[Any, ...]]) -> None:
    """Make one of the tables say just this, in the role of its owner; where it does already, nothing is written.

    And what is put together of them.
    """
    wanted = frozenset(rows)
    if wanted == held(connection, table) and connection.execute(AS_PUT_TOGETHER).fetchone() == (True,):
        return
    home = Identifier("sight", table)
    connection.execute(SQL("SET LOCAL ROLE {}").format(Identifier(Roles(connection.info.dbname).owner)))
    connection.execute(SQL("DELETE FROM {}").format(home))
    if wanted:
        rows_in_order = sorted(wanted, key=repr)
        values = SQL(", ").join([Placeholder()] * len(rows_in_order[0]))
        with connection.cursor() as cursor:
            cursor.executemany(SQL("INSERT INTO {} VALUES ({})").format(home, values), rows_in_order)
    connection.execute(PUT_TOGETHER)
    connection.execute("RESET ROLE")
