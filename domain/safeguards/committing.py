"""Committing to data keys: what each key is goes on record as a hash, so that none is exchanged for another unseen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.kernel.book import Book, Decision
from domain.kernel.facts import Event
from domain.kernel.memories import Nothing
from domain.safeguards.own_streams import OwnCommand


@dataclass(frozen=True)
class KeyCommitment:
    """What one data key is: a hash that fits it alone, and tells nothing of it."""

    holder: str
    """Whose key it is: a person, the organisation, or the ledger itself."""
    digest: str
    """SHA-256 over a label, the holder and the key, in hexadecimal digits."""


@dataclass(frozen=True)
class DataKeysCommitted(Event[Nothing]):
    """Which data keys there are, each as a hash. After an erasure that says no more than that there was one."""

    act: ClassVar[bool] = True

    commitments: tuple[KeyCommitment, ...]
    """One for each key that was made since, a hundred at most."""


@dataclass(frozen=True)
class CommitDataKeys(OwnCommand[Nothing]):
    """Put on record which data keys there are. The ledger asks for it, once a minute where some were made."""

    records = (DataKeysCommitted,)

    commitments: tuple[KeyCommitment, ...]

    def decide(self, memory: Nothing, book: Book) -> Decision:
        return (self.becomes(DataKeysCommitted),) if self.commitments else ()
