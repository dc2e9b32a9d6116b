"""A tree that grows piece by piece is the tree that RFC 6962 defines, and its tiles are those of tlog-tiles."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.proofs.growing import TreeEdge
from ledger.proofs.tiles import tiles_of
from ledger.proofs.tree import EMPTY_ROOT, leaf_hash, root_of

HASHES = [leaf_hash(b"%d" % number) for number in range(70_000)]


def stored(edge: TreeEdge, sizes: list[int]) -> dict[int, bytes]:
    """What each level consists of once the tree has grown to each of these sizes in turn."""
    levels: dict[int, bytes] = {}
    for size in sizes:
        for run in edge.append(b"".join(HASHES[edge.size : size])):
            assert run.first == len(levels.get(run.level, b"")) // 32
            assert run.first // 256 == (run.first + len(run.hashes) // 32 - 1) // 256, "a run lies in one tile"
            levels[run.level] = levels.get(run.level, b"") + run.hashes
    return levels


def test_an_empty_tree() -> None:
    assert TreeEdge().root == EMPTY_ROOT
    assert TreeEdge().append(b"") == []


@settings(max_examples=30)
@given(st.lists(st.integers(0, 2_000), min_size=1, max_size=8).map(sorted))
def test_however_it_grew_it_is_the_same_tree(sizes: list[int]) -> None:
    edge = TreeEdge()
    levels = stored(edge, sizes)
    assert edge.size == sizes[-1]
    assert edge.root == root_of(HASHES[: sizes[-1]])
    assert levels == stored(TreeEdge(), sizes[-1:])


def test_a_tree_of_three_levels_has_the_tiles_of_the_specification() -> None:
    edge = TreeEdge()
    levels = stored(edge, [*range(1, 600), 65_535, 65_536, 65_537, 70_000])
    assert edge.root == root_of(HASHES)
    for tile in tiles_of(70_000):
        hashes = levels[tile.level][tile.number * 8192 :][: tile.width * 32]
        assert len(hashes) == tile.width * 32
        for at in {0, tile.width - 1}:
            first = (tile.number * 256 + at) * 256**tile.level
            assert hashes[at * 32 : at * 32 + 32] == root_of(HASHES[first : first + 256**tile.level])
    assert sum(len(level) for level in levels.values()) == 32 * (70_000 + 273 + 1)


@given(st.lists(st.integers(0, 2_000), min_size=2, max_size=2).map(sorted))
def test_an_edge_that_was_put_away_goes_on(sizes: list[int]) -> None:
    first = TreeEdge()
    levels = stored(first, sizes[:1])
    kept = [
        (len(level) // 32, level[len(level) - len(level) % 8192 :])
        for _, level in sorted(levels.items(), reverse=False)
    ]
    again = TreeEdge(kept)
    assert again.root == first.root
    assert stored_more(again, sizes[1]) == stored_more(first, sizes[1])
    assert again.root == root_of(HASHES[: sizes[1]])


def stored_more(edge: TreeEdge, size: int) -> object:
    return edge.append(b"".join(HASHES[edge.size : size]))
