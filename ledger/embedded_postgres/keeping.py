"""Keeping the embedded server up as long as somebody uses it: what ended it is told, and it is started again."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import structlog

from ledger.seldom import Seldom
from ledger.storage.room import NEEDED, free

LOOK_AFTER = 1.0  # seconds
TRY_AGAIN_AFTER = 5.0  # seconds; each start begins another log
ENOUGH_TO_START = NEEDED // 2  # bytes; to come to the end of a recovery takes one more file of the write-ahead log
TIDY_AFTER = 60.0  # seconds; what is written to the log since is removed with a checkpoint only

log = structlog.get_logger("embedded_postgres")


class Keeping:
    """A thread that looks after a server: whether it lives, and whether its disk has room."""

    def __init__(self, data: Path, url: str, is_alive: Callable[[], bool], start_again: Callable[[], None]) -> None:
        self._data, self._url = data, url
        self._is_alive, self._start_again = is_alive, start_again
        self._ended = threading.Event()
        self._said = Seldom()
        self._tidied = float("-inf")
        self._thread = threading.Thread(target=self._keep, name="embedded_postgres.keeping", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Look after it no more; whoever waits for a start waits for that."""
        self._ended.set()
        self._thread.join()

    def _keep(self) -> None:
        pause = LOOK_AFTER
        while not self._ended.wait(pause):
            try:
                if self._is_alive():
                    self._tidy()
                else:
                    self._revive()
                pause = LOOK_AFTER
            except Exception as error:
                pause = TRY_AGAIN_AFTER
                if self._said.due(type(error).__name__):
                    log.error("PostgreSQL cannot be looked after", why=str(error))

    def _revive(self) -> None:
        """Start it, once there is room to."""
        if free(self._data) < ENOUGH_TO_START:
            if self._said.due("no room"):
                log.error("PostgreSQL has ended, as its disk is full", remedy="make room: it is started again then")
            return
        log.error("PostgreSQL has ended and is started again")
        self._start_again()

    def _tidy(self) -> None:
        """Where room runs short, have the log let go of what a recovery no longer needs."""
        if free(self._data) < 2 * NEEDED and time.monotonic() - self._tidied > TIDY_AFTER:
            self._tidied = time.monotonic()
            with psycopg.connect(self._url, autocommit=True, connect_timeout=5) as connection:
                connection.execute("CHECKPOINT")
