"""Kept commitments: of the actions that were due in a period, how many somebody completed. For them alone.

Behavioural integrity is that words and deeds fit, as others see it (Simons, “Behavioral Integrity”, 2002); counted for
others to see, it would teach people to promise little. So the figure is told to the person alone, and never compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from domain.growth.actions import ActionAgreed, ActionCompleted, ActionDropped, ActionRenegotiated
from domain.growth.growth import ActionId
from domain.kernel.facts import Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.standing import Noted
from domain.people.leave import A_DAY, Leave, days_here_between

ENOUGH: Final = 8
"""From so many actions due on, a share is told: of fewer it says more about chance than about anybody."""


class ActionState(StrEnum):
    """How an action stands on a day."""

    OPEN = "open"
    COMPLETED = "completed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Commitment:
    """An action that somebody took on, and how it stands."""

    action: ActionId
    agreed: Reference
    """Reference of the entry by which they took it on."""
    agreed_on: date
    """The day on which they took it on."""
    what: str | Erased
    """What they will do."""
    due_on: date
    """The day by which it is due, as last agreed."""
    agreed_with: PersonId | None
    """With whom they agreed it; None for nobody."""
    state: ActionState = ActionState.OPEN
    """How it stands."""
    settled_on: date | None = None
    """The day on which it was completed or dropped."""
    moved_from: tuple[date, ...] = ()
    """The days by which it had been due, before another was agreed in time."""


@dataclass(frozen=True)
class Commitments:
    """What somebody took on that was due in a period, and what they did of it."""

    since: date
    """The first day of the period."""
    until: date
    """Its last day: the one asked about, or the last up to which anything was known, if that came first."""
    actions: tuple[Commitment, ...]
    """All actions that are open, or were due in the period, by the day by which they are due."""
    first_day: date | None = None
    """The ledger's; what was due before it, and is still open, is not known, and counts against nobody."""
    leaves: tuple[Leave, ...] = ()
    """When they were away: what is open falls due on a day on which they are here."""

    @property
    def due(self) -> int:
        """How many actions were due in the period, as last agreed."""
        return len(self.counted)

    @property
    def completed(self) -> int:
        """How many of these they completed, however late."""
        return sum(each.state is ActionState.COMPLETED for each in self.counted)

    @property
    def dropped(self) -> int:
        """How many of these they dropped."""
        return sum(each.state is ActionState.DROPPED for each in self.counted)

    @property
    def overdue(self) -> int:
        """How many of these are still open."""
        return sum(each.state is ActionState.OPEN for each in self.counted)

    @property
    def renegotiated(self) -> int:
        """How often another day was agreed, in time, for one in the period. Such a day is not counted as due."""
        return sum(self.since < day <= self.until for each in self.actions for day in each.moved_from)

    @property
    def open(self) -> int:
        """How many actions are open altogether, due or not."""
        return sum(each.state is ActionState.OPEN for each in self.actions)

    @property
    def kept(self) -> float | None:
        """Completed actions ÷ actions due; None where fewer than eight were due."""
        return self.completed / self.due if self.due >= ENOUGH else None

    @property
    def counted(self) -> list[Commitment]:
        """The actions that were due in the period, but for those of which nobody knows, or for which they were away."""
        return [each for each in self.actions if self.since < each.due_on <= self.until and self._counts(each)]

    def _counts(self, action: Commitment) -> bool:
        if action.state is not ActionState.OPEN:
            return True
        known = self.first_day is None or action.due_on >= self.first_day
        return known and days_here_between(self.leaves, action.due_on - A_DAY, self.until) > 0


def commitments(
    told: Iterable[Noted[Event[Any]]],
    since: date,
    until: date,
    first_day: date | None = None,
    leaves: Collection[Leave] = (),
    left: Collection[date] = (),
) -> Commitments:
    """What is told of actions of one person, in the order of effect: those due after `since`, up to `until`, or open.

    What was open when they left is nothing that they still owe: `left` are the last days of their stays that are over.

    On its day of being due, an action is due: who completes it on that day has kept it. What falls to leave is due on
    the first day after it.
    """
    found: dict[ActionId, Commitment] = {}
    for noted in told:
        event = noted.event
        if isinstance(event, ActionAgreed):
            said = (event.effective_on, event.what, event.due_on, event.agreed_with)
            found[event.action] = Commitment(event.action, noted.at, *said)
        elif isinstance(event, ActionRenegotiated | ActionCompleted | ActionDropped) and event.action in found:
            found[event.action] = after(found[event.action], event)
    kept = [each for each in found.values() if matters(each, since, until) and not lapsed(each, left)]
    in_order = tuple(sorted(kept, key=lambda each: (each.due_on, each.agreed)))
    return Commitments(since, until, in_order, first_day, tuple(leaves))


def after(action: Commitment, event: ActionRenegotiated | ActionCompleted | ActionDropped) -> Commitment:
    """An action after something was said of it."""
    if isinstance(event, ActionRenegotiated):
        return replace(action, due_on=event.due_on, moved_from=(*action.moved_from, action.due_on))
    state = ActionState.COMPLETED if isinstance(event, ActionCompleted) else ActionState.DROPPED
    return replace(action, state=state, settled_on=event.effective_on)


def matters(action: Commitment, since: date, until: date) -> bool:
    """Whether an action is open, or was due or put off in a period."""
    days = (action.due_on, *action.moved_from)
    return action.state is ActionState.OPEN or any(since < day <= until for day in days)


def lapsed(action: Commitment, left: Collection[date]) -> bool:
    """Whether an action was still open when they left, and so came to its end with that stay."""
    return action.state is ActionState.OPEN and any(action.agreed_on <= last for last in left)
