"""People of the ledger by whatever a file names them: an identifier, an address, a login, or a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from api.imports.ids import EMAIL, LOGIN, KnownPeople, SeveralPeople
from api.imports.names import bare, beside, is_written
from api.imports.names_known import NamesKnown
from api.imports.words import squeezed
from domain.kernel.ids import PersonId
from ledger import Ledger
from ledger.identifiers import is_person

NUMBERED: Final = re.compile(r"[^\W\d_]+[-_. ]?0*(?P<number>\d+)")
"""An identifier that begins with letters: “KPC0078”."""


class Nobody(Exception):
    """What names nobody, or several; with what would be right."""


class NotKnown(Nobody):
    """What names nobody whom the ledger knows."""


class Namesakes(Nobody):
    """What names several people who are called the same."""

    def __init__(self, people: Iterable[PersonId]) -> None:
        super().__init__(
            "is what several people are called: name them by identifier or e-mail, or say whom it means"
            " with --who NAME=ID"
        )
        self.people = tuple(people)


class PeopleNamed:
    """Finds whoever a cell names."""

    def __init__(self, ledger: Ledger, system: str, who: Mapping[str, str] | None = None) -> None:
        self._system = system
        self._who = who or {}
        """Whom cells mean, by these squeezed, as whoever imports has said it."""
        self._known = KnownPeople(ledger, {system, EMAIL, LOGIN})
        self._names = NamesKnown(ledger)
        self.otherwise: dict[str, str] = {}
        """Whom the file means, where it writes them otherwise than the ledger does."""
        self.shortened: dict[str, str] = {}
        """Numbers that lack the zeros or the letters before them, and whose identifiers they are taken for."""

    def begin(self) -> None:
        """Nobody has been met yet."""
        self.otherwise.clear()
        self.shortened.clear()

    def person(self, called: str) -> PersonId:
        """Who is meant. Raises Nobody."""
        if self.is_said(called):
            return self._said(called)
        try:
            found = self._by_word(called)
        except SeveralPeople as error:
            raise Nobody(str(error)) from None
        if found is None:
            right = "import people first, or say whom it means with --who NAME=ID"
            raise NotKnown(f"is nobody whom the ledger knows in “{self._system}”, or by that name: {right}")
        return found

    def is_said(self, called: str) -> bool:
        """Whether whoever imports has said whom this means."""
        return squeezed(called) in self._who

    def _said(self, called: str) -> PersonId:
        """Whom whoever imports has said that this means. Raises Nobody."""
        meant = self._who[squeezed(called)]
        try:
            found = self._by_word(meant)
        except (SeveralPeople, Nobody) as error:
            raise Nobody(f"is said to mean “{meant}”, which {error}") from None
        if found is None:
            raise Nobody(f"is said to mean “{meant}”, whom the ledger does not know: name another with --who")
        self.otherwise[called] = self.name_of(found)
        return found

    def is_known(self, called: str) -> bool:
        """Whether the ledger knows anybody, or several, by that."""
        if self.is_said(called):
            return True
        otherwise = dict(self.otherwise)
        try:
            return self._by_word(called) is not None
        except (SeveralPeople, Nobody):
            return True
        finally:
            self.otherwise = otherwise

    def everybody(self) -> Iterable[PersonId]:
        """All whom the ledger knows by a name."""
        return self._names.everybody()

    def name_of(self, person: PersonId) -> str:
        """What somebody is called."""
        return self._names.name_of(person)

    def names_of(self, person: PersonId) -> tuple[str, ...]:
        """What somebody is called, and was before, the latest first."""
        return self._names.names_of(person)

    def are_called(self, name: str) -> tuple[PersonId, ...]:
        """Whoever is called that or can be, or was called so before."""
        return tuple(dict.fromkeys((*self._names.find(name), *self._names.were_called(name))))

    def _by_word(self, called: str) -> PersonId | None:
        if is_person(called) and self._names.name_of(PersonId(called)):
            return PersonId(called)
        for word in (called, *beside(called)):
            for system in (self._system, EMAIL, LOGIN):
                if found := self._known.find(system, word):
                    return found if word == called else self._taken(called, found)
            if found := self._by_number(word):
                return found if word == called else self._taken(called, found)
        for names in ((bare(called),), tuple(beside(called))):
            spoken = (name for name in names if any(map(str.isalpha, name)))  # a number is nobody's name
            named = dict.fromkeys(person for name in spoken for person in self.are_called(name))
            if len(named) > 1:
                raise Namesakes(named)
            if named:
                person = self._taken(called, next(iter(named)))
                if any(any(map(str.isdigit, word)) for word in beside(called)):  # and nobody has that number
                    self.otherwise[called] = self._names.name_of(person)
                return person
        return None

    def _by_number(self, word: str) -> PersonId | None:
        """Who is called that but for zeros before it, or for the letters and zeros before all numbers."""
        found = self._known.alike(self._system, word)
        whole = self._whole.get(word.lstrip("0"), ()) if found is None and word.isdecimal() else ()
        if len(whole) > 1:
            raise SeveralPeople(f"is the number of {' and '.join(f'“{one}”' for one in whole[:2])}: write it in full")
        found = self._known.find(self._system, whole[0]) if whole else found
        if found:
            self.shortened.setdefault(word, whole[0] if whole else self._called.get(found, word))
        return found

    @cached_property
    def _called(self) -> dict[PersonId, str]:
        """What the system calls everybody."""
        return {person: identifier for identifier, person in self._known.of(self._system)}

    @cached_property
    def _whole(self) -> dict[str, list[str]]:
        """Identifiers that begin with letters, by their numbers without these and without zeros."""
        found: dict[str, list[str]] = {}
        for identifier in self._called.values():
            if numbered := NUMBERED.fullmatch(identifier):
                found.setdefault(numbered["number"], []).append(identifier)
        return found

    def _taken(self, called: str, person: PersonId) -> PersonId:
        name = self._names.name_of(person)
        parts = (part for part in (bare(called), *beside(called)) if any(map(str.isalpha, part)))
        others = {other for part in parts for other in self.are_called(part)}
        if others and person not in others:
            raise Nobody(f"names two people, as what stands beside the name is “{name}”: put one of them right")
        if not is_written(name, called):
            self.otherwise[called] = name
        return person
