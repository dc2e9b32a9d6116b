"""Opportunities: chances to grow that are open to all. Opened, applied for, offered, answered, closed.

Nobody is matched, scored or sifted here: whoever opened one reads who applied, in their own words, and offers. Whoever
declines does so freely, and it says nothing of them. Nobody has to be spotted to be developed: everybody may apply.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Final

from domain.development.development import AssignmentKind
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Command, Said
from domain.kernel.facts import ORGANISATION, About, Erased, Event, Reference
from domain.kernel.ids import OpportunityId, PersonId, UnitId
from domain.kernel.memories import changed
from domain.kernel.refusals import BeginsAfterItEnds, NothingSaid, Refusal
from domain.people.levels import level_must_be_in_force
from domain.people.named import Employed, Here
from domain.units.citing import CitesUnit
from domain.units.unit import unit_must_stand

ALL_OPPORTUNITIES: Final = "opportunities"
"""The key under which the opening of every opportunity is found."""


class OfferAnswer(StrEnum):
    """What somebody answered to an offer."""

    TAKEN = "taken"
    DECLINED = "declined"
    """Freely, and no mark on them."""


@dataclass(frozen=True)
class Opportunity:
    """What later decisions must remember of an opportunity."""

    opened_by: PersonId | None = None
    unit: UnitId | None = None
    opened_on: date | None = None
    open_until: date | None = None
    closed_on: date | None = None
    applied: frozenset[PersonId] = frozenset()
    offers: Mapping[PersonId, date] = field(default_factory=dict, hash=False)
    """To whom it was offered, and when."""
    answers: Mapping[PersonId, date] = field(default_factory=dict, hash=False)
    offered_by: PersonId | None = None
    """Who offered it, where nobody opened it."""

    def is_of(self, person: PersonId) -> bool:
        """Whether it is somebody's to offer: they opened it, or offered it to whom they had in mind."""
        return person == (self.opened_by or self.offered_by)

    def is_open_on(self, day: date) -> bool:
        """Whether people may apply on that day, the first and the last included."""
        opened, until = self.opened_on, self.open_until
        in_time = opened is not None and until is not None and opened <= day <= until
        return in_time and (self.closed_on is None or day < self.closed_on)


@dataclass(frozen=True)
class OpportunityOpened(CitesUnit[Opportunity]):
    """There is a chance to grow, for whoever wants it: everybody here reads it, and may apply."""

    for_good: ClassVar[tuple[str, ...]] = ("opened_by",)  # whoever applies writes to them

    what: Annotated[str | Erased, About(ORGANISATION)]
    """What it is, in words about the work and about nobody."""
    opportunity_kind: AssignmentKind
    """The way into exposure that it is."""
    unit: UnitId
    """The organisational unit in which it is."""
    opened_by: PersonId
    """Who opened it, and answers whoever applies."""
    open_until: date
    """The last day on which people may apply."""
    function: str | None = None
    """The function that it takes them into."""
    level: str | None = None
    """The level whose work it is; it bars nobody."""

    def concerns(self) -> tuple[str, ...]:
        return (ALL_OPPORTUNITIES, self.in_unit, self.opened_by)

    def evolve(self, opportunity: Opportunity, at: Reference) -> Opportunity:
        by = {"opened_by": self.opened_by, "unit": self.in_unit}
        return changed(opportunity, **by, opened_on=self.effective_on, open_until=self.open_until)


@dataclass(frozen=True)
class OpportunityApplied(Event[Opportunity]):
    """Somebody wants it, and says so."""

    person: PersonId
    """Who applies."""
    words: Annotated[str | Erased | None, About("person")] = None
    """Why they want it, in their own words, for whoever opened it."""

    def concerns(self) -> tuple[str, ...]:
        return (self.person,)

    def evolve(self, opportunity: Opportunity, at: Reference) -> Opportunity:
        return changed(opportunity, applied=opportunity.applied | {self.person})


@dataclass(frozen=True)
class OpportunityOffered(Event[Opportunity]):
    """It was offered to somebody: who applied, or who had not thought of it."""

    for_good: ClassVar[tuple[str, ...]] = ("person", "offered_by")  # whoever answers writes to the one as the other

    person: PersonId
    """To whom it was offered."""
    offered_by: PersonId
    """Who offered it."""
    what: Annotated[str | Erased | None, About("person")] = None
    """What was offered; None where the opportunity was opened, which says it."""
    opportunity_kind: AssignmentKind | None = None
    """The way into exposure that it is; None where the opportunity was opened."""

    def concerns(self) -> tuple[str, ...]:
        return (self.person, self.offered_by)

    def evolve(self, opportunity: Opportunity, at: Reference) -> Opportunity:
        offers = {**opportunity.offers, self.person: self.effective_on}
        return changed(opportunity, offers=offers, offered_by=opportunity.offered_by or self.offered_by)


@dataclass(frozen=True)
class OpportunityAnswered(Event[Opportunity]):
    """Whoever it was offered to took it, or declined. Declining is free, and no mark on anybody."""

    person: PersonId
    """Who answers."""
    answer: OfferAnswer
    """What they answered."""
    words: Annotated[str | Erased | None, About("person")] = None
    """What they want to say with it."""

    def concerns(self) -> tuple[str, ...]:
        return (self.person,)

    def evolve(self, opportunity: Opportunity, at: Reference) -> Opportunity:
        return changed(opportunity, answers={**opportunity.answers, self.person: self.effective_on})


@dataclass(frozen=True)
class OpportunityClosed(Event[Opportunity]):
    """Nobody applies any more, and nothing more is offered, from this day on."""

    closed_by: PersonId
    """Who closed it."""

    def concerns(self) -> tuple[str, ...]:
        return (self.closed_by,)

    def evolve(self, opportunity: Opportunity, at: Reference) -> Opportunity:
        return changed(opportunity, closed_on=self.effective_on)


@dataclass(frozen=True)
class OpportunityCommand(Command[Opportunity], abstract=True):
    """Something asked on an opportunity's stream."""

    subject = "opportunity"

    opportunity: OpportunityId
    effective_on: date = field(kw_only=True)

    def must_not_be_closed(self, opportunity: Opportunity) -> None:
        """Refuses what comes after it was closed."""
        if opportunity.closed_on is not None and opportunity.closed_on <= self.effective_on:
            raise OpportunityNotOpen(
                f"“{self.opportunity}” was closed on {opportunity.closed_on}: give an earlier day, or open another one"
            )


@dataclass(frozen=True)
class OpenOpportunity(OpportunityCommand):
    """Open a chance to grow to everybody here: an assignment, a project, a role for a while."""

    records = (OpportunityOpened,)
    creates = "opportunity"

    what: Annotated[str, Said("say what the work is")]
    opportunity_kind: AssignmentKind
    unit: UnitId
    opened_by: Annotated[PersonId, Here(), Acts()]
    open_until: date
    function: str | None = None
    level: str | None = None

    def decide(self, opportunity: Opportunity, book: Book) -> Decision:
        if opportunity.opened_on is not None or self.is_taken_over(opportunity, book):
            raise OpenedBefore(f"“{self.opportunity}” is there already: another chance is another opportunity")
        unit_must_stand("unit", self.unit, self.effective_on, book)
        level_must_be_in_force(self.level, self.unit, self.effective_on, book)
        if self.open_until < self.effective_on:
            raise BeginsAfterItEnds(
                f"open_until “{self.open_until}” is before {self.effective_on}: give a later day", field="open_until"
            )
        return (self.becomes(OpportunityOpened),)

    def is_taken_over(self, opportunity: Opportunity, book: Book) -> bool:
        """Whether people have written to somebody else here already: they have, but to whoever corrects an opening."""
        begun = bool(opportunity.offers or opportunity.applied)
        return begun and book.whole().recall(Opportunity, self.opportunity).opened_on is None


@dataclass(frozen=True)
class ApplyForOpportunity(OpportunityCommand):
    """Say that you want it. Everybody may, once, as long as it is open; nobody is scored."""

    records = (OpportunityApplied,)

    person: Annotated[PersonId, Employed(), Acts(in_person=True)]
    words: str | None = None

    def decide(self, opportunity: Opportunity, book: Book) -> Decision:
        self.must_not_be_closed(opportunity)
        if not opportunity.is_open_on(self.effective_on):
            until = opportunity.open_until
            open_then = f"is open from {opportunity.opened_on} to {until}" if until else "was never opened"
            raise OpportunityNotOpen(f"“{self.opportunity}” {open_then}: {self.effective_on} is no day to apply")
        if self.person in opportunity.applied:
            raise AppliedBefore(f"person “{self.person}” has applied for “{self.opportunity}”: once is enough")
        return (self.becomes(OpportunityApplied),)


@dataclass(frozen=True)
class OfferOpportunity(OpportunityCommand):
    """Offer somebody a chance to grow: one that is open, whether they applied or not, or one for them alone."""

    records = (OpportunityOffered,)
    creates = "opportunity"

    person: Annotated[PersonId, Employed()]
    offered_by: Annotated[PersonId, Here(), Acts()]
    what: str | None = None
    opportunity_kind: AssignmentKind | None = None

    def decide(self, opportunity: Opportunity, book: Book) -> Decision:
        self.must_not_be_closed(opportunity)
        if self.person == self.offered_by:
            raise OfferedToOneself(f"person is “{self.person}”, who offers it: apply, and have somebody else offer it")
        if self.person in opportunity.offers:
            raise OfferedBefore(f"person “{self.person}” was offered “{self.opportunity}” before: once is enough")
        if opportunity.opened_on is None and (self.what is None or self.opportunity_kind is None):
            missing = "what" if self.what is None else "opportunity_kind"
            raise NothingSaid(f"{missing} is missing: say it, as “{self.opportunity}” was not opened", field=missing)
        return (self.becomes(OpportunityOffered),)


@dataclass(frozen=True)
class AnswerOpportunity(OpportunityCommand):
    """Take what you were offered, or decline it. Declining is free, and no mark on you."""

    records = (OpportunityAnswered,)

    person: Annotated[PersonId, Employed(), Acts(in_person=True)]
    answer: OfferAnswer
    words: str | None = None

    def decide(self, opportunity: Opportunity, book: Book) -> Decision:
        offered_on = opportunity.offers.get(self.person)
        if offered_on is None or offered_on > self.effective_on:
            raise NotOffered(
                f"person “{self.person}” was not offered “{self.opportunity}” by {self.effective_on}: apply for it"
            )
        if self.person in opportunity.answers:
            raise AnsweredBefore(f"person “{self.person}” answered before: correct that entry, if it was a slip")
        return (self.becomes(OpportunityAnswered),)


@dataclass(frozen=True)
class CloseOpportunity(OpportunityCommand):
    """Close an opportunity: nobody applies any more, and nothing more is offered."""

    records = (OpportunityClosed,)

    closed_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, opportunity: Opportunity, book: Book) -> Decision:
        if opportunity.opened_on is None or opportunity.opened_on > self.effective_on:
            raise OpportunityNotOpen(f"“{self.opportunity}” was not opened by {self.effective_on}: give a later day")
        if opportunity.closed_on is not None:
            return ()
        return (self.becomes(OpportunityClosed),)


class OpenedBefore(Refusal):
    """An opportunity is opened once."""

    instead = "Open another opportunity."
    field = "opportunity"


class OpportunityNotOpen(Refusal):
    """People apply for what is open on that day, and nothing is offered once it is closed."""

    instead = "Give a day on which it is open, or name one that is."
    field = "opportunity"


class AppliedBefore(Refusal):
    """Whoever has applied need not do so again."""

    instead = "Correct what you said, if it was a slip."
    field = "person"


class OfferedBefore(Refusal):
    """An opportunity is offered to somebody once."""

    instead = "Wait for their answer, or offer another one."
    field = "person"


class OfferedToOneself(Refusal):
    """A chance is offered by somebody else."""

    instead = "Apply for it, and have somebody else offer it."
    field = "person"


class NotOffered(Refusal):
    """Only what was offered can be taken or declined, and only by whom it was offered to."""

    instead = "Apply for it, or answer what was offered to you."
    field = "person"


class AnsweredBefore(Refusal):
    """An offer is answered once."""

    instead = "Correct the answer, if it was a slip."
    field = "person"
