"""Mandates: a steward charges somebody with something, for a unit or for all, until a day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.ids import CaseId, PersonId, UnitId
from domain.kernel.later import LATER
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed
from domain.offices.offices import HeldMandate, Mandate, Offices, holds_mandate, must_have_an_end
from domain.people.employment import KnownPersonCommand
from domain.people.named import Known


@dataclass(frozen=True)
class MandateGiven(Event[Offices]):
    """Somebody was charged with something for others, until a day."""

    act: ClassVar[bool] = True

    mandate: Mandate
    """What they are charged with."""
    until: date
    """The last day on which it stands."""
    given_by: PersonId
    """The steward who gave it."""
    unit: UnitId | None = None
    """The unit for which it stands; None where it is the whole organisation, or single cases."""
    cases: tuple[CaseId, ...] = field(default=(), metadata=LATER)
    """The promotion cases for which alone it stands, as an auditor's may; none where it is for more."""

    def concerns(self) -> tuple[str, ...]:
        return (ORGANISATION, self.given_by, *((self.unit,) if self.unit else ()))

    def evolve(self, offices: Offices, at: Reference) -> Offices:
        held = HeldMandate(self.mandate, self.unit, self.effective_on, self.until, self.cases)
        return changed(offices, mandates=(*offices.mandates, held))


@dataclass(frozen=True)
class MandateEnded(Event[Offices]):
    """A mandate ended before its day: from this day on it does not stand."""

    act: ClassVar[bool] = True

    mandate: Mandate
    """What they were charged with."""
    ended_by: PersonId
    """Who ended it: a steward, or the person themselves."""
    unit: UnitId | None = None
    """The unit for which it stood; None where it was the whole organisation, or single cases."""
    cases: tuple[CaseId, ...] = field(default=(), metadata=LATER)
    """The promotion cases for which alone it stood; none where it was for more."""

    def concerns(self) -> tuple[str, ...]:
        return (ORGANISATION, self.ended_by, *((self.unit,) if self.unit else ()))

    def evolve(self, offices: Offices, at: Reference) -> Offices:
        last = self.effective_on - timedelta(days=1)
        return changed(
            offices,
            mandates=tuple(replace(one, until=last) if self.ends(one) else one for one in offices.mandates),
        )

    def ends(self, held: HeldMandate) -> bool:
        """Whether this is the end of a mandate: it stands on the day, or was to begin later."""
        same = (held.mandate, held.unit, {*held.cases}) == (self.mandate, self.unit, {*self.cases})
        return same and held.until >= self.effective_on


@dataclass(frozen=True)
class GiveMandate(KnownPersonCommand[Offices]):
    """Charge somebody with something for others, until a day. Stewards do, and not for themselves."""

    records = (MandateGiven,)
    may_lie_ahead = True

    mandate: Mandate
    until: date
    given_by: Annotated[PersonId, Known(), Acts(in_person=True, by_mandate=(Mandate.STEWARD,))]
    unit: UnitId | None = None
    cases: tuple[CaseId, ...] = ()

    def decide(self, offices: Offices, book: Book) -> Decision:
        must_have_an_end(self.effective_on, self.until)
        if self.given_by == self.person:
            raise OwnOffice(f"given_by is “{self.given_by}”, whose mandate it is: another steward gives it")
        must_be_steward("given_by", self.given_by, self.effective_on, book)
        if self.mandate is Mandate.STEWARD and self.unit is not None:
            raise StewardOfAPart(f"unit is “{self.unit}”: leave it out, as a steward keeps the whole ledger")
        self.cases_must_hold(book)
        if HeldMandate(self.mandate, self.unit, self.effective_on, self.until, self.cases) in offices.mandates:
            return ()
        return (self.becomes(MandateGiven),)

    def cases_must_hold(self, book: Book) -> None:
        """Refuses a mandate for single cases but an auditor's, for a unit beside them, or for what is no case."""
        if not self.cases:
            return
        if self.mandate is not Mandate.AUDITOR:
            raise NotForSingleCases(f"cases are {listed(self.cases)}: leave them out, as {self.mandate} looks at none")
        if self.unit is not None:
            raise NotForSingleCases(f"cases are {listed(self.cases)}, and unit is “{self.unit}”: name one or the other")
        for case in self.cases:
            if book.noted(Reference(case, 1)) is None:
                raise NoSuchCase(f"cases “{case}” is no case in which anything was proposed: name one that is")


@dataclass(frozen=True)
class EndMandate(KnownPersonCommand[Offices]):
    """End a mandate before its day; from this day on it does not stand."""

    records = (MandateEnded,)
    may_lie_ahead = True

    mandate: Mandate
    ended_by: Annotated[PersonId, Known(), Acts(in_person=True, by_mandate=(Mandate.STEWARD,))]
    unit: UnitId | None = None
    cases: tuple[CaseId, ...] = ()

    def decide(self, offices: Offices, book: Book) -> Decision:
        if self.ended_by != self.person:
            must_be_steward("ended_by", self.ended_by, self.effective_on, book)
        ended = self.becomes(MandateEnded)
        if not any(ended.ends(held) for held in offices.mandates):
            where = f" for “{self.unit}”" if self.unit else f" for {listed(self.cases)}" if self.cases else ""
            raise MandateNotHeld(f"“{self.person}” is not {self.mandate}{where} on {self.effective_on} or later")
        return (ended,)


def must_be_steward(field: str, person: PersonId, on: date, book: Book) -> None:
    """Refuses somebody, named in a field of a command, who is no steward on a day."""
    if not holds_mandate(person, Mandate.STEWARD, on, book):
        raise NoSteward(f"{field} “{person}” is no steward on {on}: name one who is", field=field)


class OwnOffice(Refusal):
    """Nobody gives themselves an office, is accredited by themselves, or is their own deputy."""

    instead = "Have somebody else do it, or name somebody else."
    field = "given_by"


class NoSteward(Refusal):
    """Mandates are given and ended by stewards."""

    instead = "Name somebody who is a steward on that day."


class StewardOfAPart(Refusal):
    """A steward keeps the whole ledger."""

    instead = "Leave the unit out."
    field = "unit"


class NotForSingleCases(Refusal):
    """Auditors alone are charged with single cases, and then with nothing but these."""

    instead = "Leave the cases out, or charge an auditor with them, and name no unit."
    field = "cases"


class NoSuchCase(Refusal):
    """An auditor of single cases is charged with cases that there are."""

    instead = "Name cases in which something was proposed."
    field = "cases"


class MandateNotHeld(Refusal):
    """Only a mandate that stands, or will, is ended."""

    instead = "Name a mandate that they hold on that day or later."
    field = "mandate"
