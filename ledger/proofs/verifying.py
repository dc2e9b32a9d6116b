"""Reading the whole book: whether rows, positions, times, tree and checkpoints still say the same, and if not, where.

One pass in constant memory, within one snapshot. The rows are hashed anew; what is stored of the tree is only compared.
What a checkpoint says that is held elsewhere cannot be changed here: it tells whether the rows are as they were signed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from typing import Any, Final

from psycopg.pq import TransactionStatus

from ledger.proofs import reading
from ledger.proofs.checkpoint import Checkpoint, open_checkpoint
from ledger.proofs.disagreement import Disagreement, Stop, Verification
from ledger.proofs.growing import Run, TreeEdge
from ledger.proofs.index import BLOCK, Index
from ledger.proofs.leaf import COLUMNS, leaf_of
from ledger.proofs.reading import Connection
from ledger.proofs.signing import VerifierKey
from ledger.proofs.stored_tree import StoredTree
from ledger.proofs.tree import HASH_BYTES, leaf_hash

ROWS: Final = f"""
    SELECT {COLUMNS}, origin FROM ledger.entries WHERE position > %s AND position <= %s ORDER BY position
"""  # noqa: S608
CHECKPOINTS: Final = "SELECT size, note FROM proofs.checkpoints WHERE size > %s AND size <= %s ORDER BY size, signed_at"
ORIGINS: Final = """
    SELECT c.position
    FROM unnest(%b::bigint[], %b::text[], %b::bigint[], %b::bigint[]) AS c(position, stream, version, origin)
    LEFT JOIN ledger.entries e ON e.stream = c.stream AND e.version = c.version
    WHERE c.origin IS DISTINCT FROM e.position OR e.position >= c.position ORDER BY 1 LIMIT 1
"""
STREAMS: Final = """
    SELECT min(position) FROM (
        SELECT position, version, lag(version, 1, 0::bigint) OVER stream AS before, lag(position) OVER stream AS earlier
        FROM ledger.entries WINDOW stream AS (PARTITION BY stream ORDER BY version)) lines
    WHERE version <> before + 1 OR earlier > position
"""


def first_disagreement(
    connection: Connection, held: Checkpoint | None = None, log: Sequence[VerifierKey] = ()
) -> Disagreement | None:
    """Where book, tree and checkpoints first say different things; None if they never do."""
    return verify(connection, held, log).disagreement


def verify(
    connection: Connection,
    held: Checkpoint | None = None,
    log: Sequence[VerifierKey] = (),
    *,
    index: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> Verification:
    """Read it all, with `index` also what decisions look things up in, which takes twice as long.

    `held` is a checkpoint that was kept elsewhere; `log` are the keys that may have signed those here. Without `log`
    the published keys are believed, which whoever owns the database could have added to. `progress` is told how many
    entries have been read.
    """
    within_another = connection.info.transaction_status is not TransactionStatus.IDLE
    with connection.transaction():
        if not within_another:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        with closing(Index(connection)) if index else nullcontext() as beside:
            passing = Pass(connection, beside, held, tuple(log) or reading.verifier_keys(connection))
            try:
                passing.run(progress)
            except Stop as stop:
                return Verification(passing.edge.size, passing.proved, passing.where(stop.disagreement))
            return Verification(passing.edge.size, passing.proved, passing.where(None))


class Pass:
    """One pass over the book."""

    def __init__(
        self, connection: Connection, index: Index | None, held: Checkpoint | None, log: Sequence[VerifierKey]
    ) -> None:
        self._connection = connection
        self._held = held
        self._log = log
        self._stored = StoredTree(connection)
        self._index = index
        self._last_at: Any = None
        self.edge = TreeEdge()
        self.proved = 0

    def run(self, progress: Callable[[int], None]) -> None:
        """From the first entry to the last. Raises Stop where there is no use in going on."""
        rows = self._rows()
        while rows:
            self._check_rows(rows)
            self._check_tree(rows)
            self._check_origins(rows)
            if self._index is not None:
                self._index.compare(rows)
            progress(self.edge.size)
            rows = self._rows()
        self._check_end()
        if self._index is not None:
            self._index.compare_end()
        [(astray,)] = self._connection.execute(STREAMS).fetchall()
        if astray is not None:
            raise Stop(astray, f"entry {astray} is not the next on its stream", "A version was changed or left out.")

    def where(self, found: Disagreement | None) -> Disagreement | None:
        """What was found; or where the stored tree differs from the rows, if that is earlier or more exact."""
        at = self._stored.differs
        if at is None and found is None:
            return self._index.differs if self._index is not None else None
        if at is None or (found is not None and found.until < at):
            return found
        what = f"the stored tree differs from the rows at entry {at}"
        if at <= self.proved:
            return Disagreement(at, at, what, "The rows are those that were signed; the stored tree was damaged.")
        if found is None:
            return Disagreement(at, at, what, "No checkpoint is over it yet: either the row or the tree was changed.")
        return Disagreement(at, at, what, f"The row was changed, replaced or moved; and {found.what}.")

    def _rows(self) -> list[Any]:
        after = self.edge.size
        return self._connection.cursor(binary=True).execute(ROWS, (after, after + BLOCK), prepare=True).fetchall()

    def _check_rows(self, rows: list[Any]) -> None:
        """Positions follow each other, times never go back; what precedes a gap is looked at before it is told."""
        first = self.edge.size + 1
        for expected, row in enumerate(rows, start=first):
            if row[0] != expected:
                self._check_tree(rows[: expected - first])
                raise Stop(expected, f"there is no entry at position {expected}", "An entry was removed.")
        times = [row[6] for row in rows]
        for before, (at, row) in zip([self._last_at or times[0], *times], zip(times, rows, strict=True), strict=False):
            if at < before:
                self._check_tree(rows[: row[0] - first])
                raise Stop(row[0], f"entry {row[0]} was recorded before the one in front of it", "A time was forged.")
        self._last_at = times[-1]

    def _check_tree(self, rows: list[Any]) -> None:
        """Let the tree grow by these rows; compare with what is stored of it, and with every checkpoint on the way."""
        start = self.edge.size
        hashes = b"".join([leaf_hash(leaf_of(*row[:-1])) for row in rows])
        runs: list[Run] = []
        for checkpoint in self._checkpoints(start, start + len(rows)):
            runs += self.edge.append(
                hashes[(self.edge.size - start) * HASH_BYTES : (checkpoint.size - start) * HASH_BYTES]
            )
            self._check_checkpoint(checkpoint, runs)
        runs += self.edge.append(hashes[(self.edge.size - start) * HASH_BYTES :])
        self._stored.compare(runs)

    def _checkpoints(self, after: int, until: int) -> list[Checkpoint]:
        """Those over more than `after` and at most `until` entries, smaller ones first."""
        found = []
        for size, note in self._connection.execute(CHECKPOINTS, (after, until)).fetchall():
            try:
                checkpoint = open_checkpoint(note.encode(), self._log).checkpoint
                if checkpoint.size != size:
                    raise ValueError(f"it is over {checkpoint.size}")
            except ValueError as error:
                meaning = f"It was not signed by this log: {error}."
                raise Stop(size, f"the checkpoint kept here over {size} entries is a forgery", meaning) from None
            found.append(checkpoint)
        if self._held is not None and after < self._held.size <= until:
            found.append(self._held)
        return sorted(found, key=lambda checkpoint: checkpoint.size)

    def _check_checkpoint(self, checkpoint: Checkpoint, runs: list[Run]) -> None:
        if self.edge.root == checkpoint.root:
            self.proved = checkpoint.size
            return
        self._stored.compare(runs)
        if checkpoint is self._held:
            agreed, self.proved = self.proved, 0
            what = f"the checkpoint held elsewhere over {checkpoint.size} entries is not about these entries"
            meaning = "The log has signed another history." if agreed else "Entries were changed after it was signed."
            raise Stop(1, what, meaning, until=checkpoint.size)
        raise Stop(
            self.proved + 1,
            f"the checkpoint kept here over {checkpoint.size} entries is not about these entries",
            f"Something among entries {self.proved + 1} to {checkpoint.size} was changed after it was signed.",
            until=checkpoint.size,
        )

    def _check_origins(self, rows: list[Any]) -> None:
        """An entry's chain begins with itself, or where that begins which it supersedes."""
        for row in rows:
            if row[5] is None and row[9] != row[0]:
                raise Stop(row[0], f"the origin of entry {row[0]} is not itself", "The column was changed.")
        chained = [(row[0], row[1], row[5], row[9]) for row in rows if row[5] is not None]
        if chained:
            columns = tuple(list(column) for column in zip(*chained, strict=True))
            for (position,) in self._connection.execute(ORIGINS, columns).fetchall():
                raise Stop(
                    position, f"the origin of entry {position} is not what it supersedes", "A column was changed."
                )

    def _check_end(self) -> None:
        """Nothing may have been signed, or taken into the tree, that the book no longer has."""
        size = self.edge.size
        [(signed,)] = self._connection.execute("SELECT coalesce(max(size), 0) FROM proofs.checkpoints").fetchall()
        if self._held is not None and self._held.size > size and not self._stored.is_under(self._held):
            what = f"the book ends at {size}, and the checkpoint held elsewhere is over {self._held.size} entries"
            self.proved = 0
            raise Stop(1, what, "Entries were removed, and the tree was made anew.", until=self._held.size)
        for there_were, which in ((signed, "the last checkpoint"), (self._stored.size, "the tree")):
            if there_were > size:
                what = f"the book ends at {size}, and {which} is over {there_were} entries"
                raise Stop(size + 1, what, "Entries were removed from the end.", until=there_were)
