"""What goes into learning, in hours and money, group by group; and how many completed each module of a curriculum.

The level is that on which somebody stood when they learned. What leads up to a passage, the step from one level to the
next, is spent on the level below it: which learning was meant for which step, nobody records. Of few people nothing is
told, and of no group alone beside the whole: else the whole less the others would tell it. That goes for hours and for
each currency by themselves, as not everybody’s were counted; amounts of two currencies are never added up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from domain.frameworks.modules import CurriculumModule
from domain.kernel.ids import FrameworkId
from domain.kernel.small_groups import LEAST_COUNTED, withheld_of_sets


@dataclass(frozen=True)
class LearningPart:
    """One thing that somebody learned in the period, and what went into it."""

    person: str
    group: str | None
    """Of which group they were that day; None where nobody has said."""
    hours: float | None
    cost: Decimal | None
    currency: str | None


@dataclass(frozen=True)
class MoneySpent:
    """Money that was spent on the learning of some people, in one currency."""

    currency: str
    """The currency, in three letters of ISO 4217."""
    people: int | None
    """On how many people; None where the amount is."""
    amount: str | None
    """How much, as an exact decimal; None where it is of fewer than five people, or would tell what fewer cost."""


@dataclass(frozen=True)
class LearningInvestment:
    """What went into the learning of some people in a year. Of fewer than five nothing is told."""

    people: int | None
    """How many people learned something."""
    entries: int | None
    """How many entries tell of it."""
    without_hours: int | None
    """Of how many of these nobody counted the hours."""
    without_cost: int | None
    """Of how many nobody said what they cost: nothing, or what nobody knows."""
    people_with_hours: int | None
    """How many people’s hours were counted; None where so few were that these are not told."""
    hours: float | None
    """The hours that were counted; None where they are of fewer than five people, or would tell those of fewer."""
    money: tuple[MoneySpent, ...]
    """The money that was counted, by currency."""


NOTHING_TOLD: Final = LearningInvestment(None, None, None, None, None, None, ())


@dataclass(frozen=True)
class Withheld:
    """The groups of which something is not told."""

    altogether: frozenset[str | None]
    hours: frozenset[str | None]
    money: Mapping[str, frozenset[str | None]]
    """By currency."""


def invested_in_all(parts: Sequence[LearningPart]) -> LearningInvestment:
    """What went into the learning of all of these people, whichever group they are of."""
    as_one = [LearningPart(part.person, None, part.hours, part.cost, part.currency) for part in parts]
    return invested_by_group(as_one).get(None, NOTHING_TOLD)


def invested_by_group(parts: Iterable[LearningPart]) -> Mapping[str | None, LearningInvestment]:
    """What went into the learning of each group."""
    groups: dict[str | None, list[LearningPart]] = defaultdict(list)
    for part in parts:
        groups[part.group].append(part)
    withheld = withheld_among(groups)
    return {group: invested(group, those, withheld) for group, those in groups.items()}


def withheld_among(groups: Mapping[str | None, Collection[LearningPart]]) -> Withheld:
    """What of which groups is not told. Where some are too small, the next smallest goes with them."""
    hours: dict[str | None, set[str]] = defaultdict(set)
    money: dict[str, dict[str | None, set[str]]] = defaultdict(lambda: defaultdict(set))
    for group, those in groups.items():
        for part in those:
            if part.hours is not None:
                hours[group].add(part.person)
            if part.currency is not None:
                money[part.currency][group].add(part.person)
    everybody = {group: {part.person for part in those} for group, those in groups.items()}
    return Withheld(
        withheld_of_sets(everybody),
        withheld_of_sets(hours),
        {currency: withheld_of_sets(people) for currency, people in money.items()},
    )


def invested(group: str | None, those: Sequence[LearningPart], withheld: Withheld) -> LearningInvestment:
    """What is told of one group."""
    if group in withheld.altogether:
        return NOTHING_TOLD
    counted = [part for part in those if part.hours is not None]
    by_currency: dict[str, list[LearningPart]] = defaultdict(list)
    for part in those:
        if part.currency is not None:
            by_currency[part.currency].append(part)
    told = bool(counted) and group not in withheld.hours
    return LearningInvestment(
        people=people_in(those),
        entries=len(those),
        without_hours=len(those) - len(counted),
        without_cost=sum(part.cost is None for part in those),
        people_with_hours=None if group in withheld.hours else people_in(counted),
        hours=sum(part.hours or 0 for part in counted) if told else None,
        money=tuple(
            MoneySpent(currency, None, None)
            if group in withheld.money[currency]
            else MoneySpent(currency, people_in(spent), added_up(spent))
            for currency, spent in sorted(by_currency.items())
        ),
    )


def people_in(parts: Iterable[LearningPart]) -> int:
    return len({part.person for part in parts})


def added_up(parts: Iterable[LearningPart]) -> str:
    """The exact sum, with as many places as the parts have."""
    return f"{sum((part.cost or Decimal(0) for part in parts), Decimal(0)):f}"


@dataclass(frozen=True)
class ModuleCompletion:
    """How many of the people whom a module is for have completed it by the day, in whichever edition."""

    people: int
    """How many people it is for: those here who are part of the headcount, on its levels, where its edition holds."""
    completed: int | None
    """How many of them have completed it; None where it is for fewer than five."""

    @property
    def ratio(self) -> float | None:
        """`completed` of `people`; None where it is for fewer than five."""
        return None if self.completed is None else self.completed / self.people


@dataclass(frozen=True)
class ModuleFigures:
    """A module of a curriculum that holds somewhere, and how many have completed it."""

    framework: FrameworkId
    """The framework whose curriculum it is a module of."""
    edition: int
    """The number of the edition that holds."""
    module: CurriculumModule
    """The module, as that edition has it."""
    completion: ModuleCompletion
    """How many of those whom it is for have completed it."""


def completion_of(
    module: CurriculumModule, people: Iterable[tuple[str, str | None]], completed: Collection[str]
) -> ModuleCompletion:
    """Who of some people, each with the level on which they stand, has completed a module that is for them."""
    those = {person for person, level in people if module.is_for(level)}
    return ModuleCompletion(len(those), len(those & {*completed}) if len(those) >= LEAST_COUNTED else None)
