"""Checking who looked, offline: the lines of an export of that log against each other and against what was signed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.looks_signed import OF_LOOKS
from ledger.proofs.looks_witnessed import Witnessed, last_that_holds
from ledger.proofs.note import Note
from ledger.proofs.signing import VerifierKey

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class LooksAltered(ValueError):
    """A line is not what was written there, or does not go on from the one before it; the message says which."""


@dataclass(frozen=True)
class LooksChecked:
    """What holds of an export of the log of who looked."""

    numbers: tuple[int, ...]
    """The lines that are there, each as it was written."""
    missing: tuple[tuple[int, int], ...]
    """The lines between them that are not there, first and last: of these nothing is shown."""
    signed: int
    """Up to which line a given key signed what is there; 0 where none of what was signed is."""
    signed_beyond: int = 0
    """Up to which line anything was signed that is not there."""
    witnessed: Witnessed | None = None
    """The last root of what is there that the book put on record; None where it told of none."""

    @property
    def proved_from(self) -> int:
        """The first line of those that lead without gaps to the one that was signed; 0 where none was."""
        if not self.signed:
            return 0
        return max((last + 1 for _, last in self.missing if last < self.signed), default=self.numbers[0])


def check_looks(
    lines: Iterable[bytes], keys: Sequence[VerifierKey], witnessed: Collection[Witnessed] = ()
) -> LooksChecked:
    """Check every line of an export, and the roots that the book has `witnessed` of the whole log.

    Raises LooksAltered; RootGone for a root that does not hold; NoteRefused where a signature does not.
    """
    hashes: dict[int, str] = {}
    missing: list[tuple[int, int]] = []
    notes: list[str] = []
    last = 0
    for place, line in enumerate(lines, start=1):
        said = read(place, line)
        if "signed" in said:
            notes.append(str(said["signed"]))
            continue
        number = must_be_whole(place, said)
        if number <= last:
            raise LooksAltered(f"line {place} of the file: look {number} comes after look {last}")
        before = hashes.get(number - 1, "" if number == 1 else said["before"])
        if said["before"] != before:
            raise LooksAltered(f"line {place} of the file: look {number} does not go on from look {number - 1}")
        if last and number > last + 1:
            missing.append((last + 1, number - 1))
        hashes[number], last = said["hash"], number
    held = last_that_holds(witnessed, hashes)
    signed = max((under(note, hashes, keys) for note in notes), default=0)
    beyond = max((number for note in notes if (number := up_to(note)) > last), default=0)
    return LooksChecked(tuple(hashes), tuple(missing), signed, beyond, held)


def read(place: int, line: bytes) -> dict[str, Any]:
    """A line as JSON. Raises LooksAltered for what is none of ours."""
    try:
        said = json.loads(line)
        if "signed" in said or {"number", "at", "reader", "seen", "before", "hashed", "hash"} <= said.keys():
            return dict(said)
    except (ValueError, RecursionError, TypeError, AttributeError):
        pass
    raise LooksAltered(f"line {place} of the file is none of an export of looks")


def must_be_whole(place: int, said: dict[str, Any]) -> int:
    """The number of a look that says what was hashed, and whose hash that is. Raises LooksAltered."""
    try:
        number, epoch, reader, seen = str(said["hashed"]).split("\n", 3)
        digest = sha256(bytes.fromhex(said["before"]) + said["hashed"].encode()).hexdigest()
        told = (int(number), at_second(epoch), reader, json.loads(seen), digest)
        shown = (said["number"], datetime.fromisoformat(said["at"]), said["reader"], said["seen"], said["hash"])
    except (ValueError, RecursionError, TypeError, ArithmeticError) as error:
        raise LooksAltered(f"line {place} of the file cannot be read: {error}") from None
    if told != shown:
        raise LooksAltered(f"line {place} of the file: look {said['number']} is not what was written there")
    return int(number)


def at_second(epoch: str) -> datetime:
    """The instant so many seconds after 1970 began."""
    return EPOCH + timedelta(microseconds=int(Decimal(epoch) * 1_000_000))


def up_to(note: str) -> int:
    """Up to which look something was signed."""
    return Checkpoint.parse(Note.parse(note.encode()).text).size


def under(note: str, hashes: dict[int, str], keys: Sequence[VerifierKey]) -> int:
    """Up to which look a signature covers what is there; 0 where that look is not, or no key was given.

    Raises LooksAltered where something else was signed, and NoteRefused where no given key did.
    """
    parsed = Note.parse(note.encode())
    head = Checkpoint.parse(parsed.text)
    if not head.origin.endswith(OF_LOOKS):
        raise LooksAltered(f"what was signed is of “{head.origin}”, and not of a log of who looked")
    if head.size in hashes and hashes[head.size] != head.root.hex():
        raise LooksAltered(f"look {head.size} is not the one that was signed")
    if not keys:
        return 0
    signers = {signed.by.name for signed in parsed.open(keys)}
    if head.origin.removesuffix(OF_LOOKS) not in signers:
        raise LooksAltered(f"what was signed is of “{head.origin}”, and signed by {', '.join(sorted(signers))}")
    return head.size if head.size in hashes else 0
