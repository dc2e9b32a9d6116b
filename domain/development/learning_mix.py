"""The mix of learning: in which modes people learn, by hours; and how much of it is embedded in work.

Leaders who were asked said that they had learned most at work, less from others, and least in courses (McCall, Lombardo
and Morrison, “The Lessons of Experience”, 1988; told since as 70-20-10). That is how they remembered it, and no law:
the mix is told beside what people do, and is never a target. Hours are those of learning that was recorded as such:
practice, coaching and mentoring have hours of their own, and are told elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from domain.development.learning import EMBEDDED, LearningMode

HOURS_ENOUGH: Final = 20
"""From so many hours on, shares are told."""
WITHOUT_HOURS_AT_MOST: Final = 0.4
"""Of so much of what was recorded nobody may have counted the hours: else shares say which entries have them."""


@dataclass(frozen=True)
class LearnedInMode:
    """What was learned in one mode."""

    mode: LearningMode
    """How it was learned."""
    entries: int
    """How many entries tell of it."""
    without_hours: int
    """Of how many of these nobody counted the hours."""
    hours: float
    """The hours of the others."""
    share: float | None = None
    """Hours in this mode ÷ hours recorded; None where too few are."""


@dataclass(frozen=True)
class LearningMix:
    """How people learned, by hours."""

    modes: tuple[LearnedInMode, ...]
    """Each mode in which anything was learned, in a fixed order."""

    @property
    def entries(self) -> int:
        """How many entries tell of learning."""
        return sum(each.entries for each in self.modes)

    @property
    def without_hours(self) -> int:
        """Of how many of them nobody counted the hours."""
        return sum(each.without_hours for each in self.modes)

    @property
    def hours(self) -> float:
        """The hours of the others."""
        return sum(each.hours for each in self.modes)

    @property
    def enough(self) -> bool:
        """Whether shares are told: from 20 hours on, where at most 40 % of the entries are without hours."""
        return self.hours >= HOURS_ENOUGH and self.without_hours <= WITHOUT_HOURS_AT_MOST * self.entries

    @property
    def embedded(self) -> float | None:
        """Hours at work, with peers and in communities ÷ hours recorded; None where too few are. Never a target."""
        within = sum(each.hours for each in self.modes if each.mode in EMBEDDED)
        return within / self.hours if self.enough else None

    @property
    def training_only(self) -> bool:
        """Whether all that was learned was learned at events or by reading, and nothing of it in the work itself."""
        return bool(self.modes) and all(each.mode not in EMBEDDED for each in self.modes)


def mix_of(learned: Iterable[LearnedInMode]) -> LearningMix:
    """The mix of what was learned, with shares where there is enough to tell them; what is of one mode is added up."""
    by_mode: dict[LearningMode, list[LearnedInMode]] = defaultdict(list)
    for each in learned:
        by_mode[each.mode].append(each)
    mix = LearningMix(tuple(added_up(mode, by_mode[mode]) for mode in LearningMode if mode in by_mode))
    shared = (replace(each, share=each.hours / mix.hours) if mix.enough else each for each in mix.modes)
    return LearningMix(tuple(shared))


def added_up(mode: LearningMode, those: Collection[LearnedInMode]) -> LearnedInMode:
    """What was learned in one mode, as one."""
    entries, without_hours = sum(each.entries for each in those), sum(each.without_hours for each in those)
    return LearnedInMode(mode, entries, without_hours, sum(each.hours for each in those))
