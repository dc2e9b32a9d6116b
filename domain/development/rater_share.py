"""The rater effect: how much of the spread of ratings comes from who rates, and not from whom they rate.

Of the ratings that several people gave of the same thing in the same person, by one instrument: the spread between
raters of one person ÷ that and the spread between people. It is one minus the intraclass correlation of a single rating
in a one-way analysis of variance (Shrout and Fleiss, Psychological Bulletin 86, 1979, ICC(1,1)), within each thing that
was rated, so that what is rated strictly by everybody counts for nothing. Of ratings of performance more than half was
found to be the rater (Scullen, Mount and Goff, Journal of Applied Psychology 85, 2000). Scales of different length are
brought together as shares of their range (Cohen, Cohen, Aiken and West, Multivariate Behavioral Research 34, 1999). Of
nobody who rates it says how.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Final

from domain.development.development import Instrument
from domain.kernel.dates import a_year_before
from domain.kernel.small_groups import LEAST_COUNTED

RATINGS_ENOUGH: Final = 30
"""From so many ratings on, a share is told."""


@dataclass(frozen=True)
class RatedBySeveral:
    """How several others rated one thing in one person, by one instrument."""

    instrument: Instrument
    person: str
    of: tuple[str, ...]
    """What was rated: of one thing all ratings can be held beside each other."""
    shares: tuple[float, ...]
    """How far up its scale each rating stands: 0 at the one end, 1 at the other."""


@dataclass(frozen=True)
class AssessedBy:
    """How often people of a group were assessed by one instrument."""

    instrument: Instrument
    """The instrument."""
    people: int
    """How many of them were: five or more, or it is not told."""
    assessments: int
    """How many assessments came about by it."""


@dataclass(frozen=True)
class RaterShare:
    """How much of the spread of ratings by one instrument comes from who rates."""

    instrument: Instrument
    """The instrument."""
    people: int
    """Of how many people several rated what several rated of somebody else, too: five or more, or it is not told."""
    n: int
    """How many ratings that is."""
    share: float | None
    """The rater effect, from 0 (all agree on each person) to 1 (people are not told apart at all); null below 30
    ratings, and where ratings do not differ."""


@dataclass(frozen=True)
class AssessmentFigures:
    """How the people of a group were assessed in a year. Below five people all but their number is null."""

    since: date
    """The day before the first of the period."""
    until: date
    """Its last day."""
    people: int
    """How many people are counted: here on its last day, and part of the headcount."""
    instruments: tuple[AssessedBy, ...] | None
    """By what they were assessed, the most frequent first; a closed feedback cycle is one assessment. What fewer than
    five people were assessed by is left out."""
    rater_shares: tuple[RaterShare, ...] | None
    """The rater effect, by instrument: of ratings by others, the latest of each. Where several rated fewer than five
    people it is left out."""


def assessment_figures_of(
    people: int, assessed: Iterable[tuple[Instrument, str]], ratings: Iterable[RatedBySeveral], until: date
) -> AssessmentFigures:
    """How a group was assessed in the year up to a day: by which instrument who was, and how others rated them."""
    since = a_year_before(until)
    if people < LEAST_COUNTED:
        return AssessmentFigures(since, until, people, None, None)
    who: dict[Instrument, list[str]] = defaultdict(list)
    for instrument, person in assessed:
        who[instrument].append(person)
    mix = [AssessedBy(instrument, len(set(those)), len(those)) for instrument, those in who.items()]
    told = sorted(
        (one for one in mix if one.people >= LEAST_COUNTED), key=lambda one: (-one.assessments, one.instrument)
    )
    return AssessmentFigures(since, until, people, tuple(told), rater_shares(ratings))


def rater_shares(ratings: Iterable[RatedBySeveral]) -> tuple[RaterShare, ...]:
    """The rater effect by instrument, where enough people were rated by several."""
    by_instrument: dict[Instrument, list[RatedBySeveral]] = defaultdict(list)
    for each in ratings:
        by_instrument[each.instrument].append(each)
    shares = (rater_share(instrument, by_instrument[instrument]) for instrument in sorted(by_instrument))
    return tuple(one for one in shares if one.people >= LEAST_COUNTED)


def rater_share(instrument: Instrument, ratings: Iterable[RatedBySeveral]) -> RaterShare:
    """The rater effect in ratings by one instrument, of what was rated in two people or more."""
    held: dict[tuple[str, ...], list[RatedBySeveral]] = defaultdict(list)
    for each in ratings:
        held[each.of].append(each)
    compared = [people for people in held.values() if len(people) > 1]
    n = sum(len(one.shares) for people in compared for one in people)
    rated = {one.person for people in compared for one in people}
    share = share_of_raters([[one.shares for one in people] for people in compared]) if n >= RATINGS_ENOUGH else None
    return RaterShare(instrument, len(rated), n, share)


def share_of_raters(things: Sequence[Sequence[Sequence[float]]]) -> float | None:
    """One minus ICC(1,1), of ratings by thing and by person; None where they do not differ.

    Each thing was rated of two people or more, and of each by two or more. Spreads, and what they are divided by, are
    added up over all things.
    """
    within = between = evenly = 0.0
    n = cells = compared = 0
    for people in things:
        rated = [rating for cell in people for rating in cell]
        middle = fmean(rated)
        within += sum((rating - fmean(cell)) ** 2 for cell in people for rating in cell)
        between += sum(len(cell) * (fmean(cell) - middle) ** 2 for cell in people)
        n, cells, compared = n + len(rated), cells + len(people), compared + len(people) - 1
        evenly += len(rated) - sum(len(cell) ** 2 for cell in people) / len(rated)
    of_raters = within / (n - cells)
    of_people = max(0.0, (between / compared - of_raters) / (evenly / compared))
    return round(of_raters / (of_raters + of_people), 2) if of_raters + of_people else None
