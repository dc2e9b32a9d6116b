"""Who is meant in files about people: those in the same files, and those whom the ledger knows already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from shlex import quote

from api.imports.ids import EMAIL, LOGIN, KnownPeople, SameIds, SeveralPeople
from api.imports.managers import ANOTHER, ASKED, NOBODY, SEVERAL, TWO, Managers, Meaning, managers
from api.imports.name_index import NameIndex
from api.imports.names import bare, beside, is_written, names_beside, names_nobody, people_in, says_vacant
from api.imports.names_known import NamesKnown
from api.imports.people_file import PeopleRead, PersonRow
from api.imports.problems import Problem
from api.imports.spells import SpellsRead
from domain.kernel.ids import PersonId

VACANT_ABOVE = "says that the place above is vacant: recorded without a manager"
UNKNOWN_MANAGER = "is nobody we know: recorded without; say who it is with --who {}"
LEFT_OUT = "is left out, as something is wrong with a row of theirs: recorded without"


@dataclass(frozen=True)
class Sources:
    """The files that tell of people; how they call them, and as of which day they tell."""

    system: str
    on: date
    people: PeopleRead | None = None
    spells: SpellsRead | None = None
    called: str = ""
    """The names of the files, for the reasons of corrections."""
    missing_have_left: bool = False
    ended_have_left: bool = False
    renamed: Collection[str] = ()
    """Identifiers, as they are compared, of people who took another name."""
    unit_before: str = ""
    """What stands for the unit in which people stood before the moves that a history tells, where nobody knows it."""

    def __len__(self) -> int:
        """Of how many people they tell."""
        more = (one for one in self.spells.packed if not self.row_about(one)) if self.spells else ()
        return len(self.people.rows if self.people else ()) + sum(1 for _ in more)

    def same(self, identifier: str) -> str:
        """An identifier as the files compare it."""
        source = self.people or self.spells
        return source.same(identifier) if source else identifier

    def problems(self) -> list[Problem]:
        """What is wrong with their rows."""
        return [*(self.people.problems if self.people else ()), *(self.spells.problems if self.spells else ())]

    def notices(self) -> list[Problem]:
        """What is worth knowing of their rows."""
        return [*(self.people.notices if self.people else ()), *(self.spells.notices if self.spells else ())]

    def problem(self, number: int, field: str, value: str, what: str) -> Problem:
        """Something wrong with a row, in the words of its file."""
        source = self.people if self.people and self.row_about(value) else self.spells or self.people
        return Problem(number, source.headings.get(field, field) if source else field, value, what)

    def in_row(self, row: PersonRow, field: str, value: str, what: str) -> Problem:
        """Something about a row of the file of people, in its words."""
        return Problem(row.number, self.people.headings.get(field, field) if self.people else field, value, what)

    def contradicted(self) -> set[str]:
        """Identifiers of people of whom several rows say different things."""
        return (self.people.contradicted if self.people else set()) | (
            self.spells.contradicted if self.spells else set()
        )

    def mentions(self, identifier: str) -> bool:
        """Whether anything is said of somebody."""
        in_people = self.people is not None and self.people.place(identifier) is not None
        return in_people or (self.spells is not None and self.spells.mentions(identifier))

    def row_about(self, identifier: str) -> PersonRow | None:
        """Somebody's row in the file of people."""
        place = self.people.place(identifier) if self.people else None
        return None if self.people is None or place is None else self.people.row(place)

    def earlier_stays(self, identifier: str) -> list[PersonRow]:
        """What the file of people tells of somebody's stays before the last one."""
        return self.people.earlier_stays(identifier) if self.people else []

    def identifiers(self) -> Iterator[str]:
        """Of whom they tell."""
        yield from (row.identifier for row in self.people or ())
        yield from self.spells.packed if self.spells else ()

    def row_number(self, identifier: str) -> int:
        """The row to look at where something is wrong about somebody."""
        if row := self.row_about(identifier):
            return row.number
        spells = self.spells.of(identifier) if self.spells else []
        return spells[0].number if spells else 0

    def misread(self) -> set[str]:
        """Of whom the rows tell that cannot be read, each in its own file."""
        in_people = frozenset(one.row for one in (self.people.problems if self.people else ()))
        in_spells = frozenset(one.row for one in (self.spells.problems if self.spells else ()))
        return self.told_by_rows(in_people) | self._in_spells(in_spells)

    def about(self, refused: Iterable[Problem]) -> set[str]:
        """Of whom nothing can be recorded because of these; by their rows, of either file, where only these are known.

        So it is of a unit, which is established for whoever needs it first, in whichever file.
        """
        problems = list(refused)
        numbers = frozenset(one.row for one in problems if not one.about)
        known = {one.about for one in problems if one.about}
        return known | self.told_by_rows(numbers) | self._in_spells(numbers)

    def told_by_rows(self, numbers: Collection[int]) -> set[str]:
        """Of whom these rows of the file of people tell."""
        return {row.identifier for row in self.people or () if row.number in numbers}

    def _in_spells(self, numbers: Collection[int]) -> set[str]:
        return self.spells.identifiers_in(numbers) if self.spells else set()


@dataclass
class Who:
    """Finds people by identifier, and managers by whatever the file calls them."""

    sources: Sources
    known: KnownPeople
    ids: SameIds
    left_out: set[str] = field(default_factory=set)
    """Identifiers of people about whom nothing is recorded, as something is wrong with a row of theirs."""
    names: NamesKnown | None = None
    """What people of the ledger are called, where that may be asked."""
    meaning: Meaning | None = None
    managers: Managers | None = None
    met: dict[str, PersonId] = field(default_factory=dict)
    """Managers whom the ledger knows, and the file does not tell of, by what it calls them."""
    otherwise: dict[str, str] = field(default_factory=dict)
    """What the ledger calls those of them whom the file writes otherwise."""

    def __post_init__(self) -> None:
        if people := self.sources.people:
            self.meaning = Meaning(people)
            self.managers = managers(people, self.meaning)

    def problems(self) -> Iterator[Problem]:
        """What can only be seen with all rows side by side: circles, and names that several people have."""
        people = self.sources.people
        if people is None or self.managers is None:
            return
        _, circles = self.managers.order()
        for circle in circles:
            rows = [people.row(place) for place in circle]
            above = " reports to ".join(f"“{row.identifier}”" for row in [*rows, rows[0]])
            for row in rows:
                what = f"leads round in a circle ({above}): leave one of them blank, or name another"
                yield self.sources.problem(row.number, "manager", row.manager, what)
        for place, what in self.managers.asked.items():
            row = people.row(place)
            yield self.sources.problem(row.number, "manager", row.manager, what)

    def themselves(self) -> list[str]:
        """Who is said to report to themselves, by name and row."""
        people = self.sources.people
        rows = [people.row(place) for place in self.managers.themselves] if people and self.managers else []
        return [f"“{row.name}” in row {row.number}" for row in rows]

    def in_order(self) -> Iterator[str]:
        """The identifiers of everybody who is not left out, everybody after their manager where that can be."""
        people, spells = self.sources.people, self.sources.spells
        if people and self.managers:
            order, _ = self.managers.order()
            identifiers = (people.row(place).identifier for place in order)
            yield from (one for one in identifiers if one not in self.left_out)
        if spells:
            others = (one for one in spells.packed if people is None or people.place(one) is None)
            yield from (one for one in others if one not in self.left_out)

    def person(self, identifier: str) -> PersonId:
        """Who is meant by an identifier: whom the ledger knows by it, or somebody new. Raises SeveralPeople."""
        system = self.sources.system
        known = self.known.find(system, identifier) or self.known.alike(system, identifier)
        return known or self.known_by_name(identifier) or self.ids.person(system, identifier)

    def known_by_name(self, called: str) -> PersonId | None:
        """Whom the ledger knows by a name that stands in for an identifier in a history. Raises SeveralPeople."""
        spells = self.sources.spells
        if self.sources.people or self.names is None or not (spells and spells.named_only and spells.mentions(called)):
            return None
        those = [one for one in self.names.find(called) if is_written(self.names.name_of(one), called)]
        if len(those) > 1:
            raise SeveralPeople("is what several people are called: give their identifiers, in a column of its own")
        return those[0] if those else None

    def called(self) -> dict[str, str]:
        """What the files call everybody in them, and the ledger everybody whom it knows, by its own ids."""
        names = {str(person): identifier for identifier, person in self.known.of(self.sources.system)}
        for identifier in self.sources.identifiers():
            with suppress(SeveralPeople):
                names[str(self.person(identifier))] = identifier
        return names

    def manager_of(self, row: PersonRow, notices: list[Problem]) -> dict[str, PersonId | None]:
        """Who is above somebody, as far as the file says anything about that."""
        people = self.sources.people
        if people is None or self.managers is None or not people.names_managers:
            return {}
        own = people.by_identifier[people.same(row.identifier)]
        if row.number != people.row(own).number:  # of an earlier stay
            return {"manager": self.named(row.number, row.manager, notices) if row.manager else None}
        place = self.managers.above[own]
        if place == NOBODY:
            if says_vacant(row.manager):
                notices.append(self.sources.in_row(row, "manager", row.manager, VACANT_ABOVE))
            return {"manager": None}
        if place >= 0 and (above := people.row(place)).identifier not in self.left_out:
            return {"manager": self.person(above.identifier)}
        found = self.named(row.number, row.manager, notices)
        return {"manager": None if found == self.person(row.identifier) else found}

    def named(self, number: int, called: str, notices: list[Problem]) -> PersonId | None:
        """A manager whom the files or the ledger know; None, and a notice, where nobody does."""
        try:
            found = self.found(called)
        except SeveralPeople as error:
            notices.append(self.sources.problem(number, "manager", called, f"{error}; recorded without"))
            return None
        if found is None and says_vacant(called):
            notices.append(self.sources.problem(number, "manager", called, VACANT_ABOVE))
        elif found is None and not names_nobody(called):
            what = LEFT_OUT if self.sources.mentions(called) else UNKNOWN_MANAGER.format(quote(f"{called}=ID"))
            notices.append(self.sources.problem(number, "manager", called, what))
        return found

    def found(self, called: str) -> PersonId | None:
        """Whom the files or the ledger call that: by identifier, account or name. Raises SeveralPeople."""
        if found := self.identified(called):
            return self.as_met(called, found)
        if len({found for word in people_in(called) if (found := self.identified(word) or self.one_named(word))}) > 1:
            raise SeveralPeople(ASKED[TWO])
        for word in beside(called):
            if found := self.identified(word):
                named = [self.named_by(name) for name in names_beside(called, word)]
                if any(named) and not any(found in those for those in named):
                    raise SeveralPeople(ASKED[ANOTHER])
                return self.as_met(called, found)
        if (people := self.sources.people) and self.meaning and (place := self.meaning.place(called)) >= 0:
            return self.person(people.row(place).identifier)
        those = self.named_by(called)
        if len(those) > 1:
            raise SeveralPeople(ASKED[SEVERAL])
        return self.as_met(called, those[0]) if those else None

    def identified(self, word: str) -> PersonId | None:
        """Whom a word identifies in the files or the ledger. Raises SeveralPeople."""
        if word not in self.left_out and self.sources.mentions(word):
            return self.person(word)
        for system in (self.sources.system, EMAIL, LOGIN):
            if not self.is_shared(system, word) and (found := self.known.find(system, word)):
                return found
        return self.known.alike(self.sources.system, word)

    def named_by(self, called: str) -> tuple[PersonId, ...]:
        """Everybody in the file of spells and in the ledger who can be meant by a name."""
        if names_nobody(called) or not any(map(str.isalpha, called)):
            return ()
        found = self.told_in_spells.find(bare(called))
        told = (self.person(identifier) for identifier in found if identifier not in self.left_out)
        return tuple(dict.fromkeys((*told, *(self.names.find(bare(called)) if self.names else ()))))

    def one_named(self, called: str) -> PersonId | None:
        """The one person who can be meant by a name."""
        those = self.named_by(called)
        return those[0] if len(those) == 1 else None

    def as_met(self, called: str, found: PersonId) -> PersonId:
        """A manager who is not told of in the file of people; noted, and so is a name that is not quite theirs."""
        if self.sources.mentions(called):
            return found
        self.met.setdefault(called, found)
        name = self.names.name_of(found) if self.names and any(map(str.isalpha, called)) else ""
        if name and "@" not in called and not is_written(name, called):
            self.otherwise[called] = name
        return found

    @cached_property
    def told_in_spells(self) -> NameIndex[str]:
        """Identifiers of those of whom spells tell, by the names that they give."""
        spells = self.sources.spells
        names = {one: spells.of(one)[0].name for one in spells.packed if spells.of(one)} if spells else {}
        return NameIndex(lambda: list(names.items()), names.__getitem__)

    def is_shared(self, system: str, called: str) -> bool:
        """Whether several people of the file are reached under this, so that it identifies none of them."""
        return self.sources.people is not None and self.sources.people.shared.has(system, called)
