"""The gap between how somebody sees themselves and how others do, over the feedback cycles that have closed.

It rests on nothing but what a close released: groups that were large enough, each by itself. So it tells no more of
anybody than the results do, and nothing of a cycle that is open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.cycles.cycle import CycleId
from domain.cycles.rater_groups import RaterGroup
from domain.cycles.results import GroupsView


@dataclass(frozen=True)
class SelfOthersGap:
    """How far apart somebody and one group of others see one competency, in one closed cycle."""

    of: str
    """What the competency is called in the edition that the profile is told in; or else in that of the cycle."""
    cycle: CycleId
    closed_on: date
    """The day on which the result was released."""
    group: RaterGroup
    """The group; those that were too small to be told by themselves are in `others`."""
    n: int
    """How many of the group rated it."""
    own: float
    """How they rated themselves."""
    theirs: float
    """The mean of what the group rated."""
    gap: float
    """How far the own rating is above that mean."""
    reliable: bool
    """Whether enough rated it to decide anything on it."""


def gaps_in(
    views: Iterable[GroupsView], cycle: CycleId, closed_on: date, names: dict[str, str]
) -> tuple[SelfOthersGap, ...]:
    """The gaps in one result, by what its competencies are called; none where they did not rate themselves."""
    told = tuple(views)
    own = {view.of: view.mean for view in told if view.group is RaterGroup.SELF}
    return tuple(
        SelfOthersGap(
            names.get(view.of, view.of),
            cycle,
            closed_on,
            view.group,
            view.n,
            own[view.of],
            view.mean,
            view.gap,
            bool(view.reliable),
        )
        for view in told
        if view.gap is not None
    )
