"""Reading the whole book: whether rows, positions, times, tree and checkpoints still say the same, and if not, where.

One pass in constant memory, within one snapshot. The rows are hashed anew; what is stored of the tree is only compared.
What a checkpoint says that is held elsewhere cannot be changed here: it tells whether the rows are as they were signed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from typing import Any

from psycopg.pq import TransactionStatus

from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.disagreement import Disagreement, Stop, Verification
from ledger.proofs.growing import Run, TreeEdge
from ledger.proofs.index import BLOCK, Index
from ledger.proofs.kept_checkpoints import Kept, KeptCheckpoints
from ledger.proofs.leaves import SALT, Leaves
from ledger.proofs.links import Links
from ledger.proofs.reading import Connection
from ledger.proofs.signing import VerifierKey
from ledger.proofs.stored_tree import StoredTree
from ledger.proofs.tree import HASH_BYTES, leaf_hash


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
            passing = Pass(connection, beside, held, log)
            found = None
            try:
                passing.run(progress)
            except Stop as stop:
                found = stop.disagreement
            where, strangers = passing.where(found), passing.kept.strangers
            return Verification(passing.edge.size, passing.proved, where, strangers)


class Pass:
    """One pass over the book."""

    def __init__(
        self, connection: Connection, index: Index | None, held: Checkpoint | None, log: Sequence[VerifierKey]
    ) -> None:
        self._connection = connection
        self._held = held
        self.kept = KeptCheckpoints(connection, log)
        self._stored = StoredTree(connection)
        self._index = index
        self._last_at: Any = None
        self._leaves = Leaves()
        self._links = Links(connection)
        self.edge = TreeEdge()
        self.proved = 0

    def run(self, progress: Callable[[int], None]) -> None:
        """From the first entry to the last. Raises Stop where there is no use in going on."""
        rows = self._rows()
        while rows:
            self._check_rows(rows)
            self._check_tree(rows)
            self._links.check_chains(rows)
            if self._index is not None:
                self._index.compare(rows)
            progress(self.edge.size)
            rows = self._rows()
        self._check_end()
        if self._index is not None:
            self._index.compare_end()
        self._links.check_streams()

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
        return self._links.rows(after, after + BLOCK)

    def _check_rows(self, rows: list[Any]) -> None:
        """Positions follow each other, times never go back; what precedes a gap is looked at before it is told."""
        self._check_salts(rows)
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

    def _check_salts(self, rows: list[Any]) -> None:
        """Once there are salts, every entry has one; what precedes one without is looked at before it is told."""
        since = self._leaves.since
        for number, row in enumerate(rows):
            if row[SALT] is not None:
                since = since or row[0]
            elif since is not None:
                self._check_tree(rows[:number])
                what = f"entry {row[0]} has no salt, and entries have had one since {since}"
                raise Stop(row[0], what, "A salt was taken away, or a row put in.")

    def _check_tree(self, rows: list[Any]) -> None:
        """Let the tree grow by these rows; compare with what is stored of it, and with every checkpoint on the way."""
        start = self.edge.size
        hashes = b"".join([leaf_hash(self._leaves.of(row[:-1])) for row in rows])
        runs: list[Run] = []
        for kept in self._checkpoints(start, start + len(rows)):
            further = slice((self.edge.size - start) * HASH_BYTES, (kept.checkpoint.size - start) * HASH_BYTES)
            runs += self.edge.append(hashes[further])
            self._check_checkpoint(kept, runs)
        runs += self.edge.append(hashes[(self.edge.size - start) * HASH_BYTES :])
        self._stored.compare(runs)

    def _checkpoints(self, after: int, until: int) -> list[Kept]:
        """Those over more than `after` and at most `until` entries, smaller ones first."""
        found = self.kept.between(after, until)
        if self._held is not None and after < self._held.size <= until:
            found.append(Kept(self._held, proves=True))
        return sorted(found, key=lambda kept: kept.checkpoint.size)

    def _check_checkpoint(self, kept: Kept, runs: list[Run]) -> None:
        checkpoint = kept.checkpoint
        if self.edge.root == checkpoint.root:
            self.proved = checkpoint.size if kept.proves else self.proved
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
