"""Commitments to data keys: which key each holder has is told by the book, and compared with those that are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import psycopg

from domain.safeguards.committing import DataKeysCommitted
from ledger.entry import Entry
from ledger.storage.connections import in_role, keeper_of, roles_of
from ledger.storage.forms import stored_as
from ledger.storage.keys import Wrapping, WrongKeyEncryptionKey, commitment_to, unwrapped
from ledger.storage.recorder import COLUMNS, ON_OWN_STREAMS
from ledger.storage.stored_form import StoredForm

COMMITTED: Final = f"WHERE {ON_OWN_STREAMS} AND kind = ANY (%s) AND position > %s ORDER BY position"
KEPT: Final = "SELECT person, wrapped, wrapped_by FROM keys.data_keys WHERE wrapped IS NOT NULL"


def kinds() -> list[str]:
    """Under which names commitments are stored."""
    return list(stored_as(DataKeysCommitted.__name__))


def first_of_each(entries: Iterable[Entry[DataKeysCommitted]]) -> dict[str, str]:
    """The commitment to each holder's key, as it was told first: a key never changes, and a later one says nothing."""
    found: dict[str, str] = {}
    for entry in entries:
        for one in entry.event.commitments:
            found.setdefault(one.holder, one.digest)
    return found


def committed_in(url: str) -> dict[str, str]:
    """The commitment to each holder's key that the book in a database tells of."""
    asked = f"SELECT {COLUMNS} FROM ledger.entries {COMMITTED}"  # noqa: S608  (our own columns)
    with psycopg.connect(in_role(url, roles_of(url).writer)) as connection:
        rows: list[Any] = connection.execute(asked, (kinds(), 0)).fetchall()
    return first_of_each(Entry(*(*row, StoredForm.unopened)) for row in rows)


def exchanged(committed: Mapping[str, str], kept: Mapping[str, str]) -> tuple[str, ...]:
    """Whose key is not the one that was committed to, of those that are kept, by their commitments."""
    return tuple(sorted(holder for holder, digest in kept.items() if committed.get(holder, digest) != digest))


def keys_exchanged(url: str, wrapping: Wrapping, keys_url: str | None = None) -> tuple[str, ...]:
    """Whose key, of all that are kept and open, is not the one that the book has committed to."""
    committed = committed_in(url)
    with psycopg.connect(keeper_of(url, keys_url)) as keeper:
        rows = keeper.execute(KEPT).fetchall()
    kept: dict[str, str] = {}
    for holder, wrapped, by in rows:
        if holder in committed:
            try:
                kept[holder] = commitment_to(holder, unwrapped(wrapping, holder, wrapped, by))
            except WrongKeyEncryptionKey:
                continue  # which is told by whoever looks whether they open
    return exchanged(committed, kept)
