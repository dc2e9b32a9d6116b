"""Whose data keys are missing: a book beside which older keys were put, or of which one was lost, names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import psycopg

from domain.kernel.facts import ORGANISATION
from ledger.identifiers import has_a_key, is_person
from ledger.storage.belonging import BEGUN
from ledger.storage.connections import in_role, keeper_of, roles_of
from ledger.storage.forms import kinds_sealed_for_the_organisation
from ledger.storage.key_commitments import committed_in, keys_exchanged
from ledger.storage.keys import LEDGER, Wrapping, WrongKeyEncryptionKey, unwrapped
from ledger.storage.recorder import COLUMNS, READ_AT_ONCE
from ledger.storage.stored_form import sealed_for

KEYS: Final = "SELECT person, wrapped, wrapped_by FROM keys.data_keys"
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
    exchanged: tuple[str, ...] = ()
    """Whose is not the one that the book committed to."""
    uncommitted: int = 0
    """How many that are there the book has not committed to yet."""


def begun_without_keys(url: str, keys_url: str | None = None) -> tuple[str, ...]:
    """The people on whose streams there is something and who have no key. One look, without opening anything.

    And the organisation, where something is sealed for it: what only tells of it, as its first day, needs no key.
    """
    kinds = list(kinds_sealed_for_the_organisation())
    with psycopg.connect(in_role(url, roles_of(url).writer)) as writer:
        begun = {str(stream) for (stream,) in writer.execute(BEGUN).fetchall() if is_person(stream)}
        if writer.execute(SEALED_FOR_THE_ORGANISATION, (kinds,)).fetchone() == (True,):
            begun.add(ORGANISATION)
    return tuple(sorted(begun - {person for person, *_ in kept(url, keys_url)}))


def keys_found(
    url: str,
    wrapping: Wrapping,
    progress: Callable[[int], None] = lambda position: None,
    keys_url: str | None = None,
) -> KeysFound:
    """Read the whole book for whom something is sealed in it, and try the key of each."""
    needed = {LEDGER} | needed_by(url, progress)
    keys = {person: (wrapped, by) for person, wrapped, by in kept(url, keys_url)}
    missing = sorted(person for person in needed if person not in keys)
    shut = sorted(person for person in needed & keys.keys() if not opens(wrapping, person, *keys[person]))
    other = keys_exchanged(url, wrapping, keys_url)
    uncommitted = {person for person in needed & keys.keys() if keys[person][0] is not None} - committed_in(url).keys()
    return KeysFound(len(needed), tuple(missing), tuple(shut), other, len(uncommitted))


def needed_by(url: str, progress: Callable[[int], None]) -> set[str]:
    """Everybody for whom something is sealed in the book."""
    needed: set[str] = set()
    with (
        psycopg.connect(in_role(url, roles_of(url).writer)) as writer,
        writer.cursor("entries", binary=True) as cursor,
    ):
        cursor.itersize = READ_AT_ONCE
        cursor.execute(f"SELECT {COLUMNS} FROM ledger.entries ORDER BY position")  # noqa: S608  (our own columns)
        while rows := cursor.fetchmany(READ_AT_ONCE):
            needed |= set(filter(has_a_key, sealed_for(rows)))
            progress(rows[-1][0])
    return needed


def kept(url: str, keys_url: str | None = None) -> list[tuple[str, Any, str]]:
    """All keys that there are, wrapped."""
    with psycopg.connect(keeper_of(url, keys_url)) as keeper:
        return keeper.execute(KEYS).fetchall()


def opens(wrapping: Wrapping, person: str, wrapped: bytes | None, by: str) -> bool:
    """Whether a key can be used, or was destroyed on record."""
    try:
        return wrapped is None or bool(unwrapped(wrapping, person, wrapped, by))
    except WrongKeyEncryptionKey:
        return False
