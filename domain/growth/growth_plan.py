"""The development plan that stands: what is to be reached, who sees to it, how far it is, and if its review is overdue.

A plan is live from the day it is agreed until it is closed, or another one is agreed. Its review is overdue on the day
after the one that was last agreed for it, days of leave left out. Neither is a measure of the person: a plan is kept by
those who agreed it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.growth.growth import PlanId
from domain.growth.plan_reviews import SETTLED, DevelopmentPlanClosed, DevelopmentPlanReviewed, ObjectiveState
from domain.growth.plans import DevelopmentPlanAgreed, Objective
from domain.kernel.facts import Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.standing import Noted
from domain.people.leave import Leave, days_here_between

PlanEvent = DevelopmentPlanAgreed | DevelopmentPlanReviewed | DevelopmentPlanClosed


@dataclass(frozen=True)
class PlannedObjective:
    """An objective of a plan, and how far it is."""

    number: int
    """Its number in the plan: 1 is the first."""
    words: str
    """What is to be reached."""
    owner: PersonId
    """Who sees to it."""
    due_on: date | None
    """The day by which it is to be reached, where one was named."""
    state: ObjectiveState
    """How far it is, as last reviewed."""
    progress: str | None
    """What showed that, in words."""
    overdue: bool = False
    """Whether the day by which it was to be reached is past, and it is neither met nor dropped."""


@dataclass(frozen=True)
class GrowthPlan:
    """The development plan that stands for somebody on a day."""

    plan: PlanId
    agreed: Reference
    """Reference of the entry by which it was agreed: what is done for the plan builds on that."""
    since: date
    """The day on which it was agreed."""
    needs: str | Erased
    """What they need to learn, and what for."""
    objectives: tuple[PlannedObjective, ...]
    """What is to be reached, in the order in which it was agreed."""
    co_owners: tuple[PersonId, ...]
    """Who answers for it with them."""
    review_on: date
    """The day on which it is to be looked at again."""
    reviewed_on: date | None
    """The day on which it was last looked at again; None as long as nobody has."""
    overdue: bool = False
    """Whether the day on which it was to be looked at again is past."""
    identified_needs: tuple[Reference, ...] = ()
    """The entries by which needs were identified that it is for."""


def live_plan(
    told: Iterable[Noted[Event[Any]]], day: date, leaves: Collection[Leave] = (), left: Collection[date] = ()
) -> GrowthPlan | None:
    """The plan that stands on a day by what is told of plans of one person, in the order of effect; None if none.

    Nothing falls due while they are on leave. `left` are the last days of their stays that are over by then: a plan
    ends with the stay in which it was agreed.
    """
    plan: GrowthPlan | None = None
    for noted in told:
        event = noted.event
        if isinstance(event, DevelopmentPlanAgreed):
            plan = agreed(event, noted.at)
        elif plan is not None and isinstance(event, DevelopmentPlanReviewed) and event.plan == plan.plan:
            plan = reviewed(plan, event)
        elif plan is not None and isinstance(event, DevelopmentPlanClosed) and event.plan == plan.plan:
            plan = None
    if plan is None or any(plan.since <= last for last in left):
        return None
    return judged(plan, day, leaves)


def judged(plan: GrowthPlan, day: date, leaves: Collection[Leave]) -> GrowthPlan:
    """A plan with what is overdue of it on a day."""
    objectives = tuple(
        replace(each, overdue=each.state not in SETTLED and is_past(each.due_on, day, leaves))
        for each in plan.objectives
    )
    return replace(plan, objectives=objectives, overdue=is_past(plan.review_on, day, leaves))


def is_past(due_on: date | None, day: date, leaves: Collection[Leave]) -> bool:
    """Whether something was due before a day, and somebody has been here since; on the day itself it is due."""
    return due_on is not None and due_on < day and days_here_between(leaves, due_on, day) > 0


def agreed(event: DevelopmentPlanAgreed, at: Reference) -> GrowthPlan:
    """A plan as it was agreed."""
    objectives = tuple(begun(event.objectives, 1))
    said = (event.needs, objectives, event.co_owners, event.review_on)
    return GrowthPlan(
        event.plan, at, event.effective_on, *said, reviewed_on=None, identified_needs=event.identified_needs
    )


def reviewed(plan: GrowthPlan, event: DevelopmentPlanReviewed) -> GrowthPlan:
    """A plan after it was looked at again."""
    said = {} if isinstance(event.progress, Erased) else {each.objective: each for each in event.progress}
    objectives = tuple(
        replace(each, state=said[each.number].state, progress=said[each.number].words) if each.number in said else each
        for each in plan.objectives
    )
    further = begun(event.further_objectives, len(objectives) + 1)
    return replace(plan, objectives=(*objectives, *further), review_on=event.review_on, reviewed_on=event.effective_on)


def begun(objectives: tuple[Objective, ...] | Erased, first: int) -> Iterable[PlannedObjective]:
    """Objectives as they are agreed, numbered from the first on."""
    for number, each in enumerate(() if isinstance(objectives, Erased) else objectives, first):
        yield PlannedObjective(number, each.words, each.owner, each.due_on, ObjectiveState.OPEN, None)
