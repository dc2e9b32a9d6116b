"""People whom a file names before it tells that they joined: what it tells of their joining is recorded first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from api.access.acting import texts_in
from api.imports.lines import Line
from domain.kernel.commands import Command
from domain.people.joining import JoinPerson
from ledger.identifiers import is_person


@dataclass
class JoinedLater:
    """Gone through in the order of the file, once to find them and once to bring them forward."""

    named: set[str] = field(default_factory=set)
    """Whoever is named, and has not joined in the lines so far."""
    joined: set[str] = field(default_factory=set)
    lines: dict[str, Line] = field(default_factory=dict)
    """The line that tells of somebody's joining, where others name them before it."""
    brought: set[int] = field(default_factory=set)
    """Numbers of the lines that were recorded before their turn."""

    def look_at(self, line: Line, command: Command[Any]) -> set[str]:
        """Note whom a line names who has not joined yet, and whether it tells of a joining that others wait for.

        Returns all texts in it.
        """
        texts = set(texts_in(command))
        if isinstance(command, JoinPerson):
            if command.person in self.named and command.person not in self.joined:
                self.lines[command.person] = line
            self.joined.add(command.person)
        self.named.update(person for person in texts - self.joined if is_person(person))
        return texts

    def before(self, command: Command[Any]) -> Iterator[Line]:
        """The lines that have to be recorded before a command is, each told once."""
        if isinstance(command, JoinPerson):
            self.lines.pop(command.person, None)
        for person in people_named(command):
            if line := self.lines.pop(person, None):
                self.brought.add(line.number)
                yield line


def people_named(command: Command[Any]) -> Iterator[str]:
    """Everybody who is named in a command, or in a part of it."""
    return filter(is_person, texts_in(command))
