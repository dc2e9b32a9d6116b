"""For how long records of those who left are kept: then they are due for erasure, and on that ground not sooner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar, Final

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Command
from domain.kernel.dates import months_after
from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.offices.mandates import must_be_steward
from domain.offices.offices import Mandate
from domain.people.erased import PersonalDataErased
from domain.people.named import Known

LONGEST_MONTHS: Final = 1200
"""A hundred years, after which nobody who could ask is left."""


@dataclass(frozen=True)
class Retention:
    """For how many months records of those who left are kept; None as long as nobody has said."""

    months: int | None = None


@dataclass(frozen=True)
class RetentionPeriodSet(Event[Retention]):
    """The organisation said for how long it keeps records of those who left."""

    act: ClassVar[bool] = True

    months: int
    """Months after the last day, after which somebody is proposed for erasure."""
    set_by: PersonId
    """The steward who answers for it."""

    def concerns(self) -> tuple[str, ...]:
        return (self.set_by,)

    def evolve(self, retention: Retention, at: Reference) -> Retention:
        return changed(retention, months=self.months)


@dataclass(frozen=True)
class SetRetentionPeriod(Command[Retention]):
    """Say for how many months records of those who left are kept. Whoever is gone for longer is due for erasure."""

    records = (RetentionPeriodSet,)

    months: int
    set_by: Annotated[PersonId, Known(), Acts(in_person=True, by_mandate=(Mandate.STEWARD,))]
    effective_on: date = field(kw_only=True)

    @property
    def stream(self) -> str:
        """The organisation's own."""
        return ORGANISATION

    def decide(self, retention: Retention, book: Book) -> Decision:
        must_be_steward("set_by", self.set_by, self.effective_on, book)
        if not 1 <= self.months <= LONGEST_MONTHS:
            raise RetentionOutOfRange(f"months is “{self.months}”: give 1 to {LONGEST_MONTHS}")
        return () if self.months == retention.months else (self.becomes(RetentionPeriodSet),)


def due_since(left_on: date, retention: Retention) -> date | None:
    """The first day on which somebody who left is proposed for erasure; None where no period was set."""
    return None if retention.months is None else months_after(left_on, retention.months)


@dataclass(frozen=True)
class Due:
    """Somebody who has been gone for as long as records are kept."""

    person: PersonId
    left_on: date
    """The last day of their last stay."""
    due_since: date
    """From when on they are due."""


def due_on(day: date, left: Mapping[PersonId, date], period: Retention, book: Book) -> list[Due]:
    """Those of leavers, by their last days, who are due on a day and whom the book does not know as erased.

    Whoever left first comes first.
    """
    erased = {noted.at.stream for noted in book.concerning(ORGANISATION, PersonalDataErased)}
    gone = ((person, last, due_since(last, period)) for person, last in left.items() if person not in erased)
    due = (Due(person, last, since) for person, last, since in gone if since is not None and since <= day)
    return sorted(due, key=lambda one: (one.left_on, one.person))


class RetentionOutOfRange(Refusal):
    """Records of those who left are kept for some months, and not for ever."""

    instead = "Give a number of months, as 36."
    field = "months"
