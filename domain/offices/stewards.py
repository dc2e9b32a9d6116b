"""Stewards: those who keep the ledger. Where there is none, whoever holds its machine and its key names one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.kernel.book import Book, Decision
from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.offices.mandates import MandateGiven
from domain.offices.offices import HeldMandate, Mandate, Offices, must_have_an_end
from domain.people.employment import KnownPersonCommand


@dataclass(frozen=True)
class StewardNamed(Event[Offices]):
    """A ledger without stewards got one, from whoever holds its machine."""

    act: ClassVar[bool] = True

    until: date
    """The last day on which the mandate stands."""

    def concerns(self) -> tuple[str, ...]:
        return (ORGANISATION,)

    def evolve(self, offices: Offices, at: Reference) -> Offices:
        held = HeldMandate(Mandate.STEWARD, None, self.effective_on, self.until)
        return changed(offices, mandates=(*offices.mandates, held))


@dataclass(frozen=True)
class NameSteward(KnownPersonCommand[Offices]):
    """Name a steward where there is none: the first, or one after the last one's time. Stewards name the others."""

    records = (StewardNamed,)

    until: date

    def decide(self, offices: Offices, book: Book) -> Decision:
        must_have_an_end(self.effective_on, self.until)
        if stewards := stewards_from(self.effective_on, book):
            raise StewardStands(f"“{stewards[0]}” is steward on {self.effective_on} or later: they give mandates")
        return (self.becomes(StewardNamed),)


def stewards_from(day: date, book: Book) -> tuple[PersonId, ...]:
    """Everybody who is a steward on a day, or on one after it."""
    charged = (*book.concerning(ORGANISATION, StewardNamed), *book.concerning(ORGANISATION, MandateGiven))
    people = dict.fromkeys(PersonId(noted.at.stream) for noted in charged)
    return tuple(person for person in people if is_steward_from(day, book.recall(Offices, person)))


def is_steward_from(day: date, offices: Offices) -> bool:
    """Whether somebody with these offices is a steward on a day, or on one after it."""
    return any(held.mandate is Mandate.STEWARD and day <= held.until for held in offices.mandates)


class StewardStands(Refusal):
    """Whoever holds the machine names a steward only where there is none."""

    instead = "Have a steward give the mandate."
    field = "person"
