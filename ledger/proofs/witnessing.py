"""Asking witnesses to cosign the last checkpoint, beside the publisher and never in its way; keeping what they sign."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Final, Self

import psycopg
import structlog

from ledger.proofs import reading
from ledger.proofs.reading import Connection
from ledger.proofs.witness import Witness, WitnessKnows, WitnessRefuses, WitnessSilent

ASK_AGAIN_AFTER: Final = 30.0
"""Seconds after which those who have not cosigned the last checkpoint are asked again."""
ATTEMPTS: Final = 3
KNOWN: Final = "SELECT coalesce(max(size), 0) FROM proofs.cosignatures WHERE witness = %s"
KEPT: Final = "INSERT INTO proofs.cosignatures (size, witness, line) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"

log = structlog.get_logger("proofs")


def ask(connection: Connection, witness: Witness) -> bool:
    """Have the last checkpoint cosigned, if it is not yet; whether there was anything to ask.

    Raises WitnessRefuses if the witness knows another history than this one, and WitnessSilent if it does not answer.
    """
    last = reading.last_checkpoint(connection)
    [(known,)] = connection.execute(KNOWN, (str(witness.key),)).fetchall()
    if last is None or last[1] <= known:
        return False
    note, size = last
    for _ in range(ATTEMPTS):
        consistency = reading.consistency_proof(connection, known, size) if known else ()
        try:
            cosigned = witness.cosign(known, consistency, note)
        except WitnessKnows as told:
            known = told.size
        else:
            connection.execute(KEPT, (size, str(witness.key), cosigned[0].line))
            return True
        if known > size:
            raise WitnessRefuses(
                f"“{witness.key.name}” has cosigned {known} entries and the log has signed {size}:"
                " entries were removed, or somebody else signs as this log"
            )
    raise WitnessSilent(f"“{witness.key.name}” tells another size each time")


class Witnessing:
    """A thread that asks each witness after every checkpoint; one that is slow or away holds nobody up but itself."""

    def __init__(self, url: str, witnesses: Sequence[Witness]) -> None:
        self._url = url
        self._stopped = threading.Event()
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

    def wake(self) -> None:
        """Something was signed."""
        for signed in self._signed:
            signed.set()

    def _run(self, witness: Witness, signed: threading.Event) -> None:
        while not self._stopped.is_set():
            signed.clear()
            try:
                with psycopg.connect(self._url, autocommit=True) as connection:
                    ask(connection, witness)
            except WitnessRefuses as alarm:
                log.error("a witness refuses", witness=witness.key.name, why=str(alarm))
            except (WitnessSilent, psycopg.OperationalError) as error:
                log.warning("a witness did not cosign", witness=witness.key.name, why=str(error))
            except Exception:
                log.exception("asking a witness failed", witness=witness.key.name)
            signed.wait(ASK_AGAIN_AFTER)
