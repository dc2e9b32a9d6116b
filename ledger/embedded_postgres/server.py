"""Starting the embedded server, joining one that runs, and leaving it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg.sql import SQL, Identifier

from ledger.embedded_postgres import locks
from ledger.embedded_postgres.account import EmbeddedPostgresUnavailable
from ledger.embedded_postgres.cluster import LONGEST_START, create_data, log_tail, start_server
from ledger.embedded_postgres.home import Home, prepare
from ledger.embedded_postgres.keeping import Keeping
from ledger.storage.room import is_served_from

DATABASE = "leadership"
WATCHER = Path(__file__).with_name("watcher.py")


class Running:
    """A use of a running server, which is started again where it ends meanwhile.

    The server stops after the last use is closed, or its process has ended.
    """

    def __init__(self, home: Home, use: int, database: str) -> None:
        self.url = home.url(database)
        self.directory = home.directory
        self._use: int | None = use
        is_served_from(self.url, home.data)
        self._keeping = Keeping(home.data, home.url("postgres"), partial(_lives, home), partial(_start_again, home))

    def close(self) -> None:
        """Leave the server; the last to leave does not wait for it to stop. Closing twice is harmless."""
        if self._use is not None:
            self._keeping.end()
            os.close(self._use)
            self._use = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def tell_on_stderr(message: str) -> None:
    """Show a line to the person at the terminal, apart from any output of the command."""
    print(message, file=sys.stderr)


def start(
    directory: Path | None = None, tell: Callable[[str], None] = tell_on_stderr, *, database: str = DATABASE
) -> Running:
    """Start the embedded PostgreSQL, or join the one that runs in the same directory.

    `directory` defaults to one in the platform's folder for data (root: /var/lib/leadership-ledger). `tell` is given
    one line when data are made for the first time. `database` is made where it is missing. Raises
    EmbeddedPostgresUnavailable, which says what would help.
    """
    if sys.platform == "win32":
        raise EmbeddedPostgresUnavailable(
            "The embedded PostgreSQL runs on Linux and macOS only. "
            "Set LEADERSHIP_DATABASE_URL to a PostgreSQL of yours: postgresql://user:password@localhost/leadership."
        )
    home = prepare(directory)
    with locks.exclusive(home.starting_lock):
        use = locks.shared(home.users_lock)
        try:
            # Before the server, so that there is none without a watcher, even if this process is killed in between.
            _ensure_watcher(home)
            _ensure_running(home, tell)
            _ensure_database(home, database)
        except BaseException:
            os.close(use)
            raise
    return Running(home, use, database)


def _ensure_watcher(home: Home) -> None:
    lock = locks.exclusive_if_free(home.watcher_lock)
    if lock is None:
        return
    files = [home.users_lock, home.starting_lock, home.server_lock, home.postmaster_pid]
    home.server_lock.touch(mode=0o600)
    try:
        subprocess.run(  # noqa: S603  # our own script
            [sys.executable, "-I", WATCHER, *files, str(lock)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,  # out of reach of Ctrl-C and of a closing terminal
            pass_fds=(lock,),
            check=True,
        )
    finally:
        os.close(lock)


def _ensure_running(home: Home, tell: Callable[[str], None]) -> None:
    deadline = time.monotonic() + LONGEST_START
    while (server_lock := locks.exclusive_if_free(home.server_lock)) is None:
        if _is_ready(home):
            return
        if time.monotonic() > deadline:
            raise EmbeddedPostgresUnavailable(f"PostgreSQL runs on {home.data} but does not answer. {log_tail(home)}")
        time.sleep(0.05)
    try:
        if not home.data.exists():
            tell(f"First start: making a PostgreSQL of its own in {home.directory} (a few seconds).")
            create_data(home, server_lock)
        start_server(home, server_lock)
    finally:
        os.close(server_lock)
    if not _is_ready(home):
        raise EmbeddedPostgresUnavailable(f"PostgreSQL started on {home.data} but does not answer. {log_tail(home)}")


def _lives(home: Home) -> bool:
    """Whether any process of the server does; where it has just begun to be started, too."""
    lock = locks.exclusive_if_free(home.server_lock)
    if lock is not None:
        os.close(lock)
    return lock is None


def _start_again(home: Home) -> None:
    """What somebody who uses it does where it has ended: of several, the first."""
    with locks.exclusive(home.starting_lock):
        _ensure_running(home, tell_on_stderr)


def _is_ready(home: Home) -> bool:
    """Whether the server takes connections."""
    try:
        with psycopg.connect(home.url("postgres"), connect_timeout=5):
            return True
    except psycopg.OperationalError:
        return False


def _ensure_database(home: Home, name: str) -> None:
    with psycopg.connect(home.url("postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
