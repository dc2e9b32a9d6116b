"""Taking entries into the tree and signing checkpoints over it: one publisher, batch after batch, never the same twice.

Guarantees, and what they rest on. A leaf is made only of an entry that others can read, hence one that is on disk. The
tree's own size is the bookmark: hashes of all levels are written in one statement, at the right edge or not at all. A
checkpoint is on disk before anybody can see it, and so is what it is about; and it is kept apart from the book, so that
an older state of the book that goes on is found out before it signs another history. What is trusted is the key, and
that it signs nowhere else; everything else can be checked.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Final

from ledger.proofs import reading
from ledger.proofs.checkpoint import Checkpoint, open_checkpoint
from ledger.proofs.known_keys import let_in
from ledger.proofs.last_signed import LastSigned
from ledger.proofs.leaves import COLUMNS, Leaves, SaltMissing
from ledger.proofs.note import Note, sign
from ledger.proofs.reading import Connection
from ledger.proofs.signing import Algorithm, SigningKey
from ledger.proofs.tree import Range, leaf_hash

BATCH: Final = 1_000
ENTRIES: Final = f"SELECT {COLUMNS} FROM ledger.entries WHERE position > %s ORDER BY position LIMIT %s"  # noqa: S608
GROW: Final = "SELECT proofs.grow(%b::smallint[], %b::bigint[], %b::bytea[])"
HOW_TO_GO_ON: Final = (
    "An older state of this book goes on, as from a backup, or entries were removed. Nothing is signed until that is"
    " settled: restore a later backup, in which they stand. If they are lost for good, tell all who check this log,"
    " then move that file away: whoever holds a later checkpoint will find two histories."
)
SIGNED: Final = "INSERT INTO proofs.checkpoints (size, note) VALUES (%s, %s)"


class TreeDisagrees(Exception):
    """Book, tree and checkpoints do not say the same: an alarm. Nothing is signed until somebody has found out why."""


class HistoryLost(TreeDisagrees):
    """The book is behind what has been signed of it, or goes on otherwise, as an older state of it does."""


class Publisher:
    """Brings the tree forward, over a connection in the publisher's role that holds the publisher's lock.

    All keys sign, under one name, which is the log's. To change keys: sign with both for as long as those who check
    need to learn of the new one, then with the new one alone. After an exception, begin again with another publisher.
    """

    def __init__(self, connection: Connection, keys: Sequence[SigningKey], kept: LastSigned | None = None) -> None:
        names = {key.name for key in keys}
        if len(names) != 1 or any(key.algorithm is not Algorithm.ED25519 for key in keys):
            raise ValueError(
                f"a log signs with Ed25519 keys of one name, its own; given were {sorted(names) or 'none'}"
            )
        self._connection = connection
        self._keys = tuple(keys)
        self._kept = kept
        [self.origin] = names
        self._edge = reading.edge(connection)
        self._leaves = Leaves(reading.salted_since(connection))
        self.signed = 0
        """How many entries the last checkpoint is over."""
        self.signed_at = float("-inf")
        """When it was signed, by time.monotonic()."""

    @property
    def size(self) -> int:
        """How many entries are in the tree."""
        return self._edge.size

    def begin(self) -> None:
        """Make sure that what is stored fits together; then publish the keys, and let a new one sign what there is.

        Raises TreeDisagrees; HistoryLost where more has been signed than there is.
        """
        self._check_book()
        known = {str(key) for key in reading.verifier_keys(self._connection)}
        last = reading.last_checkpoint(self._connection)
        if last is not None:
            self.signed = self._check_checkpoint(*last)
        self._check_kept()
        for key in self._keys:
            let_in(self._connection, key.verifier)
        if last is not None and not all(str(key.verifier) in known for key in self._keys):
            self._write_checkpoint()

    def go_on(self, at_most: int = BATCH) -> int:
        """Take a batch of entries into the tree; how many there were. Raises TreeDisagrees."""
        rows = self._rows(self.size, at_most)
        if [row[0] for row in rows] != list(range(self.size + 1, self.size + 1 + len(rows))):
            raise TreeDisagrees(f"the entries after position {self.size} do not follow each other without gaps")
        if rows:
            runs = self._edge.append(b"".join([leaf_hash(self._leaf(row)) for row in rows]))
            levels, firsts, hashes = (list(column) for column in zip(*runs, strict=True))
            self._connection.execute(GROW, (levels, firsts, hashes), prepare=True)
        return len(rows)

    def due(self, every: float) -> bool:
        """Whether there is something to sign and the last checkpoint is `every` seconds old."""
        return self.size > self.signed and time.monotonic() - self.signed_at >= every

    def sign(self) -> None:
        """Sign a checkpoint over all that is in the tree, if none has been signed over it."""
        if self.size > self.signed:
            self._write_checkpoint()

    def _write_checkpoint(self) -> None:
        checkpoint = Checkpoint(self.origin, self.size, self._edge.root)
        note = sign(checkpoint.text, *self._keys)
        if self._kept is not None:  # first: whatever anybody can see is kept here
            self._kept.keep(note)
        with self._connection.transaction():
            self._connection.execute("SET LOCAL synchronous_commit = on")
            self._connection.execute(SIGNED, (checkpoint.size, bytes(note).decode()))
        self.signed, self.signed_at = checkpoint.size, time.monotonic()

    def _check_book(self) -> None:
        """The last leaf must be that of the entry at its position: the book was neither shortened nor replaced."""
        if self.size == 0:
            return
        rows = self._rows(self.size - 1, 1)
        if not rows or rows[0][0] != self.size:
            raise TreeDisagrees(f"the tree has {self.size} leaves, and the book no entry at position {self.size}")
        [stored] = reading.hashes_of(self._connection, (Range(self.size - 1, self.size),))
        if leaf_hash(self._leaf(rows[0])) != stored:
            raise TreeDisagrees(f"the entry at position {self.size} is not the one that was taken into the tree")

    def _check_checkpoint(self, note: Note, size: int) -> int:
        try:
            checkpoint = open_checkpoint(note, reading.verifier_keys(self._connection)).checkpoint
        except ValueError as error:
            raise TreeDisagrees(f"the last checkpoint is not one that was signed here: {error}") from error
        if checkpoint.origin != self.origin:
            raise TreeDisagrees(f"this is the log of “{checkpoint.origin}”; “{self.origin}” cannot go on with it")
        if checkpoint.size != size or size > self.size or checkpoint.root != reading.root(self._connection, size):
            raise TreeDisagrees(f"the checkpoint over {checkpoint.size} entries is not one of this tree")
        return size

    def _check_kept(self) -> None:
        """The tree must go on from the checkpoint that is kept apart from it. What the book has of that is taken in."""
        try:
            note = self._kept.read() if self._kept else None
            if self._kept is None or note is None:
                return
            known = (*reading.verifier_keys(self._connection), *(key.verifier for key in self._keys))
            signed = open_checkpoint(note, known).checkpoint
        except ValueError as error:
            raise TreeDisagrees(f"the checkpoint that was kept is not one of this log: {error}") from error
        what = f"a checkpoint over {signed.size} entries was signed here on this log and is kept in {self._kept.path}"
        while self.size < signed.size:
            if not self.go_on(min(BATCH, signed.size - self.size)):
                raise HistoryLost(f"the book ends at entry {self.size}, and {what}. {HOW_TO_GO_ON}")
        if signed.size and reading.root(self._connection, signed.size) != signed.root:
            raise HistoryLost(f"the first {signed.size} entries are not those that were signed: {what}. {HOW_TO_GO_ON}")

    def _leaf(self, row: Any) -> bytes:
        try:
            return self._leaves.of(row)
        except SaltMissing as error:
            raise TreeDisagrees(str(error)) from None

    def _rows(self, after: int, at_most: int) -> list[Any]:
        cursor = self._connection.cursor(binary=True)
        return cursor.execute(ENTRIES, (after, at_most), prepare=True).fetchall()
