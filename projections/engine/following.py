"""Following the ledger: batch after batch, rows and bookmark in one transaction, whatever is read from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import psycopg
from psycopg.sql import SQL, Identifier

from ledger.gc_pauses import gc_paused
from ledger.storage.stored_form import StoredForm
from projections.engine import storing
from projections.engine.at_once import FEW, write_at_once
from projections.engine.folding import Folded, FoldsByKind
from projections.engine.forgetting import erased_in, erased_until, forget, made_coarse
from projections.engine.opening import open_those
from projections.engine.sealed_entry import COLUMNS, SealedEntry
from projections.engine.visibility import SCHEMA

BATCH: Final = 5_000
ENTRIES: Final = (
    f"SELECT {COLUMNS} FROM ledger.entries WHERE position > %s AND position <= %s ORDER BY position LIMIT %s"
)

CANNOT_BE_STORED: Final = (psycopg.DataError, psycopg.IntegrityError, TypeError, ValueError, OverflowError)
"""What PostgreSQL, or the way there, says to a row that does not fit. Anything else is no fault of the entry."""


class BookmarkMoved(Exception):
    """The bookmark is not where it was left: a rebuild has put other tables in its place."""


@dataclass
class Follower:
    """Brings one home of the read models forward, over a connection in the projector's role."""

    connection: storing.Connection
    folds: FoldsByKind
    form: StoredForm
    """Opens what folds are to see of what is sealed."""
    schema: str = SCHEMA
    position: int = 0
    _erased: set[str] | None = None
    """Everybody who was erased so far, once that has been asked."""

    def find_bookmark(self) -> int:
        """How far this home has come."""
        statement = SQL("SELECT position FROM {}").format(Identifier(self.schema, "bookmark"))
        [(self.position,)] = self.connection.execute(statement).fetchall()
        return self.position

    @gc_paused()
    def go_on(self, until: int = 2**62) -> int:
        """Follow one batch; how many entries it had. Raises BookmarkMoved if the tables were swapped meanwhile."""
        entries = self._read(until)
        if entries:
            first, within = storing.chains_in(entries)
            if self._erased is None:
                self._erased = {*erased_until(self.connection, self.position)}
            try:
                self._write(entries, first, self.folds.fold(entries, within))
            except CANNOT_BE_STORED:
                self._one_by_one(entries)
        return len(entries)

    def _read(self, until: int) -> list[SealedEntry[Any]]:
        cursor = self.connection.cursor(binary=True)
        cursor.execute(ENTRIES, (self.position, until, BATCH), prepare=True)
        entries = [SealedEntry(*row) for row in cursor.fetchall()]
        open_those(self.folds.opened, entries, self.form, self.connection)
        return entries

    def _write(self, entries: list[SealedEntry[Any]], first: dict[int, int], folded: Folded) -> None:
        """What a batch tells, and the bookmark with it: all or nothing."""
        last = entries[-1].position
        erased = erased_in(entries)
        if known := {*(self._erased or ()), *erased}:
            tables = zip(self.folds.tables, folded.rows, strict=True)
            folded.rows = [made_coarse(table, rows, known) for table, rows in tables]
        if first or erased or folded.parked or sum(map(len, folded.rows)) > FEW:
            self._write_many(first, folded, last, erased)
        elif not write_at_once(self.connection, self.schema, self.folds.tables, folded.rows, self.position, last):
            raise BookmarkMoved(f"the read models no longer stand at position {self.position}")
        self.position, self._erased = last, known

    def _write_many(self, first: dict[int, int], folded: Folded, last: int, erased: list[str]) -> None:
        with self.connection.transaction():
            if not write_at_once(self.connection, self.schema, (), (), self.position, last):
                raise BookmarkMoved(f"the read models no longer stand at position {self.position}")
            if first:
                storing.supersede(self.connection, self.schema, (*self.folds.tables, storing.PARKED), first)
            storing.write(self.connection, self.schema, self.folds, folded)
            forget(self.connection, self.schema, self.folds.tables, erased)

    def _one_by_one(self, entries: list[SealedEntry[Any]]) -> None:
        """The facts of some entry cannot be stored: find it, park it, and go on with the others."""
        for entry in entries:
            first, _ = storing.chains_in((entry,))
            fold_or_park(self.folds, entry, {}, partial(self._write, [entry], first))


def fold_or_park(
    folds: FoldsByKind, entry: SealedEntry[Any], superseded: Mapping[int, int], write: Callable[[Folded], None]
) -> None:
    """Write what one entry tells; if that cannot be stored, write that it was parked."""
    try:
        write(folds.fold((entry,), superseded))
    except CANNOT_BE_STORED as error:
        write(Folded([[] for _ in folds.tables], folds.parked(entry, error, superseded)))
