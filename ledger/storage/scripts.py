"""The SQL files of the book and of its keys, run where they, or what they have left, are not as they should be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Final, Literal

import psycopg
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Identifier

from ledger.storage.connections import Roles

OURS: Final = "'ledger', 'keys', 'proofs', 'sight'"
RIGHTS: Final = f"""
    SELECT md5(string_agg(concat_ws(' ', what, name, owner, who), E'\n' ORDER BY what, name)) FROM (
        SELECT 'schema' AS what, nspname::text AS name, nspowner::regrole::text AS owner, nspacl::text AS who
        FROM pg_namespace WHERE nspname IN ({OURS})
        UNION ALL
        SELECT 'relation', oid::regclass::text, relowner::regrole::text, relacl::text
        FROM pg_class WHERE relnamespace::regnamespace::text IN ({OURS}) AND relkind IN ('r', 'v')
        UNION ALL
        SELECT 'function', oid::regprocedure::text, proowner::regrole::text, proacl::text
        FROM pg_proc WHERE pronamespace::regnamespace::text IN ({OURS})) ours
"""  # noqa: S608  # our own schemas
Place = Literal["ledger", "keys"]
"""What is made: the book with all that is told of it, or its keys; as the schema in which it is noted what was made."""
FOLDERS: Final[Mapping[Place, Sequence[str]]] = {"ledger": ("sql",), "keys": ("sql", "keys")}
FORM_READ_BY: Final[Mapping[Place, str]] = {"ledger": "projector", "keys": "keeper"}


def scripts(place: Place) -> list[str]:
    """The SQL files of the book, or of its keys, in the order in which they are run; each can be run again."""
    folder = files("ledger.storage").joinpath(*FOLDERS[place])
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return [file.read_text(encoding="utf-8") for file in found if file.is_file()]


def renew(connection: psycopg.Connection, roles: Roles, places: Sequence[Place]) -> None:
    """Run the scripts of places that share a database, unless all is as they have left it. Raises NotOurs."""
    made = ensure_roles(connection, [roles.keeper] if places == ("keys",) else roles.all().values())
    if made or (fingerprint(roles), rights(connection)) != applied(connection, places[0]):
        run_scripts(connection, roles, places)


class NotOurs(Exception):
    """What there is in the database belongs to somebody else, and whoever migrates may not take it."""


def run_scripts(connection: psycopg.Connection, roles: Roles, places: Sequence[Place]) -> None:
    """All of them, which make what is missing and give everything to whom it belongs. Raises NotOurs."""
    parts = {part: Identifier(role) for part, role in roles.all().items()}
    form, reader = Identifier(places[0], "form"), parts[FORM_READ_BY[places[0]]]
    try:
        for text in (text for place in places for text in scripts(place)):
            connection.execute(SQL(text).format(**parts))
        made = "CREATE TABLE IF NOT EXISTS {} (fingerprint text NOT NULL, at timestamptz DEFAULT now())"
        connection.execute(SQL(made).format(form))
        connection.execute(SQL("ALTER TABLE {} ADD COLUMN IF NOT EXISTS rights text").format(form))
        connection.execute(SQL("GRANT SELECT ON {} TO {}").format(form, reader))
    except InsufficientPrivilege as error:
        raise NotOurs(
            f"{str(error).splitlines()[0]}: in the database “{roles.database}” it belongs to another login, as after a"
            f" restore. Migrate as that login, or as a superuser, once; whoever logs in as “{connection.info.user}”"
            " works from then on"
        ) from None
    noted = SQL("INSERT INTO {} VALUES (%s, clock_timestamp(), %s)").format(form)
    connection.execute(noted, (fingerprint(roles), rights(connection)))


def rights(connection: psycopg.Connection) -> str | None:
    """A fingerprint of whose everything in the book is, and who may do what with it: a restore may lose that."""
    row = connection.execute(RIGHTS).fetchone()
    return row[0] if row else None


def fingerprint(roles: Roles) -> str:
    """Of all scripts, and of whose they are: a database that was copied under another name has roles of its own."""
    texts = (text for place in FOLDERS for text in scripts(place))
    return hashlib.sha256("\0".join((roles.database, *texts)).encode()).hexdigest()


def applied(connection: psycopg.Connection, place: Place = "ledger") -> tuple[str, str | None] | None:
    """The fingerprints of the scripts that were run here last, and of the rights that they left."""
    if connection.execute("SELECT to_regclass(%s)", (f"{place}.form",)).fetchone() == (None,):
        return None
    asked = SQL("SELECT fingerprint, to_jsonb(form) ->> 'rights' FROM {} form ORDER BY at DESC LIMIT 1")
    row = connection.execute(asked.format(Identifier(place, "form"))).fetchone()
    return (row[0], row[1]) if row else None


def ensure_roles(connection: psycopg.Connection, roles: Iterable[str]) -> bool:
    """Roles nobody can log in to; whoever migrates may take them. Whether any had to be made."""
    made = False
    for role in roles:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
            connection.execute(SQL("CREATE ROLE {} NOLOGIN").format(Identifier(role)))
            connection.execute(SQL("GRANT {} TO CURRENT_USER").format(Identifier(role)))
            made = True
    return made
