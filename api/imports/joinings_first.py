"""Managers whom a file names before their turn: their joining is asked for first, so that they are known by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from api.imports.ids import SameIds
from api.imports.joined_later import people_named
from api.imports.recording import Asked
from domain.amendments.corrections import CorrectEntry
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.people.joining import JoinPerson

FIRST: Final = 1
"""Where in their stream somebody's joining stands whom the ledger did not know before."""


@dataclass
class JoiningsFirst:
    """Gone through person by person, in the order of the file."""

    about: Callable[[str], list[Asked]]
    """All that is asked for about somebody new, by their identifier."""
    ids: SameIds
    why: str
    """The reason of what is corrected at once, where managers go round over the years."""
    waiting: dict[str, str] = field(default_factory=dict)
    """Identifiers of managers whom the ledger does not know, and of whom nothing has been asked for yet."""
    _rest: dict[str, list[Asked]] = field(default_factory=dict)
    """What is still to be asked for about those whose joining came before their turn."""

    def rest(self, person: str) -> list[Asked] | None:
        """What is left to ask for at somebody's turn, where their joining came before it; else None."""
        return self._rest.pop(person, None)

    def in_order(self, person: str, own: Sequence[Asked]) -> Iterator[Asked]:
        """What is asked for about somebody, each after the joinings of everybody whom it names."""
        self.waiting.pop(person, None)
        for asked in own:
            joins = isinstance(asked.command, JoinPerson)
            yield from self._before(asked, {person} if joins and asked is own[0] else set())
            yield asked

    def _before(self, asked: Asked, coming: set[str]) -> Iterator[Asked]:
        """The joinings of those who are named, each after those of the managers that it names.

        `coming` are those who cannot be named yet, as their own joining comes after this.
        """
        way = self._named(asked)
        opened: dict[str, Asked] = {}
        while way:
            person = way[-1]
            if person in opened:
                yield opened.pop(way.pop())
            elif person in self.waiting and (joining := self._joining(person, {*coming, *opened})):
                opened[person] = joining
                way += self._named(joining)
            else:
                way.pop()

    def _named(self, asked: Asked) -> list[str]:
        return [person for person in people_named(asked.command) if person in self.waiting]

    def _joining(self, person: str, coming: set[str]) -> Asked | None:
        """Somebody's joining; under a manager who comes after it, it is without one, and is corrected at their turn."""
        own = self._rest[person] = self.about(self.waiting.pop(person))
        if not own or not isinstance(command := own[0].command, JoinPerson):
            return None
        joining = own.pop(0)
        if command.manager not in coming:
            return joining
        corrected = CorrectEntry(Reference(person, FIRST), command, self.why)
        own.insert(0, self._instead_of(joining, corrected))
        return self._instead_of(joining, replace(command, manager=None))

    def _instead_of(self, asked: Asked, command: Command[Any]) -> Asked:
        again = self.ids.command("instead", str(asked.command_id), repr(command))
        return replace(asked, command=command, command_id=again)
