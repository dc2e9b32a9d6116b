"""Keeping one follower at work, in whichever process: it takes over, listens, is woken, gets up again when cut off."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Self

import psycopg
import structlog

from ledger.connections import in_role, roles_of
from ledger.store import CHANNEL
from projections.folding import Folds
from projections.following import BookmarkMoved, Follower
from projections.storing import Connection, sql

POLL_AFTER: Final = 1.0
"""Seconds without a word from the ledger after which it is looked at all the same."""
TRY_AGAIN_AFTER: Final = 0.5
"""Seconds between attempts to become the follower, or to reach the database again."""
FOLLOWING: Final = "hashtextextended('read_models.following', 0)"
"""The advisory lock of the one follower; the server lets go of it when the connection ends."""

SESSION: Final = (
    "SET synchronous_commit = off;"  # rows and bookmark go together: after a crash they are merely folded again
    "SET tcp_keepalives_idle = 2; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3;"
)

log = structlog.get_logger("projections")


class Following:
    """A thread that follows the ledger into the read models, or stands by while another process does."""

    def __init__(self, url: str, folds: Folds) -> None:
        self._url = in_role(url, roles_of(url).projector)
        self._folds = folds
        self._stopped = threading.Event()
        self._ear, self._mouth = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="following", daemon=True)
        self.leading = False
        """Whether this process is the one that follows; others stand by."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Finish the batch at hand and let go, so that another process can take over."""
        self._stopped.set()
        self._mouth.send(b".")
        self._thread.join()
        self._ear.close()
        self._mouth.close()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with self._connected() as connection:
                    self._stand_by(connection)
                    self._follow(connection)
            except psycopg.Error as error:
                log.warning("following interrupted", error=type(error).__name__)
            except Exception:
                log.exception("following failed")
            finally:
                self.leading = False
            self._stopped.wait(TRY_AGAIN_AFTER)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(SESSION)
            yield connection

    def _stand_by(self, connection: Connection) -> None:
        """Until this process may follow, or is to stop."""
        taken = sql(f"SELECT pg_try_advisory_lock({FOLLOWING})")
        while not self._stopped.is_set():
            if connection.execute(taken).fetchone() == (True,):
                self.leading = True
                return
            self._stopped.wait(TRY_AGAIN_AFTER)

    def _follow(self, connection: Connection) -> None:
        connection.execute(sql(f"LISTEN {CHANNEL}"))
        follower = Follower(connection, self._folds)
        follower.find_bookmark()
        with selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(self._ear, selectors.EVENT_READ)
            while not self._stopped.is_set():
                try:
                    followed = follower.go_on()
                except BookmarkMoved:
                    follower.find_bookmark()
                    continue
                if not followed and not list(connection.notifies(timeout=0)):
                    selector.select(POLL_AFTER)
