"""The result of a cycle: how each group sees the person, and how far that is from how they see themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from domain.cycles.rater_groups import RELIABILITY, GroupTold, RaterGroup
from domain.cycles.releasing import RatingsReleased

DIGITS: Final = 2


@dataclass(frozen=True)
class GroupsView:
    """How a group sees somebody in one competency. The mean is what reports of 360s tell (Bracken et al., 2001)."""

    of: str
    """Name of the competency."""
    group: RaterGroup
    """The group; those that were too small to be told by themselves are in `others`."""
    n: int
    """How many rated it; whoever knew too little is not counted."""
    mean: float
    """The mean of their ratings."""
    gap: float | None
    """How far the person's own rating is above that mean; null where they did not rate it, and of themselves."""
    reliable: bool | None
    """Whether enough rated it to decide anything on it; null of oneself."""


def views_of(ratings: Iterable[RatingsReleased], groups: Sequence[GroupTold]) -> tuple[GroupsView, ...]:
    """What is told of what was released: the same whenever it is asked."""
    told = tuple(ratings)
    own = {each.of: mean(each.values) for each in told if each.group is RaterGroup.SELF}
    return tuple(view_of(each, own.get(each.of), groups) for each in told)


def view_of(told: RatingsReleased, own: float | None, groups: Sequence[GroupTold]) -> GroupsView:
    """One group's view of one competency."""
    theirs, is_own = mean(told.values), told.group is RaterGroup.SELF
    gap = None if own is None or is_own else round(own - theirs, DIGITS)
    reliable = None if is_own else len(told.values) >= to_rely_on(told.group, groups)
    return GroupsView(told.of, told.group, len(told.values), round(theirs, DIGITS), gap, reliable)


def to_rely_on(group: RaterGroup, groups: Sequence[GroupTold]) -> int:
    """How many it takes to rely on a group; the most that any asks for, where it holds several."""
    asked = [one.to_rely_on for one in groups if group in (one.group, RaterGroup.OTHERS) and one.group in RELIABILITY]
    return max(asked, default=RELIABILITY[group][1])


def mean(values: Sequence[int]) -> float:
    """The mean of some ratings."""
    return sum(values) / len(values)
