"""Checking an audit bundle, offline: with nothing but its bytes, the keys that are known, and an earlier checkpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from cryptography.x509 import Certificate

from audit.bundles import looked_up as look_ups
from audit.bundles.archive import unpacked, unpacked_folder
from audit.bundles.contents import TIME_AUTHORITY, TIME_STAMP, Bundled, in_json, table_of_contents
from audit.bundles.linked import check_links
from audit.bundles.openssl import openssl_files
from audit.bundles.time_stamp import TimeStamp, authorities_in, check_time_stamp
from ledger.proofs.checkpoint import Checkpoint, OpenedCheckpoint, open_checkpoint
from ledger.proofs.leaf import read_as
from ledger.proofs.leaves import OneChange, parsed
from ledger.proofs.note import Note, SignedByOthers
from ledger.proofs.proof_file import ProofFile
from ledger.proofs.salted_leaf import Header
from ledger.proofs.signing import VerifierKey
from ledger.proofs.text import from_base64
from ledger.proofs.tiled import check_tiles, tiles_from
from ledger.proofs.tree import check_consistency, leaf_hash

PARTS = ("leaf.json", "stored.json", "inclusion.tlog-proof")
HEADER = "header.json"
"""One more part, of entries that have a salt."""
ALWAYS = ("README.txt", "case.json", "checkpoint", "verifier-keys", "witness-keys")


class BundleDoesNotHold(ValueError):
    """Something in this bundle is not what it should be; the message says what."""


@dataclass(frozen=True)
class Holds:
    """What a bundle that holds has shown."""

    case: str
    entries: tuple[Bundled, ...]
    checkpoint: Checkpoint
    cosigned_by: tuple[str, ...]
    since: int | None
    """It continues a checkpoint over so many entries."""
    says: Mapping[int, dict[str, Any]]
    """What entries say, by position, where it was opened: a statement of whoever made the bundle."""
    replay: bytes | None
    time_stamp: TimeStamp | None
    strangers: tuple[VerifierKey, ...]
    """The keys that signed it, if none of those did that are known: the bundle itself names them."""
    looked_up: tuple[look_ups.LookedUp, ...] | None
    """What judges asked for, where the bundle tells: a statement, too, though each entry is proved."""
    proved: int
    """Entries up to here are proved under a known key: by the checkpoint, or by the one that it continues."""

    @property
    def opened(self) -> bool:
        """Whether anything was."""
        return bool(self.says)


@dataclass(frozen=True)
class Known:
    """What whoever checks knows from elsewhere; without keys, those in the bundle are believed."""

    log: Sequence[VerifierKey] = ()
    witnesses: Sequence[VerifierKey] = ()
    quorum: int = 0
    since: bytes | None = None
    """The last checkpoint that they have seen."""
    authorities: Sequence[Certificate] = ()
    """Of time stamps."""


def check(data: bytes, known: Known = Known()) -> Holds:
    """What the bundle in an archive shows. Raises a ValueError that says what does not hold."""
    return check_files(unpacked(data), known)


def check_at(path: Path, known: Known = Known()) -> Holds:
    """What the bundle in a file shows, or in the folder that it was unpacked into. Raises ValueError, and OSError."""
    return check_files(unpacked_folder(path) if path.is_dir() else unpacked(path.read_bytes()), known)


def check_files(files: Mapping[str, bytes], known: Known = Known()) -> Holds:
    """What the files of a bundle show. Raises a ValueError that says what does not hold."""
    if lacking := [name for name in ALWAYS if name not in files]:
        raise BundleDoesNotHold(f"“{lacking[0]}” is missing")
    named, cosigners = keys_in(files["verifier-keys"]), keys_in(files["witness-keys"])
    log, witnesses = known.log or named, known.witnesses or cosigners
    note = Note.parse(files["checkpoint"])
    opened, signers = opened_by(note, log, named, witnesses, known.quorum)
    entries = entries_in(files, note, signers)
    looked_up = looked_up_in(files)
    case = case_of(files["case.json"], entries, looked_up)
    since = since_of(files, opened.checkpoint, log, named, known.since)
    time_stamp = time_stamp_of(files, known.authorities)
    expected = {
        *ALWAYS,
        *openssl_files(note, named),
        *tiles_in(files, entries, opened.checkpoint),
        *(f"entries/{entry.position}/{part}" for entry in entries for part in PARTS),
        *(f"entries/{entry.position}/{HEADER}" for entry in entries if entry.header),
        *(("since/checkpoint", "since/consistency") if since else ()),
        *((TIME_STAMP, TIME_AUTHORITY) if time_stamp is not None else ()),
        *((look_ups.LOOKED_UP,) if looked_up is not None else ()),
    }
    may_be = {"replay.json", *(f"opened/{entry.position}.json" for entry in entries)}
    for name, content in openssl_files(note, named).items():
        if files.get(name) != content:
            raise BundleDoesNotHold(f"“{name}” is not what the checkpoint and its keys say")
    if strangers := sorted(set(files) - expected - may_be):
        raise BundleDoesNotHold(f"“{strangers[0]}” does not belong into a bundle")
    return Holds(
        case,
        tuple(entries),
        opened.checkpoint,
        tuple(signed.by.name for signed in opened.signed if signed.by in witnesses),
        since.size if since else None,
        {one.position: said_in(files, one.position) for one in entries if f"opened/{one.position}.json" in files},
        files.get("replay.json"),
        time_stamp,
        tuple(signed.by for signed in opened.signed if signed.by not in (*log, *witnesses)),
        looked_up,
        opened.checkpoint.size if signers is log else since.size if since and since.by_known_key else 0,
    )


def opened_by(
    note: Note, log: Sequence[VerifierKey], named: Sequence[VerifierKey], witnesses: Sequence[VerifierKey], quorum: int
) -> tuple[OpenedCheckpoint, Sequence[VerifierKey]]:
    """A checkpoint, and the keys that it is opened with: those of the log that are known, or else those named here."""
    try:
        return open_checkpoint(note, log, witnesses, quorum=quorum), log
    except SignedByOthers as others:
        try:
            return open_checkpoint(note, named, witnesses, quorum=quorum), named
        except SignedByOthers:
            raise BundleDoesNotHold(f"{others}, and not by one that the bundle names") from None


def entries_in(files: Mapping[str, bytes], note: Note, log: Sequence[VerifierKey]) -> list[Bundled]:
    """The entries, each proved to be in the tree of this checkpoint at its own position."""
    positions = sorted(
        {int(n.split("/")[1]) for n in files if n.startswith("entries/") and n.split("/")[1].isdecimal()}
    )
    entries, change = list[Bundled](), OneChange()
    for position in positions:
        leaf, stored, proof = (files.get(f"entries/{position}/{part}") for part in PARTS)
        if leaf is None or stored is None or proof is None:
            raise BundleDoesNotHold(f"something of entry {position} is missing: there should be {', '.join(PARTS)}")
        header = files.get(f"entries/{position}/{HEADER}")
        told = None if header is None else read_as(Header, header)
        entry, proved = Bundled(parsed(leaf), stored, told), ProofFile.parse(proof)
        if entry.position != position or proved.index != entry.leaf.index:
            raise BundleDoesNotHold(f"what is kept as entry {position} is another one")
        if proved.checkpoint != note:
            raise BundleDoesNotHold(f"the proof of entry {position} is under another checkpoint than the bundle's")
        proved.check(leaf, log)
        change.see(entry.leaf)
        entries.append(entry)
    return entries


def said_in(files: Mapping[str, bytes], position: int) -> dict[str, Any]:
    """What an entry says, as it was opened."""
    name = f"opened/{position}.json"
    try:
        return msgspec.json.decode(files[name], type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError) as error:
        raise BundleDoesNotHold(f"“{name}” does not say what an entry says: {error}") from None


def looked_up_in(files: Mapping[str, bytes]) -> tuple[look_ups.LookedUp, ...] | None:
    """What judges asked for; None where that is not told."""
    file = files.get(look_ups.LOOKED_UP)
    try:
        return None if file is None else look_ups.read(file)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise BundleDoesNotHold(f"“{look_ups.LOOKED_UP}” does not say what was asked: {error}") from None


def tiles_in(files: Mapping[str, bytes], entries: Sequence[Bundled], checkpoint: Checkpoint) -> list[str]:
    """The paths of the tiles that belong in, if each leads from the entries to the root of the checkpoint."""
    leaves = {entry.leaf.index: leaf_hash(entry.leaf.encode()) for entry in entries}
    wanted = tiles_from(leaves, checkpoint.size)
    if missing := [tile.path for tile in wanted if tile.path not in files]:
        raise BundleDoesNotHold(f"“{missing[0]}” is missing: with it, entries can be found under the checkpoint")
    check_tiles({tile: files[tile.path] for tile in wanted}, leaves, checkpoint.size, checkpoint.root)
    return [tile.path for tile in wanted]


def case_of(written: bytes, entries: list[Bundled], looked_up: Sequence[look_ups.LookedUp] | None) -> str:
    """The case, if the entries are all that belongs to it, and no others."""
    case = msgspec.json.decode(written).get("case")
    asked_for = None if looked_up is None else frozenset(at for one in looked_up for at in one.positions)
    contents = table_of_contents(str(case), entries, asked_for)
    if in_json(contents) != written:
        raise BundleDoesNotHold("“case.json” does not say what the entries say")
    check_links(str(case), entries)
    return str(case)


class Since(NamedTuple):
    """An earlier checkpoint that the bundle's continues."""

    size: int
    """How many entries it is over."""
    by_known_key: bool


def since_of(
    files: Mapping[str, bytes],
    checkpoint: Checkpoint,
    log: Sequence[VerifierKey],
    named: Sequence[VerifierKey],
    kept: bytes | None,
) -> Since | None:
    """The earlier checkpoint that this one continues; None if there is none."""
    earlier, proof = files.get("since/checkpoint"), files.get("since/consistency")
    known = None if kept is None else Checkpoint.parse(Note.parse(kept).text)
    if known == checkpoint:
        known = None  # the bundle is under the very checkpoint that was kept: there is nothing to continue
    if earlier is None or proof is None:
        if known is not None:
            raise BundleDoesNotHold("nothing shows that your checkpoint is continued: ask for a bundle --since it")
        return None
    opened, signers = opened_by(Note.parse(earlier), log, named, (), 0)
    first = opened.checkpoint
    if known is not None and known != first:
        raise BundleDoesNotHold(f"the earlier checkpoint in the bundle, over {first.size} entries, is not yours")
    if first.origin != checkpoint.origin:
        raise BundleDoesNotHold(f"the earlier checkpoint is of “{first.origin}”, this one of “{checkpoint.origin}”")
    lines = proof.decode("ascii").split("\n")
    if lines.pop():
        raise BundleDoesNotHold("the consistency proof does not end with a line's end")
    check_consistency(first.size, checkpoint.size, tuple(map(from_base64, lines)), first.root, checkpoint.root)
    return Since(first.size, signers is log)


def time_stamp_of(files: Mapping[str, bytes], authorities: Sequence[Certificate]) -> TimeStamp | None:
    """What an authority says of when it was shown the checkpoint; None if none was asked.

    Where no authority is known, the one in the bundle is believed, as with its keys.
    """
    response, named = files.get(TIME_STAMP), files.get(TIME_AUTHORITY)
    if response is None or named is None:
        if authorities:
            raise BundleDoesNotHold("there is no time stamp in it, by any authority: ask for a bundle with one")
        return None
    try:
        return check_time_stamp(response, files["checkpoint"], authorities or authorities_in(named))
    except ValueError as error:
        raise BundleDoesNotHold(f"“{TIME_STAMP}” is no time stamp of the checkpoint: {error}") from None


def keys_in(text: bytes) -> tuple[VerifierKey, ...]:
    """The keys of a list, one a line."""
    return tuple(map(VerifierKey.parse, text.decode().splitlines()))
