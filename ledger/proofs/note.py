"""Signed notes (C2SP signed-note): a text, and a line for each who signed it; read and opened strictly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ledger.proofs.signing import ID_BYTES, Algorithm, Signature, SigningKey, VerifierKey, check_name, cosigned_at
from ledger.proofs.text import from_base64

LARGEST_NOTE: Final = 1_000_000
"""Bytes; the same as other readers of notes allow."""
MOST_SIGNATURES: Final = 100


class NoteRefused(ValueError):
    """This is no note, or not one that those who had to have signed; the message says why."""


class SignedByOthers(NoteRefused):
    """None of the keys that were asked for signed this; whether those who did are to be believed is not known."""


@dataclass(frozen=True)
class Signed:
    """A signature that holds."""

    by: VerifierKey
    at: int | None = None
    """The second (POSIX) that a cosignature states."""


@dataclass(frozen=True)
class Note:
    """A text that ends with a newline, and who signed it. Nothing is verified yet: that is what `open` is for."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, data: bytes) -> Note:
        """Raises NoteRefused for anything but the exact form of a note."""
        if len(data) > LARGEST_NOTE:
            raise NoteRefused(f"the note has {len(data)} bytes; at most {LARGEST_NOTE} are read")
        try:
            whole = data.decode()
        except UnicodeDecodeError:
            raise NoteRefused("the note is not UTF-8") from None
        text, blank, lines = whole.rpartition("\n\n")
        if not blank or not lines.endswith("\n"):
            raise NoteRefused("a note is a text, an empty line, and lines of signatures that each end with a newline")
        check_text(text + "\n")
        signatures = lines[:-1].split("\n")
        if len(signatures) > MOST_SIGNATURES:
            raise NoteRefused(f"the note has {len(signatures)} signatures; at most {MOST_SIGNATURES} are read")
        return cls(text + "\n", tuple(map(signature_of, signatures)))

    def __bytes__(self) -> bytes:
        """The note itself."""
        return f"{self.text}\n{''.join(signature.line for signature in self.signatures)}".encode()

    def with_signatures(self, *more: Signature) -> Note:
        """The same text, signed by others too."""
        return Note(self.text, (*self.signatures, *(other for other in more if other not in self.signatures)))

    def open(self, keys: Iterable[VerifierKey]) -> tuple[Signed, ...]:
        """The signatures by these keys, at least one; those by others are passed over.

        Raises NoteRefused if no given key signed, or if a line that says it is by one of them is not.
        """
        known = by_name_and_id(keys)
        signed: dict[VerifierKey, Signed] = {}
        for name, key_id, signature in self.signatures:
            key = known.get((name, key_id))
            if key is None:
                continue
            if not key.verifies(self.text, signature):
                raise NoteRefused(f"the signature of “{name}” ({key_id.hex()}) does not hold for this text")
            at = cosigned_at(signature) if key.algorithm is Algorithm.COSIGNATURE else None
            signed.setdefault(key, Signed(key, at))
        if not signed:
            names = ", ".join(f"“{signature.name}”" for signature in self.signatures)
            raise SignedByOthers(f"signed by {names}, and by none of the keys that were asked for")
        return tuple(signed.values())


def sign(text: str, *keys: SigningKey) -> Note:
    """The note that a text becomes under these keys."""
    check_text(text)
    return Note(text, tuple(key.sign(text) for key in keys))


def check_text(text: str) -> None:
    """Raises NoteRefused for a text that no note can have."""
    if not text.endswith("\n"):
        raise NoteRefused("the text of a note ends with a newline")
    if control := re.search(r"[\x00-\x09\x0b-\x1f]", text):
        raise NoteRefused(f"the text of a note has no control characters; this one has {control[0]!r}")


def signature_of(line: str) -> Signature:
    """A signature line, without its newline; NoteRefused if it is none."""
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    try:
        if dash != "—":
            raise ValueError("it begins with “— ”")
        check_name(name)
        data = from_base64(encoded)
    except ValueError as error:
        raise NoteRefused(f"“{line}” is no signature: {error}") from None
    if len(data) <= ID_BYTES:
        raise NoteRefused(f"“{line}” is no signature: nothing follows the key's id")
    return Signature(name, data[:ID_BYTES], data[ID_BYTES:])


def by_name_and_id(keys: Iterable[VerifierKey]) -> dict[tuple[str, bytes], VerifierKey]:
    """Keys as signatures name them; ValueError if two different ones share name and id."""
    known: dict[tuple[str, bytes], VerifierKey] = {}
    for key in keys:
        if known.setdefault((key.name, key.id), key) != key:
            raise ValueError(f"two keys are called “{key.name}” with id {key.id.hex()}: only one can be meant")
    return known
