"""The rhythm of feedback: when somebody was given some and asked for some, and by where both stood; never its words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from domain.development.development import Source
from domain.development.feedback import FeedbackGiven, FeedbackRequested
from domain.development.feedback_rhythm import (
    AskedAs,
    FeedbackCounted,
    FeedbackFigures,
    SourceCounted,
    a_year,
    feedback_figures_of,
    sources_in,
)
from domain.kernel.dates import a_year_before
from domain.kernel.facts import ORGANISATION
from domain.kernel.words import says_something
from domain.people.leave import Leave
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.reading import Reading
from projections.engine.sealed_entry import SealedEntry
from projections.engine.seeing import FEEDBACK_COUNTED
from projections.engine.visibility import NEWEST_FIRST, known, visible
from projections.engine.walls import Wall
from projections.leaves import leaves_begun
from projections.staff import joined, members

__all__ = ["FEEDBACK_RHYTHM", "FeedbackFigures", "FeedbackRhythm", "feedback_figures", "feedback_rhythm"]


def given(entry: SealedEntry[FeedbackGiven]) -> tuple[Row, ...]:
    return ((entry.stream, None, entry.event.source, bool(entry.event.about)),)


def requested(entry: SealedEntry[FeedbackRequested]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.asked, None, False),)


FEEDBACK: Final = Table(
    "feedback_told",
    {"person": "text NOT NULL", "asked": "text", "source": "text", "about_competency": "boolean NOT NULL"},
    {FeedbackGiven: given, FeedbackRequested: requested},
    walls=(Wall("feedback", ("person",)),),
    indexes=("person, effective_on",),
)
FEEDBACK_RHYTHM: Final = ReadModel("feedback_rhythm", (FEEDBACK,))

STOOD: Final = f"""SELECT manager FROM read_models.placements fact
    WHERE fact.person = {{whose}} AND {known("fact")} AND fact.effective_on <= told.effective_on
    ORDER BY {NEWEST_FIRST} LIMIT 1"""
"""Who led somebody on the day of what is told."""
TOLD: Final = f"""
    SELECT told.person, told.position, told.source, told.about_competency,
           CASE WHEN told.asked IS NULL THEN NULL WHEN own.manager = told.asked THEN '{AskedAs.MANAGER}'
                WHEN theirs.manager = told.person THEN '{AskedAs.REPORT}'
                WHEN own.manager = theirs.manager THEN '{AskedAs.PEER}' ELSE '{AskedAs.ELSEWHERE}' END
    FROM read_models.feedback_told told
    LEFT JOIN LATERAL ({STOOD.format(whose="told.person")}) own ON told.asked IS NOT NULL
    LEFT JOIN LATERAL ({STOOD.format(whose="told.asked")}) theirs ON told.asked IS NOT NULL
    WHERE told.person = ANY (%(people)s) AND {visible("told")} AND told.effective_on > %(since)s
    ORDER BY told.effective_on, told.origin"""
Told = Mapping[str, Sequence[tuple[Any, ...]]]


@dataclass(frozen=True)
class FeedbackRhythm:
    """How much feedback somebody was given and asked for in a year, from how many sides, and how good it is."""

    since: date
    """The day before the first of the period."""
    until: date
    """Its last day: the one asked about, or the last up to which anything was known, if that came first."""
    entries: int
    """How often they were given feedback."""
    per_year: float | None
    """How often a year, of their present stay, less leave."""
    sources: tuple[SourceCounted, ...]
    """From which sides, the most frequent first."""
    both_said: int
    """How often both what they do well and what they could do better were said."""
    about_competencies: int
    """How often it spoke of a competency."""
    requests: int
    """How often they asked for feedback themselves."""
    asked_as: tuple[AskedAs, ...]
    """As what they asked others, each once."""
    requests_per_year: float | None
    """Feedback-seeking: how often a year they asked."""


def until_of(reading: Reading) -> date:
    """The last day of the period."""
    return min(reading.on, reading.known_on)


async def feedback_rhythm(reading: Reading, people: Sequence[str]) -> Mapping[str, FeedbackRhythm]:
    """The rhythm of feedback to each of these people over the year up to the day."""
    until = until_of(reading)
    told, since = await told_of(reading, people, about=people), await joined(reading, people)
    away = await leaves_begun(reading, people)
    entries = await reading.entries({row[1] for rows in told.values() for row in rows if row[4] is None}, about=people)
    found = {}
    for person in people:
        counted = counted_of(told[person], days_in_period(since.get(person), until, away.get(person, ())))
        given = [entries[row[1]].event for row in told[person] if row[4] is None and row[1] in entries]
        both = sum(says(one.strengths) and says(one.improvements) for one in given)
        found[person] = FeedbackRhythm(
            a_year_before(until),
            until,
            len(counted.sources),
            a_year(len(counted.sources), counted.years),
            sources_in([counted]),
            both,
            counted.about_competencies,
            len(counted.asked_as),
            tuple(sorted(set(counted.asked_as))),
            a_year(len(counted.asked_as), counted.years),
        )
    return found


async def feedback_figures(reading: Reading, units: Sequence[str] | None) -> FeedbackFigures:
    """The rhythm of feedback to the people of some units, or to all, over the year up to the day."""
    until, here = until_of(reading), await members(reading, units=units)
    people = [member.person for member in here]
    told = await told_of(reading, people, about=(ORGANISATION,), by=FEEDBACK_COUNTED)
    away = await leaves_begun(reading, people)
    counted = [
        counted_of(told[one.person], days_in_period(one.joined_on, until, away.get(one.person, ()))) for one in here
    ]
    return feedback_figures_of(counted, until)


async def told_of(reading: Reading, people: Sequence[str], *, about: Collection[str], by: str | None = None) -> Told:
    """What these people were given and asked for in the period."""
    asked = {"people": list(dict.fromkeys(people)), "since": a_year_before(until_of(reading))}
    told: dict[str, list[tuple[Any, ...]]] = {person: [] for person in people}
    for row in await reading.rows(TOLD, asked, about=about, by=by, prepare=by is None):
        told[row[0]].append(row)
    return told


def counted_of(told: Sequence[tuple[Any, ...]], days_here: int) -> FeedbackCounted:
    """What counts of one person."""
    given = [row for row in told if row[4] is None]
    asked_as = tuple(AskedAs(row[4]) for row in told if row[4] is not None)
    return FeedbackCounted(days_here, tuple(Source(row[2]) for row in given), asked_as, sum(row[3] for row in given))


def days_in_period(since: date | None, until: date, away: Sequence[Leave]) -> int:
    """On how many days of the period somebody was here in their present stay, less leave."""
    if since is None or since > until:
        return 0
    first = max(since, a_year_before(until) + timedelta(days=1))
    return (until - first).days + 1 - sum(leave.days_within(first, until) for leave in away)


def says(text: object) -> bool:
    """Whether a text was said; of one that is erased nobody can tell."""
    return isinstance(text, str) and says_something(text)
