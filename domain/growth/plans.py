"""Development plans: what somebody needs, what is to be reached and who sees to it, and when it is looked at again.

Goals that are set and come back to are reached more often (Locke and Latham, “A Theory of Goal Setting and Task
Performance”, 1990; Harkin and others, “Does Monitoring Goal Progress Promote Goal Attainment?”, 2016): so a plan has a
day of review, within a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar, Final

from domain.growth.growth import AgreedPlan, DueTooEarly, Growth, PlanId
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.dates import MONTHS_IN_A_YEAR, months_after
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.history import is_brought_over
from domain.kernel.ids import PersonId
from domain.kernel.later import LATER
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.people.employment import PresentPersonCommand
from domain.people.named import Here

REVIEWED_WITHIN_MONTHS: Final = MONTHS_IN_A_YEAR
"""A plan is looked at again within so many months: needs and work change with the year."""


@dataclass(frozen=True)
class Objective:
    """What a development plan is to reach. Objectives are numbered from 1, in the order in which they were agreed."""

    words: str
    """What is to be reached, so that one can tell whether it is."""
    owner: Annotated[PersonId, Here()]
    """Who sees to it: the person, or somebody who helps them."""
    due_on: date | None = None
    """The day by which it is to be reached, where one was named."""


@dataclass(frozen=True)
class DevelopmentPlanAgreed(Event[Growth]):
    """Somebody and whoever leads them agreed what they need, what is to be reached, and when they look at it again."""

    for_good: ClassVar[tuple[str, ...]] = ("plan",)

    plan: PlanId
    needs: Annotated[str | Erased, About("person")]
    """What they need to learn, and what for."""
    objectives: Annotated[tuple[Objective, ...] | Erased, About("person")]
    """What is to be reached, and who sees to it."""
    owners: tuple[PersonId, ...]
    """Who sees to its objectives."""
    co_owners: tuple[PersonId, ...]
    """Who answers for the plan with them."""
    review_on: date
    """The day on which they look at it again."""
    identified_needs: tuple[Reference, ...] = field(default=(), metadata=LATER)
    """The entries by which needs were identified that it is for."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.co_owners, *self.owners)))

    def evolve(self, growth: Growth, at: Reference) -> Growth:
        agreed = AgreedPlan(self.plan, self.effective_on, numbered(self.objectives), last_on=self.effective_on)
        return changed(growth, plans=(*growth.plans, agreed))

    def missed(self, at: Reference, book: Book) -> None:
        """Refuses where it was looked at again, or closed."""
        if self.plan in book.recall(Growth, at.stream).gone_on:
            raise PlanGoneOn(f"“{self.plan}” was reviewed or closed: retract that first", field="entry")


def numbered(objectives: tuple[Objective, ...] | Erased) -> int:
    """How many objectives there are."""
    return 0 if isinstance(objectives, Erased) else len(objectives)


@dataclass(frozen=True)
class PlanCommand(PresentPersonCommand[Growth], abstract=True):
    """Something asked of a development plan. Nobody needs a title, a level or a nomination for one."""

    plan: PlanId
    imported: bool = field(default=False, kw_only=True)
    """Brought over from an earlier record, from before the ledger's first day: its review may lie further ahead."""

    def as_of_that_day(self, book: Book) -> Growth:
        """What stood on the day of the command, whatever has been said of later days."""
        return book.recall(Growth, self.person, on=self.effective_on)

    def live(self, book: Book) -> AgreedPlan | None:
        """The plan that stands that day: it ended with the stay in which it was agreed."""
        live = self.as_of_that_day(book).live
        return None if live and self.employment(book).left_after(live.agreed_on, self.effective_on) else live

    def standing(self, book: Book) -> AgreedPlan:
        """The plan that is meant; refuses one that does not stand that day."""
        live = self.live(book)
        if live is None or live.plan != self.plan:
            raise PlanNotStanding(
                f"plan “{self.plan}” does not stand for “{self.person}” on {self.effective_on}:"
                f" {f'name “{live.plan}”, which does' if live else 'agree one first'}"
            )
        return live

    def must_be_reviewed_in_time(self, review_on: date, book: Book) -> None:
        """Refuses a day of review that is past already, or further than a year away."""
        if review_on <= self.effective_on:
            raise ReviewOutOfReach(f"review_on {review_on} is not after {self.effective_on}: give a later day")
        last = months_after(self.effective_on, REVIEWED_WITHIN_MONTHS)
        if review_on > last and not is_brought_over(self.effective_on, book, imported=self.imported):
            raise ReviewOutOfReach(
                f"review_on {review_on} is more than {REVIEWED_WITHIN_MONTHS} months away: give a day up to {last}"
            )

    def must_leave_time(self, field: str, objectives: Iterable[Objective]) -> None:
        """Refuses objectives, named in a field, that were due before they are agreed."""
        for objective in objectives:
            if objective.due_on is not None and objective.due_on < self.effective_on:
                raise DueTooEarly(
                    f"{field}: due_on {objective.due_on} is before {self.effective_on}, when it is agreed: give a later"
                    " day, or none",
                    field=field,
                )


@dataclass(frozen=True)
class AgreeDevelopmentPlan(PlanCommand):
    """Agree with somebody what they need, what is to be reached, and when that is looked at again.

    Anybody has one who wants to grow, whatever their title. What they do for it cites it as what it builds on.
    """

    records = (DevelopmentPlanAgreed,)
    creates = "plan"

    needs: Annotated[str, Said("say what they need to learn, and what for")]
    objectives: tuple[Objective, ...]
    review_on: date
    co_owners: Annotated[tuple[PersonId, ...], Here()] = ()
    identified_needs: tuple[Reference, ...] = field(default=(), metadata=LATER)

    def decide(self, growth: Growth, book: Book) -> Decision:
        if (before := growth.plan(self.plan)) is not None:
            raise PlanAgreedBefore(f"plan “{self.plan}” was agreed on {before.agreed_on}: give the new one its own id")
        if (live := self.live(book)) is not None:
            raise PlanStillStanding(
                f"“{self.person}” has plan “{live.plan}” since {live.agreed_on}: look at it again, or close it first"
            )
        if not self.objectives:
            raise PlanWithoutObjective(
                "objectives are missing: say of at least one what is to be reached, and who sees to it"
            )
        self.must_be_reviewed_in_time(self.review_on, book)
        self.must_leave_time("objectives", self.objectives)
        open_needs = {need.identified for need in self.as_of_that_day(book).open_needs}
        for at, refusal in self.cited():
            if at not in open_needs:
                raise refusal
        return (self.becomes(DevelopmentPlanAgreed, owners=owners_of(self.objectives)),)

    def cited(self) -> Iterator[tuple[Reference, Refusal]]:
        """The needs that it is for."""
        for at in self.identified_needs:
            yield (
                at,
                NeedNotOpen(
                    f"identified_needs “{at}” is no open need of “{self.person}” on {self.effective_on}: cite one, or"
                    " none"
                ),
            )


def owners_of(objectives: Iterable[Objective]) -> tuple[PersonId, ...]:
    """Who sees to some objectives, each once."""
    return tuple(dict.fromkeys(objective.owner for objective in objectives))


class PlanAgreedBefore(Refusal):
    """A plan is agreed once; another one has its own id."""

    instead = "Give the new plan its own id, or correct the one on record."
    field = "plan"


class PlanStillStanding(Refusal):
    """Whoever has two plans has none: one at a time."""

    instead = "Review the plan that stands, or close it first."
    field = "plan"


class NeedNotOpen(Refusal):
    """A plan is for needs of the person that are neither met nor dropped."""

    instead = "Cite the entries by which open needs were identified, or say in words what they need."
    field = "identified_needs"


class PlanNotStanding(Refusal):
    """What is said of a plan is said while it stands."""

    instead = "Name the plan that stands that day, or agree one."
    field = "plan"


class PlanGoneOn(Refusal):
    """A plan that was reviewed or closed is not taken away from under that."""

    instead = "Retract first what was said of it."
    field = "entry"


class ReviewOutOfReach(Refusal):
    """A plan is looked at again, within a year: else nobody does."""

    instead = "Give a day after the one of agreeing, and within a year of it."
    field = "review_on"


class PlanWithoutObjective(Refusal):
    """A plan says what is to be reached, and who sees to it."""

    instead = "Give at least one objective, with its owner."
    field = "objectives"
