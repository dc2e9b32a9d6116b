"""Figures of growth: who has a plan that is kept alive, how much of what is done was planned, and how people learn.

Of fewer than five people nothing is told but how many they are. Where groups are told beside their sum, whatever would
follow from the difference is withheld, too: the smallest group beside a single withheld one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.development.learning import LearningMode
from domain.development.learning_mix import LearnedInMode, LearningMix, mix_of
from domain.kernel.facts import ORGANISATION
from projections.engine.reading import Reading
from projections.engine.seeing import FIGURES
from projections.engine.shares import Share
from projections.growth.figure_statements import LEARNED, LEARNERS, PLANNED, PLANS_THAT_STAND, TAKEN_FURTHER, given
from projections.growth.period import a_year_before, last_day

MINIMUM: Final = 5
"""People of whom anything is told, and of what shares are formed."""


@dataclass(frozen=True)
class PlansOfGroup:
    """Plans of some people, and how much of what is done to develop them was planned."""

    level: str | None
    """The level of leadership on which they stand; None for all, and for those of whom nobody has said."""
    people: int
    """How many they are; agency staff and contractors are not counted."""
    with_plan: Share | None
    """People for whom a development plan stands ÷ people."""
    stale: Share | None
    """Plans whose day of review is past ÷ plans that stand."""
    planned: Share | None
    """Entries of development in the year that build on a plan, or on an entry that does ÷ all. Counted are assignments
    given, practice, coaching and learning: what is undertaken, once each."""

    @property
    def withheld(self) -> bool:
        """Whether nothing is told, as they are fewer than five, or others could be found out from it."""
        return self.with_plan is None


@dataclass(frozen=True)
class PlanFigures:
    """Who has a development plan, level by level, and how much of what is done was planned."""

    since: date
    """The day after which entries of development are counted: a year before the last."""
    until: date
    """Their last day: the one asked about, or the last up to which anything was known, if that came first."""
    all: PlansOfGroup
    """Everybody who is meant."""
    by_level: tuple[PlansOfGroup, ...]
    """The same level by level, in the order of their names; and those last of whom nobody has said."""


@dataclass(frozen=True)
class LearningFigures:
    """How people learned in a year, by hours; and whether they did."""

    since: date
    """The day after which learning is counted: a year before the last."""
    until: date
    """The last day: the one asked about, or the last up to which anything was known, if that came first."""
    people: int
    """How many people are meant; agency staff and contractors are not counted."""
    fresh: Share | None
    """People who learned anything in the year ÷ people; None where fewer than five are meant."""
    mix: LearningMix | None
    """In which modes they learned; None where fewer than five people learned anything."""
    taken_further: Share | None
    """Entries of learning on which an assignment, practice, coaching or further learning builds ÷ all."""


async def growth_plan_figures(
    reading: Reading, units: Sequence[str] | None = None, levels: Sequence[str] | None = None
) -> PlanFigures:
    """Who of these people has a plan, and how much was planned: two statements, whatever the number of people."""
    until = last_day(reading)
    since = a_year_before(until)
    asked = given(units, levels, since, until)
    plans = await told(reading, PLANS_THAT_STAND, asked)
    steps = {level: (planned, entries) for level, planned, entries in await told(reading, PLANNED, asked)}
    counted = [(level, numbers, *steps.get(level, (0, 0))) for level, *numbers in plans]
    whole = [sum(numbers[of] for _, numbers, *_ in counted) for of in range(3)]
    everything = group(None, whole, sum(each[2] for each in counted), sum(each[3] for each in counted))
    kept = {level for level, numbers, *_ in counted} - withheld({level: numbers[0] for level, numbers, *_ in counted})
    by_level = tuple(
        group(level, numbers, planned, entries, tells=level in kept) for level, numbers, planned, entries in counted
    )
    return PlanFigures(since, until, everything, by_level)


def group(level: str | None, numbers: Sequence[int], planned: int, entries: int, *, tells: bool = True) -> PlansOfGroup:
    """What is told of some people, of whom there are `numbers`: all, with a plan, with a stale one."""
    people, with_plan, stale = numbers
    if people < MINIMUM or not tells:
        return PlansOfGroup(level, people, None, None, None)
    shares = (Share(with_plan, people, MINIMUM), Share(stale, with_plan, MINIMUM), Share(planned, entries, MINIMUM))
    return PlansOfGroup(level, people, *shares)


def withheld(people: Mapping[str | None, int]) -> set[str | None]:
    """The groups of which nothing is told beside their sum: those below the minimum, and one more where it takes that.

    What is withheld has to be of as many people as the minimum together, or it follows from all others.
    """
    by_size = sorted(people, key=lambda group: (people[group], group is None, group or ""))
    found = {group for group in by_size if people[group] < MINIMUM}
    for each in by_size[len(found) :]:
        if not found or sum(people[group] for group in found) >= MINIMUM:
            break
        found.add(each)
    return found


async def learning_figures(
    reading: Reading, units: Sequence[str] | None = None, levels: Sequence[str] | None = None
) -> LearningFigures:
    """How these people learned in a year: three statements, whatever their number."""
    until = last_day(reading)
    asked = given(units, levels, a_year_before(until), until)
    [(people, learners)] = await told(reading, LEARNERS, asked)
    fresh = Share(learners, people, MINIMUM) if people >= MINIMUM else None
    if learners < MINIMUM:
        return LearningFigures(asked["since"], until, people, fresh, None, None)
    mix = mix_of(LearnedInMode(LearningMode(mode), *numbers) for mode, *numbers in await told(reading, LEARNED, asked))
    [(further,)] = await told(reading, TAKEN_FURTHER, asked)
    return LearningFigures(asked["since"], until, people, fresh, mix, Share(further, mix.entries, MINIMUM))


async def told(reading: Reading, statement: str, asked: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement over everybody who is meant."""
    return await reading.rows(statement, asked, about=(ORGANISATION,), by=FIGURES, prepare=False)
