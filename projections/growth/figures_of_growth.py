"""Figures of growth: who has a plan that is kept alive, how much of what is done was planned, and how people learn.

Of fewer than five people nothing is told but how many they are. Where groups are told beside their sum, whatever would
follow from the difference is withheld, too: the smallest group beside a single withheld one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.development.learning import LearningMode
from domain.development.learning_mix import LearnedInMode, LearningMix, mix_of_group
from domain.growth.growth_plan import is_past
from domain.kernel.dates import a_year_before
from domain.kernel.facts import ORGANISATION
from projections.engine.reading import Reading
from projections.engine.seeing import FIGURES
from projections.engine.shares import MINIMUM, Share
from projections.growth.figure_statements import LEARNED, PLANNED, PLANS_THAT_STAND, TAKEN_FURTHER
from projections.growth.period import last_day
from projections.leaves import leaves_begun
from projections.staff import Member


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
    """Plans whose day of review is past ÷ plans that stand. Nobody's is while they are on leave."""
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

    of: str
    """The unit or the organisation whose people are counted."""
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

    of: str
    """The unit or the organisation whose people are counted."""
    since: date
    """The day after which learning is counted: a year before the last."""
    until: date
    """The last day: the one asked about, or the last up to which anything was known, if that came first."""
    people: int
    """How many people are meant; agency staff and contractors are not counted."""
    fresh: Share | None
    """People who learned anything in the year ÷ people; None where fewer than five are meant."""
    mix: LearningMix | None
    """In which modes they learned; None where fewer than five people learned anything. Modes of fewer than five are
    told together. Never a target."""
    taken_further: Share | None
    """Entries of learning on which an assignment, practice, coaching or further learning builds ÷ all. None where the
    mix is."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What figures count of one person."""

    has_plan: bool
    is_stale: bool
    planned: int
    """How many entries of development were planned."""
    entries: int
    """How many there are."""


async def growth_plan_figures(reading: Reading, group: Sequence[Member], of: str, *, as_figures: bool) -> PlanFigures:
    """Who of a group has a plan, and how much was planned: three statements, whatever the number of people.

    Read by the pass for figures, or else by what whoever asks is told of each.
    """
    until = last_day(reading)
    since, people = a_year_before(until), [one.person for one in group]
    asked = {"people": people, "since": since, "until": until}
    plans = await told(reading, PLANS_THAT_STAND, asked, as_figures=as_figures)
    reviews = {person: review_on for person, review_on, *_ in plans}
    steps = {one: numbers for one, *numbers in await told(reading, PLANNED, asked, as_figures=as_figures)}
    leaves = await leaves_begun(reading, people)
    by_level: dict[str | None, list[Counted]] = defaultdict(list)
    for one in group:
        is_stale = is_past(reviews.get(one.person), until, leaves.get(one.person, ()))
        counted = Counted(one.person in reviews, is_stale, *steps.get(one.person, (0, 0)))
        by_level[one.level].append(counted)
    kept_back = withheld({level: len(those) for level, those in by_level.items()})
    groups = tuple(
        group_of(level, those, tells=level not in kept_back)
        for level, those in sorted(by_level.items(), key=lambda one: (one[0] is None, one[0] or ""))
    )
    return PlanFigures(of, since, until, group_of(None, [one for those in by_level.values() for one in those]), groups)


def group_of(level: str | None, those: Sequence[Counted], *, tells: bool = True) -> PlansOfGroup:
    """What is told of some people."""
    if len(those) < MINIMUM or not tells:
        return PlansOfGroup(level, len(those), None, None, None)
    with_plan, stale = sum(one.has_plan for one in those), sum(one.is_stale for one in those)
    planned, entries = sum(one.planned for one in those), sum(one.entries for one in those)
    shares = (Share(with_plan, len(those), MINIMUM), Share(stale, with_plan, MINIMUM), Share(planned, entries, MINIMUM))
    return PlansOfGroup(level, len(those), *shares)


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


async def learning_figures(reading: Reading, group: Sequence[Member], of: str, *, as_figures: bool) -> LearningFigures:
    """How a group learned in a year: two statements, whatever the number of people. Read likewise."""
    until = last_day(reading)
    since, people = a_year_before(until), [one.person for one in group]
    asked = {"people": people, "since": since, "until": until}
    learned = await told(reading, LEARNED, asked, as_figures=as_figures)
    learners = len({person for person, *_ in learned})
    fresh = Share(learners, len(people), MINIMUM) if len(people) >= MINIMUM else None
    if learners < MINIMUM:
        return LearningFigures(of, since, until, len(people), fresh, None, None)
    further = sum(count for _, count in await told(reading, TAKEN_FURTHER, asked, as_figures=as_figures))
    mix = mix_of_group([(person, LearnedInMode(LearningMode(mode), *numbers)) for person, mode, *numbers in learned])
    return LearningFigures(of, since, until, len(people), fresh, mix, Share(further, mix.entries, MINIMUM))


async def told(
    reading: Reading, statement: str, asked: Mapping[str, Any], *, as_figures: bool
) -> list[tuple[Any, ...]]:
    """The rows of a statement about these people; nothing, where there are none."""
    if not asked["people"]:
        return []
    about, by = ((ORGANISATION,), FIGURES) if as_figures else (asked["people"], None)
    return await reading.rows(statement, asked, about=about, by=by, prepare=False)
