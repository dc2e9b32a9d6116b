"""Ratings in time: those that can be held beside each other, and whether they rise or fall once there are enough.

A series is of one side and of one scale. Sides see different things, so that no number stands for several of them; and
a 3 of 5 is no 2 of 3, as the steps of the two say something else. A trend takes ratings of three days: two say that
something differs, and not where it goes (Ployhart and Vandenberg, “Longitudinal research: the theory, design, and
analysis of change”, Journal of Management 36, 2010). It is the median of the slopes between any two of them (Sen,
“Estimates of the regression coefficient based on Kendall’s tau”, Journal of the American Statistical Association 63,
1968), so that one rating that is out of line does not turn it. Days of leave are left out of its years: nobody becomes
better at work while they are away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from statistics import median
from typing import Final

from domain.development.development import Instrument, LeadershipContext, Purpose, Source
from domain.frameworks.scales import Scale
from domain.kernel.dates import DAYS_IN_A_YEAR
from domain.kernel.ids import FrameworkId
from domain.people.leave import Leave, days_here_between

DAYS_FOR_A_TREND: Final = 3
"""From ratings of so many days on, a trend is told."""


class ApartBy(StrEnum):
    """By what else ratings of one side are told apart."""

    CONTEXT = "context"
    """In what they were seen to lead."""
    INSTRUMENT = "instrument"
    """How the assessment came about."""
    LEVEL = "level"
    """The level whose behaviour was shown."""


@dataclass(frozen=True)
class RatingTold:
    """What one assessment says of one competency or dial, as it stands."""

    rated_on: date
    """The day of the assessment."""
    of: str
    """What it is called in the edition under which it was rated."""
    value: int | None
    """On the scale of that edition; null where it was not observed."""
    source: Source
    """From where whoever assessed sees them."""
    assessor: str | None
    """Who assessed; null where they are no person of this ledger."""
    instrument: Instrument
    """How it came about."""
    purpose: Purpose
    """What it may be used for."""
    context: LeadershipContext | None
    """In what they were seen to lead; null where nobody said."""
    level: str | None
    """The level whose behaviour it shows, where it is one."""
    framework: FrameworkId
    """The framework under which it was rated."""
    edition: int
    """The number of its edition."""
    facts_unknown: bool
    """Whether it was brought over from a record that did not say what its ratings rest on."""
    position: int
    """The entry that says it."""


@dataclass(frozen=True)
class Trend:
    """Whether ratings of one side become better, and how fast."""

    days: int
    """On how many days something was rated."""
    per_year: float | None
    """By how many steps of the scale they become better in a year, less than 0 where they become worse: the median of
    the slopes between any two of these days, days of leave left out. Null below three days."""


@dataclass(frozen=True)
class RatingSeries:
    """Ratings of one side on one scale, the earliest first."""

    source: Source
    """From where they see them."""
    context: LeadershipContext | None
    """In what they were seen to lead; null where nobody said, or where that is not told apart."""
    instrument: Instrument | None
    """How the assessments came about; null where that is not told apart."""
    level: str | None
    """The level whose behaviour was shown; null where there is none, or where that is not told apart."""
    worst: int
    """The worst rating that can be given."""
    best: int
    """The best rating that can be given."""
    n: int
    """How many ratings there are."""
    raters: int
    """How many different people gave them; whoever is no person of this ledger is not counted."""
    not_observed: int
    """How many assessments say that it was not observed, which is no rating."""
    trend: Trend
    """Whether they become better."""
    ratings: tuple[RatingTold, ...]
    """All of them, and where it was not observed."""

    @property
    def latest(self) -> tuple[int, ...]:
        """What was rated on the latest day on which anything was: several, where several rated it."""
        rated = observed(self.ratings)
        return tuple(value for on, value in rated if on == rated[-1][0])


Scaled = tuple[RatingTold, Scale]
"""A rating, with the scale that it is on."""


def series_of(
    ratings: Iterable[Scaled], apart: Collection[ApartBy], leaves: Collection[Leave] = ()
) -> tuple[RatingSeries, ...]:
    """Ratings of one thing, told apart by side, by scale, and by what else is asked for.

    Of one day they stay in the order in which they are given.
    """
    held: dict[tuple[str, ...], list[Scaled]] = {}
    for told, scale in sorted(ratings, key=day_of):
        parts = (str(getattr(told, part) or "") if part in apart else "" for part in ApartBy)
        key = (told.source, *parts, str(scale.worst), str(best_of(scale)), str(len(scale.points)))
        held.setdefault(key, []).append((told, scale))
    return tuple(one_series(held[key], apart, leaves) for key in sorted(held))


def one_series(ratings: Sequence[Scaled], apart: Collection[ApartBy], leaves: Collection[Leave]) -> RatingSeries:
    """Ratings that can be held beside each other, the earliest first."""
    told, (first, scale) = tuple(rating for rating, _ in ratings), ratings[0]
    rated = observed(told)
    return RatingSeries(
        first.source,
        first.context if ApartBy.CONTEXT in apart else None,
        first.instrument if ApartBy.INSTRUMENT in apart else None,
        first.level if ApartBy.LEVEL in apart else None,
        scale.worst,
        best_of(scale),
        len(rated),
        len({each.assessor for each in told if each.value is not None} - {None}),
        len(told) - len(rated),
        trend_of([(on, scale.worth(value)) for on, value in rated], leaves),
        told,
    )


def day_of(rating: Scaled) -> date:
    """The day on which something was rated."""
    return rating[0].rated_on


def observed(ratings: Iterable[RatingTold]) -> list[tuple[date, int]]:
    """The ratings with their days: “not observed” is none."""
    return [(each.rated_on, each.value) for each in ratings if each.value is not None]


def best_of(scale: Scale) -> int:
    """The best rating of a scale."""
    return max(scale.values, key=scale.worth)


def trend_of(rated: Sequence[tuple[date, float]], leaves: Collection[Leave] = ()) -> Trend:
    """Where ratings go, by how good each of them is, in the time in which they were here."""
    days = len({on for on, _ in rated})
    if days < DAYS_FOR_A_TREND:
        return Trend(days, None)
    slopes = [
        (better - good) / passed * DAYS_IN_A_YEAR
        for (on, good), (later, better) in combinations(sorted(rated), 2)
        if (passed := days_here_between(leaves, on, later)) > 0
    ]
    return Trend(days, round(median(slopes), 2) if slopes else None)
