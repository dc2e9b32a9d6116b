"""Bringing a database to the present form of the book: roles, tables, functions; once, whoever comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg.errors import InsufficientPrivilege

from ledger.storage.belonging import must_belong, say_it
from ledger.storage.connections import (
    Roles,
    before_roles,
    in_role,
    keeper_of,
    logs_in_by_parts,
    place_in_words,
    roles_of,
)
from ledger.storage.key_filling import fill, hold_appends, risen
from ledger.storage.key_versions import key_versions, versions_of_today
from ledger.storage.scripts import Place, applied, fingerprint, renew

OLDEST: Final = 15
"""The oldest PostgreSQL with all that the book is made of; tested against it, and against the newest."""
MIGRATE_FIRST: Final = "run `leadership migrate` first, by the address of whoever may create roles"
Migration = Callable[[psycopg.Connection], None]


class TooOld(Exception):
    """The database is of a PostgreSQL that we do not support."""


def migrate(url: str, *further: Migration, keys_url: str | None = None) -> None:
    """Make or renew everything the ledger needs in the database that `url` names, and its keys in that of `keys_url`.

    `further` are migrations of other rooms, run in the same transaction. Several processes may call this at once: one
    does the work, the others wait and find it done. Where a kind has got further keys, nobody may go on writing with an
    earlier version: what that writes is not found under them. The login needs the right to create roles and schemas;
    where each part logs in as itself none has it, and NotMigrated is raised if anything is to be done in the book.
    Raises what `must_belong` does, where the keys are not the book's own: then nothing is made in either.
    """
    if any(logs_in_by_parts(one) for one in (url, keys_url) if one):
        renew_by_parts(url, *further, keys_url=keys_url)
        return
    with keys_apart(keys_url) as apart, migrating(url) as connection:  # the book's is committed first
        keys = apart or connection
        further_keys = risen(connection)
        if further_keys:
            hold_appends(connection)
        renew(connection, roles_of(url), ("ledger",) if apart else ("ledger", "keys"))
        told = must_belong(connection, keys, url, keys_url)
        if keys_url and apart:
            renew(apart, roles_of(keys_url), ("keys",))
        say_it(connection, keys, told)
        if further_keys:
            fill(connection, further_keys)
        for migration in further:
            migration(connection)


@contextmanager
def migrating(url: str, place: Place = "ledger") -> Iterator[psycopg.Connection]:
    """A transaction in a database that nobody else brings to its form meanwhile. Raises TooOld."""
    with psycopg.connect(url) as connection:
        must_be_supported(connection, url)
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"{place}.migrate",))
        yield connection


@contextmanager
def keys_apart(keys_url: str | None) -> Iterator[psycopg.Connection | None]:
    """The same in the database of the keys, where they have one of their own."""
    if keys_url is None:
        yield None
        return
    with migrating(keys_url, "keys") as connection:
        yield connection


def renew_by_parts(url: str, *further: Migration, keys_url: str | None = None) -> None:
    """Renew what its own part may make anew, which are read models. Raises NotMigrated for all else."""
    must_be_migrated(url)
    roles = roles_of(url)
    if keys_url is not None:
        with psycopg.connect(keeper_of(url, keys_url)) as keeper:
            must_be_of_this_version(keeper, roles_of(keys_url), "keys")
    with psycopg.connect(in_role(url, roles.projector)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('ledger.migrate', 0))")
        try:
            must_be_of_this_version(connection, roles, "ledger")
            for migration in further:
                migration(connection)
        except InsufficientPrivilege as error:
            what = f"is of another version ({str(error).splitlines()[0]})"
            raise NotMigrated(f"the database “{roles.database}” {what}: {MIGRATE_FIRST}") from None


def must_be_of_this_version(connection: psycopg.Connection, roles: Roles, place: Place) -> None:
    """Raises NotMigrated where other scripts than those of this version were run last."""
    if (found := applied(connection, place)) is None or found[0] != fingerprint(roles):
        raise NotMigrated(f"the database “{roles.database}” is of another version: {MIGRATE_FIRST}")


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
