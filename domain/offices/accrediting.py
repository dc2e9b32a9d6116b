"""Accrediting: who may assess by an instrument, who says so, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final

from domain.frameworks.instruments import Instrument
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.history import is_history
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.offices.mandates import OwnOffice
from domain.offices.offices import Accreditation, Mandate, Offices, holds_mandate, must_have_an_end
from domain.people.employment import KnownPersonCommand
from domain.people.named import Known

MAY_ACCREDIT: Final = (Mandate.TALENT_PARTNER, Mandate.STEWARD)


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
    accredited_by: Annotated[PersonId, Known(), Acts(by_mandate=MAY_ACCREDIT)]

    def decide(self, offices: Offices, book: Book) -> Decision:
        must_have_an_end(self.effective_on, self.until)
        if self.accredited_by == self.person:
            raise OwnOffice(f"accredited_by is “{self.person}”, whom it is about: another does", field="accredited_by")
        charged = any(
            holds_mandate(self.accredited_by, mandate, self.effective_on, book, self.person) for mandate in MAY_ACCREDIT
        )
        if not charged and not is_history(self.effective_on, book):
            raise MayNotAccredit(
                f"accredited_by “{self.accredited_by}” is neither steward nor talent partner where “{self.person}”"
                f" stands on {self.effective_on}: name one who is"
            )
        if Accreditation(self.instrument, self.effective_on, self.until) in offices.accreditations:
            return ()
        return (self.becomes(AssessorAccredited),)


class MayNotAccredit(Refusal):
    """Assessors are accredited by talent partners or stewards; of history nobody knows who was either."""

    instead = "Name a talent partner or a steward of that day."
    field = "accredited_by"
