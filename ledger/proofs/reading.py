"""What is stored of the tree, read over any connection that may read the book: proofs, tiles, bundles, checkpoints.

A proof is one statement: the two or three tiles that hold its hashes, or those that these are made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

import psycopg

from ledger.proofs.growing import TreeEdge
from ledger.proofs.leaves import COLUMNS, Leaves
from ledger.proofs.note import Note
from ledger.proofs.proof_file import ProofFile
from ledger.proofs.signing import VerifierKey
from ledger.proofs.tiles import WIDTH, Bundle, Tile, bundled, within_tile
from ledger.proofs.tree import HASH_BYTES, Range, consistency_path, inclusion_path, joined, nodes_of, perfect_root

Connection = psycopg.Connection[Any]

TILES: Final = """
    SELECT (SELECT string_agg(h.hashes, ''::bytea ORDER BY h.first) FROM proofs.hashes h
            WHERE h.level = t.level AND h.first >= t.number * 256 AND h.first < (t.number + 1) * 256)
    FROM unnest(%b::smallint[], %b::bigint[]) WITH ORDINALITY AS t(level, number, n) ORDER BY n
"""
EDGE: Final = """
    SELECT width, (SELECT coalesce(string_agg(h.hashes, ''::bytea ORDER BY h.first), '') FROM proofs.hashes h
                   WHERE h.level = l.level AND h.first >= width - width %% 256)
    FROM generate_series(0, 7) AS l(level), proofs.width(l.level) AS width WHERE width > 0 ORDER BY l.level
"""
LEAVES: Final = f"SELECT {COLUMNS} FROM ledger.entries WHERE position > %s AND position <= %s ORDER BY position"  # noqa: S608

LAST_CHECKPOINT: Final = """
    SELECT note || coalesce((SELECT string_agg(s.line, '' ORDER BY s.received_at, s.witness)
                             FROM proofs.cosignatures s WHERE s.size = c.size), ''), size
    FROM proofs.checkpoints c WHERE size <= %s ORDER BY size DESC, signed_at DESC LIMIT 1
"""


class NotInTree(LookupError):
    """The tree does not have, or not yet, what was asked for; the message says how far it goes."""


def tree_size(connection: Connection) -> int:
    """How many entries have been taken into the tree."""
    [(size,)] = connection.execute("SELECT proofs.width(0)").fetchall()
    return int(size)


def salted_since(connection: Connection) -> int | None:
    """The position of the first entry with a salt; None if there is none."""
    [(since,)] = connection.execute("SELECT ledger.salted_since()").fetchall()
    return None if since is None else int(since)


def inclusion_proof(connection: Connection, index: int, size: int) -> tuple[bytes, ...]:
    """The proof that leaf `index` is among the first `size`."""
    [proof] = inclusion_proofs(connection, (index,), size)
    return proof


def inclusion_proofs(connection: Connection, indexes: Sequence[int], size: int) -> list[tuple[bytes, ...]]:
    """The proofs that these leaves are among the first `size`, in one statement for all of them."""
    paths = [inclusion_path(index, size) for index in indexes]
    hashes = iter(hashes_of(connection, [wanted for path in paths for wanted in path]))
    return [tuple(islice(hashes, len(path))) for path in paths]


def consistency_proof(connection: Connection, first: int, second: int) -> tuple[bytes, ...]:
    """The proof that the tree of `second` leaves begins with the tree of `first`."""
    return hashes_of(connection, consistency_path(first, second))


def root(connection: Connection, size: int) -> bytes:
    """The root over the first `size` leaves."""
    [found] = hashes_of(connection, (Range(0, size),))
    return found


def proof_of(connection: Connection, position: int) -> ProofFile:
    """The proof that an entry is under the last checkpoint."""
    note, size = last_checkpoint(connection) or (None, 0)
    if note is None or not 1 <= position <= size:
        raise NotInTree(f"position {position} is not proved yet: the last checkpoint is over {size} entries")
    return ProofFile(position - 1, inclusion_proof(connection, position - 1, size), note)


def last_checkpoint(connection: Connection, *, at_most: int = 2**62) -> tuple[Note, int] | None:
    """What was signed last (over `at_most` so many entries) and who cosigned it, and its size; None if nothing was."""
    row = connection.execute(LAST_CHECKPOINT, (at_most,)).fetchone()
    return None if row is None else (Note.parse(row[0].encode()), int(row[1]))


def verifier_keys(connection: Connection) -> tuple[VerifierKey, ...]:
    """All keys that ever signed, oldest first."""
    rows = connection.execute("SELECT vkey FROM proofs.verifier_keys ORDER BY since, vkey").fetchall()
    return tuple(VerifierKey.parse(vkey) for (vkey,) in rows)


def tile(connection: Connection, asked: Tile) -> bytes:
    """The hashes of a tile. Raises NotInTree if there are fewer than its width."""
    [hashes] = whole_tiles(connection, (asked,))
    return hashes


def whole_tiles(connection: Connection, asked: Sequence[Tile]) -> list[bytes]:
    """The hashes of tiles, each as wide as it is asked for. Raises NotInTree if one of them has fewer."""
    found = tiles(connection, asked)
    for each, hashes in zip(asked, found, strict=True):
        if len(hashes) < each.width * HASH_BYTES:
            raise NotInTree(f"“{each.path}” is not in the tree, which has {tree_size(connection)} leaves")
    return [hashes[: each.width * HASH_BYTES] for each, hashes in zip(asked, found, strict=True)]


def bundle(connection: Connection, asked: Bundle) -> bytes:
    """The leaves of a bundle, as they are proved. Raises NotInTree if not all of them are in the tree."""
    first, size = asked.number * WIDTH, tree_size(connection)
    if first + asked.width > size:
        raise NotInTree(f"“{asked.path}” is not in the tree, which has {size} leaves")
    rows = connection.cursor(binary=True).execute(LEAVES, (first, first + asked.width)).fetchall()
    leaves = Leaves(salted_since(connection))
    return bundled(map(leaves.of, rows))


def edge(connection: Connection) -> TreeEdge:
    """The right edge of the tree as it is stored."""
    return TreeEdge(connection.cursor(binary=True).execute(EDGE, ()).fetchall())


def hashes_of(connection: Connection, ranges: Sequence[Range]) -> tuple[bytes, ...]:
    """The roots of ranges of the tree. Raises NotInTree for any that goes beyond it."""
    places = [[within_tile(node) for node in nodes_of(leaves)] for leaves in ranges]
    wanted = tuple(dict.fromkeys(place.tile for within in places for place in within))
    found = dict(zip(wanted, tiles(connection, wanted), strict=True))
    roots: list[bytes] = []
    for leaves, within in zip(ranges, places, strict=True):
        perfect: list[bytes] = []
        for at, first, width in within:
            hashes = found[at][first * HASH_BYTES : (first + width) * HASH_BYTES]
            if len(hashes) != width * HASH_BYTES:
                raise NotInTree(f"leaf {leaves.end - 1} is not in the tree, which has {tree_size(connection)} leaves")
            perfect.append(perfect_root(hashes))
        roots.append(joined(perfect))
    return tuple(roots)


def tiles(connection: Connection, wanted: Sequence[Tile]) -> list[bytes]:
    """The hashes of some tiles as far as there are any, in one statement."""
    if not wanted:
        return []
    parameters = ([asked.level for asked in wanted], [asked.number for asked in wanted])
    rows = connection.cursor(binary=True).execute(TILES, parameters, prepare=True).fetchall()
    return [hashes or b"" for (hashes,) in rows]
