"""Signing the log of who looked: the hash of its last line, once a minute at most, under the keys of the book's log.

What is signed has the form of a checkpoint, under the origin of the book's with `/looks` behind it: so many lines, and
the hash that chains the last of them. It stands beside the book, and no entry is written: nobody's answer moves on
because somebody looked.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.note import sign
from ledger.proofs.reading import Connection
from ledger.proofs.signing import SigningKey

SIGN_LOOKS_AFTER: Final = 60.0
"""Seconds from one signature to the next while people look."""
OF_LOOKS: Final = "/looks"
LAST: Final = "SELECT number, hash FROM ledger.readings ORDER BY number DESC LIMIT 1"
LAST_SIGNED: Final = "SELECT coalesce(max(number), 0) FROM proofs.readings_signed"
SIGN: Final = "INSERT INTO proofs.readings_signed (number, note) VALUES (%s, %s)"


def head_of(origin: str, number: int, digest: bytes) -> Checkpoint:
    """What is signed of the log of who looked: up to a line, with the hash that chains it."""
    return Checkpoint(f"{origin}{OF_LOOKS}", number, digest)


class LooksSigner:
    """Signs over a connection in the publisher's role, as whoever publishes the book."""

    def __init__(self, connection: Connection, keys: Sequence[SigningKey], every: float = SIGN_LOOKS_AFTER) -> None:
        self._connection = connection
        self._keys = tuple(keys)
        self._every = every
        self._signed_at = float("-inf")

    def sign_if_due(self) -> None:
        """Sign, if the last signature is old enough and somebody has looked since."""
        if time.monotonic() - self._signed_at >= self._every and self.sign():
            self._signed_at = time.monotonic()

    def sign(self) -> bool:
        """Sign up to the last line; whether there was one that is not signed."""
        last = self._connection.execute(LAST).fetchone()
        [signed] = self._connection.execute(LAST_SIGNED).fetchone() or (0,)
        if last is None or last[0] <= signed:
            return False
        number, digest = last
        head = head_of(self._keys[0].name, number, digest)
        with self._connection.transaction():
            self._connection.execute("SET LOCAL synchronous_commit = on")
            self._connection.execute(SIGN, (number, bytes(sign(head.text, *self._keys)).decode()))
        return True
