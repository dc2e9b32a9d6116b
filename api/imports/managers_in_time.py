"""What a history tells of managers, in the order of its days: so that each is known, and nobody stands in a circle.

Above and below change over the years: whoever was below somebody can be above them later. As what is recorded of one
person holds until the next is, the days of all who manage somebody are gone through side by side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any, Final

from api.imports.ids import SameIds
from api.imports.joined_later import people_named
from api.imports.recording import Asked
from domain.amendments.corrections import CorrectEntry
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.people.joining import JoinPerson

FIRST: Final = 1
"""Where in their stream somebody's joining stands whom the ledger did not know before."""


@dataclass
class ManagersInTime:
    """Gone through once. A manager who is named before they joined has their joining asked for before that."""

    own: Mapping[PersonId, Sequence[Asked]]
    """All that is asked for about everybody who manages somebody, each in its order."""
    new: Collection[str]
    """Whom among them the ledger does not know."""
    ids: SameIds
    why: str
    """The reason of what is corrected at once, where somebody cannot join under their manager yet."""
    _waiting: dict[str, Asked] = field(default_factory=dict)
    """The joinings that have not been asked for."""
    _brought: dict[str, Asked | None] = field(default_factory=dict)
    """Whose joining came before its day, and what corrects it on that day, if anything has to."""
    _above: dict[str, str | None] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Asked]:
        for person, own in self.own.items():
            if person in self.new and own and isinstance(own[0].command, JoinPerson):
                self._waiting[person] = own[0]
        for _, turns in groupby(sorted(self._dated(), key=lambda one: one[0]), key=lambda one: one[0]):
            today: dict[PersonId, list[Asked]] = {}
            for _, person, asked in turns:
                today.setdefault(person, []).append(asked)
            for person in from_the_top(today):
                for asked in today[person]:
                    yield from self._at_its_turn(person, asked)

    def _at_its_turn(self, person: PersonId, asked: Asked) -> Iterator[Asked]:
        """What is asked for on its day; of a joining that came before, what is left to correct."""
        came_before = person in self._brought and asked is self.own[person][0]
        if now := self._brought[person] if came_before else asked:
            if self._waiting.get(person) is now:
                del self._waiting[person]
            yield from self._before(person, now)
            yield self._noted(now)

    def _dated(self) -> Iterator[tuple[date, PersonId, Asked]]:
        """Everything with the day on which it has its turn: nothing before what comes before it about one person."""
        for person, own in self.own.items():
            turn = date.min
            for asked in own:
                turn = max(turn, getattr(placing(asked.command), "effective_on", turn))
                yield turn, person, asked

    def _before(self, whom: str, asked: Asked) -> Iterator[Asked]:
        """The joinings of those who are named and are still to join, each after those of the managers that it names."""
        way = self._named(asked)
        opened: dict[str, Asked] = {}
        while way:
            person = way[-1]
            if person in opened:
                yield self._noted(opened.pop(way.pop()))
            elif person in self._waiting:
                opened[person] = joining = self._brought_forward(person, {whom, *opened})
                way += self._named(joining)
            else:
                way.pop()

    def _named(self, asked: Asked) -> list[str]:
        return [person for person in people_named(asked.command) if person in self._waiting]

    def _brought_forward(self, person: str, below: Collection[str]) -> Asked:
        """Somebody's joining before its day; without the manager, and corrected later, where that is above nobody yet.

        `below` are those who come to stand below them.
        """
        joining = self._waiting.pop(person)
        command = joining.command
        if not isinstance(command, JoinPerson) or not self._is_below(command.manager, below):
            self._brought[person] = None
            return joining
        self._brought[person] = self._instead_of(joining, CorrectEntry(Reference(person, FIRST), command, self.why))
        return self._instead_of(joining, replace(command, manager=None))

    def _is_below(self, person: str | None, those: Collection[str]) -> bool:
        """Whether somebody is one of those, or stands below one, as far as is asked for."""
        met = set[str]()
        while person is not None and person not in met:
            if person in those:
                return True
            met.add(person)
            person = self._above.get(person)
        return False

    def _instead_of(self, asked: Asked, command: Command[Any]) -> Asked:
        again = self.ids.command("instead", str(asked.command_id), repr(command))
        return replace(asked, command=command, command_id=again)

    def _noted(self, asked: Asked) -> Asked:
        command = placing(asked.command)
        if hasattr(command, "manager"):
            self._above[str(asked.command.stream)] = command.manager
        return asked


def from_the_top(today: Mapping[PersonId, Sequence[Asked]]) -> Iterator[PersonId]:
    """Everybody of whom something is asked for on one day, after the manager whom they have from then on."""
    met = set[PersonId]()
    for person in today:
        way: list[PersonId] = []
        above: PersonId | None = person
        while above is not None and above in today and above not in met:
            met.add(above)
            way.append(above)
            places = (placing(asked.command) for asked in reversed(today[above]))
            above = next((one.manager for one in places if hasattr(one, "manager")), None)
        yield from reversed(way)


def placing(command: Command[Any]) -> Any:
    """What is asked for, or what takes the place of something."""
    return command.replacement if isinstance(command, CorrectEntry) else command
