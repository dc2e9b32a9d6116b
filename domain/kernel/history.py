"""The ledger's first day: what was before it is history, and came in from earlier records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.kernel.book import Book, Decision
from domain.kernel.commands import Command
from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal


@dataclass(frozen=True)
class Beginning:
    """From which day on the organisation keeps this ledger; None as long as nobody has said."""

    first_day: date | None = None


@dataclass(frozen=True)
class LedgerBegun(Event[Beginning]):
    """From this day on the organisation records what happens as it happens. What was before is history."""

    act: ClassVar[bool] = True

    def evolve(self, beginning: Beginning, at: Reference) -> Beginning:
        return changed(beginning, first_day=self.effective_on)


@dataclass(frozen=True)
class BeginLedger(Command[Beginning]):
    """Say, once and for all, which day is the first that this ledger accompanies."""

    records = (LedgerBegun,)

    effective_on: date = field(kw_only=True)
    """The first day."""

    @property
    def stream(self) -> str:
        """The organisation's own: a ledger has one."""
        return ORGANISATION

    def decide(self, beginning: Beginning, book: Book) -> Decision:
        if beginning.first_day == self.effective_on:
            return ()
        if beginning.first_day is not None:
            raise LedgerBegunBefore(f"the ledger began on {beginning.first_day}: that day stays")
        return (self.becomes(LedgerBegun),)


def first_day(book: Book) -> date | None:
    """The first day that the ledger accompanies; None as long as nobody has said."""
    return book.recall(Beginning, ORGANISATION).first_day


def is_history(day: date, book: Book) -> bool:
    """Whether a day is from before the ledger: what was improper then is told as not known, and is not refused."""
    first = first_day(book)
    return first is not None and day < first


def is_brought_over(day: date, book: Book, *, imported: bool) -> bool:
    """Whether an earlier record is brought over: it is said to be one, and no day of it is of this ledger's time."""
    return imported and ((first := first_day(book)) is None or day < first)


class LedgerBegunBefore(Refusal):
    """A ledger begins once."""

    instead = "Leave the first day as it is; what was before it can be brought in as history."
    field = "effective_on"
