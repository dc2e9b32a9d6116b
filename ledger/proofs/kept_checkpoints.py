"""The checkpoints that are kept beside the tree, and which of them were signed with keys that are known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ledger.proofs import reading
from ledger.proofs.checkpoint import Checkpoint, OpenedCheckpoint, open_checkpoint
from ledger.proofs.disagreement import Stop
from ledger.proofs.note import SignedByOthers
from ledger.proofs.reading import Connection
from ledger.proofs.signing import VerifierKey

CHECKPOINTS: Final = "SELECT size, note FROM proofs.checkpoints WHERE size > %s AND size <= %s ORDER BY size, signed_at"


class Kept(NamedTuple):
    """One of them."""

    checkpoint: Checkpoint
    proves: bool
    """Whether a known key signed it: where none did, it is only compared."""


class KeptCheckpoints:
    """Those of one database."""

    def __init__(self, connection: Connection, log: Sequence[VerifierKey]) -> None:
        self._connection = connection
        self._named = reading.verifier_keys(connection)
        self._log = tuple(log) or self._named
        self._strangers: dict[VerifierKey, None] = {}

    @property
    def strangers(self) -> tuple[VerifierKey, ...]:
        """Keys that the database names and nobody gave, by which alone something was signed."""
        return tuple(self._strangers)

    def between(self, after: int, until: int) -> list[Kept]:
        """Those over more than `after` and at most `until` entries, smaller ones first. Raises Stop for a forgery."""
        found = []
        for size, note in self._connection.execute(CHECKPOINTS, (after, until)).fetchall():
            try:
                opened, proves = self._opened(note.encode())
                if opened.checkpoint.size != size:
                    raise ValueError(f"it is over {opened.checkpoint.size}")
            except ValueError as error:
                meaning = f"It was not signed by this log: {error}."
                raise Stop(size, f"the checkpoint kept here over {size} entries is a forgery", meaning) from None
            found.append(Kept(opened.checkpoint, proves))
        return found

    def _opened(self, note: bytes) -> tuple[OpenedCheckpoint, bool]:
        try:
            return open_checkpoint(note, self._log), True
        except SignedByOthers:
            opened = open_checkpoint(note, self._named)
            self._strangers |= dict.fromkeys(signed.by for signed in opened.signed)
            return opened, False
