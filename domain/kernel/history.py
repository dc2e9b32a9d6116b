"""The ledger's first day: what was before it is history, and came in from earlier records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.kernel.book import Book, Decision
from domain.kernel.commands import Command
from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.later import LATER
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal


@dataclass(frozen=True)
class Beginning:
    """From which day on the organisation keeps this ledger; None as long as nobody has said."""

    first_day: date | None = None
    kept_since: date | None = None
    """From which day on things are written down as they happen; days before came in from elsewhere, all at once."""


@dataclass(frozen=True)
class LedgerBegun(Event[Beginning]):
    """From this day on the organisation records what happens as it happens. What was before is history."""

    act: ClassVar[bool] = True

    written_on: date | None = field(default=None, metadata=LATER)
    """The day on which that was written down, where it is a later one; None also where nobody kept it."""

    def evolve(self, beginning: Beginning, at: Reference) -> Beginning:
        return changed(beginning, first_day=self.effective_on, kept_since=self.written_on or self.effective_on)


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
        return (self.becomes(LedgerBegun, written_on=book.today if self.effective_on < book.today else None),)


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


def is_before_it_was_kept(day: date, book: Book) -> bool:
    """Whether a day is from before anybody wrote here what happened, or nobody has said since when they do.

    Where a first day was said that lay behind, as with a ledger that moved house, that is until it was said.
    """
    kept_since = book.recall(Beginning, ORGANISATION).kept_since
    return kept_since is None or day < kept_since


def counts_from(day: date, book: Book) -> date:
    """The day by which time is judged that protects somebody, or that runs out: that of writing, if it is later.

    Nobody shortens a time by dating an act back. Of days from before the ledger was kept, the day itself counts.
    """
    return day if is_before_it_was_kept(day, book) else max(day, book.today)


def written_later(day: date, book: Book) -> date | None:
    """The day of writing, where that is what counts; None where the day itself does."""
    counts = counts_from(day, book)
    return counts if counts > day else None


class LedgerBegunBefore(Refusal):
    """A ledger begins once."""

    instead = "Leave the first day as it is; what was before it can be brought in as history."
    field = "effective_on"
