"""The rhythm of conversations: when a leader and one of theirs last talked, how often in a year, and of many together.

One talk a week or two with each of their people is what leaders are asked for most (Grove, “High Output Management”,
1983); people who have regular ones with their manager are about three times as likely to be engaged (Gallup, “State of
the American Manager”, 2015). That two talk often does not say that they talk well, so nothing is rated here.

Only days are counted, and never words. What both tell of one day is one conversation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from domain.development.conversations import ConversationKind
from domain.kernel.dates import a_year_before
from domain.kernel.small_groups import LEAST_COUNTED
from domain.people.leave import Leave

ONE_TO_ONE_WITHIN: Final = 30
"""Days within which a leader is expected to have talked with each of theirs."""


@dataclass(frozen=True)
class ConversationRhythm:
    """How often two people had conversations of one kind."""

    conversation_kind: ConversationKind
    """What the conversations were for."""
    last_on: date | None
    """The day of the last one; None where there was none."""
    days_since: int | None
    """Days since then, less leave."""
    in_a_year: int
    """On how many days of the last twelve months they had one."""


@dataclass(frozen=True)
class LedPerson:
    """Somebody who is led, as far as a figure counts them."""

    joined_on: date
    last_on: date | None
    """The day of their last one-to-one with whoever leads them on the day of the figure."""
    away: tuple[Leave, ...] = ()
    """When they were on leave."""

    def days_since(self, day: date, until: date) -> int:
        """The days that have passed since one, less leave."""
        return days_here_since(day, until, self.away)


@dataclass(frozen=True)
class ConversationFigures:
    """How many people have regular one-to-ones with whoever leads them."""

    within_days: int
    """The days within which a one-to-one counts."""
    people: int
    """How many people are counted: led by somebody, and here for so many days at least, less leave."""
    with_one_to_one: int | None
    """With how many of them whoever leads them had a one-to-one within these days. Null below five people."""
    share: float | None
    """Their share of these people. Null below five people."""
    median_days: float | None
    """The median of days since the last one-to-one, less leave, of those who ever had one. Null where these are fewer
    than five."""


def days_here_since(day: date, until: date, away: Iterable[Leave]) -> int:
    """The days that have passed from one to another, less leave."""
    return (until - day).days - sum(leave.days_within(day + timedelta(days=1), until) for leave in away)


def rhythm_of(
    days: Mapping[ConversationKind, Collection[date]], on: date, away: Sequence[Leave] = ()
) -> tuple[ConversationRhythm, ...]:
    """The rhythm of two people on a day, kind by kind, of the days on which they talked; one of them was `away`."""
    since = a_year_before(on)
    told = []
    for kind in ConversationKind:
        held = {day for day in days.get(kind, ()) if day <= on}
        last = max(held, default=None)
        ago = None if last is None else days_here_since(last, on, away)
        told.append(ConversationRhythm(kind, last, ago, sum(day > since for day in held)))
    return tuple(told)


def figures_of(
    people: Iterable[LedPerson], on: date, *, within_days: int = ONE_TO_ONE_WITHIN, least: int = LEAST_COUNTED
) -> ConversationFigures:
    """How many people had a one-to-one lately, of those who are led and were here for long enough to have had one."""
    counted = [each for each in people if each.days_since(each.joined_on, on) >= within_days]
    ago = [each.days_since(each.last_on, on) for each in counted if each.last_on is not None]
    lately = sum(days <= within_days for days in ago)
    told = len(counted) >= least
    return ConversationFigures(
        within_days,
        len(counted),
        lately if told else None,
        lately / len(counted) if told and counted else None,
        float(median(ago)) if ago and len(ago) >= least else None,
    )
