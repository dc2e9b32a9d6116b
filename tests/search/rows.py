"""What was stored, as it was stored: rows, and what was asked for, in plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One row of the ledger, its sealed parts opened: texts, numbers, lists, and nothing that has rules of its own."""

    position: int
    stream: str
    version: int
    kind: str
    supersedes: int | None
    recorded_by: str
    said: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.kind} at {self.position} ({self.stream}@{self.version})"


@dataclass
class Attempt:
    """Something that was asked for, whether it was granted or not."""

    position: int
    """How many rows there were."""
    command: str
    said: dict[str, Any]
    refused: str | None = None
