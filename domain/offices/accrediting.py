"""Accrediting: who may assess by an instrument, who says so, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.frameworks.instruments import Instrument
from domain.kernel.book import Book, Decision
from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.offices.mandates import OwnOffice
from domain.offices.offices import Accreditation, Offices, must_have_an_end
from domain.people.employment import KnownPersonCommand


@dataclass(frozen=True)
class AssessorAccredited(Event[Offices]):
    """Somebody was found able to assess others by an instrument, until a day."""

    act: ClassVar[bool] = True

    instrument: Instrument
    """What they may assess by."""
    until: date
    """The last day on which it stands."""
    accredited_by: PersonId
    """Who found them able."""

    def concerns(self) -> tuple[str, ...]:
        return (ORGANISATION, self.accredited_by)

    def evolve(self, offices: Offices, at: Reference) -> Offices:
        accredited = Accreditation(self.instrument, self.effective_on, self.until)
        return changed(offices, accreditations=(*offices.accreditations, accredited))


@dataclass(frozen=True)
class AccreditAssessor(KnownPersonCommand[Offices]):
    """Say that somebody is able to assess others by an instrument, until a day."""

    records = (AssessorAccredited,)

    instrument: Instrument
    until: date
    accredited_by: PersonId

    def decide(self, offices: Offices, book: Book) -> Decision:
        must_have_an_end(self.effective_on, self.until)
        if self.accredited_by == self.person:
            raise OwnOffice(f"accredited_by is “{self.person}”, whom it is about: another does", field="accredited_by")
        if Accreditation(self.instrument, self.effective_on, self.until) in offices.accreditations:
            return ()
        return (self.becomes(AssessorAccredited),)
