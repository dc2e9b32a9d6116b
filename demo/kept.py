"""What a seeding came to, kept in a file of the home: a demo that is there is not told again to find its stories."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from demo.seeding import Seeded
from ledger import Entry, Ledger


class Kept(msgspec.Struct, frozen=True):
    """A seeding that was finished, and by what its ledger is known again."""

    first: UUID | None
    last: UUID | None
    """The commands that wrote its first and its last entry."""
    seeded: Seeded


def found(path: Path, ledger: Ledger) -> Seeded | None:
    """What is kept of the demo in a ledger; None where nothing is, or it is of another ledger."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=Kept)
    except (OSError, msgspec.MsgspecError):
        return None
    return kept.seeded if (kept.first, kept.last) == ends_of(ledger, kept.seeded.entries) else None


def keep(path: Path, ledger: Ledger, seeded: Seeded) -> None:
    """Keep it; a home that cannot be written to costs no more than the time."""
    first, last = ends_of(ledger, seeded.entries)
    draft = path.with_suffix(".new")
    try:
        draft.write_bytes(msgspec.json.encode(Kept(first, last, seeded)))
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)


def ends_of(ledger: Ledger, last: int) -> tuple[UUID | None, UUID | None]:
    """Which commands wrote the first entry and that one; None where there is none."""
    entries = ledger.entries_at((1, last))
    return command_of(entries.get(1)), command_of(entries.get(last))


def command_of(entry: Entry[Any] | None) -> UUID | None:
    """Which command wrote it."""
    return None if entry is None else entry.command_id
