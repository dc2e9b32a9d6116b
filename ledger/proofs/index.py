"""The index beside the entries: decisions look up in it what others have written, and no leaf is made of it.

No key is needed: whom an entry touches is never sealed. Where the keys of a kind have changed, it is compared by those
under which this very database has its entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, Final

import msgspec

from ledger.proofs.disagreement import Disagreement
from ledger.proofs.reading import Connection
from ledger.storage.forms import UnknownKind
from ledger.storage.key_versions import key_versions, subjects_touched

BLOCK: Final = 4096
"""Entries whose lines are compared at once."""
LINES: Final = f"""
    SELECT (position - 1) / {BLOCK} AS block,
           string_agg(concat_ws(' ', position, subject, kind), E'\n' ORDER BY position, subject, kind)
    FROM ledger.concerns GROUP BY block ORDER BY block
"""  # noqa: S608
CHAIN: Final = """
    SELECT kind, stored FROM ledger.entries
    WHERE stream = %s AND (version = %s OR supersedes = %s) AND version < %s ORDER BY version
"""
MEANING: Final = "Decisions look up in it who mentors whom, and who else is proposed: a line was taken out or put in."


class Index:
    """The stored index during one pass over the book, block by block. It is only compared, never believed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._versions = key_versions(connection)
        self._cursor = connection.cursor("lines_of_the_index")
        self._cursor.itersize = 1
        self._blocks: Iterator[tuple[int, str]] = iter(self._cursor.execute(LINES))
        self._next = next(self._blocks, None)
        self.differs: Disagreement | None = None
        """The first line that is missing, or that should not be there."""

    def compare(self, rows: Sequence[Any]) -> None:
        """The lines of one block of entries, whose columns are those of a leaf."""
        block = (rows[0][0] - 1) // BLOCK
        stored: list[str] = []
        while self._next is not None and self._next[0] <= block:
            stored.append(self._next[1])
            self._next = next(self._blocks, None)
        lines, unread = self._lines(rows)
        if "\n".join(lines) != "\n".join(stored) and self.differs is None:
            found = [line for text in stored for line in text.splitlines() if position_of(line) not in unread]
            self.differs = first_difference(lines, found)

    def compare_end(self) -> None:
        """There may be nothing left."""
        if self._next is not None and self.differs is None:
            self.differs = first_difference([], self._next[1].splitlines())

    def close(self) -> None:
        """Let go of what is not read."""
        self._cursor.close()

    def _lines(self, rows: Sequence[Any]) -> tuple[list[str], set[int]]:
        """What there should be; and the entries that cannot be read and say nothing here: of them the tree tells."""
        lines: list[str] = []
        unread: set[int] = set()
        for position, stream, version, kind, stored, supersedes, *_ in rows:
            try:
                subjects, origin = subjects_touched(kind, stored, self._versions, position), kind
                if supersedes is not None:
                    origin, earlier = self._chain(stream, supersedes, version, position)
                    subjects += earlier
            except (UnknownKind, msgspec.DecodeError):
                unread.add(position)
            else:
                lines += [f"{position} {subject} {origin}" for subject in sorted(set(subjects))]
        return lines, unread

    def _chain(self, stream: str, supersedes: int, version: int, position: int) -> tuple[str, tuple[str, ...]]:
        """The kind under which a correction is found, and what is touched by whatever it corrects or retracts."""
        chain = self._connection.execute(CHAIN, (stream, supersedes, supersedes, version)).fetchall()
        if not chain:
            raise UnknownKind(f"nothing stands at {stream}@{supersedes}")
        touched = (subjects_touched(kind, stored, self._versions, position) for kind, stored in chain)
        return chain[0][0], tuple(subject for subjects in touched for subject in subjects)


def position_of(line: str) -> int:
    """The entry that a line of the index is about."""
    return int(line.partition(" ")[0])


def first_difference(wanted: Sequence[str], found: Sequence[str]) -> Disagreement | None:
    """The first line that only one of the two has."""
    pairs = zip_longest(wanted, found)
    missing, more = next(((ours, theirs) for ours, theirs in pairs if ours != theirs), (None, None))
    if missing is None and more is None:
        return None
    if more is None or (missing is not None and in_order(missing) < in_order(more)):
        return misindexed(str(missing), "is missing")
    return misindexed(more, "should not be there")


def in_order(line: str) -> tuple[int, str]:
    """Where it stands among the others."""
    return position_of(line), line


def misindexed(line: str, what: str) -> Disagreement:
    at, _, touched = line.partition(" ")
    return Disagreement(int(at), int(at), f"the index differs from entry {at}: the line “{touched}” {what}", MEANING)
