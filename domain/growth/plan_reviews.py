"""Plans that are looked at again: how far each objective is, what is added, the next day of review; and their end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from domain.growth.growth import AgreedPlan, Growth, PlanId
from domain.growth.plans import Objective, PlanCommand, PlanNotStanding, numbered, owners_of
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.history import is_brought_over
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed


class ObjectiveState(StrEnum):
    """How far an objective is."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    MET = "met"
    DROPPED = "dropped"
    """It is no longer wanted, which happens, and is no verdict on anybody."""


SETTLED: Final = frozenset((ObjectiveState.MET, ObjectiveState.DROPPED))


class WhyPlanClosed(StrEnum):
    """Why a plan came to its end."""

    OBJECTIVES_MET = "objectives_met"
    NEEDS_CHANGED = "needs_changed"
    ANOTHER_ROLE = "another_role"
    """They took up other work, for which they need other things."""
    GIVEN_UP = "given_up"


@dataclass(frozen=True)
class Progress:
    """How far one objective is."""

    objective: int
    """Its number in the plan: 1 is the first."""
    state: ObjectiveState
    """How far it is."""
    words: str | None = None
    """What shows that, in words."""


@dataclass(frozen=True)
class DevelopmentPlanReviewed(Event[Growth]):
    """They looked at the plan again, and at how far each objective is."""

    plan: PlanId
    progress: Annotated[tuple[Progress, ...] | Erased, About("person")]
    """How far each objective is."""
    further_objectives: Annotated[tuple[Objective, ...] | Erased, About("person")]
    """What is to be reached beside that, from now on. They are numbered on from those that there are."""
    owners: tuple[PersonId, ...]
    """Who sees to these."""
    review_on: date
    """The day on which they look at it again."""

    def concerns(self) -> tuple[str, ...]:
        return self.owners

    def evolve(self, growth: Growth, at: Reference) -> Growth:
        plan = growth.plan(self.plan) or AgreedPlan(self.plan, self.effective_on, 0)  # which was taken back
        count = plan.objectives + numbered(self.further_objectives)
        progress = () if isinstance(self.progress, Erased) else self.progress
        before = dict.fromkeys(plan.met, ObjectiveState.MET) | dict.fromkeys(plan.dropped, ObjectiveState.DROPPED)
        states = before | {each.objective: each.state for each in progress}
        met, dropped = (
            frozenset(number for number, state in states.items() if state is settled)
            for settled in (ObjectiveState.MET, ObjectiveState.DROPPED)
        )
        return growth.with_plan(self.plan, objectives=count, met=met, dropped=dropped, last_on=self.effective_on)


@dataclass(frozen=True)
class DevelopmentPlanClosed(Event[Growth]):
    """The plan came to its end. From that day on it no longer stands."""

    plan: PlanId
    why: WhyPlanClosed
    """Why it came to its end."""

    def evolve(self, growth: Growth, at: Reference) -> Growth:
        return growth.with_plan(self.plan, closed_on=self.effective_on, last_on=self.effective_on)


@dataclass(frozen=True)
class ReviewDevelopmentPlan(PlanCommand):
    """Look at a plan again: how far each objective is, what is to be reached beside that, and when you look next."""

    records = (DevelopmentPlanReviewed,)

    progress: tuple[Progress, ...]
    review_on: date
    further_objectives: tuple[Objective, ...] = ()

    def decide(self, growth: Growth, book: Book) -> Decision:
        plan = self.standing(book)
        self.must_be_of_the_plan(plan)
        self.must_be_whole(plan)
        known = growth.plan(self.plan)
        if self.further_objectives and known is not None and known.last_on > self.effective_on:
            raise ReviewedSince(
                f"plan “{self.plan}” was last looked at on {known.last_on}, and objectives are numbered in the order of"
                f" days: add them from that day on, and not on {self.effective_on}"
            )
        self.must_be_reviewed_in_time(self.review_on, book)
        self.must_leave_time("further_objectives", self.further_objectives)
        return (self.becomes(DevelopmentPlanReviewed, owners=owners_of(self.further_objectives)),)

    def must_be_of_the_plan(self, plan: AgreedPlan) -> None:
        """Refuses objectives that the plan has not, and to say two things of one."""
        named = [each.objective for each in self.progress]
        for number in named:
            if not 1 <= number <= plan.objectives:
                raise NotOfThePlan(
                    f"progress: objective {number} is none of plan “{self.plan}”, which has {plan.objectives}:"
                    f" give a number from 1 to {plan.objectives}"
                )
            if named.count(number) > 1:
                raise NotOfThePlan(f"progress: objective {number} is named more than once: say one thing of it")

    def must_be_whole(self, plan: AgreedPlan) -> None:
        """Refuses to leave out an objective that is still to be reached; an earlier record may say less."""
        left_out = plan.still_open - {each.objective for each in self.progress}
        if left_out and not self.imported:
            raise ObjectiveNotReviewed(
                f"progress says nothing of objective {listed(sorted(left_out))}, still to be reached: say how far it is"
            )


@dataclass(frozen=True)
class CloseDevelopmentPlan(PlanCommand):
    """Say that a plan has come to its end."""

    records = (DevelopmentPlanClosed,)

    why: WhyPlanClosed

    def decide(self, growth: Growth, book: Book) -> Decision:
        known = growth.plan(self.plan)
        if known is not None and known.closed_on is not None:
            raise PlanNotStanding(f"plan “{self.plan}” was closed on {known.closed_on}: correct that if it is wrong")
        plan = self.standing(book)
        if self.why is WhyPlanClosed.OBJECTIVES_MET and not is_brought_over(
            self.effective_on, book, imported=self.imported
        ):
            self.must_be_met(plan)
        if known is not None and known.last_on > self.effective_on:
            raise ReviewedSince(
                f"plan “{self.plan}” was looked at on {known.last_on}, so it stood: close it from that day on, and not"
                f" on {self.effective_on}"
            )
        return (self.becomes(DevelopmentPlanClosed),)

    def must_be_met(self, plan: AgreedPlan) -> None:
        """Refuses to call objectives met of which one is still to be reached, or of which none was met."""
        if open_still := plan.still_open:
            raise ObjectivesNotMet(
                f"why is “{self.why}”, and objective {listed(sorted(open_still))} of plan “{self.plan}” is still to be"
                " reached: review the plan first and say how far it is, or say why else it ends"
            )
        if plan.objectives and not plan.met:
            raise ObjectivesNotMet(
                f"why is “{self.why}”, and every objective of plan “{self.plan}” was dropped: say why else it ends"
            )


class NotOfThePlan(Refusal):
    """What is said of objectives is said of those that the plan has, and once of each."""

    instead = "Name objectives of the plan by their numbers, each once."
    field = "progress"


class ObjectiveNotReviewed(Refusal):
    """Looking at a plan again is looking at all that is still to be reached."""

    instead = "Say of every objective that is neither met nor dropped how far it is."
    field = "progress"


class ObjectivesNotMet(Refusal):
    """Objectives are met when a review has said so of each that was not dropped, and of one at least."""

    instead = "Review the plan and say how far each objective is, or say why else it ends."
    field = "why"


class ReviewedSince(Refusal):
    """A plan goes on from where it was last looked at."""

    instead = "Give a day from its last review on, or mend that review."
    field = "effective_on"
