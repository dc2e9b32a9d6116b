"""People by the post that they hold, alone or beside their surname: “CHRO”, “Moreau, Head of Plant”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from api.imports.names import AFFIXES, words_of
from api.imports.people_named import Nobody, PeopleNamed
from api.imports.roles_known import RolesKnown
from api.imports.words import squeezed
from domain.kernel.book import Book
from domain.kernel.ids import PersonId
from domain.organisation.holders import own_holders_on
from domain.people.employment import Employment
from ledger import Ledger

APART: Final = re.compile(r"\s*[,;()\[\]|]\s*|\s+[-–—/:]\s+")
"""What stands between a surname and a post."""


@dataclass
class PostsKnown:
    """Finds whoever holds a post on a day: a role of that title, or else that job title."""

    ledger: Ledger
    book: Book
    people: PeopleNamed
    _held: dict[tuple[str, date], list[PersonId]] = field(default_factory=dict)

    def holder(self, post: str, on: date) -> PersonId | None:
        """Who holds a post, if one alone does; None where nobody knows the post. Raises Nobody where that is not so."""
        held = self.holders(post, on)
        if len(held) > 1:
            raise Nobody(f"is a post that {self._named(held)} hold on {on}: name the person")
        if not held and self.is_role(post):
            raise Nobody(f"is a role that nobody holds on {on}: name the person")
        return held[0] if held else None

    def holders(self, post: str, on: date) -> list[PersonId]:
        """Everybody who holds a role of that title as their own, or where there is none, who has it as a job title."""
        key = squeezed(post), on
        if key not in self._held:
            self._held[key] = self._holding(post, on) if key[0] else []
        return self._held[key]

    def _holding(self, post: str, on: date) -> list[PersonId]:
        if roles := self._roles.called(post):
            held = (one.person for role in roles for one in own_holders_on(on, role.role, self.book))
            return list(dict.fromkeys(held))
        return [one for one in self.people.everybody() if squeezed(self._title(one, on)) == squeezed(post)]

    def is_role(self, post: str) -> bool:
        """Whether the ledger has a role of that title."""
        return bool(squeezed(post) and self._roles.called(post))

    def surnamed(self, called: str, on: date) -> PersonId | None:
        """The one person whose surname stands beside their post; None where a cell gives no such two.

        Raises Nobody where the name is of several who hold that, or of somebody who does not.
        """
        told = list(self._surnames_and_posts(called))
        fits = {one: None for named, post in told for one in self.holders(post, on) if one in named}
        if len(fits) > 1:
            raise Nobody(f"fits {self._named(fits)}: name them by identifier or e-mail")
        if fits:
            [found] = fits
            self.people.otherwise[called] = self.people.name_of(found)
            return found
        if told:
            named, post = told[0]
            raise Nobody(
                f"names {self._named(named)} by a part of the name, of whom none holds “{post}” on {on}, by the ledger:"
                " name them by identifier or e-mail"
            )
        return None

    def _surnames_and_posts(self, called: str) -> Iterator[tuple[list[PersonId], str]]:
        """Those in whose names a part of a cell is, with the post that another part names."""
        parts = [part for part in APART.split(called) if part]
        for part in parts if len(parts) > 1 else ():
            if named := self._having(part):
                yield from ((named, other) for other in parts if other != part)

    def _having(self, surname: str) -> list[PersonId]:
        words = {word for word in words_of(surname) if word not in AFFIXES and len(word) > 1}
        return [one for one, own in self._words.items() if words <= own] if words else []

    def _title(self, person: PersonId, on: date) -> str:
        employment = self.book.recall(Employment, person)
        placement = employment.placement_on(on) if employment.is_here_on(on) else None
        title = placement.job_title if placement else None
        return title if isinstance(title, str) else ""

    def _named(self, people: Iterable[PersonId]) -> str:
        return " and ".join(f"“{self.people.name_of(one)}”" for one in people)

    @cached_property
    def _words(self) -> dict[PersonId, frozenset[str]]:
        """The words of everybody's name."""
        return {one: frozenset(words_of(self.people.name_of(one))) for one in self.people.everybody()}

    @cached_property
    def _roles(self) -> RolesKnown:
        return RolesKnown(self.ledger)
