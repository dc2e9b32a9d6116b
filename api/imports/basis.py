"""What files about roles, slates and reviews are held against: the ledger, and whoever and whatever stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final, Protocol
from uuid import UUID

from api.imports.ids import SameIds
from api.imports.much_changed import MuchChanged
from api.imports.names import IN_BRACKETS, is_written, may_be_one, names_nobody, words_of
from api.imports.people_named import Namesakes, Nobody, NotKnown, PeopleNamed
from api.imports.posts_known import PostsKnown
from api.imports.problems import Problem
from api.imports.recording import Asked
from api.imports.rows import Row, Rows
from api.imports.units_meant import UnitsMeant
from api.imports.words import squeezed
from domain.frameworks.adopting import Active
from domain.kernel.book import Book
from domain.kernel.commands import Command
from domain.kernel.ids import PersonId, UnitId
from domain.people.employment import Employment
from domain.units.adopting_frameworks import edition_for
from domain.units.citing import unit_of
from domain.units.unit import Unit
from ledger import Ledger


@dataclass
class Basis:
    """The ledger as one import sees it."""

    ledger: Ledger
    book: Book
    system: str
    on: date
    """The day of the export."""
    first_day: date | None
    """The first day that the ledger accompanies; None as long as nobody has said."""
    ids: SameIds
    people: PeopleNamed
    units: UnitsMeant
    _editions: dict[tuple[UnitId | None, date], Active | None] = field(default_factory=dict)

    @cached_property
    def posts(self) -> PostsKnown:
        """Finds people by the posts that they hold."""
        return PostsKnown(self.ledger, self.book, self.people)

    def is_history(self, day: date) -> bool:
        """Whether a day is from before the ledger."""
        return self.first_day is None or day < self.first_day

    def edition(self, unit: UnitId | None, on: date) -> Active | None:
        """What holds for a unit on a day."""
        if (unit, on) not in self._editions:
            self._editions[unit, on] = edition_for(unit, on, self.book)
        return self._editions[unit, on]


class Told(Protocol):
    """A file as it is to be recorded: what is asked for, a batch at a time; gone through again, it is made again."""

    basis: Basis
    problems: list[Problem]
    notices: list[Problem]
    left_out: set[int]
    """Numbers of rows of which nothing is recorded."""
    much: MuchChanged
    """What the file tells otherwise of most of what the ledger knows."""

    def __iter__(self) -> Iterator[list[Asked]]: ...

    def in_words(self) -> Iterator[str]:
        """What is to be told of it beside, each in a sentence."""
        ...


@dataclass
class RowsTold:
    """The rows of a file, held against a ledger."""

    rows: Rows
    basis: Basis
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    left_out: set[int] = field(default_factory=set)
    much: MuchChanged = field(default_factory=MuchChanged, kw_only=True)

    def begin(self) -> None:
        """From here on everything is asked for again."""
        self.much.begin()
        self.problems.clear()
        self.notices.clear()
        self.basis.units.begin()

    @property
    def called(self) -> str:
        """The name of the file."""
        return self.rows.table.path.name

    def understood(self) -> Iterator[Row]:
        """The rows that can be understood, and are not left out."""
        for row in self.rows.read_into(self.problems):
            if self.is_wanted(row):
                for of in sorted(row.months):
                    self.notice(row, of, f"gives a month alone: taken as its first day, {row.days[of]}")
                yield row

    def is_wanted(self, row: Row) -> bool:
        """Whether anything is recorded of a row."""
        return row.number not in self.left_out

    def problem(self, row: Row, of: str, what: str) -> None:
        """Something that stands in the way of a row."""
        self.problems.append(Problem(row.number, self.rows.heading(of), row.said.get(of, ""), what))

    def notice(self, row: Row, of: str, what: str) -> None:
        """Something worth knowing of a row."""
        self.notices.append(Problem(row.number, self.rows.heading(of), row.said.get(of, ""), what))

    def person(self, row: Row, of: str, name_of: str, unit_of: str = "") -> PersonId | None:
        """Whom a row names, by a column of identifiers, or of names; None, and a problem, where it names nobody.

        Among several who are called the same, the unit decides in which a column says that they stood on the day of the
        row, or that stands in brackets behind the name.
        """
        said, name = row.said.get(of, ""), row.said.get(name_of, "")
        named = of if said else name_of
        try:
            person = self.basis.people.person(said or name)
        except Namesakes as several:
            if one := self.one_by_unit(row, said or name, several.people, unit_of):
                return one
            beside = f", or say their unit in a column that --column {unit_of}=HEADING names" if unit_of else ""
            self.problem(row, named, f"{several}{beside}")
            return None
        except NotKnown as error:
            return self.surnamed(row, named, error)
        except Nobody as error:
            self.problem(row, named, str(error))
            return None
        known = self.basis.people.name_of(person)
        if said and name and not names_nobody(name) and not self.is_theirs(name, person):
            self.problem(row, name_of, f"is not what “{said}” is called, which is “{known}”: put one of them right")
            return None
        days = self.days_of(row)
        if row.said.get(unit_of) and not self.standing_in((row.said[unit_of],), (person,), (*days, self.basis.on)):
            stood = " or ".join(f"{'stands' if day == self.basis.on else 'stood'} on {day}" for day in days)
            self.notice(row, unit_of, f"is not where “{known}” {stood}, by the ledger: taken for them nevertheless")
        return person

    def is_theirs(self, name: str, person: PersonId) -> bool:
        """Whether a name beside an identifier can be that of whom it identifies: as they are called, or were once."""
        if self.basis.people.is_said(name):
            return self.basis.people.person(name) == person
        return any(fits(name, own) for own in self.basis.people.names_of(person))

    def one_by_unit(self, row: Row, called: str, people: Sequence[PersonId], unit_of: str = "") -> PersonId | None:
        """Who alone, of several who are called the same, stood in the unit that a row gives, on the day that it is of.

        The unit stands in a column, or in brackets behind the name.
        """
        those = self.standing_in((row.said.get(unit_of, ""), *IN_BRACKETS.findall(called)), people, self.days_of(row))
        return those[0] if len(those) == 1 else None

    def days_of(self, row: Row) -> tuple[date, ...]:
        """The days of which a row tells, where units and posts beside a name can be those of any of them."""
        return (next((day for day in row.days.values() if day), self.basis.on),)

    def surnamed(self, row: Row, of: str, error: NotKnown) -> PersonId | None:
        """Whom a row names by a surname and a post, where it names nobody otherwise; None, and a problem."""
        what = str(error)
        try:
            if found := self.basis.posts.surnamed(row.said[of], self.days_of(row)[0]):
                return found
        except Nobody as otherwise:
            what = str(otherwise)
        self.problem(row, of, what)
        return None

    def standing_in(self, units: Iterable[str], people: Sequence[PersonId], days: Iterable[date]) -> list[PersonId]:
        """Those who stood in one of these units, or in one below it, on one of these days, or when they left."""
        said = {squeezed(unit) for unit in units} - {""}
        days = tuple(days)
        return [one for one in people if any(said & self.units_of(one, day) for day in days)]

    def units_of(self, person: PersonId, on: date) -> set[str]:
        """What the units in which somebody stood on a day, and those above them, are called, and were on that day."""
        names, found = self.basis.units.names(), set[str]()
        placement = self.basis.book.recall(Employment, person).placement_on(on)
        at = unit_of(placement.unit) if placement else None
        while at:
            known = self.basis.book.recall(Unit, at)
            found |= {squeezed(str(name)) for name in (names.get(at), known.name_on(on)) if name}
            at = known.parent_on(on) if known.stands_on(on) else self.basis.units.parent(at)
        return found

    def asked(self, row: Row, command: Command[Any], whom: str, *words: str) -> Asked:
        """A command of a row, under an id that is the same whenever the row says the same."""
        return Asked(row.number, whom, command, self.command_id(command, *words))

    def command_id(self, command: Command[Any], *words: str) -> UUID:
        """The id of a command of this file."""
        return self.basis.ids.command(self.basis.system, type(command).__name__, *words, repr(command))

    def with_units(self, asked: list[Asked]) -> list[Asked]:
        """What is asked for, after the units that it needs and the ledger has not."""
        commands = {one.command: one.row for one in asked}
        needed = self.basis.units.asked_before(commands, f"told by {self.called}")
        row = min(commands.values(), default=0)
        return [*(Asked(row, "", one, self.command_id(one)) for one in needed), *asked]

    def taken_in_words(self) -> Iterator[str]:
        """Who was taken for whom, where names or identifiers are not quite the ledger's."""
        if shortened := self.basis.people.shortened:
            word, identifier = next(iter(shortened.items()))
            others = f", and so {len(shortened) - 1} others" if len(shortened) > 1 else ""
            yield f"Taken for identifiers that lack what stands before the number: “{word}” for “{identifier}”{others}."
        if otherwise := self.basis.people.otherwise:
            pairs = ", ".join(f"“{cell}” for “{name}”" for cell, name in list(otherwise.items())[:TOLD])
            more = f" and {len(otherwise) - TOLD} more" if len(otherwise) > TOLD else ""
            yield f"Taken, as each of them fits one person alone: {pairs}{more}."


def fits(name: str, known: str) -> bool:
    """Whether a name, or a part of one, can be that of somebody of whom the ledger knows another form."""
    parts = set(words_of(name))
    return is_written(known, name) or may_be_one(words_of(name), words_of(known)) or parts <= set(words_of(known))


TOLD: Final = 10
"""How many of a kind are told."""


def in_words(met: Counter[tuple[str, str]]) -> str:
    """Each word of a column with its count and what it is taken for."""
    return ", ".join(f"“{word}” ({times}) {found}" for (word, found), times in met.most_common(TOLD))


SHOWN: Final = 3


def first_of_all(told: Sequence[str]) -> str:
    """The first few of what is told otherwise than before, and how many more there are."""
    more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
    return "; ".join(told[:SHOWN]) + more
