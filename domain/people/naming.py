"""What people are called: by name, and by other systems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.dates import Dated
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.later import LATER
from domain.kernel.memories import changed
from domain.kernel.refusals import BeginsAfterItEnds, NameMissing, Refusal
from domain.people.employment import Employment, Identity, KnownPersonCommand, PresentPersonCommand


@dataclass(frozen=True)
class PersonIdentified(Event[Employment]):
    """A system outside knows them by this."""

    system: str
    """The other system."""
    identifier: Annotated[str | Erased, About("person")]
    """What they are called there."""
    identifier_key: str | None = None
    """By which key whoever is called that is found, and nobody can tell what it is; None in old entries."""
    until: date | None = field(default=None, metadata=LATER)
    """The last day on which they are called that; None where there is no end to it."""

    earlier_keys = (lambda identified: (),)

    def concerns(self) -> tuple[str, ...]:
        return (self.identifier_key,) if self.identifier_key else ()

    def secret_words(self) -> tuple[str, str] | None:
        return None if isinstance(self.identifier, Erased) else (self.system, self.identifier)

    def evolve(self, employment: Employment, at: Reference) -> Employment:
        if isinstance(self.identifier, Erased) or self.until is not None:
            return employment
        return changed(employment, identities=employment.identities | {Identity(self.system, self.identifier)})

    def overlaps(self, first: date, last: date | None) -> bool:
        """Whether there is a day on which they are called that, from a first to a last one."""
        return self.effective_on <= (last or date.max) and first <= (self.until or date.max)


@dataclass(frozen=True)
class PersonRenamed(Event[Employment]):
    """They go by another name."""

    name: Annotated[str | Erased, About("person")]
    """What they are called."""

    def evolve(self, employment: Employment, at: Reference) -> Employment:
        return changed(employment, names=(*employment.names, Dated(self.effective_on, self.name)))


@dataclass(frozen=True)
class IdentifyPerson(KnownPersonCommand[Employment]):
    """Say what a system outside knows them by."""

    records = (PersonIdentified,)
    for_the_record = True

    system: Annotated[str, Said("name the system outside")]
    identifier: Annotated[str, Said("give what they are called there")]
    until: date | None = field(default=None, metadata=LATER)

    @property
    def identities(self) -> tuple[Identity, ...]:
        """What it says, as joining says it of several systems."""
        return (Identity(self.system, self.identifier),)

    def looks_up(self, book: Book) -> Iterable[tuple[str, type[Event[Any]]]]:
        return carried_by(self.identities, book)

    def decide(self, employment: Employment, book: Book) -> Decision:
        if self.until is not None and self.until < self.effective_on:
            raise BeginsAfterItEnds(
                f"until “{self.until}” is before {self.effective_on}: give a later day, or none", field="until"
            )
        [identity] = self.identities
        if self.until is None and is_known(identity, employment, book):
            return ()
        return (identified(self.person, identity, self.effective_on, book, self.until),)


def is_known(identity: Identity, employment: Employment, book: Book) -> bool:
    """Whether somebody is called that already."""
    key = book.key_of(identity.system, identity.identifier)
    return any(book.key_of(known.system, known.identifier) == key for known in employment.identities)


def carried_by(identities: Iterable[Identity], book: Book) -> Iterator[tuple[str, type[Event[Any]]]]:
    """Where it is looked up who is called so."""
    for each in identities:
        yield book.key_of(each.system.strip(), each.identifier), PersonIdentified


def identified(
    person: PersonId, identity: Identity, on: date, book: Book, until: date | None = None, *, field: str = "identifier"
) -> PersonIdentified:
    """What a system outside calls somebody; refuses what it calls somebody else on any day of it."""
    system, identifier = identity.system.strip(), identity.identifier.strip()
    key = book.key_of(system, identifier)
    for noted in book.concerning(key, PersonIdentified):
        event = noted.event
        if noted.at.stream != person and not isinstance(event.identifier, Erased) and event.overlaps(on, until):
            ends = f"to {event.until}" if event.until else "on"
            raise IdentifiesAnother(
                f"identifier “{identifier}” is what “{system}” calls “{noted.at.stream}” from {event.effective_on}"
                f" {ends}: give the one that is theirs, or correct or retract “{noted.at}” first",
                field=field,
            )
    return PersonIdentified(system, identifier, key, until, effective_on=on)


@dataclass(frozen=True)
class RenamePerson(PresentPersonCommand[Employment]):
    """Call them by another name from now on. The old one was never wrong: it stays in what was said then."""

    records = (PersonRenamed,)

    name: Annotated[str, Said("give the name they go by", NameMissing)]

    def decide(self, employment: Employment, book: Book) -> Decision:
        if employment.name_on(self.effective_on) == self.name:
            return ()
        return (self.becomes(PersonRenamed),)


class IdentifiesAnother(Refusal):
    """What a system outside calls somebody, it calls nobody else on the same day."""

    instead = "Give the identifier that is theirs; where the other one is wrong, correct or retract that first."
    field = "identifier"
