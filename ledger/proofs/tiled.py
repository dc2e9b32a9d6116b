"""Tiles as a proof: which of them lead from some leaves to the root, and whether they do. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ledger.proofs.growing import perfect_roots
from ledger.proofs.tiles import HEIGHT, WIDTH, Tile
from ledger.proofs.tree import HASH_BYTES, ProofRefused, joined, perfect_root

LEVELS: Final = range(8)
"""Of tiles, as far as 63 bits go."""


def tiles_from(leaves: Iterable[int], size: int) -> tuple[Tile, ...]:
    """The tiles that a reader of tiles asks for to find these leaves under the root of the tree, sorted.

    Those at the right edge, which the root is made of, and those above each leaf, until one of them is at the edge.
    """
    wanted = set(edge_of(size))
    for leaf in leaves:
        tile = tile_at(0, leaf // WIDTH, size)
        while tile not in wanted:
            wanted.add(tile)
            tile = tile_at(tile.level + 1, tile.number // WIDTH, size)
    return tuple(sorted(wanted))


def edge_of(size: int) -> tuple[Tile, ...]:
    """The last tile of each level, where it is not full: what is full is a hash of the level above."""
    last = ((level, size >> HEIGHT * level) for level in LEVELS)
    return tuple(Tile(level, hashes // WIDTH, hashes % WIDTH) for level, hashes in last if hashes % WIDTH)


def tile_at(level: int, number: int, size: int) -> Tile:
    """A tile as wide as it is in a tree of this size."""
    return Tile(level, number, min(WIDTH, (size >> HEIGHT * level) - number * WIDTH))


def check_tiles(tiles: Mapping[Tile, bytes], leaves: Mapping[int, bytes], size: int, root: bytes) -> None:
    """Returns if these tiles, which have to be those of tiles_from(), lead from the leaf hashes to the root.

    Raises ProofRefused otherwise.
    """
    for tile, hashes in tiles.items():
        if len(hashes) != tile.width * HASH_BYTES:
            raise ProofRefused(
                f"“{tile.path}” has {len(hashes)} bytes; {tile.width} hashes have {tile.width * HASH_BYTES}"
            )
    edge = (tiles[tile] for tile in reversed(edge_of(size)))
    if joined(perfect for hashes in edge for perfect in perfect_roots(hashes)) != root:
        raise ProofRefused(f"the tiles at the right edge do not lead to root {root.hex()}")
    for tile, hashes in tiles.items():
        above = tile_at(tile.level + 1, tile.number // WIDTH, size)
        if tile.width == WIDTH and hash_in(tiles[above], tile.number) != perfect_root(hashes):
            raise ProofRefused(f"“{tile.path}” is not what “{above.path}” has a hash of")
    for leaf, found in leaves.items():
        at = tile_at(0, leaf // WIDTH, size)
        if hash_in(tiles[at], leaf) != found:
            raise ProofRefused(f"“{at.path}” has another leaf {leaf}")


def hash_in(hashes: bytes, number: int) -> bytes:
    """Of a tile's hashes, that with this number on its level."""
    at = number % WIDTH * HASH_BYTES
    return hashes[at : at + HASH_BYTES]
