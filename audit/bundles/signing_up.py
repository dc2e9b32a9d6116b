"""Waiting until all that is written is also signed, and cosigned by witnesses; publishing where nobody else does."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

from ledger.proofs import reading
from ledger.proofs.last_signed import LastSigned
from ledger.proofs.published import Published
from ledger.proofs.publishing_supervision import AT_MOST, Publishing
from ledger.proofs.reading import Connection
from ledger.proofs.signing import SigningKey
from ledger.proofs.web import PATIENCE
from ledger.proofs.witness import Witness

LOOK_AFTER: Final = 0.1
COSIGNED: Final = "SELECT count(*) FROM proofs.cosignatures WHERE size = %s AND witness = ANY (%s)"


class NotSignedInTime(Exception):
    """What was written is not signed within the time in which it should be."""


def signed_up(
    url: str,
    published: Published,
    position: int,
    keys: Sequence[SigningKey],
    witnesses: Sequence[Witness],
    kept: LastSigned,
) -> int:
    """Wait until everything up to a position is under a checkpoint; how many of the witnesses have cosigned it.

    Publishes itself as long as it waits, unless another process does. Raises NotSignedInTime.
    """
    with Publishing(url, keys, witnesses, kept=kept) as publishing:
        return all_signed(published, position, witnesses, lambda: publishing.alarm)


def all_signed(
    published: Published,
    position: int,
    witnesses: Sequence[Witness],
    alarm: Callable[[], str | None],
    within: float = AT_MOST,
) -> int:
    """The same, where somebody publishes anyway; `alarm` says why nothing is signed, if that is known."""
    until = time.monotonic() + within
    while published.read(last_size) < position:
        if (why := alarm()) is not None:
            raise NotSignedInTime(why)
        if time.monotonic() > until:
            raise NotSignedInTime(f"entries up to {position} are not signed after {within:.0f} seconds: see the log")
        time.sleep(LOOK_AFTER)
    until = time.monotonic() + PATIENCE
    while (cosigned := published.read(lambda at: cosigners(at, witnesses))) < len(witnesses):
        if time.monotonic() > until:
            break
        time.sleep(LOOK_AFTER)
    return cosigned


def last_size(connection: Connection) -> int:
    """How many entries the last checkpoint is over."""
    last = reading.last_checkpoint(connection)
    return 0 if last is None else last[1]


def cosigners(connection: Connection, witnesses: Sequence[Witness]) -> int:
    """How many of these have cosigned the last checkpoint."""
    vkeys = [str(witness.key) for witness in witnesses]
    [(count,)] = connection.execute(COSIGNED, (last_size(connection), vkeys)).fetchall()
    return int(count)
