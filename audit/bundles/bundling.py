"""Making an audit bundle: a case's stream, all that it cites, its edition, and for each of them the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files as resources
from typing import Any, Final

from audit.bundles.archive import packed
from audit.bundles.contents import (
    EDITION_KIND,
    TIME_AUTHORITY,
    TIME_STAMP,
    Bundled,
    citations,
    editions,
    in_json,
    is_edition,
    table_of_contents,
)
from audit.bundles.looked_up import LOOKED_UP, LookedUp
from audit.bundles.looked_up import in_json as looked_up_in_json
from audit.bundles.openssl import openssl_files
from audit.bundles.time_authority import TimeAuthority
from ledger.proofs import reading
from ledger.proofs.checkpoint import open_checkpoint
from ledger.proofs.leaf import read_as
from ledger.proofs.leaves import COLUMNS, Leaves, parsed
from ledger.proofs.note import Note
from ledger.proofs.proof_file import ProofFile
from ledger.proofs.reading import Connection
from ledger.proofs.salted_leaf import Header, header_of
from ledger.proofs.text import to_base64
from ledger.proofs.tiled import tiles_from

STREAM: Final = "WHERE stream = %s"
CITED: Final = """
    WHERE (stream, coalesce(supersedes, version)) IN (SELECT * FROM unnest(%s::text[], %s::bigint[]))
"""
PUBLISHED: Final = "WHERE stream = ANY (%s) AND kind = %s"
AT: Final = "WHERE position = ANY (%s)"
WITNESSES: Final = "SELECT witness FROM proofs.cosignatures WHERE size = %s ORDER BY witness"

Opened = Callable[[Sequence[int]], dict[int, Any]]
"""Tells what the entries at some positions say, sealed parts opened."""


@dataclass(frozen=True)
class Opening:
    """What is opened for an auditor who may read it."""

    of_the_case: Opened
    """Tells what the case says, what it cites, and its editions."""
    beside_it: Opened
    """Tells of what judges looked up beside that."""
    looked_up: tuple[LookedUp, ...]
    """What they asked for, decision by decision."""

    @property
    def positions(self) -> frozenset[int]:
        """All entries that they looked up."""
        return frozenset(position for one in self.looked_up for position in one.positions)


class CannotBeBundled(ValueError):
    """There is nothing to prove, or not yet, or not to this auditor."""


class NoSuchCase(CannotBeBundled):
    """Nothing is recorded of what was named."""


def bundled_case(
    connection: Connection,
    case: str,
    *,
    since: bytes | None = None,
    opening: Opening | None = None,
    replay: bytes | None = None,
    authority: TimeAuthority | None = None,
) -> bytes:
    """The audit bundle of a case, under the last checkpoint. `since` is the checkpoint that the auditor has.

    Raises CannotBeBundled, and NotStamped where an authority was to stamp it.
    """
    last = reading.last_checkpoint(connection)
    if last is None:
        raise CannotBeBundled("nothing has been signed yet: there is no checkpoint to prove anything under")
    note, size = last
    own = entries_of(connection, case, size)
    asked_for = None if opening is None else opening.positions
    entries = with_those_at(connection, own, asked_for or frozenset(), size)
    log = reading.verifier_keys(connection)
    made = {
        "README.txt": resources("audit.bundles").joinpath("readme.txt").read_bytes(),
        "case.json": in_json(table_of_contents(case, entries, asked_for)),
        "checkpoint": bytes(note),
        "verifier-keys": lines_of(map(str, log)),
        "witness-keys": lines_of(vkey for (vkey,) in connection.execute(WITNESSES, (size,)).fetchall()),
        **openssl_files(note, log),
        **tile_files(connection, entries, size),
        **entry_files(connection, entries, note, size),
    }
    if since is not None:
        made |= since_then(connection, since, size)
    if opening is not None:
        made |= opened_files(opening, own, entries) | {LOOKED_UP: looked_up_in_json(opening.looked_up)}
    if replay is not None:
        made["replay.json"] = replay
    if authority is not None:
        made |= {TIME_STAMP: authority.stamp(bytes(note)), TIME_AUTHORITY: authority.pem}
    return packed(made)


def entries_of(connection: Connection, case: str, size: int) -> list[Bundled]:
    """The case's stream, what it cites with all corrections, and its editions; as far as a checkpoint proves them."""
    stream = rows(connection, size, STREAM, case)
    if not stream:
        raise NoSuchCase(f"“{case}” has no entries among the {size} that are proved: name a case as case-…")
    cited = citations(stream)
    columns = [at.stream for at in cited], [at.version for at in cited]
    under = editions(stream)
    published = rows(connection, size, PUBLISHED, [name for name, _ in under], EDITION_KIND)
    found = [*stream, *rows(connection, size, CITED, *columns)]
    found += [entry for entry in published if any(is_edition(entry, *edition) for edition in under)]
    return sorted({entry.position: entry for entry in found}.values(), key=lambda entry: entry.position)


def with_those_at(
    connection: Connection, own: Sequence[Bundled], positions: frozenset[int], size: int
) -> list[Bundled]:
    """A case's entries, and those at further positions."""
    further = sorted(positions - {entry.position for entry in own})
    return sorted([*own, *rows(connection, size, AT, further)], key=lambda entry: entry.position)


def opened_files(opening: Opening, own: Sequence[Bundled], entries: Sequence[Bundled]) -> dict[str, bytes]:
    """What each entry says."""
    mine = [entry.position for entry in own]
    said = opening.of_the_case(mine) | opening.beside_it(sorted({entry.position for entry in entries} - {*mine}))
    return {f"opened/{position}.json": in_json(event) for position, event in said.items()}


def rows(connection: Connection, size: int, which: str, *parameters: Any) -> list[Bundled]:
    """Entries up to a position."""
    statement = f"SELECT {COLUMNS} FROM ledger.entries {which} AND position <= %s ORDER BY position"  # noqa: S608
    found = connection.cursor(binary=True).execute(statement, (*parameters, size)).fetchall()
    leaves = Leaves(reading.salted_since(connection))
    return [Bundled(parsed(leaves.of(row)), row[4], header_in(row)) for row in found]


def header_in(row: Sequence[Any]) -> Header | None:
    """What an entry is, from its columns; None where its leaf says so."""
    _, stream, version, kind, stored, supersedes, _, by, command_id, salt, *_ = row
    if salt is None:
        return None
    return read_as(Header, header_of(salt, stream, version, kind, stored, supersedes, by, command_id))


def tile_files(connection: Connection, entries: Sequence[Bundled], size: int) -> dict[str, bytes]:
    """The tiles that lead from these entries to the root, under their paths in the log."""
    tiles = tiles_from((entry.leaf.index for entry in entries), size)
    return {tile.path: hashes for tile, hashes in zip(tiles, reading.whole_tiles(connection, tiles), strict=True)}


def entry_files(connection: Connection, entries: Sequence[Bundled], note: Note, size: int) -> dict[str, bytes]:
    """Each entry as it is stored, what is proved of it, and the proof."""
    proofs = reading.inclusion_proofs(connection, [entry.leaf.index for entry in entries], size)
    made: dict[str, bytes] = {}
    for entry, proof in zip(entries, proofs, strict=True):
        folder = f"entries/{entry.position}"
        made |= {
            f"{folder}/leaf.json": entry.leaf.encode(),
            **({f"{folder}/header.json": entry.header.encode()} if entry.header else {}),
            f"{folder}/stored.json": entry.stored,
            f"{folder}/inclusion.tlog-proof": bytes(ProofFile(entry.leaf.index, proof, note)),
        }
    return made


def since_then(connection: Connection, earlier: bytes, size: int) -> dict[str, bytes]:
    """The checkpoint that an auditor has, and that the last one continues it."""
    note = Note.parse(earlier)
    checkpoint = open_checkpoint(note, reading.verifier_keys(connection)).checkpoint
    if not 0 < checkpoint.size <= size:
        raise CannotBeBundled(
            f"the auditor's checkpoint is over {checkpoint.size} entries, the last one here over {size}:"
            " nothing is proved from 0, and a shorter log has lost entries"
        )
    if reading.root(connection, checkpoint.size) != checkpoint.root:
        raise CannotBeBundled(
            f"the auditor's checkpoint over {checkpoint.size} entries is of another history than this one"
        )
    proof = reading.consistency_proof(connection, checkpoint.size, size)
    return {
        "since/checkpoint": earlier,
        "since/consistency": lines_of(map(to_base64, proof)),
    }


def lines_of(texts: Iterable[str]) -> bytes:
    """One a line."""
    return "".join(f"{text}\n" for text in texts).encode()
