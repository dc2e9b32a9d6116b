"""Building the read models anew beside those that are read, and putting them in place with no moment of absence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from typing import Final

import psycopg
from psycopg.sql import SQL, Composed, Identifier

from ledger.storage.connections import in_role, roles_of
from ledger.storage.keys import Wrapping
from ledger.storage.room import room_of
from ledger.storage.stored_form import StoredForm
from projections.engine import storing
from projections.engine.folding import FoldsByKind
from projections.engine.following import BATCH, Follower
from projections.engine.forgetting import erased_until, forget
from projections.engine.opening import form_over
from projections.engine.storing import NEXT, Connection, sql
from projections.engine.stretches import connected, folded, helped
from projections.engine.visibility import SCHEMA

FORMER: Final = "read_models_former"
REBUILDING: Final = "hashtextextended('read_models.rebuilding', 0)"
"""The advisory lock of whoever rebuilds."""
LEFT_BEHIND: Final = "SELECT FROM pg_namespace WHERE nspname = ANY (%s)"
SUPERSEDING: Final = f"""
    CREATE TABLE {NEXT}.superseding AS
    SELECT lag(position, 1, origin) OVER (PARTITION BY origin ORDER BY position) AS position, position AS superseded_at
    FROM ledger.entries WHERE supersedes IS NOT NULL AND position <= {{}}"""
"""By position, the entry that superseded the one there: known beforehand, so that every row is written once."""

Progress = Callable[[int, int], None]
"""Told how many entries are done, of how many."""


class RebuildRunning(Exception):
    """Another process is building the read models anew."""


class Stopped(Exception):
    """The rebuild was stopped; what is read has not changed."""


def rebuild(
    url: str,
    folds: FoldsByKind,
    wrapping: Wrapping,
    *,
    processes: int = 1,
    progress: Progress = lambda done, of: None,
    stopped: Callable[[], bool] = lambda: False,
    keys_url: str | None = None,
) -> int:
    """Fold the whole ledger anew and put the result in the place of the present read models; the position reached.

    Readers and the follower go on meanwhile. Raises RebuildRunning, Stopped once `stopped` says so, and DiskFull.
    """
    roles, room = roles_of(url), room_of(url)

    def may_go_on() -> None:
        room.must_be_there()
        heed(stopped)

    conninfo = in_role(url, roles.projector)
    with form_over(url, wrapping, keys_url) as form, connected(conninfo) as connection, alone(connection):
        for left_behind in (NEXT, FORMER):
            drop(connection, left_behind)
        try:
            storing.make_schema(connection, NEXT, folds, roles.reader)
            helped_by = partial(helped, folds.helper, url, wrapping, helpers=processes - 1, keys_url=keys_url)
            with helping(connection, helped_by) as last:
                fold_all(connection, folds, form, last, progress, may_go_on)
            make_indexes(conninfo, folds, processes, room.must_be_there)
            forget(connection, NEXT, folds.tables, erased_until(connection, last))
            follower = Follower(connection, folds, form, NEXT, last)
            while follower.go_on() == BATCH:
                may_go_on()
            swap(connection, follower)
        except BaseException:
            clear_away(conninfo, connection)
            raise
        drop(connection, FORMER)
    return follower.position


@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """As the only one who rebuilds. Given back here: the server sees only later that a connection was closed."""
    [(first,)] = connection.execute(sql(f"SELECT pg_try_advisory_lock({REBUILDING})")).fetchall()
    if not first:
        raise RebuildRunning("the read models are being rebuilt by another process: wait for it, or stop it")
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute(sql(f"SELECT pg_advisory_unlock({REBUILDING})"))


@contextmanager
def helping(connection: Connection, helped_by: Callable[[int], AbstractContextManager[None]]) -> Iterator[int]:
    """While others take stretches of all that is written so far, too: up to which position that is."""
    [(last,)] = connection.execute("SELECT coalesce(max(position), 0) FROM ledger.entries").fetchall()
    connection.execute(SQL(SUPERSEDING).format(last))
    for statement in (f"INDEX ON {NEXT}.superseding (position)", f"SEQUENCE {NEXT}.taken", f"SEQUENCE {NEXT}.done"):
        connection.execute(sql(f"CREATE {statement}"))
    with helped_by(last):
        yield int(last)
    for left in (f"TABLE {NEXT}.superseding", f"SEQUENCE {NEXT}.taken, {NEXT}.done"):
        connection.execute(sql(f"DROP {left}"))
    connection.execute(sql(f"UPDATE {NEXT}.bookmark SET position = {last}"))


def fold_all(
    connection: Connection,
    folds: FoldsByKind,
    form: StoredForm,
    last: int,
    progress: Progress,
    may_go_on: Callable[[], None],
) -> None:
    """Everything up to a position, a stretch at a time."""
    for done in folded(connection, folds, form, last):
        progress(done, last)
        may_go_on()
    progress(last, last)


def make_indexes(conninfo: str, folds: FoldsByKind, processes: int, may_go_on: Callable[[], None]) -> None:
    """All indexes and what the planner wants to know, over as many connections as there are processes."""

    def run(statement: Composed) -> None:
        may_go_on()
        with connected(conninfo) as connection:
            connection.execute(statement)

    tables = (*folds.tables, storing.PARKED)
    with ThreadPoolExecutor(processes) as threads:
        list(threads.map(run, storing.index_statements(NEXT, folds)))
        list(threads.map(run, (SQL("ANALYZE {}").format(Identifier(NEXT, table.name)) for table in tables)))


def swap(connection: Connection, follower: Follower) -> None:
    """Put the new tables in the place of the old ones. Whoever reads finds the ones or the others, never none.

    The old bookmark is held meanwhile: whoever would write beside it waits, and then finds it no longer present.
    """
    with connection.transaction():
        [(followed,)] = connection.execute(sql(f"SELECT position FROM {SCHEMA}.bookmark FOR UPDATE")).fetchall()
        connection.execute(sql(f"UPDATE {SCHEMA}.bookmark SET present = false"))
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
    connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(schema)))


def clear_away(conninfo: str, connection: Connection) -> None:
    """Drop what has grown, over another connection where the first was lost, as where the disk was full.

    Why it has not come to an end is told all the same, where not even that can be done.
    """
    try:
        if not connection.closed:
            drop(connection, NEXT)
            return
    except psycopg.Error:
        connection.close()
    with suppress(psycopg.Error), connected(conninfo) as another:
        drop(another, NEXT)


def sweep(connection: Connection) -> None:
    """Drop what a rebuild has left behind that came to no end, as where the server ended under it.

    Where nothing is, nobody is kept from rebuilding meanwhile.
    """
    if connection.execute(LEFT_BEHIND, ([NEXT, FORMER],)).fetchone() is None:
        return
    [(first,)] = connection.execute(sql(f"SELECT pg_try_advisory_lock({REBUILDING})")).fetchall()
    if not first:
        return
    try:
        for left_behind in (NEXT, FORMER):
            drop(connection, left_behind)
    finally:
        connection.execute(sql(f"SELECT pg_advisory_unlock({REBUILDING})"))


def heed(stopped: Callable[[], bool]) -> None:
    """Stop if somebody says so."""
    if stopped():
        raise Stopped("the rebuild was stopped; the read models are as they were")
