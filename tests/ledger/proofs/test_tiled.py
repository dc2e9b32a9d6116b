"""Tiles that lead from leaves to the root: as many as a reader asks for, and no bit of them can be another."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.proofs.growing import TreeEdge
from ledger.proofs.tiled import check_tiles, tiles_from
from ledger.proofs.tiles import WIDTH, Tile, tiles_of, within_tile
from ledger.proofs.tree import HASH_BYTES, ProofRefused, Range, inclusion_path, nodes_of

LARGEST = 70_000
"""Three levels of tiles."""
HASHES = b"".join(sha256(str(number).encode()).digest() for number in range(LARGEST))


def tree(size: int) -> tuple[dict[Tile, bytes], bytes]:
    """All tiles of a tree, and its root."""
    levels = [bytearray() for _ in range(8)]
    edge = TreeEdge()
    for run in edge.append(HASHES[: size * HASH_BYTES]):
        levels[run.level] += run.hashes
    return {
        tile: bytes(levels[tile.level][tile.number * WIDTH * HASH_BYTES :][: tile.width * HASH_BYTES])
        for tile in tiles_of(size)
    }, edge.root


def leaf_at(number: int) -> bytes:
    return HASHES[number * HASH_BYTES : (number + 1) * HASH_BYTES]


@st.composite
def sizes_and_leaves(draw: st.DrawFn) -> tuple[int, set[int]]:
    size = draw(st.integers(1, LARGEST) | st.sampled_from([1, 255, 256, 257, 512, 65_535, 65_536, 65_537]))
    return size, draw(st.sets(st.integers(0, size - 1), max_size=5))


@given(sizes_and_leaves())
@settings(max_examples=60)
def test_they_hold_all_that_proofs_are_made_of(asked: tuple[int, set[int]]) -> None:
    size, leaves = asked
    whole, root = tree(size)
    tiles = {tile: whole[tile] for tile in tiles_from(leaves, size)}
    check_tiles(tiles, {leaf: leaf_at(leaf) for leaf in leaves}, size, root)
    places = {(tile.level, tile.number) for tile in tiles}
    used = {within_tile(node).tile for node in nodes_of(Range(0, size))}
    for leaf in leaves:
        used |= {within_tile(node).tile for beside in inclusion_path(leaf, size) for node in nodes_of(beside)}
        used.add(Tile(0, leaf // WIDTH))
    assert {(tile.level, tile.number) for tile in used} <= places
    above = {(tile.level + 1, tile.number // WIDTH) for tile in used}
    assert places <= {(tile.level, tile.number) for tile in used} | above, "nothing that no reader asks for"


@given(sizes_and_leaves(), st.integers(0), st.integers(0))
@settings(max_examples=60)
def test_any_flipped_bit_is_told(asked: tuple[int, set[int]], which: int, bit: int) -> None:
    size, leaves = asked
    whole, root = tree(size)
    tiles = {tile: whole[tile] for tile in tiles_from(leaves, size)}
    tile = sorted(tiles)[which % len(tiles)]
    hashes = bytearray(tiles[tile])
    hashes[bit // 8 % len(hashes)] ^= 1 << bit % 8
    with pytest.raises(ProofRefused):
        check_tiles({**tiles, tile: bytes(hashes)}, {leaf: leaf_at(leaf) for leaf in leaves}, size, root)


def test_the_leaves_are_those_that_are_meant() -> None:
    whole, root = tree(300)
    tiles = {tile: whole[tile] for tile in tiles_from([7], 300)}
    assert [tile.path for tile in tiles] == ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"]
    with pytest.raises(ProofRefused, match="“tile/0/000” has another leaf 7"):
        check_tiles(tiles, {7: leaf_at(8)}, 300, root)
    with pytest.raises(ProofRefused, match=r"“tile/0/000” has 8160 bytes; 256 hashes have 8192"):
        check_tiles({**tiles, Tile(0, 0): whole[Tile(0, 0)][HASH_BYTES:]}, {}, 300, root)
