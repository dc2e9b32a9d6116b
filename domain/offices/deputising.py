"""Deputising: somebody names who acts in their place, in which matters, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed
from domain.offices.mandates import OwnOffice
from domain.offices.offices import Deputy, Matter, Offices, must_have_an_end
from domain.people.employment import KnownPersonCommand
from domain.people.named import Known


@dataclass(frozen=True)
class DeputyNamed(Event[Offices]):
    """Somebody named who acts in their place. A deputy never votes for them, nor gets past a conflict."""

    deputy: PersonId
    """Who acts in their place."""
    matters: tuple[Matter, ...]
    """What they may act in."""
    until: date
    """The last day on which they may."""

    def concerns(self) -> tuple[str, ...]:
        return (ORGANISATION, self.deputy)

    def evolve(self, offices: Offices, at: Reference) -> Offices:
        deputy = Deputy(self.deputy, self.matters, self.effective_on, self.until)
        return changed(offices, deputies=(*offices.deputies, deputy))


@dataclass(frozen=True)
class NameDeputy(KnownPersonCommand[Offices]):
    """Name who acts in your place, in which matters, and until when."""

    records = (DeputyNamed,)
    may_lie_ahead = True

    person: Annotated[PersonId, Known(), Acts(in_person=True)]
    """Who names their deputy."""
    deputy: Annotated[PersonId, Known()]
    matters: tuple[Matter, ...]
    until: date

    def decide(self, offices: Offices, book: Book) -> Decision:
        must_have_an_end(self.effective_on, self.until)
        if self.deputy == self.person:
            raise OwnOffice(f"deputy is “{self.deputy}”, whose place it is: name another", field="deputy")
        if not self.matters:
            raise NoMatter(f"matters are empty: name some of {listed(Matter)}")
        if Deputy(self.deputy, self.matters, self.effective_on, self.until) in offices.deputies:
            return ()
        return (self.becomes(DeputyNamed),)


class NoMatter(Refusal):
    """A deputy acts in something."""

    instead = "Name the matters in which they act."
    field = "matters"
