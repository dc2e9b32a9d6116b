"""What the log hands out to everybody who asks: checkpoint, tiles, entries, keys (C2SP tlog-tiles)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self, TypeVar, cast

from ledger.proofs import reading
from ledger.proofs.reading import Connection
from ledger.proofs.tiles import Bundle, Tile
from ledger.storage.connections import pool_in_role, read_only, roles_of

Found = TypeVar("Found")


class Published:
    """The proofs of one book, read over a few connections in a role that may read all of it, and that write nothing."""

    def __init__(self, url: str) -> None:
        self._pool = pool_in_role(read_only(url), roles_of(url).publisher, size=2)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def checkpoint(self) -> bytes:
        """The last checkpoint with its cosignatures. Raises NotInTree before the first."""
        found = self.read(reading.last_checkpoint)
        if found is None:
            raise reading.NotInTree("nothing has been signed yet: the book is empty, or its log has only just begun")
        note, _ = found
        return bytes(note)

    def tile(self, path: str) -> bytes:
        """The hashes of a tile, or the leaves of a bundle. Raises NoSuchPath or NotInTree."""
        if path.startswith("tile/entries/"):
            bundle = Bundle.parse(path)
            return self.read(lambda connection: reading.bundle(connection, bundle))
        tile = Tile.parse(path)
        return self.read(lambda connection: reading.tile(connection, tile))

    def verifier_keys(self) -> bytes:
        """All keys that ever signed for the log, a line each, oldest first."""
        return "".join(f"{key}\n" for key in self.read(reading.verifier_keys)).encode()

    def read(self, how: Callable[[Connection], Found]) -> Found:
        """Read something over one of the connections."""
        with self._pool.connection() as connection:
            return how(cast("Connection", cast("Any", connection)))
