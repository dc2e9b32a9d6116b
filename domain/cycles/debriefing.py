"""After the close: somebody goes through the result with the person, who may show it to others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from domain.cycles.cycle import FeedbackCycle, PlannedCycleCommand, may_see
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.named import Here, Known


@dataclass(frozen=True)
class FeedbackCycleDebriefed(Event[FeedbackCycle]):
    """Somebody went through the result with the person: from here on they read it themselves."""

    act: ClassVar[bool] = True

    person: PersonId
    debriefed_by: PersonId
    """Who went through it with them."""

    def concerns(self) -> tuple[str, ...]:
        return (self.person, self.debriefed_by)

    def evolve(self, cycle: FeedbackCycle, at: Reference) -> FeedbackCycle:
        return replace(cycle, debriefed_on=self.effective_on)


@dataclass(frozen=True)
class FeedbackCycleShared(Event[FeedbackCycle]):
    """The person showed their result to somebody, as to a coach or a mentor."""

    act: ClassVar[bool] = True

    person: PersonId
    shared_with: PersonId
    """Who may read it, too."""

    def concerns(self) -> tuple[str, ...]:
        return (self.person, self.shared_with)

    def evolve(self, cycle: FeedbackCycle, at: Reference) -> FeedbackCycle:
        return replace(cycle, shared_with=tuple(dict.fromkeys((*cycle.shared_with, self.shared_with))))


@dataclass(frozen=True)
class DebriefFeedbackCycle(PlannedCycleCommand):
    """Record that you went through the result with the person. Whoever may read it does that."""

    records = (FeedbackCycleDebriefed,)

    debriefed_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, cycle: FeedbackCycle, book: Book) -> Decision:
        if cycle.closed_on is None:
            raise NothingReleased(f"“{self.cycle}” is not closed: there is nothing to go through yet")
        if cycle.debriefed_on is not None:
            return ()
        if not may_see(self.debriefed_by, cycle, self.effective_on, book):
            raise NotTheirsToDebrief(
                f"debriefed_by “{self.debriefed_by}” may not read the result: have somebody who may"
            )
        return (self.becomes(FeedbackCycleDebriefed, person=self.planned(book).person),)


@dataclass(frozen=True)
class ShareFeedbackCycle(PlannedCycleCommand):
    """Show your result to somebody, as to your coach or your mentor: before the debrief or after it."""

    records = (FeedbackCycleShared,)

    person: Annotated[PersonId, Known(), Acts(in_person=True)]
    """The person, who shows their own."""
    shared_with: Annotated[PersonId, Known()]

    def decide(self, cycle: FeedbackCycle, book: Book) -> Decision:
        if self.person != self.planned(book).person:
            raise NotTheirResult(f"person “{self.person}” is not whom “{self.cycle}” is about: they show it themselves")
        if self.shared_with == self.person:
            raise SharedWithOneself(f"shared_with is “{self.shared_with}”, the person themselves: name somebody else")
        return () if self.shared_with in cycle.shared_with else (self.becomes(FeedbackCycleShared),)


class NothingReleased(Refusal):
    """What is gone through has been released."""

    instead = "Close the cycle first."
    field = "cycle"


class NotTheirsToDebrief(Refusal):
    """Whoever may read the result goes through it with the person; nobody does that alone with their own."""

    instead = "Have a talent partner do it, or somebody to whom the person has shown it."
    field = "debriefed_by"


class NotTheirResult(Refusal):
    """Whom a result is about shows it, and nobody for them."""

    instead = "Have the person show it."
    field = "person"


class SharedWithOneself(Refusal):
    """A result is shown to others."""

    instead = "Name somebody else."
    field = "shared_with"
