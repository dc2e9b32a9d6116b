"""Filling the index where a kind has got further keys: what was written before is found under them, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
import psycopg

from ledger.storage.forms import UnknownKind
from ledger.storage.key_versions import event_unopened, key_versions, versions_of_today

Connection = psycopg.Connection[Any]

BATCH: Final = 10_000
"""Entries looked at in one statement."""
CHAINS: Final = """
    SELECT position, kind, kind, stored FROM ledger.entries
    WHERE position > %(after)s AND position <= %(until)s AND supersedes IS NULL AND kind = ANY (%(kinds)s)
    UNION ALL
    SELECT later.position, origin.kind, entry.kind, entry.stored
    FROM ledger.entries later
    JOIN ledger.entries origin ON origin.position = later.origin
    JOIN ledger.entries entry ON entry.stream = later.stream AND entry.version <= later.version
        AND later.supersedes IN (entry.version, entry.supersedes)
    WHERE later.position > %(after)s AND later.position <= %(until)s AND entry.kind = ANY (%(kinds)s)
"""
"""Entries of some kinds, each with the positions where it is found, and the kind under which: its own, and those of all
that corrects or retracts it later on."""
LINES: Final = """
    INSERT INTO ledger.concerns SELECT * FROM unnest(%s::text[], %s::text[], %s::bigint[]) ON CONFLICT DO NOTHING
"""
ROW: Final = "INSERT INTO ledger.key_versions (kind, version, since) VALUES (%s, %s, %s)"

Line = tuple[str, str, int]
"""Subject, kind and position."""


def risen(connection: Connection) -> Mapping[str, int]:
    """The kinds whose entries are given other keys today than in this database, each with its present version."""
    known = key_versions(connection).latest()
    return {kind: version for kind, version in versions_of_today().items() if version > known.get(kind, 1)}


def hold_appends(connection: Connection) -> None:
    """Let nobody write until the end of the transaction: between what is filled and what is written, nothing is missed.

    To be asked for before anything that locks the tables, as those who write do. Before there were turns, those took an
    advisory lock.
    """
    connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('ledger.append', 0))")
    if connection.execute("SELECT to_regclass('ledger.append_turn')").fetchone() != (None,):
        connection.execute("LOCK TABLE ledger.append_turn IN SHARE ROW EXCLUSIVE MODE")


def fill(connection: Connection, kinds: Mapping[str, int]) -> None:
    """Find all that was written of these kinds under the keys of today, and note that it is."""
    [(last,)] = connection.execute("SELECT coalesce(max(position), 0) FROM ledger.entries").fetchall()
    for after in range(0, last, BATCH):
        lines = list(lines_between(connection, kinds, after, min(after + BATCH, last)))
        columns = [list(column) for column in zip(*lines, strict=True)]
        if columns:
            connection.execute(LINES, columns)
    with connection.cursor() as cursor:
        cursor.executemany(ROW, [(kind, version, last + 1) for kind, version in sorted(kinds.items())])


def lines_between(connection: Connection, kinds: Mapping[str, int], after: int, until: int) -> Iterator[Line]:
    """The lines that there should be for the entries between two positions."""
    asked = {"after": after, "until": until, "kinds": list(kinds)}
    for position, origin, kind, stored in connection.cursor(binary=True).execute(CHAINS, asked):
        try:
            subjects = event_unopened(kind, stored).concerns()
        except (UnknownKind, msgspec.DecodeError):
            continue  # nothing can be said of it here; whoever verifies is told by the tree
        yield from ((subject, origin, position) for subject in subjects)
