"""Closing a cycle: its result is released once, by the cycle itself, and nobody is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar

from domain.cycles.cycle import APART, CycleId, CycleUnknown, FeedbackCycle, PlannedCycleCommand
from domain.cycles.rater_groups import IN_THEIR_OWN_NAME, GroupTold
from domain.cycles.releasing import GroupsAnswer, RatingsReleased, released
from domain.development.development import Purpose
from domain.kernel.book import Book, Decision
from domain.kernel.commands import OR_NOTHING
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal


@dataclass(frozen=True)
class FeedbackCycleClosed(Event[FeedbackCycle]):
    """What was answered is released, for good; who answered what is known to nobody any more."""

    act: ClassVar[bool] = True

    person: PersonId
    """About whom it is."""
    purpose: Purpose
    """What its result may be used for, as was said when it was planned."""
    groups: tuple[GroupTold, ...]
    """The groups that were asked, with the numbers that were promised."""
    ratings: Annotated[tuple[RatingsReleased, ...] | Erased, About("person")]
    """What each group rated, competency by competency."""
    pieces: Annotated[tuple[str, ...] | Erased, About("person")]
    """What was written, without the group, in pieces and shuffled."""
    too_near: bool = False
    """Whether what hidden groups said is withheld, as it could be subtracted from an earlier result."""

    def concerns(self) -> tuple[str, ...]:
        return (self.person,)

    def evolve(self, cycle: FeedbackCycle, at: Reference) -> FeedbackCycle:
        return replace(cycle, closed_on=self.effective_on)


@dataclass(frozen=True)
class CloseFeedbackCycle(PlannedCycleCommand):
    """Release what was answered. The house asks for it, with what waited beside the ledger."""

    records = (FeedbackCycleClosed,)
    kept_from_doors = True
    for_the_record = True

    ratings: tuple[RatingsReleased, ...]
    pieces: tuple[Annotated[str, OR_NOTHING], ...] = ()

    def decide(self, cycle: FeedbackCycle, book: Book) -> Decision:
        planned = self.planned(book)
        self.must_not_be_over(cycle)
        if cycle.opened_on is None:
            raise NotOpened(f"“{self.cycle}” never opened: there is nothing to release")
        self.must_be_here_still(planned.person, book)
        too_near = earlier_result(planned.person, self.effective_on, book) is not None
        for each in self.ratings:
            self.must_be_told_of_enough(each, cycle.groups, too_near=too_near)
        return (
            self.becomes(
                FeedbackCycleClosed,
                person=planned.person,
                purpose=planned.purpose,
                groups=cycle.groups,
                too_near=too_near,
            ),
        )

    def must_be_told_of_enough(self, told: RatingsReleased, groups: tuple[GroupTold, ...], *, too_near: bool) -> None:
        """Refuses what was promised not to be told, whoever asks for it."""
        if told.group in IN_THEIR_OWN_NAME:
            return
        at_least = min((one.at_least for one in groups if one.group not in IN_THEIR_OWN_NAME), default=1)
        of_its_own = max((one.at_least for one in groups if one.group is told.group), default=at_least)
        if too_near or len(told.values) < max(at_least, of_its_own):
            raise ToldOfTooFew(f"ratings of “{told.of}” by {len(told.values)} of “{told.group}” would tell who said it")


def closing_with(
    cycle: CycleId, known: FeedbackCycle, answers: Sequence[GroupsAnswer], on: date, book: Book
) -> CloseFeedbackCycle:
    """The command that releases some answers, as far as they may be; what was written is in no order yet."""
    if known.planned is None:
        raise CycleUnknown(f"“{cycle}” was not planned: plan it first")
    too_near = earlier_result(known.planned.person, on, book) is not None
    out = released(known.planned.competencies, known.groups, answers, too_near=too_near)
    return CloseFeedbackCycle(cycle, out.ratings, out.pieces, effective_on=on)


def earlier_result(person: PersonId, on: date, book: Book) -> date | None:
    """The day of a result about somebody that is so near that another could be subtracted from it.

    Who rated in it nobody knows any more: that some rate in both is always supposed. From one that holds no hidden
    group nothing can be subtracted.
    """
    results = [noted.event for noted in book.concerning(person, FeedbackCycleClosed)]
    near = [result.effective_on for result in results if not result.too_near]
    return max((day for day in near if abs(on - day) < APART), default=None)


def must_be_due(cycle: FeedbackCycle, awaited: int, on: date) -> None:
    """Refuses to close before its last day is over, while anybody’s answer is waited for; how many are not told."""
    if cycle.closes_on is not None and on <= cycle.closes_on and awaited:
        raise StillOpen(f"answers are taken until {cycle.closes_on}, and not all have come: wait until that is over")


class NotOpened(Refusal):
    """Only what was asked is answered."""

    instead = "Open the cycle first, or cancel it."
    field = "cycle"


class ToldOfTooFew(Refusal):
    """Nothing is released of so few that it could be told whose it is, or by subtraction from what is out already."""

    instead = "Leave the group out, or tell it together with others."
    field = "ratings"


class StillOpen(Refusal):
    """A cycle closes once its last day is over, or when all have answered."""

    instead = "Wait until the last day is over."
    field = "cycle"
