"""Bringing a database to the present form of the book: roles, tables, functions; once, whoever comes first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.resources import files

import psycopg
from psycopg.sql import SQL, Identifier

from ledger.storage.connections import Roles, roles_of

Migration = Callable[[psycopg.Connection], None]


def scripts() -> dict[str, str]:
    """The SQL files of the book by name, in the order in which they are run; each can be run again."""
    folder = files("ledger.storage") / "sql"
    return {file.name: file.read_text() for file in sorted(folder.iterdir(), key=lambda f: f.name)}


def migrate(url: str, *further: Migration) -> None:
    """Make or renew everything the ledger needs in the database that `url` names.

    `further` are migrations of other rooms, run in the same transaction. Several processes may call this at once: one
    does the work, the others wait and find it done. The login needs the right to create roles and schemas.
    """
    roles = roles_of(url)
    parts = {part: Identifier(role) for part, role in roles.all().items()}
    with psycopg.connect(url) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('ledger.migrate', 0))")
        ensure_roles(connection, roles)
        if fingerprint(roles) != applied(connection):
            for text in scripts().values():
                connection.execute(SQL(text).format(**parts))
            connection.execute(
                "CREATE TABLE IF NOT EXISTS ledger.form (fingerprint text NOT NULL, at timestamptz DEFAULT now())"
            )
            connection.execute("INSERT INTO ledger.form VALUES (%s)", (fingerprint(roles),))
        for migration in further:
            migration(connection)


class NotMigrated(Exception):
    """The database was never brought to the form of the book."""


def must_be_migrated(url: str) -> None:
    """Raises NotMigrated for a database that never was; Unreachable, at once, if it does not answer.

    Looks into the catalogue only, which every login may read.
    """
    roles = roles_of(url)
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'ledger' AND tablename = 'form')"
            " AND EXISTS (SELECT FROM pg_roles WHERE rolname = %s)",
            (roles.writer,),
        ).fetchone()
    if found != (True,):
        raise NotMigrated(f"there is no ledger in the database “{roles.database}”: run `leadership migrate` first")


def fingerprint(roles: Roles) -> str:
    """Of all scripts, and of whose they are: a database that was copied under another name has roles of its own."""
    return hashlib.sha256("\0".join((roles.database, *scripts().values())).encode()).hexdigest()


def applied(connection: psycopg.Connection) -> str | None:
    """The fingerprint of the scripts that were run here last."""
    if connection.execute("SELECT to_regclass('ledger.form')").fetchone() == (None,):
        return None
    row = connection.execute("SELECT fingerprint FROM ledger.form ORDER BY at DESC LIMIT 1").fetchone()
    return row[0] if row else None


def ensure_roles(connection: psycopg.Connection, roles: Roles) -> None:
    """Roles nobody can log in to; whoever migrates may take them."""
    for role in roles.all().values():
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
            connection.execute(SQL("CREATE ROLE {} NOLOGIN").format(Identifier(role)))
            connection.execute(SQL("GRANT {} TO CURRENT_USER").format(Identifier(role)))
