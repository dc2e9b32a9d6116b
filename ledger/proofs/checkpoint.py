"""Checkpoints (C2SP tlog-checkpoint): which log, how many leaves, which root; as the text of a signed note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ledger.proofs.note import Note, NoteRefused, Signed, SignedByOthers
from ledger.proofs.signing import VerifierKey
from ledger.proofs.text import LARGEST, from_base64, from_decimal, to_base64
from ledger.proofs.tree import HASH_BYTES

CONTROL: Final = re.compile(r"[\x00-\x1f]")


class CheckpointRefused(ValueError):
    """This text is no checkpoint; the message says why."""


@dataclass(frozen=True)
class Checkpoint:
    """The tree of one log at one size."""

    origin: str
    """The log's name, which is also the name of the keys that sign for it."""
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()
    """Further lines, which others may write and we do not."""

    def __post_init__(self) -> None:
        """CheckpointRefused for what cannot be written."""
        if not 0 <= self.size <= LARGEST:
            raise CheckpointRefused(f"a tree has 0 to {LARGEST} leaves, not {self.size}")
        if len(self.root) != HASH_BYTES:
            raise CheckpointRefused(f"a root has {HASH_BYTES} bytes; this one has {len(self.root)}")
        for line in (self.origin, *self.extensions):
            if not line or CONTROL.search(line):
                raise CheckpointRefused(f"{line!r} is not one line of text, as the origin and each extension must be")

    @property
    def text(self) -> str:
        """The text to sign."""
        return "".join(f"{line}\n" for line in (self.origin, self.size, to_base64(self.root), *self.extensions))

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Raises CheckpointRefused for anything but the exact form."""
        *lines, rest = text.split("\n")
        if len(lines) < 3 or rest:
            raise CheckpointRefused("a checkpoint has three lines or more, each of which ends with a newline")
        origin, size, root, *extensions = lines
        try:
            return cls(origin, from_decimal(size), from_base64(root), tuple(extensions))
        except ValueError as error:
            raise CheckpointRefused(str(error)) from None


@dataclass(frozen=True)
class OpenedCheckpoint:
    """A checkpoint that its log signed, and who cosigned it."""

    checkpoint: Checkpoint
    signed: tuple[Signed, ...]


def open_checkpoint(
    note: bytes | Note, log: Sequence[VerifierKey], witnesses: Sequence[VerifierKey] = (), *, quorum: int = 0
) -> OpenedCheckpoint:
    """The checkpoint in a note, if a key of the log signed it and at least `quorum` of the witnesses cosigned it.

    Raises NoteRefused or CheckpointRefused otherwise.
    """
    note = note if isinstance(note, Note) else Note.parse(note)
    checkpoint = Checkpoint.parse(note.text)
    try:
        signed = note.open((*log, *witnesses))
    except SignedByOthers:
        signed = ()
    if not any(signature.by in log and signature.by.name == checkpoint.origin for signature in signed):
        raise not_signed(note, checkpoint, log, witnesses)
    cosigned = sum(signature.by in witnesses for signature in signed)
    if cosigned < quorum:
        raise NoteRefused(f"{cosigned} of the witnesses cosigned this checkpoint; {quorum} have to")
    return OpenedCheckpoint(checkpoint, signed)


def not_signed(
    note: Note, checkpoint: Checkpoint, log: Sequence[VerifierKey], witnesses: Sequence[VerifierKey]
) -> NoteRefused:
    """What is said of a checkpoint that no key of the log signed: SignedByOthers, if it is of that log by its name."""
    origin, names = checkpoint.origin, ", ".join(f"“{key.name}”" for key in log)
    given = {(key.name, key.id) for key in (*log, *witnesses)}
    others = [(name, key_id) for name, key_id, _ in note.signatures if name == origin and (name, key_id) not in given]
    if others and origin in {key.name for key in log}:
        keys = ", ".join(f"{name}+{key_id.hex()}" for name, key_id in others)
        return SignedByOthers(f"the checkpoint is signed by a key that was not given: {keys}")
    return NoteRefused(f"the checkpoint is of “{origin}”, and not signed by {names or 'its log'} as such")
