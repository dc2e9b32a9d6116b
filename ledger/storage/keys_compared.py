"""Whether a set of keys may go: only if all that it says is said by another set, which opens with a key that is here.

Which of two sets is the later one is not seen by where they stand: a book may have been brought back, and gone on with
either. So the keys themselves are compared, opened, and nobody chooses between two sets that both went on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, Final, NamedTuple

import psycopg
from psycopg.sql import SQL, Identifier

from ledger.storage.belonging import is_there
from ledger.storage.connections import place_in_words
from ledger.storage.keys import Wrapping, WrongKeyEncryptionKey, unwrapped

DATA_KEYS: Final = "data_keys"
SAYS: Final[Mapping[str, str]] = {
    "tokens": "SELECT id, (revoked_at IS NOT NULL)::int, NULL FROM {}",
    "waiting": "SELECT slip::text, (answer IS NOT NULL)::int, box FROM {}",
    "asked": "SELECT person || ' ' || year, times, NULL FROM {}",
}
"""By table: what is said, how much of it, as that never becomes less, and the data key without which it is void."""
PASSING: Final = frozenset({"sessions", "form", "book"})
"""Tables that are not compared: whoever was signed in signs in again, and the others tell of the keys themselves."""
DESTROY: Final = "UPDATE {} SET wrapped = NULL WHERE person = ANY (%s)"
NAMED: Final = 3
"""How many are named where there are several."""
Opening = Callable[[str], Wrapping | None]
"""Finds the key-encryption key that has a fingerprint; None where it is not here."""


class KeptNowhereElse(Exception):
    """Keys were to be taken away that stand nowhere else, or in the place of which none would open."""


class State(Enum):
    """What is known of a data key that cannot be used."""

    DESTROYED = "destroyed"
    SHUT = "shut"
    """What wraps it is not here."""


class KeySet(NamedTuple):
    """The keys in one schema of a database."""

    connection: psycopg.Connection[Any]
    schema: str
    url: str

    @property
    def stands(self) -> bool:
        """Whether there are any."""
        return is_there(self.connection, self.schema, DATA_KEYS)

    @property
    def in_words(self) -> str:
        """Where they stand."""
        return f"the schema “{self.schema}” of {place_in_words(self.url)}"

    def rows(self, table: str, asked: str) -> list[tuple[Any, ...]]:
        """What a table answers; nothing where an earlier version had none."""
        if not is_there(self.connection, self.schema, table):
            return []
        return self.connection.execute(SQL(asked).format(Identifier(self.schema, table))).fetchall()

    def data_keys(self, opening: Opening) -> dict[str, bytes | State]:
        """Each data key, opened; or why it is not."""
        rows = self.rows(DATA_KEYS, "SELECT person, wrapped, wrapped_by FROM {}")
        known = {by: opening(by) for by in {by for _, wrapped, by in rows if wrapped is not None}}
        return {person: opened(person, wrapped, by, known.get(by)) for person, wrapped, by in rows}


def opened(person: str, wrapped: bytes | None, by: str, wrapping: Wrapping | None) -> bytes | State:
    """A data key, or why there is none to be had."""
    if wrapped is None:
        return State.DESTROYED
    try:
        return unwrapped(wrapping, person, wrapped, by) if wrapping else State.SHUT
    except WrongKeyEncryptionKey:
        return State.SHUT


def must_stand_in(staying: KeySet, going: KeySet, opening: Opening) -> None:
    """Raises KeptNowhereElse unless all that one set says is said by the other, and that opens.

    What the other has destroyed is destroyed in this one, too, wherever it is put.
    """
    keys = staying.data_keys(opening)
    if shut := sorted(person for person, key in keys.items() if key is State.SHUT):
        raise KeptNowhereElse(
            f"{len(shut)} data keys in {staying.in_words} ({some(shut)}) are wrapped by a key-encryption key that is"
            f" not here, and would be what is left if those in {going.in_words} went. Put the key back that opens them;"
            f" if an erasure has destroyed it, those in {going.in_words} are what there is. {REMEDY}"
        )
    if alone := sorted(said_alone(going, keys, staying, opening)):
        raise KeptNowhereElse(
            f"{going.in_words} holds what {staying.in_words} does not ({len(alone)}: {some(alone)}): both were gone on"
            f" with, and neither set has all. {REMEDY}"
        )
    destroyed = [person for person, key in keys.items() if key is State.DESTROYED]
    going.connection.execute(SQL(DESTROY).format(Identifier(going.schema, DATA_KEYS)), (destroyed,))


REMEDY: Final = (
    "Nothing was changed. To go on with the keys beside the book, name an empty database, into which they are moved; to"
    " go on without them, drop their schema yourself"
)


def said_alone(going: KeySet, there: Mapping[str, bytes | State], staying: KeySet, opening: Opening) -> Iterator[str]:
    """What one set says, and another, with these data keys, does not: as more was written in it, or destroyed."""
    for person, key in going.data_keys(opening).items():
        kept = there.get(person)
        if kept is None or not (kept is State.DESTROYED or key is State.SHUT or key == kept):
            yield person
    for table, asked in SAYS.items():
        said = {one: much for one, much, _ in staying.rows(table, asked)}
        for one, much, void_without in going.rows(table, asked):
            if said.get(one, -1) < much and there.get(void_without) is not State.DESTROYED:
                yield f"{table} {one}"


def some(several: list[str]) -> str:
    """The first of several, and that there are others."""
    return ", ".join((*several[:NAMED], *(["…"] if len(several) > NAMED else [])))
