"""Leader election: of all processes one does a piece of work, is woken by the ledger, gets up again when cut off."""

from __future__ import annotations

import selectors
import socket
import threading
from abc import ABC, abstractmethod
from typing import Any, ClassVar, Final, Self

import psycopg
import structlog
from psycopg.sql import SQL, Identifier

from ledger.seldom import Seldom
from ledger.storage.connections import Gone, in_role, roles_of
from ledger.storage.recorder import CHANNEL
from ledger.storage.room import room_of

Connection = psycopg.Connection[Any]

POLL_AFTER: Final = 1.0
"""Seconds without a word from the ledger after which it is looked at all the same."""
TRY_AGAIN_AFTER: Final = 0.5
"""Seconds between attempts to take over, or to reach the database again."""
TAKEN: Final = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
"""The lock of whoever does it; the server lets go of it when the connection ends."""
CUT_OFF: Final = """
    SELECT pg_terminate_backend(held.pid)
    FROM pg_locks held, hashtextextended(%s, 0) AS key
    WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 1
      AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND held.classid = (key >> 32 & 4294967295)::oid AND held.objid = (key & 4294967295)::oid
"""
"""Ends the connection that holds a lock."""
SESSION: Final = (
    "SET synchronous_commit = off;"  # what is derived from the ledger is merely derived again after a crash
    "SET tcp_keepalives_idle = 2; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;"
)

log = structlog.get_logger("leader_election")


class Leader(ABC):
    """A thread that does the work in the role of its part if it is elected, or stands by while another process does."""

    name: ClassVar[str]
    """Of its lock, as in “proofs.publishing”."""
    part: ClassVar[str]
    """In whose role it works."""

    def __init__(self, url: str) -> None:
        self._role = roles_of(url).all()[self.part]
        self.url = in_role(url, self._role)
        self._stopped = threading.Event()
        self._ear, self._mouth = socket.socketpair()
        self._said = Seldom()
        self.room = room_of(url)
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
            except Gone as error:
                self.room.heard(error)
                if self._said.due(type(error).__name__):
                    log.warning(f"{self.name} interrupted", error=type(error).__name__, why=self.room.alarm)
            except Exception as error:
                if self._said.due(str(error)):  # what goes on failing would fill the log with itself
                    log.exception(f"{self.name} failed")
            finally:
                self.leading = False
            self._stopped.wait(TRY_AGAIN_AFTER)

    def _stand_by(self, connection: Connection) -> None:
        """Until this process may do it, or is to stop."""
        while self.wanted and not self.leading:
            self.leading = connection.execute(TAKEN, (self.name,)).fetchone() == (True,)
            if not self.leading:
                if self.stands_still(connection):
                    self._take_from_the_leader(connection)
                self._stopped.wait(TRY_AGAIN_AFTER)

    def stands_still(self, connection: Connection) -> bool:
        """Whether the leader has been seen to do nothing though there was something to do; asked while standing by."""
        return False

    def _take_from_the_leader(self, connection: Connection) -> None:
        """End the connection of a leader that is frozen, and with it its lock; as who logged in, to whom it belongs."""
        log.error(f"{self.name} stands still", remedy="its leader is cut off, and another takes over")
        connection.execute("SET ROLE NONE")
        connection.execute(CUT_OFF, (self.name,))
        connection.execute(SQL("SET ROLE {}").format(Identifier(self._role)))
