"""Whose data keys are missing: a book beside which older keys were put, or of which one was lost, names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg.sql import SQL, Identifier

from domain.kernel.facts import ORGANISATION
from ledger.identifiers import has_a_key, is_person
from ledger.storage.connections import before_roles, in_role, place_in_words, roles_of
from ledger.storage.forms import kinds_sealed_for_the_organisation
from ledger.storage.keys import LEDGER, KeyMissing, Wrapping, WrongKeyEncryptionKey, unwrapped
from ledger.storage.recorder import COLUMNS, READ_AT_ONCE
from ledger.storage.stored_form import sealed_for

KEYS: Final = "SELECT person, wrapped, wrapped_by FROM keys.data_keys"
BEGUN: Final = "SELECT stream FROM ledger.entries WHERE version = 1"
SEALED_FOR_THE_ORGANISATION: Final = (
    "SELECT EXISTS (SELECT FROM ledger.entries WHERE kind = ANY (%s) AND NOT starts_with(stream, 'person-'))"
)


@dataclass(frozen=True)
class KeysFound:
    """What was found of the data keys that the book needs."""

    needed: int
    missing: tuple[str, ...]
    """Whose there is none of, although no erasure is on record."""
    shut: tuple[str, ...]
    """Whose does not open under the key-encryption key that was given."""


def must_have_keys(url: str) -> None:
    """Raises KeyMissing where there is a book and nothing of its keys: others must not be made in their place."""
    keeper = roles_of(url).keeper
    with psycopg.connect(before_roles(url, keeper)) as connection:
        there = """SELECT count(*) = 2 FROM pg_tables
                   WHERE (schemaname, tablename) IN (('ledger', 'form'), ('keys', 'data_keys'))"""
        if connection.execute(there).fetchone() != (True,):
            return
        connection.execute(SQL("SET LOCAL ROLE {}").format(Identifier(keeper)))
        if connection.execute("SELECT FROM keys.data_keys WHERE person = %s", (LEDGER,)).fetchone() is not None:
            return
    with psycopg.connect(in_role(url, roles_of(url).writer)) as writer:
        if writer.execute("SELECT FROM ledger.entries LIMIT 1").fetchone() is not None:
            raise KeyMissing(
                f"a ledger stands in {place_in_words(url)}, and the schema “keys” holds no key of it: restore that"
                " schema, too, from its last dump. Nothing was made in its place"
            )


def begun_without_keys(url: str) -> tuple[str, ...]:
    """The people on whose streams there is something and who have no key. One look, without opening anything.

    And the organisation, where something is sealed for it: what only tells of it, as its first day, needs no key.
    """
    kinds = list(kinds_sealed_for_the_organisation())
    with psycopg.connect(in_role(url, roles_of(url).writer)) as writer:
        begun = {str(stream) for (stream,) in writer.execute(BEGUN).fetchall() if is_person(stream)}
        if writer.execute(SEALED_FOR_THE_ORGANISATION, (kinds,)).fetchone() == (True,):
            begun.add(ORGANISATION)
    return tuple(sorted(begun - {person for person, *_ in kept(url)}))


def keys_found(url: str, wrapping: Wrapping, progress: Callable[[int], None] = lambda position: None) -> KeysFound:
    """Read the whole book for whom something is sealed in it, and try the key of each."""
    needed = {LEDGER} | needed_by(url, progress)
    keys = {person: (wrapped, by) for person, wrapped, by in kept(url)}
    missing = sorted(person for person in needed if person not in keys)
    shut = sorted(person for person in needed & keys.keys() if not opens(wrapping, person, *keys[person]))
    return KeysFound(len(needed), tuple(missing), tuple(shut))


def needed_by(url: str, progress: Callable[[int], None]) -> set[str]:
    """Everybody for whom something is sealed in the book."""
    needed: set[str] = set()
    with psycopg.connect(in_role(url, roles_of(url).writer)) as writer:
        cursor = writer.cursor("entries", binary=True)
        cursor.itersize = READ_AT_ONCE
        cursor.execute(f"SELECT {COLUMNS} FROM ledger.entries ORDER BY position")  # noqa: S608  (our own columns)
        while rows := cursor.fetchmany(READ_AT_ONCE):
            needed |= set(filter(has_a_key, sealed_for(rows)))
            progress(rows[-1][0])
    return needed


def kept(url: str) -> list[tuple[str, Any, str]]:
    """All keys that there are, wrapped."""
    with psycopg.connect(in_role(url, roles_of(url).keeper)) as keeper:
        return keeper.execute(KEYS).fetchall()


def opens(wrapping: Wrapping, person: str, wrapped: bytes | None, by: str) -> bool:
    """Whether a key can be used, or was destroyed on record."""
    try:
        return wrapped is None or bool(unwrapped(wrapping, person, wrapped, by))
    except WrongKeyEncryptionKey:
        return False
