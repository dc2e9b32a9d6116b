"""Whether the index says what the entries say: decisions look things up in it, and no leaf is made of it.

One pass in constant memory, within one snapshot. No key is needed: whom an entry touches is never sealed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import msgspec
from psycopg import Cursor
from psycopg.pq import TransactionStatus

from ledger.entry import Entry
from ledger.forms import UnknownKind
from ledger.proofs.disagreement import Disagreement
from ledger.proofs.reading import Connection
from ledger.store import COLUMNS, READ_AT_ONCE
from ledger.stored_form import StoredForm

ENTRIES: Final = f"SELECT {COLUMNS} FROM ledger.entries ORDER BY position"  # noqa: S608
INDEX: Final = "SELECT position, subject, kind FROM ledger.concerns ORDER BY position"
CHAIN: Final = f"""
    SELECT {COLUMNS} FROM ledger.entries
    WHERE stream = %s AND (version = %s OR supersedes = %s) AND version < %s ORDER BY version
"""  # noqa: S608
MEANING: Final = "Decisions look up in it who mentors whom, and who else is proposed: a line was taken out or put in."

Line = tuple[str, str]
"""A subject that is touched, and the kind of entry that touches it."""


def first_misindexed(connection: Connection) -> Disagreement | None:
    """Where the index first says something else than the entries; None if it never does.

    Entries that cannot be read say nothing here: that they were altered, the tree tells.
    """
    within_another = connection.info.transaction_status is not TransactionStatus.IDLE
    with connection.transaction():
        if not within_another:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return compared(connection)


def compared(connection: Connection) -> Disagreement | None:
    """Entries and index side by side, in the order of writing."""
    with connection.cursor("entries", binary=True) as entries, connection.cursor("index") as index:
        index.itersize = entries.itersize = READ_AT_ONCE
        indexed = groupby(index.execute(INDEX), key=itemgetter(0))
        at, lines = next_of(indexed)
        for entry in entries_of(entries):
            if at is not None and at < entry.position:
                return misindexed(at, "there is no such entry")
            found = lines if at == entry.position else set[Line]()
            if at == entry.position:
                at, lines = next_of(indexed)
            with suppress(UnknownKind, msgspec.DecodeError):
                if (wanted := lines_of(connection, entry)) != found:
                    return misindexed(entry.position, in_words(wanted, found))
    return None if at is None else misindexed(at, "there is no such entry")


def entries_of(cursor: Cursor[Any]) -> Iterator[Entry[Any]]:
    """The entries, unopened."""
    return (Entry(*(*row, StoredForm.unopened)) for row in cursor.execute(ENTRIES))


def next_of(indexed: Iterator[tuple[int, Iterator[Any]]]) -> tuple[int | None, set[Line]]:
    """What the index says of the next entry that it has something of."""
    at, rows = next(indexed, (None, iter(())))
    return at, {(subject, kind) for _, subject, kind in rows}


def lines_of(connection: Connection, entry: Entry[Any]) -> set[Line]:
    """What there should be: whatever is touched by it, and by what it corrects or retracts."""
    chain = [entry]
    if entry.supersedes is not None:
        place = (entry.stream, entry.supersedes, entry.supersedes, entry.version)
        chain = [*(Entry(*(*row, StoredForm.unopened)) for row in connection.execute(CHAIN, place)), entry]
    return {(subject, chain[0].kind) for one in chain for subject in one.event.concerns()}


def in_words(wanted: set[Line], found: set[Line]) -> str:
    """The first line that is missing, or that should not be there."""
    missing, more = sorted(wanted - found), sorted(found - wanted)
    return f"“{missing[0][0]}” is missing" if missing else f"“{more[0][0]}” is nothing that it touches"


def misindexed(position: int, what: str) -> Disagreement:
    return Disagreement(position, position, f"the index differs from it: {what}", MEANING)
