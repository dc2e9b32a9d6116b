"""Introducing: somebody is known to the ledger without being employed, as for a seat on the board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.dates import Dated
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.memories import changed
from domain.kernel.refusals import NameMissing, Refusal
from domain.people.employment import Employment, PersonCommand


@dataclass(frozen=True)
class PersonIntroduced(Event[Employment]):
    """Somebody is known from now on, without being one of us: their record begins, and no employment does."""

    name: Annotated[str | Erased, About("person")]
    """What they are called."""

    def evolve(self, employment: Employment, at: Reference) -> Employment:
        return changed(
            employment,
            introduced_on=employment.introduced_on or self.effective_on,
            names=(*employment.names, Dated(self.effective_on, self.name)),
        )


@dataclass(frozen=True)
class IntroducePerson(PersonCommand[Employment]):
    """Begin the record of somebody who is not employed, as for a seat on the board. They may join later."""

    records = (PersonIntroduced,)
    for_the_record = True
    creates = "person"

    name: Annotated[str, Said("give the name they go by", NameMissing)]

    def decide(self, employment: Employment, book: Book) -> Decision:
        if (since := employment.known_since) is not None:
            raise AlreadyKnown(
                f"“{self.person}” is known since {since}: leave it, or rename them if they go by another name"
            )
        return (self.becomes(PersonIntroduced),)


class AlreadyKnown(Refusal):
    """Nobody is introduced whose record has begun."""

    instead = "Leave it; if the name or the day is wrong, correct that entry or rename them."
    field = "person"
