"""Committing to data keys as they are made: each is put on record once, and compared when it is first seen again."""

from __future__ import annotations

from hashlib import sha256
from typing import Final
from uuid import UUID

import structlog

from domain.safeguards.committing import CommitDataKeys, KeyCommitment
from domain.safeguards.own_streams import own_stream
from ledger.identifiers import has_a_key
from ledger.ledger import Ledger
from ledger.storage import key_commitments
from ledger.storage.keys import LEDGER

AT_ONCE: Final = 100
"""Keys in one entry."""
log = structlog.get_logger("ledger")


class CommittingKeys:
    """The keys of one ledger: which are on record, and whose is not the one that is."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._committed: dict[str, str] = {}
        self._position = 0
        self._compared = False
        self.exchanged: tuple[str, ...] = ()
        """Whose key was another than the one on record when this process first looked."""

    def commit(self) -> int:
        """Put on record the keys that are not; how many. The first time, those that are on record are compared.

        Raises KeyMissing and WrongKeyEncryptionKey where keys cannot be opened.
        """
        self._read_on()
        holders = [one for one in self._ledger.keys.holders() if has_a_key(one) or one == LEDGER]
        kept = self._ledger.keys.commitments(
            holders if not self._compared else (one for one in holders if one not in self._committed)
        )
        if not self._compared:
            self._compare(kept)
        fresh = sorted(holder for holder in kept if holder not in self._committed)
        for first in range(0, len(fresh), AT_ONCE):
            self._record(tuple(KeyCommitment(holder, kept[holder]) for holder in fresh[first : first + AT_ONCE]))
        return len(fresh)

    def _read_on(self) -> None:
        """Take in what has been committed to since, by whichever process."""
        recorder = self._ledger.recorder
        entries = recorder.read(key_commitments.COMMITTED, key_commitments.kinds(), self._position)
        self._committed = key_commitments.first_of_each(entries) | self._committed
        self._position = entries[-1].position if entries else self._position

    def _compare(self, kept: dict[str, str]) -> None:
        self.exchanged = key_commitments.exchanged(self._committed, kept)
        self._compared = True
        if self.exchanged:
            log.error("data keys are not those on record", whose=self.exchanged)

    def _record(self, commitments: tuple[KeyCommitment, ...]) -> None:
        """Processes that come to the same at once write it once."""
        said = "".join(one.holder + one.digest for one in commitments)
        today = self._ledger.today()
        command = CommitDataKeys(commitments, effective_on=today)
        command_id = UUID(bytes=sha256(f"{today} {said}".encode()).digest()[:16])
        self._ledger.record(command, by=own_stream(today), command_id=command_id)
