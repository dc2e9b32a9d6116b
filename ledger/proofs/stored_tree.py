"""What is stored of the tree, beside the hashes that the rows lead to: it is only compared, never believed."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.proofs import reading
from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.growing import Run
from ledger.proofs.reading import Connection
from ledger.proofs.tiles import WIDTH, Tile
from ledger.proofs.tree import HASH_BYTES


class StoredTree:
    """The stored tree during one pass over the book."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.size = reading.tree_size(connection)
        self.differs: int | None = None
        """The first position whose leaf in the stored tree, or a hash that begins with it, is not that of the rows."""

    def compare(self, runs: Sequence[Run]) -> None:
        """Note the first position at which it has another hash than the rows lead to."""
        if self.differs is not None:
            return
        tiles = [Tile(run.level, run.first // WIDTH) for run in runs]
        wanted = tuple(dict.fromkeys(tiles))
        found = dict(zip(wanted, reading.tiles(self._connection, wanted), strict=True))
        for run, tile in sorted(zip(runs, tiles, strict=True)):  # leaves first: they tell more exactly where it is
            stored = found[tile][run.first % WIDTH * HASH_BYTES :][: len(run.hashes)]
            at = first_difference(run.hashes, stored)
            over = WIDTH**run.level
            if at is not None and (run.first + at + 1) * over <= self.size:
                self.differs = (run.first + at) * over + 1
                return

    def is_under(self, checkpoint: Checkpoint) -> bool:
        """Whether a checkpoint is about this tree."""
        return checkpoint.size <= self.size and reading.root(self._connection, checkpoint.size) == checkpoint.root


def first_difference(ours: bytes, stored: bytes) -> int | None:
    """The number of the first hash that is not the same; one that is missing is not."""
    if ours == stored:
        return None
    pairs = range(0, len(ours), HASH_BYTES)
    return next(at // HASH_BYTES for at in pairs if ours[at : at + HASH_BYTES] != stored[at : at + HASH_BYTES])
