"""A cycle that is longer open, or given up. Nothing is released of one that is cancelled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar

from domain.cycles.cycle import FeedbackCycle, PlannedCycleCommand, last_day_here, must_run_it, runs
from domain.cycles.planning import must_close_later
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import ReasonMissing, Refusal
from domain.people.named import Here


@dataclass(frozen=True)
class FeedbackCycleExtended(Event[FeedbackCycle]):
    """Raters were given more time."""

    act: ClassVar[bool] = True

    person: PersonId
    closes_on: date
    """The last day on which answers are taken."""
    extended_by: PersonId
    """Who gives them more time."""

    def concerns(self) -> tuple[str, ...]:
        return (self.person, self.extended_by)

    def evolve(self, cycle: FeedbackCycle, at: Reference) -> FeedbackCycle:
        return replace(cycle, closes_on=self.closes_on)


@dataclass(frozen=True)
class FeedbackCycleCancelled(Event[FeedbackCycle]):
    """The cycle was given up. What had been answered was destroyed, and nobody has read it."""

    act: ClassVar[bool] = True

    person: PersonId
    why: Annotated[str | Erased, About("person")]
    """Why it was given up."""
    cancelled_by: PersonId
    """Who gave it up."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.person, self.cancelled_by)))

    def evolve(self, cycle: FeedbackCycle, at: Reference) -> FeedbackCycle:
        return replace(cycle, cancelled_on=self.effective_on)


@dataclass(frozen=True)
class ExtendFeedbackCycle(PlannedCycleCommand):
    """Give raters more time."""

    records = (FeedbackCycleExtended,)

    closes_on: date
    extended_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, cycle: FeedbackCycle, book: Book) -> Decision:
        self.must_not_be_over(cycle)
        person = self.planned(book).person
        self.must_be_here_still(person, book)
        must_run_it("extended_by", self.extended_by, person, self.effective_on, book)
        must_close_later(self.closes_on, self.effective_on)
        if cycle.closes_on is not None and self.closes_on <= cycle.closes_on:
            if self.closes_on == cycle.closes_on:
                return ()
            raise TimeTakenAway(f"closes_on “{self.closes_on}” is before {cycle.closes_on}: raters were promised that")
        return (self.becomes(FeedbackCycleExtended, person=person),)


@dataclass(frozen=True)
class CancelFeedbackCycle(PlannedCycleCommand):
    """Give a cycle up, before it is closed. What was answered is destroyed unread."""

    records = (FeedbackCycleCancelled,)
    kept_from_doors = True

    why: Annotated[str, Said("say why it is given up", ReasonMissing)]
    cancelled_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, cycle: FeedbackCycle, book: Book) -> Decision:
        if cycle.cancelled_on is not None:
            return ()
        self.must_not_be_over(cycle)
        person = self.planned(book).person
        own = self.cancelled_by == person and cycle.opened_on is None
        last_here = last_day_here(person, self.effective_on, book)
        if not own and not runs(self.cancelled_by, person, last_here, book):
            raise NotTheirsToCancel(
                f"cancelled_by “{self.cancelled_by}” neither leads “{person}” on {last_here} nor is talent partner"
                " where they stand"
            )
        return (self.becomes(FeedbackCycleCancelled, person=person),)


class TimeTakenAway(Refusal):
    """Raters have as long as they were told."""

    instead = "Give a later day than the one that they were told."
    field = "closes_on"


class NotTheirsToCancel(Refusal):
    """A cycle is given up by whoever runs it; by the person themselves only before anybody is asked."""

    instead = "Have whoever leads them do it, or a talent partner."
    field = "cancelled_by"
