"""Raters are nominated and approved before a cycle opens. Who they are is kept beside the ledger, and then destroyed.

So these rules are asked with what is kept there; no entry names a rater.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.cycles.cycle import CycleUnknown, FeedbackCycle
from domain.cycles.opening import CycleOpen
from domain.cycles.rater_groups import GroupAsked, RaterGroup, group_of, threshold
from domain.frameworks.edition import Edition
from domain.kernel.book import Book
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.named import must_take_part, takes_part

ASKED_AT_MOST: Final = ("cycles_of_a_rater_in_a_year", 10)
"""The threshold of an edition by which nobody is asked more often in a calendar year, and what holds where it says
none."""
RATERS_AT_MOST: Final = 60
"""How many are asked in one cycle, at most: more wear people out and make nothing more certain."""


@dataclass(frozen=True)
class Rater:
    """Somebody who is asked, and the group in which they stand."""

    person: PersonId
    group: RaterGroup
    """From where they see the person, as both stood when they were nominated."""


def nominated(
    cycle: FeedbackCycle, by: PersonId, raters: Sequence[PersonId], on: date, book: Book
) -> tuple[Rater, ...]:
    """Those who are to be asked, each in the group that follows from where they stand; the person among them.

    Refuses whoever is named twice (and so would rate in two groups), whoever takes no part here, and a list that
    another than the person makes, or that comes once the cycle is open.
    """
    if cycle.planned is None:
        raise CycleUnknown("there is no such cycle: plan it first")
    if cycle.opened_on is not None or cycle.is_over:
        raise CycleOpen(f"it opened on {cycle.opened_on}, or is over: its raters stay as they are")
    person = cycle.planned.person
    if by != person:
        raise NominatedByOthers(f"“{by}” asks, and the cycle is about “{person}”: they nominate who is asked")
    if len(raters) > RATERS_AT_MOST:
        raise TooManyRaters(f"raters: {len(raters)} are named, and {RATERS_AT_MOST} are asked at most")
    for rater in raters:
        if raters.count(rater) > 1 or rater == person:
            raise RatesTwice(f"raters: “{rater}” is named twice, or is the person, who is asked anyway: name each once")
        must_take_part("raters", rater, on, book)
    return (Rater(person, RaterGroup.SELF), *(Rater(one, group_of(one, person, on, book)) for one in raters))


def must_not_be_asked_too_often(raters: Iterable[Rater], asked: Mapping[PersonId, int], edition: Edition) -> None:
    """Refuses whoever has been asked as often this year as the edition allows. One’s own view counts for nobody."""
    at_most = threshold(edition, ASKED_AT_MOST)
    for rater in raters:
        if rater.group is not RaterGroup.SELF and asked.get(rater.person, 0) >= at_most:
            raise AskedTooOften(
                f"raters: “{rater.person}” was asked {asked[rater.person]} times this year, and {at_most} are the most:"
                " nominate another"
            )


def counted(raters: Iterable[Rater]) -> tuple[GroupAsked, ...]:
    """How many there are of each group."""
    times = Counter(rater.group for rater in raters)
    return tuple(GroupAsked(group, times[group]) for group in RaterGroup if times[group])


def awaited(raters: Iterable[PersonId], on: date, book: Book) -> tuple[PersonId, ...]:
    """Those whose answer is still waited for: whoever has left is not, and what they answered before counts."""
    return tuple(rater for rater in raters if takes_part(rater, on, book))


class NominatedByOthers(Refusal):
    """Whom they ask is chosen by the person, and approved by whoever opens the cycle."""

    instead = "Have the person nominate."
    field = "raters"


class RatesTwice(Refusal):
    """Nobody rates in two groups."""

    instead = "Name each once, and not the person."
    field = "raters"


class TooManyRaters(Refusal):
    """A cycle asks no more people than help to see clearly."""

    instead = "Nominate fewer."
    field = "raters"


class AskedTooOften(Refusal):
    """Nobody is asked more often in a year than the edition says."""

    instead = "Nominate somebody else."
    field = "raters"
