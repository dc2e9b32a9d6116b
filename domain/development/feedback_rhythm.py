"""The rhythm of feedback: how much somebody is told and asks for in a year, from how many sides, and how good it is.

That people seek feedback themselves, and from several sides, goes with learning and adapting (Ashford and Cummings,
“Feedback as an individual resource”, 1983; Anseel and others, “How are we doing after 30 years?”, 2015). Good here
means no more than can be counted: that it names strengths and improvements both, and a competency. How often somebody
is told something does not say that they did anything wrong, so nothing is rated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.development.development import Source
from domain.kernel.dates import DAYS_IN_A_YEAR, a_year_before
from domain.kernel.small_groups import LEAST_COUNTED

SOUGHT: Final = 2
"""Requests, and kinds of those who were asked, from which on somebody seeks feedback from several sides."""


class AskedAs(StrEnum):
    """As what somebody was asked for feedback, by where both stood on the day."""

    MANAGER = "manager"
    REPORT = "report"
    PEER = "peer"
    """They have the same manager."""
    ELSEWHERE = "elsewhere"
    """All others, and whoever stands nowhere."""


@dataclass(frozen=True)
class FeedbackCounted:
    """What counts of feedback to one person in a period."""

    days_here: int
    sources: tuple[Source, ...]
    """Of each time that they were given some."""
    asked_as: tuple[AskedAs, ...]
    """Of each time that they asked for some."""
    about_competencies: int
    """How often what they were given speaks of a competency."""

    @property
    def years(self) -> float:
        """For how long they were here in the period, in years."""
        return self.days_here / DAYS_IN_A_YEAR

    @property
    def seeks(self) -> bool:
        """Whether they asked twice or more, and people of two kinds or more."""
        return len(self.asked_as) >= SOUGHT and len(set(self.asked_as)) >= SOUGHT


@dataclass(frozen=True)
class SourceCounted:
    """How often feedback came from one side."""

    source: Source
    """From where whoever gave it sees them."""
    n: int
    """How often."""


@dataclass(frozen=True)
class FeedbackFigures:
    """The rhythm of feedback to several people over a year. Below five people all but their number is null."""

    since: date
    """The day before the first of the period."""
    until: date
    """Its last day."""
    people: int
    """How many people are counted: here on its last day, and part of the headcount."""
    person_years: float | None
    """For how long they were here in the period, less leave, all together, in years."""
    entries: int | None
    """How often they were given feedback."""
    per_person_year: float | None
    """How often a year."""
    sources: tuple[SourceCounted, ...] | None
    """From which sides, the most frequent first."""
    about_competencies: int | None
    """How often it spoke of a competency."""
    requests: int | None
    """How often they asked for feedback themselves."""
    requests_per_person_year: float | None
    """Feedback-seeking: how often a year they asked."""
    seeking: int | None
    """How many of them asked twice or more, and people of two kinds or more."""
    share_seeking: float | None
    """Their share of these people."""


def sources_in(counted: Iterable[FeedbackCounted]) -> tuple[SourceCounted, ...]:
    """From which sides feedback came, the most frequent first."""
    times = Counter(source for each in counted for source in each.sources)
    return tuple(SourceCounted(source, times[source]) for source in sorted(times, key=lambda one: (-times[one], one)))


def feedback_figures_of(people: Sequence[FeedbackCounted], until: date) -> FeedbackFigures:
    """The rhythm of feedback to several people over the year up to a day."""
    since, n = a_year_before(until), len(people)
    if n < LEAST_COUNTED:
        return FeedbackFigures(since, until, n, *(None,) * 9)
    years = sum(each.years for each in people)
    given, asked = sum(len(each.sources) for each in people), sum(len(each.asked_as) for each in people)
    seeking = sum(each.seeks for each in people)
    return FeedbackFigures(
        since,
        until,
        n,
        round(years, 2),
        given,
        a_year(given, years),
        sources_in(people),
        sum(each.about_competencies for each in people),
        asked,
        a_year(asked, years),
        seeking,
        seeking / n,
    )


def a_year(times: int, years: float) -> float | None:
    """How often a year; None where there was no time."""
    return round(times / years, 2) if years > 0 else None
