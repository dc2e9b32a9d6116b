"""Accesses: a steward looks at what of somebody is not theirs to see, with a reason that this person reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar, Final

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import ORGANISATION, About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import BeginsAfterItEnds, Refusal
from domain.offices.mandates import must_be_steward
from domain.offices.offices import Mandate
from domain.people.employment import KnownPersonCommand
from domain.people.named import Known

DAYS_AT_MOST: Final = 1
"""How many days after the first an access may go on; after that it is taken anew, and told anew."""


@dataclass(frozen=True)
class Access:
    """That somebody may look, from a day on and until a day."""

    by: PersonId
    since: date
    until: date
    """The last day."""

    def includes(self, day: date) -> bool:
        """Whether it stands on that day, the first and the last included."""
        return self.since <= day <= self.until


@dataclass(frozen=True)
class Accesses:
    """Who took access to what of somebody is not theirs to see."""

    taken: tuple[Access, ...] = ()

    def stands_for(self, person: PersonId, on: date) -> bool:
        """Whether somebody has taken access that stands on that day."""
        return any(one.by == person and one.includes(on) for one in self.taken)


@dataclass(frozen=True)
class AccessTaken(Event[Accesses]):
    """A steward took access to what of somebody is not theirs to see, for a day or two, and said why."""

    act: ClassVar[bool] = True

    taken_by: PersonId
    """The steward who looks."""
    until: date
    """The last day on which they may."""
    reason: Annotated[str | Erased, About("person")]
    """Why they have to; whom it is about reads it."""

    def concerns(self) -> tuple[str, ...]:
        return (ORGANISATION, self.taken_by)

    def evolve(self, accesses: Accesses, at: Reference) -> Accesses:
        return changed(accesses, taken=(*accesses.taken, Access(self.taken_by, self.effective_on, self.until)))


@dataclass(frozen=True)
class TakeAccess(KnownPersonCommand[Accesses]):
    """Take access to what of somebody is not yours to see, for a day or two, and say why: they read it."""

    records = (AccessTaken,)

    taken_by: Annotated[PersonId, Known(), Acts(in_person=True, by_mandate=(Mandate.STEWARD,))]
    until: date
    reason: Annotated[str, Said("say why you have to look")]

    def decide(self, accesses: Accesses, book: Book) -> Decision:
        if self.taken_by == self.person:
            raise OwnAccess(f"person is “{self.person}”, who takes the access: their own file stands open to them")
        must_be_steward("taken_by", self.taken_by, self.effective_on, book)
        if self.until < self.effective_on:
            raise BeginsAfterItEnds(
                f"until “{self.until}” is before effective_on “{self.effective_on}”: give a later day", field="until"
            )
        last = self.effective_on + timedelta(days=DAYS_AT_MOST)
        if self.until > last:
            raise AccessTooLong(f"until “{self.until}” is more than {DAYS_AT_MOST} day on: give a day up to {last}")
        return (self.becomes(AccessTaken),)


class OwnAccess(Refusal):
    """Nobody takes access to what is told of themselves."""

    instead = "Read your own file, and ask another steward where something is withheld there."
    field = "person"


class AccessTooLong(Refusal):
    """An access ends on the day after it was taken at the latest; whoever needs longer takes it anew, and says why."""

    instead = "Give an earlier last day, and take it anew when that has come."
    field = "until"
