"""Asking witnesses to cosign the last checkpoint, beside the publisher and never in its way; keeping what they sign."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Final, Self

import psycopg
import structlog

from ledger.proofs import reading
from ledger.proofs.reading import Connection
from ledger.proofs.witness import Witness, WitnessKnows, WitnessRefuses, WitnessSilent

ASK_AGAIN_AFTER: Final = 30.0
"""Seconds after which those who have not cosigned the last checkpoint are asked again."""
WAIT_FOR_FIRST: Final = 10.0
"""Seconds that are waited, before anything is signed, for what witnesses say of the checkpoint that there is."""
ATTEMPTS: Final = 3
KNOWN: Final = "SELECT coalesce(max(size), 0) FROM proofs.cosignatures WHERE witness = %s"
KEPT: Final = "INSERT INTO proofs.cosignatures (size, witness, line) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"

log = structlog.get_logger("proofs")


class WitnessAhead(WitnessRefuses):
    """The witness has cosigned more of this log than there is."""


def ask(connection: Connection, witness: Witness, *, afresh: bool = False) -> bool:
    """Have the last checkpoint cosigned, if it is not yet, or `afresh`; whether there was anything to ask.

    Raises WitnessRefuses if the witness knows another history than this one, WitnessAhead if it knows more of it, and
    WitnessSilent if it does not answer.
    """
    [(known,)] = connection.execute(KNOWN, (str(witness.key),)).fetchall()
    for _ in range(ATTEMPTS):
        last = reading.last_checkpoint(connection)  # each time: another process may have signed meanwhile
        if last is None or (last[1] <= known and not afresh):
            return False
        note, size = last
        if known > size:
            raise WitnessAhead(f"“{witness.key.name}” has cosigned {known} entries and the log has signed {size}")
        consistency = reading.consistency_proof(connection, known, size) if 0 < known < size else ()
        try:
            cosigned = witness.cosign(known, consistency, note)
        except WitnessKnows as told:
            known, afresh = told.size, True
        else:
            connection.execute(KEPT, (size, str(witness.key), cosigned[0].line))
            return True
    raise WitnessSilent(f"“{witness.key.name}” tells another size each time")


class Witnessing:
    """A thread that asks each witness after every checkpoint; one that is slow or away holds nobody up but itself."""

    def __init__(self, url: str, witnesses: Sequence[Witness]) -> None:
        self._url = url
        self._stopped = threading.Event()
        self.ahead: dict[str, str] = {}
        """By name, the witnesses that have cosigned more of this log than there is, and how much."""
        self._begun = time.monotonic()
        self._to_be_heard = {witness.key.name for witness in witnesses}
        self._signed = [threading.Event() for _ in witnesses]
        self._threads = [
            threading.Thread(target=self._run, args=pair, name=f"witness {pair[0].key.name}", daemon=True)
            for pair in zip(witnesses, self._signed, strict=True)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Whoever waits for a witness's answer is not waited for."""
        self._stopped.set()
        self.wake()
        for thread in self._threads:
            thread.join(timeout=1)

    def heard(self) -> bool:
        """Whether each has been asked since we began, or has let us wait too long."""
        return not self._to_be_heard or time.monotonic() - self._begun > WAIT_FOR_FIRST

    def wake(self) -> None:
        """Something was signed."""
        for signed in self._signed:
            signed.set()

    def _run(self, witness: Witness, signed: threading.Event) -> None:
        name = witness.key.name
        while not self._stopped.is_set():
            signed.clear()
            try:
                with psycopg.connect(self._url, autocommit=True) as connection:
                    ask(connection, witness, afresh=name in self._to_be_heard or name in self.ahead)
                    self.ahead.pop(name, None)
            except WitnessAhead as alarm:
                self.ahead[name] = str(alarm)
            except WitnessRefuses as alarm:
                log.error("a witness refuses", witness=name, why=str(alarm))
            except (WitnessSilent, psycopg.OperationalError) as error:
                log.warning("a witness did not cosign", witness=name, why=str(error))
            except Exception:
                log.exception("asking a witness failed", witness=name)
            self._to_be_heard.discard(name)
            signed.wait(ASK_AGAIN_AFTER)
