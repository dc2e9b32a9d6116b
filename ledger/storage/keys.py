"""One data key a person, and one of the organisation, wrapped by a key-encryption key that never enters PostgreSQL."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from itertools import islice
from threading import Lock
from typing import Any, Final, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import Connection
from psycopg.sql import SQL, Identifier
from psycopg_pool import ConnectionPool

from domain.kernel.facts import ORGANISATION
from ledger.storage.connections import before_roles, roles_of

T = TypeVar("T")
NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32
LEDGER: Final = "ledger"
"""The name under which the ledger keeps a key of its own, for hashes that nobody may guess from."""
CIPHERS_AT_MOST: Final = 20_000
"""Opened keys held in memory, about two and a half kilobytes each."""
KEPT_FOR_EVER: Final = frozenset((ORGANISATION, LEDGER))
"""Whose keys are never destroyed: where one is gone, that is an alarm."""

MADE: Final = """
    INSERT INTO keys.data_keys SELECT p, w, %s FROM unnest(%s::text[], %s::bytea[]) AS k(p, w)
    WHERE NOT EXISTS (SELECT FROM keys.data_keys WHERE person = %s AND wrapped_by <> %s)
    ON CONFLICT DO NOTHING
"""
"""Keys of others, unless data keys are wrapped by another key by now: what the former wraps is lost with it. Whoever
wraps them anew holds the table meanwhile."""


class KeyMissing(Exception):
    """A person has no data key although no erasure is on record: an alarm, never a tombstone."""


class WrongKeyEncryptionKey(Exception):
    """The data keys were wrapped by another key-encryption key than the one given."""


def wrapped_by(url: str) -> str | None:
    """Under which key-encryption key, by its fingerprint, the ledger in a database was begun; None if there is none."""
    keeper = roles_of(url).keeper
    with Connection[Any].connect(before_roles(url, keeper)) as connection:
        if connection.execute("SELECT to_regclass('keys.data_keys')").fetchone() == (None,):
            return None
        connection.execute(SQL("SET LOCAL ROLE {}").format(Identifier(keeper)))
        row = connection.execute(
            "SELECT wrapped_by FROM keys.data_keys ORDER BY person <> %s, person LIMIT 1", (LEDGER,)
        ).fetchone()
    return None if row is None else str(row[0])


class Wrapping:
    """The key-encryption key (32 bytes): wraps data keys and opens them again."""

    def __init__(self, key: bytes, again: Callable[[str], Wrapping | None] = lambda fingerprint: None) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"a key-encryption key has {KEY_BYTES} bytes; this one has {len(key)}")
        self.key = key
        """For processes of our own that help, and for nobody else."""
        self.again = again
        """Looks for the one with some fingerprint where this one was found: another may have taken its place."""
        self._cipher = AESGCM(key)
        self.fingerprint = hashlib.sha256(b"leadership-ledger key-encryption key" + key).hexdigest()[:16]

    def wrap(self, person: str, key: bytes) -> bytes:
        """The data key, sealed for this person."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, key, person.encode())

    def unwrap(self, person: str, wrapped: bytes) -> bytes:
        """The data key again; InvalidTag if it is not this person's or was wrapped by another key."""
        return self._cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], person.encode())


class Keys:
    """The data keys, made when a person is first written about and kept in memory once opened."""

    def __init__(
        self,
        pool: ConnectionPool[Connection[tuple[object, ...]]],
        wrapping: Wrapping,
        must_have_room: Callable[[], None] = lambda: None,
    ) -> None:
        self._pool = pool
        self._must_have_room = must_have_room
        self._wrapping = wrapping
        self._ciphers: dict[str, AESGCM | None] = {}
        self._making = Lock()
        self.secret = self._ledger_secret()
        self._seen_wrapped_by = self._wrapping.fingerprint

    def look_again(self) -> bool:
        """Let go of all opened keys if others were destroyed since this was last asked; whether that was so."""
        wrapped_by = self._wrapped_by()
        if wrapped_by in (None, self._seen_wrapped_by):
            return False
        self._ciphers.clear()
        self._seen_wrapped_by = str(wrapped_by)
        return True

    def cipher(self, person: str) -> AESGCM | None:
        """The person's cipher; None once their key has been destroyed. Raises KeyMissing."""
        try:
            return self._ciphers[person]
        except KeyError:
            opened = self._opened([person])
        if person not in opened:
            raise KeyMissing(f"no data key for “{person}”, and no erasure on record")
        return opened[person]

    def is_there(self, person: str) -> bool:
        """Whether what is sealed for somebody can be read: their key is neither destroyed nor missing."""
        try:
            return self.cipher(person) is not None
        except (KeyMissing, WrongKeyEncryptionKey):
            return False

    def fetch(self, persons: Iterable[str]) -> None:
        """Open the keys of many people in one go."""
        unknown = [person for person in set(persons) if person not in self._ciphers]
        if unknown:
            self._opened(unknown)

    def _opened(self, persons: list[str]) -> dict[str, AESGCM | None]:
        """Keys from the database; they are kept, in the place of those that came first."""
        opened = self._read(persons, lambda person, key: AESGCM(key))
        self._ciphers.update(opened)
        for person in list(islice(self._ciphers, max(0, len(self._ciphers) - CIPHERS_AT_MOST))):
            self._ciphers.pop(person, None)
        return opened

    def holders(self) -> list[str]:
        """All who have a key that was not destroyed."""
        with self._pool.connection() as connection:
            rows = connection.execute("SELECT person FROM keys.data_keys WHERE wrapped IS NOT NULL").fetchall()
        return [str(person) for (person,) in rows]

    def commitments(self, persons: Iterable[str]) -> dict[str, str]:
        """The commitment to the key of each of these who has one, as it is kept now. Raises WrongKeyEncryptionKey."""
        found = self._read(list(persons), commitment_to)
        return {person: digest for person, digest in found.items() if digest is not None}

    def _read(self, persons: list[str], use: Callable[[str, bytes], T]) -> dict[str, T | None]:
        """What is made of keys from the database. Where they were wrapped anew since, what wraps them is looked for.

        Raises WrongKeyEncryptionKey.
        """
        while True:
            wrapping = self._wrapping
            with self._pool.connection() as connection:
                rows = connection.execute(
                    "SELECT person, wrapped, wrapped_by FROM keys.data_keys WHERE person = ANY (%s)", (persons,)
                ).fetchall()
            try:
                return {
                    str(person): self._open(str(person), wrapped, str(by), use)
                    for person, wrapped, by in rows
                    if wrapped is not None or person not in KEPT_FOR_EVER
                }
            except WrongKeyEncryptionKey:
                if self._wrapping is wrapping and not self._renewed():
                    raise

    def _renewed(self) -> bool:
        """Take up the key-encryption key that wraps data keys now, if it is another; whether it is."""
        wrapped_by = self._wrapped_by()
        found = None if wrapped_by in (None, self._wrapping.fingerprint) else self._wrapping.again(str(wrapped_by))
        if found is not None:
            self._wrapping = found
        return found is not None

    def _wrapped_by(self) -> str | None:
        with self._pool.connection() as connection:
            row = connection.execute("SELECT wrapped_by FROM keys.data_keys WHERE person = %s", (LEDGER,)).fetchone()
        return None if row is None else str(row[0])

    def ensure(self, persons: Iterable[str]) -> None:
        """Make keys for those who have none; durable when this returns, before any entry is sealed with them.

        Raises DiskFull.
        """
        with self._making:
            self.fetch(persons)
            fresh = {person: os.urandom(KEY_BYTES) for person in set(persons) if person not in self._ciphers}
            if not fresh:
                return
            self._must_have_room()
            while True:
                wrapping = self._wrapping
                wrapped = [wrapping.wrap(person, key) for person, key in fresh.items()]
                with self._pool.connection() as connection:
                    connection.execute(MADE, (wrapping.fingerprint, list(fresh), wrapped, LEDGER, wrapping.fingerprint))
                self.fetch(fresh)
                if fresh.keys() <= self._ciphers.keys() or (self._wrapping is wrapping and not self._renewed()):
                    return

    def destroy(self, person: str) -> None:
        """Make everything sealed for this person unreadable, for good; the record that it was done stays."""
        if person in KEPT_FOR_EVER:
            raise ValueError(f"the key of “{person}” is no person's: it is never destroyed")
        with self._pool.connection() as connection:
            connection.execute("UPDATE keys.data_keys SET wrapped = NULL WHERE person = %s", (person,))
        self._ciphers[person] = None

    def _open(self, person: str, wrapped: object, wrapped_by: str, use: Callable[[str, bytes], T]) -> T | None:
        return use(person, self._unwrap(person, wrapped, wrapped_by)) if isinstance(wrapped, bytes) else None

    def _unwrap(self, person: str, wrapped: bytes, wrapped_by: str) -> bytes:
        return unwrapped(self._wrapping, person, wrapped, wrapped_by)

    def _ledger_secret(self) -> bytes:
        self.ensure((LEDGER,))
        with self._pool.connection() as connection:
            row = connection.execute(
                "SELECT wrapped, wrapped_by FROM keys.data_keys WHERE person = %s", (LEDGER,)
            ).fetchone()
        if row is None or not isinstance(row[0], bytes):
            raise KeyMissing("the ledger's own key is gone: commands could no longer be told from their repetitions")
        return self._unwrap(LEDGER, row[0], str(row[1]))


def commitment_to(holder: str, key: bytes) -> str:
    """What a data key is, as a hash that fits no other and tells nothing of it: see ADR 20."""
    return hashlib.sha256(b"leadership-ledger data key commitment\0" + holder.encode() + b"\0" + key).hexdigest()


def unwrapped(wrapping: Wrapping, person: str, wrapped: bytes, wrapped_by: str) -> bytes:
    """A data key. Raises WrongKeyEncryptionKey."""
    try:
        return wrapping.unwrap(person, wrapped)
    except InvalidTag:
        raise WrongKeyEncryptionKey(
            f"the data key of “{person}” was wrapped by key-encryption key {wrapped_by};"
            f" the one given is {wrapping.fingerprint}"
        ) from None
