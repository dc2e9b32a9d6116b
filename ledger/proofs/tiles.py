"""Where hashes and leaves lie in a tiled log (C2SP tlog-tiles): 256 of one level side by side, under one path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from struct import pack, unpack_from
from typing import Final, NamedTuple

from ledger.proofs.text import LARGEST, from_decimal
from ledger.proofs.tree import Node

HEIGHT: Final = 8
"""Levels of the tree that one tile spans."""
WIDTH: Final = 1 << HEIGHT
"""Hashes of a full tile."""
HIGHEST: Final = 63
LONGEST_ENTRY: Final = 2**16 - 1

NUMBER: Final = r"(?P<number>(?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
TILE: Final = re.compile(rf"tile/(?P<level>0|[1-9][0-9]?)/{NUMBER}", re.ASCII)
BUNDLE: Final = re.compile(rf"tile/entries/{NUMBER}", re.ASCII)


class NoSuchPath(ValueError):
    """No tile and no bundle is called this."""


class BundleRefused(ValueError):
    """These bytes are not entries one behind the other."""


class Tile(NamedTuple):
    """The hashes of a level from `number · 256` on; each is over 256 of the level below, at level 0 over a leaf."""

    level: int
    number: int
    width: int = WIDTH
    """How many; fewer than 256 at the right edge of the tree."""

    @property
    def path(self) -> str:
        """Under the log's prefix."""
        return f"tile/{self.level}/{numbered(self.number, self.width)}"

    @classmethod
    def parse(cls, path: str) -> Tile:
        """The tile of a path; NoSuchPath if there is none."""
        parts = parts_of(TILE, path)
        tile = cls(from_decimal(parts["level"]), *number_and_width(parts))
        if tile.path != path or tile.level > HIGHEST:
            raise NoSuchPath(f"no tile is called “{path}”")
        return tile


class Bundle(NamedTuple):
    """The leaves `number · 256` and following, as such."""

    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Under the log's prefix."""
        return f"tile/entries/{numbered(self.number, self.width)}"

    @classmethod
    def parse(cls, path: str) -> Bundle:
        """The bundle of a path; NoSuchPath if there is none."""
        bundle = cls(*number_and_width(parts_of(BUNDLE, path)))
        if bundle.path != path:
            raise NoSuchPath(f"no bundle is called “{path}”")
        return bundle


def tiles_of(size: int) -> Iterator[Tile]:
    """All tiles of a tree, level by level."""
    level = 0
    while size:
        yield from (Tile(level, number) for number in range(size // WIDTH))
        if size % WIDTH:
            yield Tile(level, size // WIDTH, size % WIDTH)
        size //= WIDTH
        level += 1


def bundles_of(size: int) -> Iterator[Bundle]:
    """All bundles of a tree."""
    return (Bundle(tile.number, tile.width) for tile in tiles_of(size) if tile.level == 0)


class Within(NamedTuple):
    """Hashes of a tile: `width` of them from `first`, whose root is that of a node."""

    tile: Tile
    first: int
    width: int


def within_tile(node: Node) -> Within:
    """In which tile a node's hash is, or those that it is made of."""
    level, above = divmod(node.level, HEIGHT)
    number, first = divmod(node.number << above, WIDTH)
    return Within(Tile(level, number), first, 1 << above)


def numbered(number: int, width: int) -> str:
    """A number in three digits a folder, and how wide what it names is if that is not its full width."""
    folders = [f"{number % 1000:03}"]
    while number := number // 1000:
        folders.append(f"x{number % 1000:03}")
    return "/".join(reversed(folders)) + ("" if width == WIDTH else f".p/{width}")


def parts_of(form: re.Pattern[str], path: str) -> dict[str, str]:
    """The parts of a path; NoSuchPath if it has another form."""
    if (match := form.fullmatch(path)) is None:
        raise NoSuchPath(f"no tile and no bundle is called “{path}”")
    return match.groupdict(default="")


def number_and_width(parts: dict[str, str]) -> tuple[int, int]:
    """What the two parts say; NoSuchPath for the width of a full tile spelled out."""
    width = int(parts["width"] or WIDTH)
    if parts["width"] and width >= WIDTH:
        raise NoSuchPath(f"a tile that is not full has 1 to {WIDTH - 1} hashes, not {width}")
    if (number := int(re.sub(r"[x/]", "", parts["number"]))) > LARGEST // WIDTH:
        raise NoSuchPath(f"no tree has hashes or leaves beyond {LARGEST}, which a path of number {number} asks for")
    return number, width


# Entry bundles


def bundled(entries: Iterable[bytes]) -> bytes:
    """Entries one behind the other, each after its length; BundleRefused if one is longer than can be said."""
    written: list[bytes] = []
    for entry in entries:
        if len(entry) > LONGEST_ENTRY:
            raise BundleRefused(f"an entry of {len(entry)} bytes: at most {LONGEST_ENTRY} fit into a bundle")
        written += (pack("!H", len(entry)), entry)
    return b"".join(written)


def unbundled(bundle: bytes) -> tuple[bytes, ...]:
    """The entries of a bundle; BundleRefused if it ends in the middle of one."""
    entries: list[bytes] = []
    at = 0
    while at < len(bundle):
        if at + 2 > len(bundle):
            raise BundleRefused("the bundle ends within the length of an entry")
        [length] = unpack_from("!H", bundle, at)
        at += 2 + length
        if at > len(bundle):
            raise BundleRefused(f"an entry of {length} bytes goes beyond the end of the bundle")
        entries.append(bundle[at - length : at])
    return tuple(entries)
