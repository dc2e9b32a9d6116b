"""A proof that fits in a file (C2SP tlog-proof): where a leaf is, the hashes that lead to the root, the checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ledger.proofs.checkpoint import OpenedCheckpoint, open_checkpoint
from ledger.proofs.note import Note
from ledger.proofs.signing import VerifierKey
from ledger.proofs.text import from_base64, from_decimal, to_base64
from ledger.proofs.tree import HASH_BYTES, check_inclusion, leaf_hash

FIRST_LINE: Final = "c2sp.org/tlog-proof@v1"
MOST_HASHES: Final = 63


class ProofFileRefused(ValueError):
    """This is not the form of a proof; the message says where."""


@dataclass(frozen=True)
class ProofFile:
    """One leaf's proof."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: Note
    extra: bytes | None = None
    """Whatever else was put in; nothing vouches for it."""

    def __bytes__(self) -> bytes:
        """The file."""
        lines = [FIRST_LINE]
        if self.extra is not None:
            lines.append(f"extra {to_base64(self.extra)}")
        lines += [f"index {self.index}", *map(to_base64, self.hashes), "", ""]
        return "\n".join(lines).encode() + bytes(self.checkpoint)

    @classmethod
    def parse(cls, data: bytes) -> ProofFile:
        """Raises ProofFileRefused, or NoteRefused for the checkpoint, for anything but the exact form."""
        head, blank, checkpoint = data.partition(b"\n\n")
        try:
            first, *lines = head.decode("ascii").split("\n")
            if first != FIRST_LINE or not blank:
                raise ValueError(f"a proof begins with “{FIRST_LINE}”, and its checkpoint follows an empty line")
            extra = from_base64(lines.pop(0).removeprefix("extra ")) if lines[:1] and lines[0][:6] == "extra " else None
            if not lines or not lines[0].startswith("index "):
                raise ValueError("the number of the leaf is missing: “index …”")
            index, hashes = from_decimal(lines[0].removeprefix("index ")), tuple(map(from_base64, lines[1:]))
            if any(len(hash_) != HASH_BYTES for hash_ in hashes) or len(hashes) > MOST_HASHES:
                raise ValueError(f"a proof has at most {MOST_HASHES} hashes of {HASH_BYTES} bytes")
        except ValueError as error:
            raise ProofFileRefused(str(error)) from None
        return cls(index, hashes, Note.parse(checkpoint), extra)

    def check(
        self, leaf: bytes, log: Sequence[VerifierKey], witnesses: Sequence[VerifierKey] = (), *, quorum: int = 0
    ) -> OpenedCheckpoint:
        """The checkpoint, if the log signed it, enough witnesses cosigned it and it has this leaf (not: its hash).

        Raises NoteRefused, CheckpointRefused or ProofRefused otherwise.
        """
        opened = open_checkpoint(self.checkpoint, log, witnesses, quorum=quorum)
        check_inclusion(leaf_hash(leaf), self.index, opened.checkpoint.size, self.hashes, opened.checkpoint.root)
        return opened
