"""Folding the whole ledger in stretches, by several processes at once: folding is pure, their order does not matter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final, cast

import msgspec
import psycopg

from ledger.gc_pauses import gc_paused
from ledger.storage.connections import in_role, roles_of
from ledger.storage.keys import Wrapping
from ledger.storage.stored_form import StoredForm
from projections.engine import storing
from projections.engine.folding import Folded, FoldsByKind
from projections.engine.following import CANNOT_BE_STORED, ENTRIES, fold_or_park
from projections.engine.opening import form_over, open_those
from projections.engine.sealed_entry import SealedEntry
from projections.engine.storing import NEXT, Connection, sql

STRETCH: Final = 10_000
"""Positions folded in one go: no more is in memory at a time."""
SESSION: Final = "SET synchronous_commit = off; SET maintenance_work_mem = '256MB'"


class HelperFailed(Exception):
    """A helping process did not come to its end."""


def folded(connection: Connection, folds: FoldsByKind, form: StoredForm, last: int) -> Iterator[int]:
    """Take one stretch after another, as long as there are any, and fold it; how much is done by all of us."""
    while True:
        [(taken,)] = connection.execute(sql(f"SELECT nextval('{NEXT}.taken')")).fetchall()
        after = (taken - 1) * STRETCH
        if after >= last:
            return
        fold_stretch(connection, folds, form, after, min(after + STRETCH, last))
        [(done,)] = connection.execute(sql(f"SELECT nextval('{NEXT}.done')")).fetchall()
        yield min(done * STRETCH, last)


@contextmanager
def helped(
    program: str, url: str, wrapping: Wrapping, last: int, helpers: int, keys_url: str | None = None
) -> Iterator[None]:
    """While so many other processes take stretches too, each running a module that calls `help_out`."""
    told = msgspec.json.encode((url, wrapping.key, keys_url)).decode()
    command = [sys.executable, "-m", program, str(last)]
    working = [subprocess.Popen(command, stdin=subprocess.PIPE, text=True) for _ in range(helpers)]  # noqa: S603 (ours)
    try:
        for helper in working:
            with cast("IO[str]", helper.stdin) as stdin:
                stdin.write(told)  # not on the command line, where everybody could read a password
        yield
    except BaseException:
        for helper in working:
            helper.terminate()
        raise
    finally:
        for helper in working:
            helper.wait()
    if any(helper.returncode for helper in working):
        raise HelperFailed("a helping process ended early; the read models are as they were")


@gc_paused()
def fold_stretch(connection: Connection, folds: FoldsByKind, form: StoredForm, after: int, until: int) -> None:
    """One stretch of the ledger into the tables, in one transaction."""
    cursor = connection.cursor(binary=True)
    entries = [SealedEntry(*row) for row in cursor.execute(ENTRIES, (after, until, STRETCH), prepare=True).fetchall()]
    open_those(folds.opened, entries, form, connection)
    statement = sql(f"SELECT position, superseded_at FROM {NEXT}.superseding WHERE position > %s AND position <= %s")
    superseded: dict[int, int] = dict(cursor.execute(statement, (after, until)).fetchall())

    def write(folded: Folded) -> None:
        with connection.transaction():
            storing.write(connection, NEXT, folds, folded)

    try:
        write(folds.fold(entries, superseded))
    except CANNOT_BE_STORED:
        for entry in entries:
            fold_or_park(folds, entry, superseded, write)


def connected(conninfo: str) -> Connection:
    """A connection for building: what a crash would undo is built again."""
    connection = psycopg.connect(conninfo, autocommit=True)
    connection.execute(SESSION)
    return connection


def help_out(folds: FoldsByKind) -> None:
    """What a helping process does: where to connect, and the key-encryption key, stand on its standard input."""
    url, key, keys_url = msgspec.json.decode(sys.stdin.read(), type=tuple[str, bytes, str | None])
    with connected(in_role(url, roles_of(url).projector)) as helping, form_over(url, Wrapping(key), keys_url) as form:
        for _ in folded(helping, folds, form, int(sys.argv[1])):
            pass
        if form.keys.look_again():
            raise HelperFailed("somebody was erased meanwhile, and keys are wrapped anew: what was folded is not whole")
