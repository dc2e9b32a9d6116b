"""What people are called: by name, and by other systems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.dates import Dated
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.memories import changed
from domain.kernel.refusals import NameMissing
from domain.people.employment import Employment, Identity, KnownPersonCommand, PresentPersonCommand


@dataclass(frozen=True)
class PersonIdentified(Event[Employment]):
    """A system outside knows them by this."""

    system: str
    """The other system."""
    identifier: Annotated[str | Erased, About("person")]
    """What they are called there."""

    def evolve(self, employment: Employment, at: Reference) -> Employment:
        if isinstance(self.identifier, Erased):
            return employment
        return changed(employment, identities=employment.identities | {Identity(self.system, self.identifier)})


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

    system: str
    identifier: str

    def decide(self, employment: Employment, book: Book) -> Decision:
        if Identity(self.system, self.identifier) in employment.identities:
            return ()
        return (self.becomes(PersonIdentified),)


@dataclass(frozen=True)
class RenamePerson(PresentPersonCommand[Employment]):
    """Call them by another name from now on. The old one was never wrong: it stays in what was said then."""

    records = (PersonRenamed,)

    name: Annotated[str, Said("give the name they go by", NameMissing)]

    def decide(self, employment: Employment, book: Book) -> Decision:
        if employment.name_on(self.effective_on) == self.name:
            return ()
        return (self.becomes(PersonRenamed),)
