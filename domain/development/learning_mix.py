"""The mix of learning: in which modes people learn, by hours; and how much of it is embedded in work.

Leaders who were asked said that they had learned most at work, less from others, and least in courses (McCall, Lombardo
and Morrison, “The Lessons of Experience”, 1988; told since as 70-20-10). That is how they remembered it, and no law:
the mix is told beside what people do, and is never a target. Hours are those of learning that was recorded as such:
practice, coaching and mentoring have hours of their own, and are told elsewhere.

A person’s own mix is told whole. Of a group no mode is told in which fewer than five people learned, or fewer than five
counted their hours, nor what would tell it beside the whole: these are told together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from domain.development.learning import EMBEDDED, LearningMode
from domain.kernel.small_groups import LEAST_COUNTED, withheld_of_sets

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
class LearnedTogether:
    """What was learned in several modes in each of which too few people of a group learned."""

    is_embedded: bool | None
    """Whether these are modes in the work itself; None where some are and others are not, or that is of too few."""
    entries: int
    """How many entries tell of it."""
    without_hours: int
    """Of how many of these nobody counted the hours."""
    hours: float | None
    """The hours of the others; None where they are of fewer than five people."""


@dataclass(frozen=True)
class LearningMix:
    """How people learned, by hours."""

    modes: tuple[LearnedInMode, ...]
    """Each mode in which anything was learned, in a fixed order; of a group, each that is told by itself."""
    together: tuple[LearnedTogether, ...] = ()
    """What was learned in the others; empty for a person, as theirs are told whole."""

    @property
    def entries(self) -> int:
        """How many entries tell of learning."""
        return sum(each.entries for each in parts_of(self))

    @property
    def without_hours(self) -> int:
        """Of how many of them nobody counted the hours."""
        return sum(each.without_hours for each in parts_of(self))

    @property
    def hours(self) -> float | None:
        """The hours of the others; None where they are of fewer than five people of a group."""
        hours = [each.hours for each in parts_of(self)]
        known = [each for each in hours if each is not None]
        return sum(known) if len(known) == len(hours) else None

    @property
    def enough(self) -> bool:
        """Whether shares are told: from 20 hours on, where at most 40 % of the entries are without hours."""
        return is_enough(self.hours or 0, self.without_hours, self.entries)

    @property
    def embedded(self) -> float | None:
        """Hours at work, with peers and in communities ÷ hours recorded; None where too few are, or would tell those of
        fewer than five people of a group. Never a target.
        """
        if not self.hours or not self.enough or any(each.is_embedded is None for each in self.together):
            return None
        within = sum(each.hours for each in self.modes if each.mode in EMBEDDED)
        return (within + sum(each.hours or 0 for each in self.together if each.is_embedded)) / self.hours

    @property
    def training_only(self) -> bool:
        """Whether all that was learned was learned at events or by reading, and nothing of it in the work itself."""
        embedded = (*(each.mode in EMBEDDED for each in self.modes), *(each.is_embedded for each in self.together))
        return bool(embedded) and all(each is False for each in embedded)


def is_enough(hours: float, without_hours: int, entries: int) -> bool:
    """Whether hours say something of what they are the hours of: entries, of some of which nobody counted them."""
    return hours >= HOURS_ENOUGH and without_hours <= WITHOUT_HOURS_AT_MOST * entries


def parts_of(mix: LearningMix) -> Sequence[LearnedInMode | LearnedTogether]:
    """What a mix is made of: each mode that is told by itself, and what is told together."""
    return (*mix.modes, *mix.together)


def mix_of(learned: Iterable[LearnedInMode]) -> LearningMix:
    """The mix of what was learned, with shares where there is enough to tell them; what is of one mode is added up."""
    return shared(LearningMix(modes_of(learned)))


def modes_of(learned: Iterable[LearnedInMode]) -> tuple[LearnedInMode, ...]:
    """What was learned by mode, without shares."""
    parts: dict[LearningMode, list[LearnedInMode]] = defaultdict(list)
    for each in learned:
        parts[each.mode].append(each)
    return tuple(added_up(mode, parts[mode]) for mode in LearningMode if mode in parts)


def shared(mix: LearningMix) -> LearningMix:
    """The same with the share of each mode, where there is enough to tell it."""
    if not (hours := mix.hours) or not mix.enough:
        return mix
    return replace(mix, modes=tuple(replace(each, share=each.hours / hours) for each in mix.modes))


def added_up(mode: LearningMode, those: Collection[LearnedInMode]) -> LearnedInMode:
    """What was learned in one mode, as one."""
    entries, without_hours = sum(each.entries for each in those), sum(each.without_hours for each in those)
    return LearnedInMode(mode, entries, without_hours, sum(each.hours for each in those))


LearnedBy = tuple[str, LearnedInMode]
"""What somebody learned in one mode, after their id."""


def mix_of_group(learned: Sequence[LearnedBy]) -> LearningMix:
    """The mix of what several people learned, each with one part a mode, without what is of fewer than five of them."""
    people, counted = by_mode(learned), by_mode([one for one in learned if has_hours(one[1])])
    apart = withheld_of_sets(people) | withheld_of_sets(counted)
    told = modes_of(each for _, each in learned if each.mode not in apart)
    return shared(LearningMix(told, tuple(together([one for one in learned if one[1].mode in apart]))))


def by_mode(learned: Iterable[LearnedBy]) -> dict[LearningMode, set[str]]:
    """Who learned anything in each mode."""
    people: dict[LearningMode, set[str]] = defaultdict(set)
    for person, each in learned:
        people[each.mode].add(person)
    return people


def has_hours(each: LearnedInMode) -> bool:
    return each.entries > each.without_hours


def together(learned: Sequence[LearnedBy]) -> list[LearnedTogether]:
    """What is not told by mode: that in the work itself beside the rest, where both are of enough people; or as one."""
    sides = {side: [one for one in learned if (one[1].mode in EMBEDDED) is side] for side in (False, True)}
    there = {side: those for side, those in sides.items() if those}
    if all(is_of_enough(those) for those in there.values()):
        return [one_of(side, those) for side, those in there.items()]
    return [one_of(next(iter(there)) if len(there) == 1 else None, learned)]


def is_of_enough(learned: Sequence[LearnedBy]) -> bool:
    """Whether at least five people learned it, and at least five counted their hours, or nobody did."""
    counted = {person for person, each in learned if has_hours(each)}
    return len({person for person, _ in learned}) >= LEAST_COUNTED and (not counted or len(counted) >= LEAST_COUNTED)


def one_of(is_embedded: bool | None, learned: Sequence[LearnedBy]) -> LearnedTogether:
    """What was learned in several modes, as one."""
    parts = [each for _, each in learned]
    counted = {person for person, each in learned if has_hours(each)}
    tells = not counted or len(counted) >= LEAST_COUNTED
    return LearnedTogether(
        is_embedded,
        sum(each.entries for each in parts),
        sum(each.without_hours for each in parts),
        sum(each.hours for each in parts) if tells else None,
    )
