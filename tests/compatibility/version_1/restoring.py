"""Puts the database that version 0.1.0 made into an empty one, from the files beside this one and from nothing else."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.sql import SQL, Identifier

FOLDER: Final = Path(__file__).parent
PARTS: Final = ("owner", "writer", "reader", "projector", "keeper")
"""Of the roles, which are named after the database."""
TABLES: Final = (
    ("ledger", "entries"),
    ("ledger", "concerns"),
    ("ledger", "receipts"),
    ("keys", "data_keys"),
    ("proofs", "hashes"),
    ("proofs", "checkpoints"),
    ("proofs", "verifier_keys"),
    ("proofs", "cosignatures"),
)
FORM: Final = "CREATE TABLE ledger.form (fingerprint text NOT NULL, at timestamptz DEFAULT now())"
TRIGGERS: Final = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"

Connection = psycopg.Connection[Any]


def restored(url: str) -> None:
    """Make in an empty database what version 0.1.0 had made, rows included. The login has to be a superuser's.

    The roles stay on the server when the database is dropped: they are called as it is, and `PARTS` after that.
    """
    with psycopg.connect(url) as connection:
        make_form(connection)
        for schema, table in TABLES:
            copy_rows(connection, schema, table)


def make_form(connection: Connection) -> None:
    """Roles, tables and functions, by the scripts of that version."""
    database = connection.info.dbname
    roles = {part: f"{database}_{part}" for part in PARTS}
    for role in roles.values():
        if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
            connection.execute(SQL("CREATE ROLE {} NOLOGIN").format(Identifier(role)))
            connection.execute(SQL("GRANT {} TO CURRENT_USER").format(Identifier(role)))
    scripts = [path.read_text("utf-8") for path in sorted((FOLDER / "sql").glob("*.sql"))]
    for script in scripts:
        connection.execute(SQL(script).format(**{part: Identifier(role) for part, role in roles.items()}))
    connection.execute(FORM)
    fingerprint = hashlib.sha256("\0".join((database, *scripts)).encode()).hexdigest()
    connection.execute("INSERT INTO ledger.form VALUES (%s)", (fingerprint,))


def copy_rows(connection: Connection, schema: str, table: str) -> None:
    """The rows of one table as they were. Its triggers, which would refuse them, rest meanwhile."""
    into = Identifier(schema, table)
    connection.execute(SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(into))
    with connection.cursor().copy(SQL("COPY {} FROM STDIN").format(into)) as copy:
        copy.write(gzip.decompress((FOLDER / "rows" / f"{schema}.{table}.copy.gz").read_bytes()))
    for (trigger,) in connection.execute(TRIGGERS, (f"{schema}.{table}",)).fetchall():
        connection.execute(SQL("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}").format(into, Identifier(trigger)))
