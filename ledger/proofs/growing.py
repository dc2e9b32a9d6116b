"""A tree that grows at its right edge: which hashes an append adds to which tiles, and what the root is then. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from ledger.proofs.tiles import WIDTH
from ledger.proofs.tree import HASH_BYTES, Range, joined, nodes_of, perfect_root

TILE_BYTES: Final = WIDTH * HASH_BYTES


class Run(NamedTuple):
    """Hashes that stand side by side in one tile."""

    level: int
    first: int
    """Number of the first of them on its level."""
    hashes: bytes


class TreeEdge:
    """Of each level, how many hashes it has, and those of its last tile, as long as that is not full."""

    def __init__(self, levels: Iterable[tuple[int, bytes]] = ()) -> None:
        self._widths: list[int] = []
        self._partial: list[bytes] = []
        for width, partial in levels:
            self._widths.append(width)
            self._partial.append(partial)

    @property
    def size(self) -> int:
        """How many leaves the tree has."""
        return self._widths[0] if self._widths else 0

    @property
    def root(self) -> bytes:
        """The root over all of them."""
        return joined(perfect for partial in reversed(self._partial) for perfect in perfect_roots(partial))

    def append(self, hashes: bytes) -> list[Run]:
        """Take leaf hashes that stand one behind the other into the tree; what is to be stored for it."""
        runs: list[Run] = []
        level = 0
        while hashes:
            added = list(self._append(level, hashes))
            runs += [run for run, _ in added]
            hashes = b"".join(full for _, full in added)
            level += 1
        return runs

    def _append(self, level: int, hashes: bytes) -> Iterator[tuple[Run, bytes]]:
        """The runs that a level grows by, each with the root of the tile that it completes, if it does."""
        if level == len(self._widths):
            self._widths.append(0)
            self._partial.append(b"")
        while hashes:
            room = TILE_BYTES - len(self._partial[level])
            piece, hashes = hashes[:room], hashes[room:]
            run = Run(level, self._widths[level], piece)
            tile = self._partial[level] + piece
            full = len(tile) == TILE_BYTES
            self._widths[level] += len(piece) // HASH_BYTES
            self._partial[level] = b"" if full else tile
            yield run, perfect_root(tile) if full else b""


def perfect_roots(partial: bytes) -> Iterator[bytes]:
    """The roots of the perfect subtrees that the hashes of a tile make up, larger ones first."""
    for node in nodes_of(Range(0, len(partial) // HASH_BYTES)):
        yield perfect_root(partial[HASH_BYTES * (node.number << node.level) :][: HASH_BYTES << node.level])
