"""Building the read models anew beside those that are read, and putting them in place with no moment of absence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from functools import cache
from itertools import islice
from multiprocessing import get_context
from typing import Final

import psycopg
from psycopg.sql import SQL, Composed, Identifier

from ledger.connections import in_role, roles_of
from projections import storing
from projections.folding import Folded
from projections.following import BATCH, CANNOT_BE_STORED, ENTRIES, SWAPPING, Follower, fold_or_park, unopened
from projections.read_model import SCHEMA
from projections.storing import NEXT, Connection, sql
from projections.told import ALL

STRETCH: Final = 10_000
"""Positions folded in one go: no more is in memory at a time."""
FORMER: Final = "read_models_former"
REBUILDING: Final = "hashtextextended('read_models.rebuilding', 0)"
"""The advisory lock of whoever rebuilds."""
SESSION: Final = "SET synchronous_commit = off; SET maintenance_work_mem = '256MB'"

SUPERSEDING: Final = f"""
    CREATE TABLE {NEXT}.superseding AS
    SELECT lag(position, 1, origin) OVER (PARTITION BY origin ORDER BY position) AS position, position AS superseded_at
    FROM ledger.entries WHERE supersedes IS NOT NULL AND position <= {{}}"""
"""By position, the entry that superseded the one there: known beforehand, so that every row is written once."""

Progress = Callable[[int, int], None]
"""Told how many entries are done, of how many."""
Stretch = tuple[int, int]


class RebuildRunning(Exception):
    """Another process is building the read models anew."""


class Stopped(Exception):
    """The rebuild was stopped; what is read has not changed."""


def rebuild(
    url: str,
    *,
    processes: int = 1,
    progress: Progress = lambda done, of: None,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Fold the whole ledger anew and put the result in the place of the present read models; the position reached.

    Readers and the follower go on meanwhile. Raises RebuildRunning, or Stopped once `stopped` says so.
    """
    roles = roles_of(url)
    conninfo = in_role(url, roles.projector)
    with connected(conninfo) as connection:
        [(alone,)] = connection.execute(sql(f"SELECT pg_try_advisory_lock({REBUILDING})")).fetchall()
        if not alone:
            raise RebuildRunning("the read models are being rebuilt by another process: wait for it, or stop it")
        for left_behind in (NEXT, FORMER):
            drop(connection, left_behind)
        storing.make_schema(connection, NEXT, ALL, roles.reader)
        try:
            last = fold_all(connection, conninfo, processes, progress, stopped)
            make_indexes(conninfo, processes)
            follower = Follower(connection, ALL, NEXT, last)
            while follower.go_on() == BATCH:
                heed(stopped)
            swap(connection, follower)
        except BaseException:
            drop(connection, NEXT)
            raise
        drop(connection, FORMER)
    return follower.position


def fold_all(
    connection: Connection, conninfo: str, processes: int, progress: Progress, stopped: Callable[[], bool]
) -> int:
    """Everything written so far, a stretch at a time; returns the last position."""
    [(last,)] = connection.execute("SELECT coalesce(max(position), 0) FROM ledger.entries").fetchall()
    connection.execute(SQL(SUPERSEDING).format(last))
    connection.execute(sql(f"CREATE INDEX ON {NEXT}.superseding (position)"))
    stretches = iter([(after, min(after + STRETCH, last)) for after in range(0, last, STRETCH)])
    done = 0
    for folded in shared(stretches, connection, conninfo, processes - 1):
        done += folded
        progress(done, last)
        heed(stopped)
    connection.execute(sql(f"DROP TABLE {NEXT}.superseding"))
    connection.execute(sql(f"UPDATE {NEXT}.bookmark SET position = {last}"))
    return int(last)


def shared(stretches: Iterator[Stretch], connection: Connection, conninfo: str, helpers: int) -> Iterator[int]:
    """How many entries each stretch had, as they get done: some by this process, some by its helpers."""
    pool = ProcessPoolExecutor(max(helpers, 1), mp_context=get_context("spawn"))
    try:
        handed: set[Future[int]] = set()
        while True:
            handed |= {pool.submit(help_fold, conninfo, s) for s in islice(stretches, 2 * helpers - len(handed))}
            own = next(stretches, None)
            if own is not None:
                yield fold_stretch(connection, own)
            elif not handed:
                return
            done, handed = wait(handed, timeout=0 if own else None, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    finally:
        pool.shutdown(cancel_futures=True)


def fold_stretch(connection: Connection, stretch: Stretch) -> int:
    """One stretch of the ledger into the tables, in one transaction."""
    after, until = stretch
    cursor = connection.cursor(binary=True)
    entries = unopened(cursor.execute(ENTRIES, (after, until, STRETCH), prepare=True).fetchall())
    statement = sql(f"SELECT position, superseded_at FROM {NEXT}.superseding WHERE position > %s AND position <= %s")
    superseded: dict[int, int] = dict(cursor.execute(statement, stretch).fetchall())

    def write(folded: Folded) -> None:
        with connection.transaction():
            storing.write(connection, NEXT, ALL, folded)

    try:
        write(ALL.fold(entries, superseded))
    except CANNOT_BE_STORED:
        for entry in entries:
            fold_or_park(ALL, entry, superseded, write)
    return len(entries)


def help_fold(conninfo: str, stretch: Stretch) -> int:
    """What a helping process does, over a connection of its own."""
    return fold_stretch(connected_once(conninfo), stretch)


@cache
def connected_once(conninfo: str) -> Connection:
    """The connection of a helping process, as long as it lives."""
    return connected(conninfo)


def connected(conninfo: str) -> Connection:
    """A connection for building: what a crash would undo is built again."""
    connection = psycopg.connect(conninfo, autocommit=True)
    connection.execute(SESSION)
    return connection


def make_indexes(conninfo: str, processes: int) -> None:
    """All indexes and what the planner wants to know, over as many connections as there are processes."""

    def run(statement: Composed) -> None:
        with connected(conninfo) as connection:
            connection.execute(statement)

    tables = (*ALL.tables, storing.PARKED)
    with ThreadPoolExecutor(processes) as threads:
        list(threads.map(run, storing.index_statements(NEXT, ALL)))
        list(threads.map(run, (SQL("ANALYZE {}").format(Identifier(NEXT, table.name)) for table in tables)))


def swap(connection: Connection, follower: Follower) -> None:
    """Put the new tables in the place of the old ones. Whoever reads finds the ones or the others, never none."""
    with connection.transaction():
        connection.execute(sql(f"SELECT pg_advisory_xact_lock({SWAPPING})"))
        [(followed,)] = connection.execute(sql(f"SELECT position FROM {SCHEMA}.bookmark")).fetchall()
        while follower.position < followed:
            follower.go_on(followed)
        connection.execute(sql(f"ALTER SCHEMA {SCHEMA} RENAME TO {FORMER}"))
        connection.execute(sql(f"ALTER SCHEMA {NEXT} RENAME TO {SCHEMA}"))
        connection.execute(sql(f"NOTIFY {storing.CHANNEL}, '{follower.position}'"))


def drop(connection: Connection, schema: str) -> None:
    """Table by table, so that a reader who still holds one and wants another is never waited for while holding that."""
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,)).fetchall()
    for (table,) in tables:
        connection.execute(SQL("DROP TABLE {}").format(Identifier(schema, table)))
    connection.execute(SQL("DROP SCHEMA IF EXISTS {}").format(Identifier(schema)))


def heed(stopped: Callable[[], bool]) -> None:
    """Stop if somebody says so."""
    if stopped():
        raise Stopped("the rebuild was stopped; the read models are as they were")
