"""What is proposed to be written, and what has become of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

from ledger.storage.read_set import Key, ReadSet


class NewEntry(NamedTuple):
    """An entry on its way into the ledger; its position, version and time come from the database."""

    stream: str
    kind: str
    stored: bytes
    supersedes: int | None
    concerns: tuple[Key, ...]
    """Subject and kind under which it is found again."""


class Proposal(NamedTuple):
    """What a decision wants written, and what it has read."""

    command_id: UUID
    digest: bytes
    by: str
    entries: Sequence[NewEntry]
    reads: ReadSet


class Outcome(NamedTuple):
    """What became of a proposal."""

    what: Literal["recorded", "repeated", "different", "conflict"]
    first_position: int | None
    last_position: int | None
    recorded_at: datetime | None
    versions: list[int] | None = None
    """Of its entries; None where nothing is recorded, and in batches, which know them beforehand."""
