"""Keeping one publisher at work, in whichever process: it brings the tree forward and signs in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ledger.leader_election import POLL_AFTER, Connection, Leader
from ledger.proofs.publishing import Publisher
from ledger.proofs.signing import SigningKey
from ledger.proofs.witness import Witness
from ledger.proofs.witnessing import Witnessing

SIGN_AFTER: Final = 10.0
"""Seconds from one checkpoint to the next while entries arrive."""
AT_MOST: Final = 60.0
"""Seconds that an entry may have to wait to be under a checkpoint."""


class Publishing(Leader):
    """Brings the tree forward and signs checkpoints; waits for the disk only where it signs (see Publisher.sign)."""

    name = "proofs.publishing"

    def __init__(
        self, url: str, keys: Sequence[SigningKey], witnesses: Sequence[Witness] = (), *, sign_after: float = SIGN_AFTER
    ) -> None:
        if not 0 <= sign_after < AT_MOST:
            raise ValueError(f"checkpoints {sign_after} seconds apart: less than {AT_MOST} are allowed")
        super().__init__(url)
        self._keys = tuple(keys)
        self._witnesses = tuple(witnesses)
        self._sign_after = sign_after

    def lead(self, connection: Connection) -> None:
        """Take in what has been written and sign it in time; in the end, sign what has been taken in."""
        publisher = Publisher(connection, self._keys)
        publisher.begin()
        with Witnessing(self.url, self._witnesses) as witnessing:
            while self.wanted:
                taken = publisher.go_on()
                if publisher.due(self._sign_after):
                    publisher.sign()
                    witnessing.wake()
                if not taken:
                    self.rest(connection, min(POLL_AFTER, max(self._sign_after, 0.01)))
        publisher.sign()
