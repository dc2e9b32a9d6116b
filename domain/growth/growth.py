"""What is meant for somebody's growth, as far as later decisions must remember it: their plans, actions and needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NewType

from domain.kernel.facts import Erased, Reference
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal

PlanId = NewType("PlanId", str)
"""Id of the development plan."""

ActionId = NewType("ActionId", str)
"""Id of the action."""

NeedId = NewType("NeedId", str)
"""Id of the development need."""


@dataclass(frozen=True)
class AgreedPlan:
    """A development plan, as far as what is said of it must fit."""

    plan: PlanId
    agreed_on: date
    objectives: int
    """How many it has; none that can be told once it was erased."""
    met: frozenset[int] = frozenset()
    """The numbers of those that are met."""
    dropped: frozenset[int] = frozenset()
    """The numbers of those that are no longer wanted."""
    last_on: date = date.min
    """The last day on which anything was said of it."""
    closed_on: date | None = None

    @property
    def still_open(self) -> frozenset[int]:
        """The numbers of those that are still to be reached."""
        return frozenset(range(1, self.objectives + 1)) - self.met - self.dropped


@dataclass(frozen=True)
class AgreedAction:
    """An action that somebody took on, as far as what is said of it must fit."""

    action: ActionId
    due_on: date
    """The day by which it is to be done, as last agreed."""
    settled_on: date | None = None
    """When it was completed or dropped."""


@dataclass(frozen=True)
class IdentifiedNeed:
    """A development need of somebody, as far as what is said of it must fit."""

    need: NeedId
    identified: Reference
    """The entry by which it was identified."""
    identified_on: date
    words: str | Erased
    """What they need to learn."""
    competency: str | None
    """The competency that it is of, where one was named and is not erased."""
    settled_on: date | None = None
    """When it was met or dropped."""


@dataclass(frozen=True)
class Growth:
    """What later decisions must remember of what is meant for somebody's growth, in the order of days."""

    plans: tuple[AgreedPlan, ...] = ()
    actions: tuple[AgreedAction, ...] = ()
    needs: tuple[IdentifiedNeed, ...] = ()
    gone_on: frozenset[str] = frozenset()
    """The ids of plans, actions and needs of which something was said after that."""

    @property
    def live(self) -> AgreedPlan | None:
        """The plan that stands: the one that was agreed last, unless it is closed."""
        return self.plans[-1] if self.plans and self.plans[-1].closed_on is None else None

    def plan(self, plan: PlanId) -> AgreedPlan | None:
        """The plan of that id, whether it stands or not."""
        return next((each for each in self.plans if each.plan == plan), None)

    def action(self, action: ActionId) -> AgreedAction | None:
        """The action of that id, whether it is open or not."""
        return next((each for each in self.actions if each.action == action), None)

    def need(self, need: NeedId) -> IdentifiedNeed | None:
        """The need of that id, whether it is open or not."""
        return next((each for each in self.needs if each.need == need), None)

    @property
    def open_needs(self) -> tuple[IdentifiedNeed, ...]:
        """The needs that are neither met nor dropped."""
        return tuple(each for each in self.needs if each.settled_on is None)

    def with_plan(self, plan: PlanId, **what: Any) -> Growth:
        """The same with something more in mind of a plan."""
        plans = tuple(replace(each, **what) if each.plan == plan else each for each in self.plans)
        return changed(self, plans=plans, gone_on=self.gone_on | {plan})

    def with_action(self, action: ActionId, **what: Any) -> Growth:
        """The same with something more in mind of an action."""
        actions = tuple(replace(each, **what) if each.action == action else each for each in self.actions)
        return changed(self, actions=actions, gone_on=self.gone_on | {action})

    def with_need(self, need: NeedId, **what: Any) -> Growth:
        """The same with something more in mind of a need."""
        needs = tuple(replace(each, **what) if each.need == need else each for each in self.needs)
        return changed(self, needs=needs, gone_on=self.gone_on | {need})


class DueTooEarly(Refusal):
    """What is to be done is due when there is still time for it."""

    instead = "Give a day that is still to come on the day of agreeing, or that day itself."
    field = "due_on"
