"""Informing: whoever a decision or a file is about is told of it, and from that day their time runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from domain.frameworks.calendars import holidays_at
from domain.frameworks.edition import Edition
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.dates import working_days_after
from domain.kernel.facts import Event, Reference
from domain.kernel.history import first_day, is_before_it_was_kept, is_history
from domain.kernel.ids import CaseId, PersonId
from domain.kernel.later import LATER
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.kernel.standing import Noted
from domain.people.employment import Employment, KnownPersonCommand
from domain.people.named import Here
from domain.promotions.promotion_case import PromotionCase


class Channel(StrEnum):
    """How somebody was told."""

    IN_PERSON = "in_person"
    IN_WRITING = "in_writing"
    BY_PHONE = "by_phone"


@dataclass(frozen=True)
class Told:
    """That somebody was told of an entry."""

    of: Reference
    on: date
    on_record: date
    """From which day it stands in the ledger."""


@dataclass(frozen=True)
class Informed:
    """What later decisions must remember of what somebody was told."""

    told: tuple[Told, ...] = ()
    """In the order of the days."""

    def told_of(self, entry: Reference) -> date | None:
        """The first day on which it is on record that they were told of an entry; None where it is on none."""
        return min((told.on_record for told in self.told if told.of == entry), default=None)

    def told_up_to(self, entry: Reference, book: Book) -> date | None:
        """The first day on which it is on record that they were told of an entry, or of what came after it there.

        Of days from before the ledger was kept, the day itself is taken for it.
        """
        told_of = [one for one in self.told if one.of.stream == entry.stream and one.of.version >= entry.version]
        days = (one.on if is_before_it_was_kept(one.on, book) else one.on_record for one in told_of)
        return min(days, default=None)


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
        told = Told(self.about, self.effective_on, self.written_on or self.effective_on)
        return changed(informed, told=(*informed.told, told))


@dataclass(frozen=True)
class InformPerson(KnownPersonCommand[Informed]):
    """Record that somebody was told of an entry, as of the decision on their promotion, or of their file so far."""

    records = (PersonInformed,)

    about: Reference
    how: Channel
    informed_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, informed: Informed, book: Book) -> Decision:
        noted = book.noted(self.about)
        if self.informed_by == self.person:
            raise ToldThemselves(f"informed_by “{self.informed_by}” is whom it is told to: name who told them")
        if noted is None or noted.event.effective_on > self.effective_on or not is_about(self.person, noted, book):
            raise NothingToTell(
                f"about “{self.about}” is no entry about “{self.person}” from up to {self.effective_on}:"
                " name one that is"
            )
        return (self.becomes(PersonInformed, written_on=self.written_on(book)),)

    def written_on(self, book: Book) -> date | None:
        """The day of writing, where that is later: nobody's time to appeal is over before it is on record that it ran.

        Of what was before the ledger, and where nobody has said when it began, the day itself is taken for it.
        """
        late = self.effective_on < book.today and first_day(book) is not None
        return book.today if late and not is_history(self.effective_on, book) else None


def is_about(person: PersonId, noted: Noted[Event[Any]], book: Book) -> bool:
    """Whether an entry is about somebody: on their stream, on that of a case of theirs, or where it touches them."""
    stream = noted.at.stream
    case = book.recall(PromotionCase, CaseId(stream)) if stream.startswith("case-") else None
    candidates = {case.candidate, case.proposal and case.proposal.candidate} if case else set()
    return person in {stream, *noted.event.concerns(), *candidates}


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
