"""Appends take turns, also when a connection is cut off while it has its turn or waits for it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest

from ledger import Ledger
from tests.ledger.by_hand import append, connect
from tests.ledger.commands_recorded import BY, renaming, somebody
from tests.ledger.reads_and_conflicts import WatchedLedger

PATIENCE = 100.0
"""Seconds after which something has gone missing."""


def test_a_connection_killed_in_the_middle_of_an_append_is_nobodys_business(watched: WatchedLedger) -> None:
    person = somebody(watched)

    def kill_the_writer() -> None:
        writing = watched.recorder._writer
        assert writing is not None
        with connect(watched._url) as connection:
            connection.execute("SELECT pg_terminate_backend(%s, 5000)", (writing.info.backend_pid,))

    watched.meanwhile(kill_the_writer)
    receipt = watched.record(renaming(person, "Ada Lind"), by=BY)
    assert [entry.position for entry in watched.stream(person)][1:] == [receipt.position]


def test_an_append_that_waits_while_others_write_comes_after_them(database_url: str, ledger: Ledger) -> None:
    """The first to take the lock is the first to be written, in time as well; whoever reads meanwhile sees neither."""
    before, stream, another = ledger.position(), f"person-{uuid4()}", f"person-{uuid4()}"
    with connect(database_url, "writer") as first, connect(database_url, "writer") as second:
        with ThreadPoolExecutor(1) as pool, first.transaction():
            assert append(first, stream, 1) == ("recorded", before + 1)
            waiting = pool.submit(append, second, another, 1)
            assert blocked_by(first) == second.info.backend_pid
            assert append(first, stream, 2) == ("recorded", before + 2)
            assert ledger.position() == before
        assert waiting.result() == ("recorded", before + 3)
    times = [entry.recorded_at for entry in ledger.entries(after=before)]
    assert times == sorted(set(times))


def test_an_append_killed_while_it_waits_for_its_turn_is_asked_again(database_url: str, watched: WatchedLedger) -> None:
    person = somebody(watched)
    with connect(database_url, "writer") as first, ThreadPoolExecutor(1) as pool:
        with first.transaction():
            append(first, f"person-{uuid4()}", 1)
            waiting = pool.submit(watched.record, renaming(person, "Ada Lind"), by=BY)
            pid = blocked_by(first)
            with connect(database_url) as anybody:
                anybody.execute("SELECT pg_terminate_backend(%s)", (pid,))
        receipt = waiting.result(PATIENCE)
    assert [entry.position for entry in watched.stream(person)][1:] == [receipt.position]


def blocked_by(connection: psycopg.Connection) -> int:
    """The backend that waits for this connection's transaction, once there is one."""
    with psycopg.connect(connection.info.dsn, autocommit=True) as anybody:
        for _ in range(1000):
            row = anybody.execute(
                "SELECT pid FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid))",
                (connection.info.backend_pid,),
            ).fetchone()
            if row:
                return int(row[0])
            time.sleep(0.005)
    raise AssertionError("nobody waits")


def test_a_transaction_that_sees_an_older_book_writes_nothing(database_url: str, ledger: Ledger) -> None:
    """Under REPEATABLE READ the function would judge by an old snapshot: the keys of the table stop it."""
    with connect(database_url, "writer") as old:
        old.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        old.autocommit = False
        old.execute("SELECT max(position) FROM ledger.entries")
        somebody(ledger)
        with pytest.raises(psycopg.errors.UniqueViolation):
            append(old, f"person-{uuid4()}", 1)
        old.rollback()
