"""Bringing a database to the present form of the book: roles, tables, functions; once, whoever comes first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Final

import psycopg
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Identifier

from ledger.storage.connections import Roles, before_roles, in_role, logs_in_by_parts, place_in_words, roles_of
from ledger.storage.key_filling import fill, hold_appends, risen
from ledger.storage.key_versions import key_versions, versions_of_today

OLDEST: Final = 15
"""The oldest PostgreSQL with all that the book is made of; tested against it, and against the newest."""
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
MIGRATE_FIRST: Final = "run `leadership migrate` first, by the address of whoever may create roles"
Migration = Callable[[psycopg.Connection], None]


def scripts() -> dict[str, str]:
    """The SQL files of the book by name, in the order in which they are run; each can be run again."""
    folder = files("ledger.storage") / "sql"
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.iterdir(), key=lambda f: f.name)}


class TooOld(Exception):
    """The database is of a PostgreSQL that we do not support."""


def migrate(url: str, *further: Migration) -> None:
    """Make or renew everything the ledger needs in the database that `url` names.

    `further` are migrations of other rooms, run in the same transaction. Several processes may call this at once: one
    does the work, the others wait and find it done. Where a kind has got further keys, nobody may go on writing with an
    earlier version: what that writes is not found under them. The login needs the right to create roles and schemas;
    where each part logs in as itself none has it, and NotMigrated is raised if anything is to be done in the book.
    """
    if logs_in_by_parts(url):
        renew_by_parts(url, *further)
        return
    roles = roles_of(url)
    parts = {part: Identifier(role) for part, role in roles.all().items()}
    with psycopg.connect(url) as connection:
        must_be_supported(connection, url)
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('ledger.migrate', 0))")
        made = ensure_roles(connection, roles)
        further_keys = risen(connection)
        if further_keys:
            hold_appends(connection)
        if made or (fingerprint(roles), rights(connection)) != applied(connection):
            run_scripts(connection, roles, parts)
        if further_keys:
            fill(connection, further_keys)
        for migration in further:
            migration(connection)


def renew_by_parts(url: str, *further: Migration) -> None:
    """Renew what its own part may make anew, which are read models. Raises NotMigrated for all else."""
    must_be_migrated(url)
    roles = roles_of(url)
    with psycopg.connect(in_role(url, roles.projector)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('ledger.migrate', 0))")
        try:
            if (found := applied(connection)) is None or found[0] != fingerprint(roles):
                raise NotMigrated(f"the database “{roles.database}” is of another version: {MIGRATE_FIRST}")
            for migration in further:
                migration(connection)
        except InsufficientPrivilege as error:
            what = f"is of another version ({str(error).splitlines()[0]})"
            raise NotMigrated(f"the database “{roles.database}” {what}: {MIGRATE_FIRST}") from None


class NotOurs(Exception):
    """What there is in the database belongs to somebody else, and whoever migrates may not take it."""


def run_scripts(connection: psycopg.Connection, roles: Roles, parts: Mapping[str, Identifier]) -> None:
    """All of them, which make what is missing and give everything to whom it belongs. Raises NotOurs."""
    try:
        for text in scripts().values():
            connection.execute(SQL(text).format(**parts))
        connection.execute(
            "CREATE TABLE IF NOT EXISTS ledger.form (fingerprint text NOT NULL, at timestamptz DEFAULT now())"
        )
        connection.execute("ALTER TABLE ledger.form ADD COLUMN IF NOT EXISTS rights text")
        connection.execute(SQL("GRANT SELECT ON ledger.form TO {projector}").format(**parts))
    except InsufficientPrivilege as error:
        raise NotOurs(
            f"{str(error).splitlines()[0]}: in the database “{roles.database}” it belongs to another login, as after a"
            f" restore. Migrate as that login, or as a superuser, once; whoever logs in as “{connection.info.user}”"
            " works from then on"
        ) from None
    connection.execute(
        "INSERT INTO ledger.form VALUES (%s, clock_timestamp(), %s)", (fingerprint(roles), rights(connection))
    )


def rights(connection: psycopg.Connection) -> str | None:
    """A fingerprint of whose everything in the book is, and who may do what with it: a restore may lose that."""
    row = connection.execute(RIGHTS).fetchone()
    return row[0] if row else None


def must_be_supported(connection: psycopg.Connection, url: str) -> None:
    """Raises TooOld, which says in a line what answers and what is needed."""
    version = connection.info.server_version // 10_000
    if version < OLDEST:
        raise TooOld(
            f"PostgreSQL {version} answers for {place_in_words(url)}: {OLDEST} or newer is needed, as is the embedded"
            " one, which starts where LEADERSHIP_DATABASE_URL is not set"
        )


class NotMigrated(Exception):
    """The database is not of the form that this version of the book writes and looks up in."""


def must_be_migrated(url: str) -> None:
    """Raises NotMigrated for a database that is not of the present form; Unreachable, at once, if none answers."""
    roles = roles_of(url)
    with psycopg.connect(
        before_roles(url, roles.reader)
    ) as connection:  # looks into the catalogue only, which every login may read
        found = connection.execute(
            "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'ledger' AND tablename = 'form'),"
            " ARRAY(SELECT r FROM unnest(%s::text[]) r WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r))",
            (list(roles.all().values()),),
        ).fetchone()
    there, missing = found or (False, ())
    if there and missing:
        what = f"there are no roles {', '.join(missing)}, as after a restore"
        raise NotMigrated(f"for the database “{roles.database}” {what}: run `leadership migrate` first")
    if not there:
        raise NotMigrated(f"there is no ledger in the database “{roles.database}”: run `leadership migrate` first")
    try:
        with psycopg.connect(in_role(url, roles.writer)) as connection:
            written, today = key_versions(connection).latest(), versions_of_today()
    except InsufficientPrivilege as error:
        what = f"rights are missing, as after a restore ({str(error).splitlines()[0]})"
        raise NotMigrated(f"in the database “{roles.database}” {what}: run `leadership migrate` first") from None
    for kind in sorted({*written, *today}):
        before, now = written.get(kind, 1), today.get(kind, 1)
        if before < now:
            what = f"entries of {kind} are not found under its further keys yet: run `leadership migrate` first"
            raise NotMigrated(f"in the database “{roles.database}” {what}")
        if before > now:
            what = f"{kind} has further keys than this version knows: use the one that has migrated it"
            raise NotMigrated(f"in the database “{roles.database}” {what}")


def fingerprint(roles: Roles) -> str:
    """Of all scripts, and of whose they are: a database that was copied under another name has roles of its own."""
    return hashlib.sha256("\0".join((roles.database, *scripts().values())).encode()).hexdigest()


def applied(connection: psycopg.Connection) -> tuple[str, str | None] | None:
    """The fingerprints of the scripts that were run here last, and of the rights that they left."""
    if connection.execute("SELECT to_regclass('ledger.form')").fetchone() == (None,):
        return None
    row = connection.execute(
        "SELECT fingerprint, to_jsonb(form) ->> 'rights' FROM ledger.form ORDER BY at DESC LIMIT 1"
    ).fetchone()
    return (row[0], row[1]) if row else None


def ensure_roles(connection: psycopg.Connection, roles: Roles) -> bool:
    """Roles nobody can log in to; whoever migrates may take them. Whether any had to be made."""
    made = False
    for role in roles.all().values():
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
            connection.execute(SQL("CREATE ROLE {} NOLOGIN").format(Identifier(role)))
            connection.execute(SQL("GRANT {} TO CURRENT_USER").format(Identifier(role)))
            made = True
    return made
