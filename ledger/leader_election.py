"""Leader election: of all processes one does a piece of work, is woken by the ledger, gets up again when cut off."""

from __future__ import annotations

import selectors
import socket
import threading
from abc import ABC, abstractmethod
from typing import Any, ClassVar, Final, Self

import psycopg
import structlog

from ledger.storage.connections import in_role, roles_of
from ledger.storage.recorder import CHANNEL

Connection = psycopg.Connection[Any]

POLL_AFTER: Final = 1.0
"""Seconds without a word from the ledger after which it is looked at all the same."""
TRY_AGAIN_AFTER: Final = 0.5
"""Seconds between attempts to take over, or to reach the database again."""
TAKEN: Final = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
"""The lock of whoever does it; the server lets go of it when the connection ends."""
SESSION: Final = (
    "SET synchronous_commit = off;"  # what is derived from the ledger is merely derived again after a crash
    "SET tcp_keepalives_idle = 2; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;"
)

log = structlog.get_logger("leader_election")


class Leader(ABC):
    """A thread that does the work in the projector's role if it is elected, or stands by while another process does."""

    name: ClassVar[str]
    """Of its lock, as in “proofs.publishing”."""

    def __init__(self, url: str) -> None:
        self.url = in_role(url, roles_of(url).projector)
        self._stopped = threading.Event()
        self._ear, self._mouth = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self.leading = False
        """Whether this process is the one that does it; others stand by."""

    @abstractmethod
    def lead(self, connection: Connection) -> None:
        """Do it for as long as it is `wanted`, and `rest` where there is nothing to do. What it raises is logged."""

    @property
    def wanted(self) -> bool:
        """Whether nobody has asked it to stop."""
        return not self._stopped.is_set()

    def rest(self, connection: Connection, at_most: float = POLL_AFTER) -> None:
        """Until there is a word from the ledger, or it is to stop; no longer than so many seconds."""
        if list(connection.notifies(timeout=0)):
            return
        with selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(self._ear, selectors.EVENT_READ)
            selector.select(at_most)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Finish what is at hand and let go, so that another process can take over."""
        self._stopped.set()
        self._mouth.send(b".")
        self._thread.join()
        self._ear.close()
        self._mouth.close()

    def _run(self) -> None:
        while self.wanted:
            try:
                with psycopg.connect(self.url, autocommit=True) as connection:
                    connection.execute(SESSION)
                    self._stand_by(connection)
                    if self.leading:
                        connection.execute(f"LISTEN {CHANNEL}")
                        self.lead(connection)
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                log.warning(f"{self.name} interrupted", error=type(error).__name__)
            except Exception:
                log.exception(f"{self.name} failed")
            finally:
                self.leading = False
            self._stopped.wait(TRY_AGAIN_AFTER)

    def _stand_by(self, connection: Connection) -> None:
        """Until this process may do it, or is to stop."""
        while self.wanted and not self.leading:
            self.leading = connection.execute(TAKEN, (self.name,)).fetchone() == (True,)
            if not self.leading:
                self._stopped.wait(TRY_AGAIN_AFTER)
