"""How single people learned in a year, by hours; when they last did; and what stands on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.development.learning import LearningMode
from domain.development.learning_mix import LearnedInMode, LearningMix, mix_of
from domain.kernel.dates import a_year_before
from domain.people.leave import days_here_between
from projections.engine.reading import Reading
from projections.growth.figure_statements import LAST_LEARNED, LEARNED, TAKEN_FURTHER
from projections.growth.period import last_day
from projections.leaves import leaves_begun


@dataclass(frozen=True)
class Learning:
    """How somebody learned in a year, by hours."""

    since: date
    """The day after which learning is counted: a year before the last."""
    until: date
    """The last day: the one asked about, or the last up to which anything was known, if that came first."""
    mix: LearningMix
    """In which modes they learned. Never a target."""
    taken_further: int
    """On how many of these entries an assignment, practice, coaching or further learning builds."""
    last_on: date | None
    """The day on which they last learned anything, be it before the year; None where none is known."""
    days_since: int | None
    """How many days ago that was, less those of leave."""


async def learning_of(reading: Reading, people: Sequence[str]) -> Mapping[str, Learning]:
    """How each of these people learned: four statements, however many they are."""
    until = last_day(reading)
    since = a_year_before(until)
    asked = {"people": list(people), "since": since, "until": until}
    learned: dict[str, list[LearnedInMode]] = defaultdict(list)
    for person, mode, *numbers in await reading.rows(LEARNED, asked, about=people):
        learned[person].append(LearnedInMode(LearningMode(mode), *numbers))
    further = dict(await reading.rows(TAKEN_FURTHER, asked, about=people))
    last = dict(await reading.rows(LAST_LEARNED, asked, about=people))
    leaves = await leaves_begun(reading, people)

    def days_since(person: str) -> int | None:
        day = last.get(person)
        return None if day is None else days_here_between(leaves.get(person, ()), day, until)

    return {
        one: Learning(since, until, mix_of(learned[one]), further.get(one, 0), last.get(one), days_since(one))
        for one in people
    }
