"""What the ledger writes of itself, once a minute: how far the log of who looked goes, and which data keys it has."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any, Final

import structlog

from domain.kernel.refusals import Refusal
from domain.safeguards.own_streams import own_stream
from domain.safeguards.witnessing import WitnessLooks
from ledger.committing_keys import CommittingKeys
from ledger.entry import Entry, Receipt
from ledger.ledger import Ledger
from ledger.recurring import Recurring
from ledger.seldom import Seldom
from ledger.storage.connections import DatabaseError, Gone, NoneToBeHad
from ledger.storage.forms import stored_as
from ledger.storage.keys import KeyMissing, WrongKeyEncryptionKey
from ledger.storage.recorder import ON_OWN_STREAMS

WRITE_EVERY: Final = 60.0
"""Seconds between two looks at whether there is something to write, and at least between two entries of a kind."""
LAST: Final = f"WHERE {ON_OWN_STREAMS} AND kind = ANY (%s) ORDER BY stream DESC, version DESC LIMIT 1"
"""As streams are named by their days."""
AGAIN_AFTER: Final = 3600.0
"""Seconds after which it is said again that something cannot be written."""
CANNOT_BE_WRITTEN: Final = (*Gone, NoneToBeHad, DatabaseError, Refusal, KeyMissing, WrongKeyEncryptionKey)
log = structlog.get_logger("ledger")


class OwnEntries(Recurring):
    """Writes them; of several processes, whichever looks first writes."""

    name = "own entries"

    def __init__(self, ledger: Ledger, every: float = WRITE_EVERY) -> None:
        super().__init__(every)
        self._ledger = ledger
        self.keys = CommittingKeys(ledger)
        self._said = Seldom(AGAIN_AFTER)

    def recur(self) -> None:
        """Write what there is to write."""
        for write in (self.keys.commit, partial(witness_looks, self._ledger, self._every)):
            try:
                write()
            except CANNOT_BE_WRITTEN as error:
                if self._said.due(type(error)):
                    log.warning("the ledger cannot write of itself now", why=str(error).splitlines()[0])


def witness_looks(ledger: Ledger, every: float = WRITE_EVERY) -> Receipt | None:
    """Put on record how far the log of who looked goes; None where nobody has looked since, or it is too soon.

    `every` is how many seconds lie between two such entries at least, whichever processes write them.
    """
    last, before = ledger.readings.last(), last_of(WitnessLooks, ledger)
    if last is None or (before is not None and before.event.looks >= last[0]):
        return None
    if before is not None and ledger.now() < before.recorded_at + timedelta(seconds=every):
        return None
    looks, root = last
    today = ledger.today()
    return ledger.record(WitnessLooks(looks, root.hex(), effective_on=today), by=own_stream(today))


def last_of(command: type[WitnessLooks], ledger: Ledger) -> Entry[Any] | None:
    """The last entry that the ledger wrote of itself on a command; None where there is none."""
    kinds = list(stored_as(*(event.__name__ for event in command.records)))
    return next(iter(ledger.recorder.read(LAST, kinds)), None)
