"""Development needs: what somebody has to learn, said by whoever sees it, and settled once it is met or dropped.

A need is named before a remedy is (Goldstein and Ford, “Training in Organizations: Needs Assessment, Development, and
Evaluation”, 2002): what is done for it, an assignment, coaching, learning or a plan, cites it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.development.assessments import UnknownCompetency
from domain.growth.growth import Growth, IdentifiedNeed, NeedId
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision, must_be_about
from domain.kernel.commands import Said
from domain.kernel.facts import NAME_OF_AN_EDITION, About, Erased, Event, Reference
from domain.kernel.ids import FrameworkId, PersonId
from domain.kernel.memories import changed
from domain.kernel.near_misses import right_one
from domain.kernel.refusals import Refusal
from domain.kernel.words import folded
from domain.people.employment import PresentPersonCommand
from domain.people.named import Known
from domain.units.adopting_frameworks import edition_for


class NeedOutcome(StrEnum):
    """What became of a development need."""

    MET = "met"
    DROPPED = "dropped"
    """It is no longer one: the work is another, or it was seen amiss. That is no verdict on anybody."""


@dataclass(frozen=True)
class DevelopmentNeedIdentified(Event[Growth]):
    """Somebody said what a person has to learn, and what that rests on."""

    for_good: ClassVar[tuple[str, ...]] = ("need",)

    need: NeedId
    words: Annotated[str | Erased, About("person")]
    """What they have to learn, and what for."""
    competency: Annotated[Annotated[str, NAME_OF_AN_EDITION] | Erased | None, About("person")]
    """The competency that it is of, by its name in the edition; None where it is of none."""
    framework: FrameworkId | None
    """The framework whose competency it is."""
    edition: int | None
    """The number of its edition."""
    identified_by: PersonId
    """Who sees it: the person, or somebody else."""
    basis: tuple[Reference, ...] = ()
    """References of the entries about them that it rests on."""

    def concerns(self) -> tuple[str, ...]:
        return (self.identified_by,)

    def evolve(self, growth: Growth, at: Reference) -> Growth:
        competency = None if isinstance(self.competency, Erased) else self.competency
        identified = IdentifiedNeed(self.need, at, self.effective_on, self.words, competency)
        return changed(growth, needs=(*growth.needs, identified))

    def missed(self, at: Reference, book: Book) -> None:
        """Refuses where it was settled."""
        if self.need in book.recall(Growth, at.stream).gone_on:
            raise NeedGoneOn(f"“{self.need}” was met or dropped: retract that first", field="entry")


@dataclass(frozen=True)
class DevelopmentNeedSettled(Event[Growth]):
    """A need is one no longer: it was met, or dropped."""

    need: NeedId
    outcome: NeedOutcome
    """What became of it."""
    settled_by: PersonId
    """Who says so."""
    how: Annotated[str | Erased, About("person")]
    """What shows that it is met, or why it was dropped."""

    def concerns(self) -> tuple[str, ...]:
        return (self.settled_by,)

    def evolve(self, growth: Growth, at: Reference) -> Growth:
        return growth.with_need(self.need, settled_on=self.effective_on)


@dataclass(frozen=True)
class IdentifyDevelopmentNeed(PresentPersonCommand[Growth]):
    """Say what somebody has to learn, and what you take that from. What is done for it cites what you say here."""

    records = (DevelopmentNeedIdentified,)
    creates = "need"

    need: NeedId
    words: Annotated[str, Said("say what they have to learn, and what for")]
    identified_by: Annotated[PersonId, Known(), Acts()]
    competency: str | None = None
    basis: tuple[Reference, ...] = ()

    def decide(self, growth: Growth, book: Book) -> Decision:
        for at, refusal in self.cited():
            must_be_about(self.person, at, self.effective_on, book, refusal)
        framework, edition = self.edition_named(book)
        if (before := growth.need(self.need)) is not None:
            raise NeedIdentifiedBefore(
                f"need “{self.need}” was identified on {before.identified_on}: give the new one its own id"
            )
        for other in book.recall(Growth, self.person, on=self.effective_on).open_needs:
            if self.is_the_same_as(other):
                raise NeedStillOpen(
                    f"“{self.person}” has that need since {other.identified_on}, by “{other.identified}”: cite that"
                )
        return (self.becomes(DevelopmentNeedIdentified, framework=framework, edition=edition),)

    def is_the_same_as(self, other: IdentifiedNeed) -> bool:
        """Whether it is of the same competency as another, or, where neither is of any, says the same."""
        if self.competency is not None or other.competency is not None:
            return self.competency == other.competency
        return isinstance(other.words, str) and folded(self.words) == folded(other.words)

    def edition_named(self, book: Book) -> tuple[FrameworkId, int] | tuple[None, None]:
        """The edition of the competency: the one that holds where they stand. Refuses a competency that it has not."""
        if self.competency is None:
            return None, None
        held = edition_for(self.unit_on_that_day(book), self.effective_on, book)
        if held is None:
            raise UnknownCompetency(
                f"competency “{self.competency}” is of no edition: none holds on {self.effective_on}: leave it out",
                field="competency",
            )
        names = [one.name for one in held.edition.competencies]
        if self.competency not in names:
            right = right_one(self.competency, names)
            raise UnknownCompetency(
                f"competency “{self.competency}” is none of edition {held.edition.number}: {right}", field="competency"
            )
        return held.framework, held.edition.number

    def cited(self) -> Iterator[tuple[Reference, Refusal]]:
        """What the need rests on."""
        for at in self.basis:
            yield (
                at,
                NeedRestsOnNothing(
                    f"basis “{at}” is no entry about “{self.person}” from up to {self.effective_on}: cite one, or none"
                ),
            )


@dataclass(frozen=True)
class SettleDevelopmentNeed(PresentPersonCommand[Growth]):
    """Say that a need is met, or is one no longer, and what shows it."""

    records = (DevelopmentNeedSettled,)

    need: NeedId
    outcome: NeedOutcome
    settled_by: Annotated[PersonId, Known(), Acts()]
    how: Annotated[str, Said("say what shows that it is met, or why it is dropped")]

    def decide(self, growth: Growth, book: Book) -> Decision:
        need = growth.need(self.need)
        if need is None or need.identified_on > self.effective_on:
            raise NeedUnknown(f"need “{self.need}” was not identified for “{self.person}” by {self.effective_on}")
        if need.settled_on is not None:
            raise NeedSettledBefore(f"need “{self.need}” was met or dropped on {need.settled_on}: identify it anew")
        return (self.becomes(DevelopmentNeedSettled),)


class NeedIdentifiedBefore(Refusal):
    """A need is identified once; another one has its own id."""

    instead = "Give the new need its own id, or correct the one on record."
    field = "need"


class NeedStillOpen(Refusal):
    """A need stands once, until it is met or dropped: what is done for it cites that one."""

    instead = "Cite the need that is open, or settle it first."
    field = "need"


class NeedRestsOnNothing(Refusal):
    """A need rests on entries about the person, or on none."""

    instead = "Cite entries about the person, or leave the basis out."
    field = "basis"


class NeedUnknown(Refusal):
    """Only a need that was identified is met or dropped."""

    instead = "Name a need that was identified by that day."
    field = "need"


class NeedSettledBefore(Refusal):
    """What is met or dropped is a need no longer."""

    instead = "Identify the need anew, if there is one again."
    field = "need"


class NeedGoneOn(Refusal):
    """A need that was met or dropped is not taken away from under that."""

    instead = "Retract first what was said of it."
    field = "entry"
