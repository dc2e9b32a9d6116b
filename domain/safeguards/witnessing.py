"""Witnessing who looked: how far the log of looks went, and the hash that chains its last line, are put on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.kernel.book import Book, Decision
from domain.kernel.facts import Event, Reference
from domain.kernel.memories import changed
from domain.safeguards.own_streams import OwnCommand


@dataclass(frozen=True)
class LooksOnRecord:
    """Up to which look the log was witnessed on a day."""

    looks: int = 0


@dataclass(frozen=True)
class LooksWitnessed(Event[LooksOnRecord]):
    """The log of who looked held so many lines, each chained to the one before; the hash of the last is its root."""

    act: ClassVar[bool] = True

    looks: int
    """How many lines there were, from the first."""
    root: str
    """The hash of the last of them, which covers all before it: SHA-256, in hexadecimal digits."""

    def evolve(self, on_record: LooksOnRecord, at: Reference) -> LooksOnRecord:
        return changed(on_record, looks=self.looks)


@dataclass(frozen=True)
class WitnessLooks(OwnCommand[LooksOnRecord]):
    """Put on record how far the log of who looked goes. The ledger asks for it, once a minute while people look."""

    records = (LooksWitnessed,)

    looks: int
    root: str

    def decide(self, on_record: LooksOnRecord, book: Book) -> Decision:
        return () if self.looks <= on_record.looks else (self.becomes(LooksWitnessed),)
