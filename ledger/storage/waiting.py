"""What waits beside the book until it is written there: slips in boxes, each its owner's, sealed with the box's key.

Once a box is destroyed nobody can read what was in it, whatever copy of its rows they have: its key is gone.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import Connection

from ledger.storage.connections import Pool
from ledger.storage.keys import NONCE_BYTES, Keys
from ledger.storage.padding import in_class
from ledger.storage.tokens import SECRET_BYTES, hashed

LEAST: Final = 1024
"""Bytes of the shortest answer, as it is sealed: how long it is tells nobody whether anything was written."""
OWNER: Final = 256
"""Bytes of whose a slip is, likewise."""
LONGEST_SHOWN: Final = 100
"""What is longer is no secret of ours, and is not even hashed."""


@dataclass(frozen=True)
class Slip:
    """What is kept for one owner in a box."""

    id: UUID
    box: str
    owner: bytes
    """Who that is, in JSON, as it was put in."""
    answer: bytes | None
    """What they have answered, sealed; None as long as they have not."""


class Waiting:
    """The boxes of a ledger, beside its keys."""

    def __init__(self, pool: Pool, keys: Keys) -> None:
        self._pool = pool
        self._keys = keys

    @contextmanager
    def held(self, box: str) -> Iterator[Box]:
        """A box that nobody else looks into meanwhile; what was done to it stands if nothing is raised."""
        with self._pool.connection() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('waiting ' || %s, 0))", (box,))
            yield Box(box, connection, self._keys)

    def boxes(self) -> list[str]:
        """Every box in which something waits."""
        with self._pool.connection() as connection:
            return [str(box) for (box,) in connection.execute("SELECT DISTINCT box FROM keys.waiting").fetchall()]

    def presented(self, secret: str) -> Slip | None:
        """The slip whose secret somebody shows; None if there is none, or not any more."""
        if len(secret) > LONGEST_SHOWN:
            return None
        with self._pool.connection() as connection:
            return next(iter(slips(connection, self._keys, "secret = %s", hashed(secret))), None)

    def all(self) -> list[Slip]:
        """Every slip, box by box."""
        with self._pool.connection() as connection:
            return slips(connection, self._keys, "true")

    def give_back(self) -> None:
        """Give back the pages of what was destroyed."""
        with self._pool.connection() as connection:
            connection.execute("VACUUM keys.waiting")

    def asked(self, people: Iterable[str], year: int) -> Mapping[str, int]:
        """How often people were asked in a year."""
        with self._pool.connection() as connection:
            rows = connection.execute(
                "SELECT person, times FROM keys.asked WHERE year = %s AND person = ANY (%s)", (year, list(people))
            ).fetchall()
        return {str(person): int(str(times)) for person, times in rows}


class Box:
    """One box, held."""

    def __init__(self, name: str, connection: Connection[Any], keys: Keys) -> None:
        self.name = name
        self._connection = connection
        self._keys = keys

    def slips(self) -> list[Slip]:
        """All that are in it, in an order that tells nothing."""
        return slips(self._connection, self._keys, "box = %s", self.name)

    def fill(self, owners: Sequence[bytes]) -> None:
        """Put in slips for these owners, in the place of all that were in it."""
        self._keys.ensure((self.name,))
        self.empty()
        for owner in owners:
            self._connection.execute(
                "INSERT INTO keys.waiting (box, owner) VALUES (%s, %s)",
                (self.name, sealed(self._keys, (self.name,), in_class(owner, 0, OWNER))),
            )

    def remove(self, slip: Slip) -> None:
        """Take one slip out."""
        self._connection.execute("DELETE FROM keys.waiting WHERE slip = %s", (slip.id,))

    def empty(self) -> None:
        """Take out all of them."""
        self._connection.execute("DELETE FROM keys.waiting WHERE box = %s", (self.name,))

    def destroy(self) -> None:
        """Destroy the box for good: its key first, so that whatever a process leaves that ends in between is found."""
        self._keys.destroy(self.name)
        self.empty()

    def hand_out(self, slip: Slip) -> str:
        """A new secret for a slip, which is never to be had again; the one before is good for nothing."""
        secret = secrets.token_urlsafe(SECRET_BYTES)
        self._connection.execute("UPDATE keys.waiting SET secret = %s WHERE slip = %s", (hashed(secret), slip.id))
        return secret

    def answer(self, slip: Slip, text: bytes, about: Sequence[str]) -> None:
        """Keep an answer in JSON, in the place of the one before; it opens only while all of these have their keys."""
        self._keys.ensure(about)
        kept = sealed(self._keys, (*about, self.name), in_class(text, 0, LEAST))
        self._connection.execute("UPDATE keys.waiting SET answer = %s WHERE slip = %s", (kept, slip.id))

    def opened(self, slip: Slip, about: Sequence[str]) -> bytes | None:
        """An answer; None where there is none, or one of these has been erased."""
        return None if slip.answer is None else unsealed(self._keys, (*about, self.name), slip.answer)

    def count(self, people: Collection[str], year: int) -> None:
        """Remember that these people were asked once more in a year."""
        self._connection.execute(
            "INSERT INTO keys.asked SELECT person, %s, 1 FROM unnest(%s::text[]) AS person"
            " ON CONFLICT (person, year) DO UPDATE SET times = asked.times + 1",
            (year, sorted(people)),
        )


def slips(connection: Connection[Any], keys: Keys, condition: str, *given: object) -> list[Slip]:
    """The slips of which something is so, as far as their box has its key."""
    rows = connection.execute(
        f"SELECT slip, box, owner, answer FROM keys.waiting WHERE {condition} ORDER BY box, slip",  # noqa: S608  no part of it comes from outside
        given,
    ).fetchall()
    opened = ((slip, box, unsealed(keys, (box,), owner), answer) for slip, box, owner, answer in rows)
    return [Slip(slip, box, owner, answer) for slip, box, owner, answer in opened if owner is not None]


def sealed(keys: Keys, holders: Sequence[str], text: bytes) -> bytes:
    """A text that opens only with the keys of all of these; never again, where one of them is gone already."""
    for holder in holders:
        nonce = os.urandom(NONCE_BYTES)
        cipher = keys.cipher(holder) or AESGCM(os.urandom(32))
        text = nonce + cipher.encrypt(nonce, text, holder.encode())
    return text


def unsealed(keys: Keys, holders: Sequence[str], text: bytes) -> bytes | None:
    """The text again; None once one of the keys has been destroyed."""
    for holder in reversed(holders):
        if (cipher := keys.cipher(holder)) is None:
            return None
        text = cipher.decrypt(text[:NONCE_BYTES], text[NONCE_BYTES:], holder.encode())
    return text
