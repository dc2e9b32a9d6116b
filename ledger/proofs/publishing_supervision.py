"""Keeping one publisher at work, in whichever process: it brings the tree forward and signs in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import structlog

from ledger.leader_election import POLL_AFTER, Connection, Leader
from ledger.proofs.last_signed import LastSigned
from ledger.proofs.looks_signed import LooksSigner
from ledger.proofs.publishing import HistoryLost, Publisher, TreeDisagrees
from ledger.proofs.signing import SigningKey
from ledger.proofs.witness import Witness
from ledger.proofs.witnessing import Witnessing

SIGN_AFTER: Final = 10.0
"""Seconds from one checkpoint to the next while entries arrive."""
AT_MOST: Final = 60.0
"""Seconds that an entry may have to wait to be under a checkpoint."""
LOOK_AGAIN_AFTER: Final = 5.0
"""Seconds after which it is looked at again whether what did not agree does."""

SIGNS_NOTHING: Final = "proofs.publishing signs nothing"
"""What the connection of whoever signs calls itself as long as that is so: others see it, and no longer than it is."""
CALLED: Final = "SELECT set_config('application_name', %s, false)"
SEEN: Final = (
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s)"
)
OF_WITNESSES: Final = (
    "An older state of this book goes on, as from a backup, or somebody else signs as this log. Nothing is signed"
    " until that is settled: restore a later backup, in which they stand; or take the witness out of"
    " LEADERSHIP_WITNESSES, and tell all who check this log."
)

log = structlog.get_logger("proofs")


class Publishing(Leader):
    """Brings the tree forward and signs checkpoints; waits for the disk only where it signs (see Publisher.sign)."""

    name = "proofs.publishing"
    part = "publisher"

    def __init__(
        self,
        url: str,
        keys: Sequence[SigningKey],
        witnesses: Sequence[Witness] = (),
        *,
        kept: LastSigned | None = None,
        sign_after: float = SIGN_AFTER,
    ) -> None:
        if not 0 <= sign_after < AT_MOST:
            raise ValueError(f"checkpoints {sign_after} seconds apart: less than {AT_MOST} are allowed")
        super().__init__(url)
        self._keys = tuple(keys)
        self._witnesses = tuple(witnesses)
        self._kept = kept
        self._sign_after = sign_after
        self.alarm: str | None = None
        """Why nothing is signed, where book, tree, checkpoints and witnesses do not agree."""

    def lead(self, connection: Connection) -> None:
        """Publish. Where something does not agree, say so once, keep others from signing, and look again later."""
        while self.wanted:
            try:
                self._publish(connection)
            except TreeDisagrees as disagreement:
                if self.alarm is None:
                    log.error("nothing is signed", why=str(disagreement))
                    connection.execute(CALLED, (SIGNS_NOTHING,))
                self.alarm = str(disagreement)
                self._stopped.wait(LOOK_AGAIN_AFTER)

    def _publish(self, connection: Connection) -> None:
        """Take in what has been written and sign it in time; in the end, sign what has been taken in."""
        publisher = Publisher(connection, self._keys, self._kept)
        publisher.begin()
        looks = LooksSigner(connection, self._keys)
        with Witnessing(self.url, self._witnesses) as witnessing:
            while self.wanted:
                taken = publisher.go_on()
                may_sign = self._may_sign(connection, witnessing)
                if may_sign and publisher.due(self._sign_after):
                    publisher.sign()
                    witnessing.wake()
                if may_sign:
                    looks.sign_if_due()
                if not taken:
                    self.rest(connection, min(POLL_AFTER, max(self._sign_after, 0.01)))
            may_sign = self._may_sign(connection, witnessing)
        if may_sign:
            publisher.sign()
            looks.sign()

    def _may_sign(self, connection: Connection, witnessing: Witnessing) -> bool:
        """Whether the witnesses have been heard. Raises HistoryLost if one has seen more of this log than there is."""
        if witnessing.ahead:
            raise HistoryLost(f"{'; '.join(witnessing.ahead.values())}. {OF_WITNESSES}")
        if witnessing.heard():
            if self.alarm is not None:
                connection.execute(CALLED, (self.name,))
            self.alarm = None
            return True
        return False


def signs_nothing(connection: Connection) -> bool:
    """Whether the process that signs for this book, whichever that is, says that nothing is signed."""
    return connection.execute(SEEN, (SIGNS_NOTHING,)).fetchone() == (True,)
