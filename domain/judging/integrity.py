"""Integrity: a concern is confirmed by a closed procedure in which the person was heard, never by ratings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.dates import months_after
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.history import is_history
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.offices.offices import Mandate, holds_mandate
from domain.people.employment import KnownPersonCommand
from domain.people.named import Here

MAY_CLOSE: Final = (Mandate.AUDITOR, Mandate.STEWARD)
"""Who may find somebody at fault: what they find stands in a promotion's way."""
EXPIRES_AFTER_MONTHS: Final = 24
"""After this a procedure stands in nobody's way any more."""


@dataclass(frozen=True)
class ClosedProcedure:
    """A procedure that came to its end, as far as judging needs it."""

    at: Reference
    on: date
    upheld: bool | Erased


@dataclass(frozen=True)
class Integrity:
    """What later decisions must remember of procedures about somebody's integrity."""

    procedures: tuple[ClosedProcedure, ...] = ()

    def concerns_on(self, day: date) -> tuple[Reference, ...]:
        """The procedures that confirmed a concern, closed by that day and not expired on it."""
        return tuple(
            closed.at
            for closed in self.procedures
            if closed.upheld is True and closed.on <= day < months_after(closed.on, EXPIRES_AFTER_MONTHS)
        )


@dataclass(frozen=True)
class IntegrityProcedureClosed(Event[Integrity]):
    """A procedure about a concern of integrity came to its end. What it was about is not kept here."""

    act: ClassVar[bool] = True

    upheld: Annotated[bool | Erased, About("person")]
    """Whether the concern was confirmed."""
    person_heard: bool
    """Whether the person was heard before it was closed."""
    closed_by: PersonId
    """Who led the procedure and closes it."""

    def concerns(self) -> tuple[str, ...]:
        return (self.closed_by,)

    def evolve(self, integrity: Integrity, at: Reference) -> Integrity:
        closed = ClosedProcedure(at, self.effective_on, self.upheld)
        return changed(integrity, procedures=(*integrity.procedures, closed))


@dataclass(frozen=True)
class CloseIntegrityProcedure(KnownPersonCommand[Integrity]):
    """Record that a procedure about a concern has ended, after the person was heard; it counts for 24 months."""

    records = (IntegrityProcedureClosed,)

    upheld: bool
    person_heard: bool
    closed_by: Annotated[PersonId, Here(), Acts(by_mandate=MAY_CLOSE)]

    def decide(self, integrity: Integrity, book: Book) -> Decision:
        if not self.person_heard:
            raise NotHeard(f"person_heard is false: hear “{self.person}” before the procedure is closed")
        if self.closed_by == self.person:
            raise OwnProcedure(f"closed_by “{self.closed_by}” is whom it is about: name who led the procedure")
        charged = any(holds_mandate(self.closed_by, mandate, self.effective_on, book) for mandate in MAY_CLOSE)
        if not charged and not is_history(self.effective_on, book):
            raise MayNotClose(
                f"closed_by “{self.closed_by}” is neither auditor nor steward on {self.effective_on}: name one who is"
            )
        return (self.becomes(IntegrityProcedureClosed),)


class NotHeard(Refusal):
    """Nobody is found at fault unheard."""

    instead = "Hear the person first."
    field = "person_heard"


class OwnProcedure(Refusal):
    """Nobody closes a procedure about themselves."""

    instead = "Name who led the procedure."
    field = "closed_by"


class MayNotClose(Refusal):
    """Procedures about integrity are closed by auditors or stewards; of history nobody knows who was either."""

    instead = "Name an auditor or a steward of that day."
    field = "closed_by"
