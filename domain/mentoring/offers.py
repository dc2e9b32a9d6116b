"""Offers: what somebody would pass on as a mentor, to how many at once, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.dates import Dated
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import BeginsAfterItEnds, Refusal
from domain.people.employment import PresentPersonCommand


@dataclass(frozen=True)
class Room:
    """How many somebody would mentor at once."""

    capacity: int
    until: date | None

    def stands_on(self, day: date) -> bool:
        """Whether it holds on a day that is not before it: it runs out after the last one that was named."""
        return self.until is None or day <= self.until


@dataclass(frozen=True)
class MentoringOffers:
    """What somebody has offered as a mentor, in the order of days: the latest counts."""

    offers: tuple[Dated[Room], ...] = ()

    def room_on(self, day: date) -> Room | None:
        """What they offer on a day; None where nothing was said by then, or it has run out."""
        said = [one.what for one in self.offers if one.on <= day]
        return said[-1] if said and said[-1].stands_on(day) else None


@dataclass(frozen=True)
class MentoringOffered(Event[MentoringOffers]):
    """Somebody said what they would pass on as a mentor, and to how many at once. It takes the place of earlier ones.

    All colleagues are told of it.
    """

    strengths: Annotated[tuple[str, ...] | Erased, About("person")]
    """What they would pass on: competencies by their names, or their own words."""
    capacity: int
    """How many they would mentor at once; 0 is nobody, for now."""
    until: date | None
    """The last day on which it holds; None where it holds until they say otherwise."""

    def evolve(self, offers: MentoringOffers, at: Reference) -> MentoringOffers:
        said = Dated(self.effective_on, Room(self.capacity, self.until))
        return changed(offers, offers=(*offers.offers, said))


@dataclass(frozen=True)
class OfferMentoring(PresentPersonCommand[MentoringOffers]):
    """Say what you would pass on as a mentor, and to how many at once. All colleagues are told of it."""

    records = (MentoringOffered,)

    person: Annotated[PersonId, Acts(in_person=True)]
    """The person, who offers it: nobody's time is offered by others."""
    strengths: tuple[str, ...]
    capacity: int
    until: date | None = None

    def decide(self, offers: MentoringOffers, book: Book) -> Decision:
        if self.capacity < 0:
            raise CapacityBelowNone(f"capacity is {self.capacity}: give 0 or more")
        if self.capacity and not self.strengths:
            raise NoStrength("strengths are none: name at least one thing that you would pass on")
        if self.until is not None and self.until < self.effective_on:
            raise BeginsAfterItEnds(
                f"until {self.until} is before {self.effective_on}: give a later day, or none", field="until"
            )
        return (self.becomes(MentoringOffered),)


class CapacityBelowNone(Refusal):
    """Nobody mentors fewer than none."""

    instead = "Give how many they would mentor at once: 0 or more."
    field = "capacity"


class NoStrength(Refusal):
    """Whoever looks for a mentor goes by what one offers."""

    instead = "Name what they would pass on: competencies, or their own words."
    field = "strengths"


class OverCapacity(Refusal):
    """Nobody is promised to more people at once than they offered to mentor."""

    instead = "Name another mentor, end an agreement that is over, or let them offer more."
    field = "mentor"
