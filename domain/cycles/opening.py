"""Opening a cycle: the raters are approved, and from here on it stands what is told of how many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from domain.cycles.cycle import FeedbackCycle, PlannedCycleCommand, must_run_it
from domain.cycles.planning import NoTimeToAnswer
from domain.cycles.rater_groups import IN_THEIR_OWN_NAME, GroupAsked, GroupTold, RaterGroup, as_asked, merged, rolled_up
from domain.frameworks.framework import published
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed
from domain.people.named import Here


@dataclass(frozen=True)
class FeedbackCycleOpened(Event[FeedbackCycle]):
    """The raters were approved and are asked. Who they are stands in no entry."""

    act: ClassVar[bool] = True

    person: PersonId
    """About whom they are asked."""
    raters: tuple[GroupAsked, ...]
    """How many are asked, group by group."""
    groups: tuple[GroupTold, ...]
    """The groups as they are told, with the numbers of the edition as it was that day."""
    opened_by: PersonId
    """Who approved the raters."""
    small_rolled_up: bool = False
    """Whether it was said beforehand that groups which are too small are told together."""

    def concerns(self) -> tuple[str, ...]:
        return (self.person, self.opened_by)

    def evolve(self, cycle: FeedbackCycle, at: Reference) -> FeedbackCycle:
        told = {one.group for one in self.groups}
        told_as = {one.group: one.group if one.group in told else RaterGroup.OTHERS for one in self.raters}
        return replace(cycle, opened_on=self.effective_on, groups=self.groups, told_as=told_as)


@dataclass(frozen=True)
class OpenFeedbackCycle(PlannedCycleCommand):
    """Approve the raters who were nominated, and ask them."""

    records = (FeedbackCycleOpened,)
    kept_from_doors = True

    opened_by: Annotated[PersonId, Here(), Acts()]
    raters: tuple[GroupAsked, ...]
    small_rolled_up: bool = False

    def decide(self, cycle: FeedbackCycle, book: Book) -> Decision:
        planned = self.planned(book)
        self.must_not_be_over(cycle)
        if cycle.opened_on is not None:
            raise CycleOpen(f"“{self.cycle}” is open since {cycle.opened_on}: its raters stay as they are")
        self.must_be_here_still(planned.person, book)
        must_run_it("opened_by", self.opened_by, planned.person, self.effective_on, book)
        if cycle.closes_on is not None and cycle.closes_on <= self.effective_on:
            raise NoTimeToAnswer(f"“{self.cycle}” closes on {cycle.closes_on}: extend it first", field="cycle")
        groups = as_asked(self.raters, published(planned.framework, planned.edition, book))
        self.groups_must_be_large_enough(groups)
        return (self.becomes(FeedbackCycleOpened, person=planned.person, groups=rolled_up(groups)),)

    def groups_must_be_large_enough(self, groups: tuple[GroupTold, ...]) -> None:
        """Refuses groups that could be told by nobody, and small ones of which nobody said that they are merged."""
        told = merged(groups)
        if all(one.group in IN_THEIR_OWN_NAME for one in groups):
            raise NobodyToAsk(f"“{self.cycle}” asks nobody but the person and who leads them: nominate others")
        small = [one for one in groups if told[one.group] is not one.group and one.raters < one.at_least]
        too_few = ", ".join(f"{one.raters} of “{one.group}”, and {one.at_least} are needed" for one in small)
        if any(told[one.group] is None for one in groups):
            raise GroupTooSmall(f"“{self.cycle}” asks {too_few}; even together they are too few: nominate more")
        if small and not self.small_rolled_up:
            merging = [one.group for one in groups if told[one.group] is not one.group]
            raise GroupTooSmall(
                f"“{self.cycle}” asks {too_few}: nominate more, or say by small_rolled_up that {listed(merging)} are"
                " told with the others"
            )


class CycleOpen(Refusal):
    """A cycle opens once: after that nobody is added or left out."""

    instead = "Leave it as it is, or cancel it and plan another."
    field = "cycle"


class NobodyToAsk(Refusal):
    """Feedback of several sides takes others than the person and who leads them."""

    instead = "Nominate peers, reports or others."
    field = "raters"


class GroupTooSmall(Refusal):
    """A group is told from so many answers on; that smaller ones are told with the others is said beforehand."""

    instead = "Nominate more, or say that small groups are told with the others."
    field = "raters"
