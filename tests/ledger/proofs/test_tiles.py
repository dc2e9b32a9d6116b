"""Tiles and bundles: their names, where a node lies, and what a tree of some size consists of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.proofs.tiles import (
    Bundle,
    BundleRefused,
    NoSuchPath,
    Tile,
    bundled,
    bundles_of,
    tiles_of,
    unbundled,
    within_tile,
)
from ledger.proofs.tree import Node


@pytest.mark.parametrize(
    ("path", "tile"),
    [
        ("tile/0/000", Tile(0, 0)),
        ("tile/0/x001/x234/067", Tile(0, 1234067)),
        ("tile/63/001.p/5", Tile(63, 1, 5)),
        ("tile/5/x123/x456/078.p/255", Tile(5, 123456078, 255)),
        ("tile/1/x001/067", Tile(1, 1067)),
    ],
)
def test_paths_of_tiles(path: str, tile: Tile) -> None:
    assert tile.path == path
    assert Tile.parse(path) == tile
    below = path.split("/", 2)[2]
    assert Bundle.parse(f"tile/entries/{below}") == Bundle(tile.number, tile.width)
    assert Bundle(tile.number, tile.width).path == f"tile/entries/{below}"


@pytest.mark.parametrize(
    "below",
    [
        *("", "0", "00", "0000", "x000/001", "001/002", "x001", "x001/", "x001/x002", "X001/002", "/001", "001/"),
        *("001.p", "001.p/", "001.p/0", "001.p/256", "001.p/01", "001.p/999", "001.p/-1", "001.p/1/", "x001.p/1/002"),
        *(
            "-01",
            "+01",
            " 01",
            "001 ",
            "٠٠١",
            "001.p/٣",
            "001?",
            "001\n",
            "x001/../002",
            "x999/" * 7 + "999",
            "x999/" * 6 + "999",
        ),
    ],
)
def test_what_is_no_path(below: str) -> None:
    for start, parse in (("tile/0/", Tile.parse), ("tile/entries/", Bundle.parse)):
        with pytest.raises(NoSuchPath):
            parse(start + below)


@pytest.mark.parametrize("level", ["", "-1", "00", "01", "64", "100", "data", "entries", "x", "٣", " 1"])
def test_what_is_no_level(level: str) -> None:
    with pytest.raises(NoSuchPath):
        Tile.parse(f"tile/{level}/001")


def test_the_trees_that_the_specification_counts() -> None:
    tiles = list(tiles_of(70_000))
    assert tiles == [
        *(Tile(0, number) for number in range(273)),
        *(Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)),
    ]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []
    assert list(bundles_of(257)) == [Bundle(0), Bundle(1, 1)]


@given(st.integers(0, 2**48), st.integers(0, 40))
def test_a_nodes_hashes_lie_side_by_side_in_one_tile(number: int, level: int) -> None:
    tile, first, width = within_tile(Node(level, number))
    assert 0 <= first <= first + width <= 256
    leaves_each = 256**tile.level
    assert (tile.number * 256 + first) * leaves_each == number << level
    assert width * leaves_each == 1 << level


@given(st.lists(st.binary(max_size=300), max_size=10))
def test_bundles_give_back_their_entries(entries: list[bytes]) -> None:
    assert unbundled(bundled(entries)) == tuple(entries)


def test_a_bundle_as_specified() -> None:
    assert bundled([b"ab", b""]) == b"\x00\x02ab\x00\x00"
    for cut in (b"\x00", b"\x00\x02a", b"\x00\x02ab\x00"):
        with pytest.raises(BundleRefused):
            unbundled(cut)


def test_an_entry_too_long_for_a_bundle() -> None:
    assert len(bundled([bytes(2**16 - 1)])) == 2**16 + 1
    with pytest.raises(BundleRefused, match="65536"):
        bundled([bytes(2**16)])
