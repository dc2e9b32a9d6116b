"""Informing: whoever a decision or a file is about is told of it, and from that day their time runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.frameworks.calendars import holidays_at
from domain.frameworks.edition import Edition
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.dates import Dated, working_days_after
from domain.kernel.facts import Event, Reference
from domain.kernel.history import written_later
from domain.kernel.ids import PersonId
from domain.kernel.later import LATER
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.people.employment import Employment, KnownPersonCommand
from domain.people.named import Here


class Channel(StrEnum):
    """How somebody was told."""

    IN_PERSON = "in_person"
    IN_WRITING = "in_writing"
    BY_PHONE = "by_phone"


@dataclass(frozen=True)
class Informed:
    """What later decisions must remember of what somebody was told."""

    on_record: tuple[Dated[Reference], ...] = ()
    """Of which entries, by the days from which it stands in the ledger that they were."""

    def told_of(self, entry: Reference) -> date | None:
        """The first day on which it is on record that they were told of an entry; None where it is on none."""
        return min((told.on for told in self.on_record if told.what == entry), default=None)

    def told_up_to(self, entry: Reference) -> date | None:
        """The first day on which it is on record that they were told of an entry, or of what came after it there."""
        told_of = (told for told in self.on_record if told.what.stream == entry.stream)
        return min((told.on for told in told_of if told.what.version >= entry.version), default=None)


@dataclass(frozen=True)
class PersonInformed(Event[Informed]):
    """Somebody was told of what was decided or collected about them."""

    act: ClassVar[bool] = True

    about: Reference
    """Reference of the entry that they were told of."""
    how: Channel
    """How they were told."""
    informed_by: PersonId
    """Who told them."""
    written_on: date | None = field(default=None, metadata=LATER)
    """The day on which that was written down, where it is a later one; None also where nobody kept it."""

    def concerns(self) -> tuple[str, ...]:
        return (self.informed_by, self.about.stream)

    def evolve(self, informed: Informed, at: Reference) -> Informed:
        on_record = Dated(self.written_on or self.effective_on, self.about)
        return changed(informed, on_record=(*informed.on_record, on_record))


@dataclass(frozen=True)
class InformPerson(KnownPersonCommand[Informed]):
    """Record that somebody was told of an entry, as of the decision on their promotion, or of their file so far."""

    records = (PersonInformed,)

    about: Reference
    how: Channel
    informed_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, informed: Informed, book: Book) -> Decision:
        noted = book.noted(self.about)
        if noted is None or noted.event.effective_on > self.effective_on:
            raise NothingToTell(f"about “{self.about}” is no entry from up to {self.effective_on}: name one that is")
        if self.informed_by == self.person:
            raise ToldThemselves(f"informed_by “{self.informed_by}” is whom it is told to: name who told them")
        return (self.becomes(PersonInformed, written_on=written_later(self.effective_on, book)),)


def days_later(person: PersonId, day: date, working_days: int, edition: Edition, book: Book) -> date:
    """The last of so many working days after a day, by the calendar of the site where somebody stands."""
    placement = book.recall(Employment, person, on=day).placement_on(day)
    return working_days_after(day, working_days, holidays_at(placement.site if placement else None, edition.calendars))


class NothingToTell(Refusal):
    """Somebody is told of what there is."""

    instead = "Name an entry that stands by that day."
    field = "about"


class ToldThemselves(Refusal):
    """Somebody else tells."""

    instead = "Name who told them."
    field = "informed_by"
