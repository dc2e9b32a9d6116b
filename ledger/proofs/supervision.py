"""Keeping one publisher at work, in whichever process: it takes over, is woken, signs in time, gets up when cut off."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Sequence
from typing import Final, Self

import psycopg
import structlog

from ledger.connections import in_role, roles_of
from ledger.proofs.publishing import Publisher
from ledger.proofs.reading import Connection
from ledger.proofs.signing import SigningKey
from ledger.proofs.witness import Witness
from ledger.proofs.witnessing import Witnessing
from ledger.store import CHANNEL

SIGN_AFTER: Final = 10.0
"""Seconds from one checkpoint to the next while entries arrive."""
AT_MOST: Final = 60.0
"""Seconds that an entry may have to wait to be under a checkpoint."""
POLL_AFTER: Final = 1.0
"""Seconds without a word from the ledger after which it is looked at all the same."""
TRY_AGAIN_AFTER: Final = 0.5
"""Seconds between attempts to become the publisher, or to reach the database again."""
PUBLISHING: Final = "SELECT pg_try_advisory_lock(hashtextextended('proofs.publishing', 0))"
"""The lock of the one publisher; the server lets go of it when the connection ends."""
SESSION: Final = (
    "SET synchronous_commit = off;"  # after a crash the tree is merely derived again; Publisher.sign waits for the disk
    "SET tcp_keepalives_idle = 2; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;"
)

log = structlog.get_logger("proofs")


class Publishing:
    """A thread that brings the tree forward and signs checkpoints, or stands by while another process does."""

    def __init__(
        self, url: str, keys: Sequence[SigningKey], witnesses: Sequence[Witness] = (), *, sign_after: float = SIGN_AFTER
    ) -> None:
        if not 0 <= sign_after < AT_MOST:
            raise ValueError(f"checkpoints {sign_after} seconds apart: less than {AT_MOST} are allowed")
        self._url = in_role(url, roles_of(url).projector)
        self._keys = tuple(keys)
        self._witnesses = tuple(witnesses)
        self._sign_after = sign_after
        self._stopped = threading.Event()
        self._ear, self._mouth = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="publishing", daemon=True)
        self.leading = False
        """Whether this process is the one that publishes; others stand by."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Sign what has been taken in, and let go, so that another process can take over."""
        self._stopped.set()
        self._mouth.send(b".")
        self._thread.join()
        self._ear.close()
        self._mouth.close()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with psycopg.connect(self._url, autocommit=True) as connection:
                    connection.execute(SESSION)
                    self._stand_by(connection)
                    self._publish(connection)
            except psycopg.OperationalError as error:
                log.warning("publishing interrupted", error=type(error).__name__)
            except Exception:
                log.exception("publishing failed")
            finally:
                self.leading = False
            self._stopped.wait(TRY_AGAIN_AFTER)

    def _stand_by(self, connection: Connection) -> None:
        """Until this process may publish, or is to stop."""
        while not self._stopped.is_set():
            if connection.execute(PUBLISHING).fetchone() == (True,):
                self.leading = True
                return
            self._stopped.wait(TRY_AGAIN_AFTER)

    def _publish(self, connection: Connection) -> None:
        if not self.leading:
            return
        connection.execute(f"LISTEN {CHANNEL}")
        publisher = Publisher(connection, self._keys)
        publisher.begin()
        with Witnessing(self._url, self._witnesses) as witnessing, selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(self._ear, selectors.EVENT_READ)
            while not self._stopped.is_set():
                taken = publisher.go_on()
                if publisher.due(self._sign_after):
                    publisher.sign()
                    witnessing.wake()
                if not taken and not list(connection.notifies(timeout=0)):
                    selector.select(min(POLL_AFTER, max(self._sign_after, 0.01)))
        publisher.sign()
