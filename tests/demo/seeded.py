"""A ledger that holds the demo, and what is looked for in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from typing import Any

from demo import Seeded
from domain.kernel.facts import Event
from domain.kernel.standing import recall, standing
from domain.people.employment import Employment
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from ledger import Entry, Ledger

TODAY = date.fromisoformat(os.environ.get("DEMO_DAY", "2025-11-21"))
"""The day of the demo that all tests look at; `make days` tries others."""


@dataclass(frozen=True)
class Demo:
    """A ledger that holds the demo."""

    ledger: Ledger
    seeded: Seeded
    database_url: str
    progress: list[tuple[int, int]]

    def story(self, name: str, what: str) -> str:
        return self.seeded.stories[name][what]

    def entries(self, stream: str, kind: type[Event[Any]]) -> list[Entry[Any]]:
        """The entries of one kind on a stream."""
        return [entry for entry in self.ledger.stream(stream) if entry.kind == kind.__name__]

    def at(self, name: str) -> Entry[Any]:
        """An entry that a story turns on, by the name under which the guide has it."""
        position = self.seeded.positions[name]
        return self.ledger.entries_at([position])[position]


def everybody(ledger: Ledger) -> dict[str, Employment]:
    """Everybody as all of their stream left them."""
    streams = {entry.stream for entry in ledger.entries(kinds=("PersonJoined",), opened=False)}
    return {stream: recall(Employment, standing(ledger.stream(stream))) for stream in streams}


def placed(demo: Demo, person: str) -> list[Entry[Any]]:
    return demo.entries(person, PersonJoined) + demo.entries(person, PersonMoved)
