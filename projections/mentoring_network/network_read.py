"""Reading figures of mentoring: everything that they count, by a few statements however many people there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import MINYEAR, date
from typing import Any, Final

from domain.frameworks.adopting import Active
from domain.kernel.dates import MONTHS_IN_A_YEAR, months_after
from domain.kernel.facts import ORGANISATION, Erased
from domain.mentoring.evaluation import Extent, Question
from domain.mentoring.obstacles import ObstacleKind
from projections.engine.reading import Reading
from projections.engine.seeing import MENTORING_FIGURES
from projections.engine.shares import MINIMUM
from projections.engine.visibility import NEWEST_FIRST, SCHEMA, known, latest, visible
from projections.leaves import leaves_begun
from projections.mentoring_network.agreements_read import SESSIONS, pair_in, pairs_asked
from projections.mentoring_network.network_figures import (
    Begun,
    MentoringFigures,
    MentoringKnown,
    network_figures,
)
from projections.mentoring_network.pairs import SessionHeld
from projections.staff import joined, members

PLACED: Final = f"""
    SELECT fact.unit, fact.function FROM {SCHEMA}.placements fact
    WHERE fact.person = {{whose}} AND {known("fact")} AND fact.effective_on <= pair.agreed_on
    ORDER BY {NEWEST_FIRST} LIMIT 1"""
BEGUN: Final = f"""
    SELECT pair.mentorship, mentor.function, mentee.function, mentor.unit, mentee.unit
    FROM (SELECT mentorship, mentor, mentee, effective_on AS agreed_on
          FROM ({latest("mentorships", "mentorship")}) agreed) pair
    LEFT JOIN LATERAL ({PLACED.format(whose="pair.mentor")}) mentor ON true
    LEFT JOIN LATERAL ({PLACED.format(whose="pair.mentee")}) mentee ON true"""
RECOGNISED: Final = f"SELECT DISTINCT person FROM {SCHEMA}.mentor_recognitions fact WHERE {visible('fact')}"
RAISED: Final = f"""
    SELECT DISTINCT mentorship, obstacle FROM {SCHEMA}.mentoring_obstacles fact
    WHERE {visible("fact")} AND effective_on > %(since)s"""
ANSWERS: Final = f"""
    SELECT DISTINCT ON (mentorship, evaluated_by, question)
           mentorship, mentor, mentee, evaluated_by, question, extent FROM {SCHEMA}.mentoring_answers fact
    WHERE {visible("fact")} AND effective_on > %(since)s
    ORDER BY mentorship, evaluated_by, question, {NEWEST_FIRST}"""


def a_year_before(day: date) -> date:
    """The same day of the year before, as far as there is one."""
    return date.min if day.year == MINYEAR else months_after(day, -MONTHS_IN_A_YEAR)


async def for_figures(reading: Reading, statement: str, given: Mapping[str, Any] | None = None) -> list[Any]:
    """The rows of a statement that reads by the pass of these figures, for whoever is told figures."""
    return await reading.rows(statement, given, about=(ORGANISATION,), by=MENTORING_FIGURES, prepare=False)


async def mentoring_network(
    reading: Reading, units: Sequence[str] | None, levels: Sequence[str] | None, active: Active | None = None
) -> MentoringFigures:
    """How mentoring goes among the staff of some units and levels, or of all, beside what that edition aims at."""
    since, until = a_year_before(reading.on), min(reading.on, reading.known_on)
    sessions = [SessionHeld(*row) for row in await for_figures(reading, SESSIONS.format(where="true"))]
    recent = [one.position for one in sessions if one.mentorship is not None and one.held_on > since]
    pairs = tuple(map(pair_in, await for_figures(reading, pairs_asked())))
    paired = {person for pair in pairs for person in (pair.mentor, pair.mentee)}
    group = await members(reading, units=units, levels=levels)
    new = {one.person for one in group if one.joined_on > since}
    everything = MentoringKnown(
        here=await joined(reading, sorted(paired)),
        pairs=pairs,
        begun={row[0]: Begun(row[1:3], row[3:5]) for row in await for_figures(reading, BEGUN)},
        sessions=sessions,
        both_learned=await both_learned(reading, recent),
        recognised={person for (person,) in await for_figures(reading, RECOGNISED)},
        obstacles=[(each, ObstacleKind(kind)) for each, kind in await for_figures(reading, RAISED, {"since": since})],
        leaves=await leaves_begun(reading, sorted(paired | new)),
        active=active,
    )
    return network_figures(everything, group, reading.on, until, since)


async def both_learned(reading: Reading, positions: Sequence[int]) -> Mapping[int, bool | None]:
    """Of sessions, whether both wrote down what they learned; None where one of them was erased."""
    entries = await reading.entries(positions, about=(ORGANISATION,), by=MENTORING_FIGURES)
    said = {at: (entry.event.mentee_learned, entry.event.mentor_learned) for at, entry in entries.items()}
    return {
        at: None if any(isinstance(one, Erased) for one in both) else all(one is not None for one in both)
        for at, both in said.items()
    }


@dataclass(frozen=True, slots=True)
class AnswerCounted:
    """How often a question was answered how; in the order of `Extent`."""

    question: Question
    """Which question was asked."""
    yes: int
    """How many answered yes."""
    partly: int
    """How many answered that it came true in part."""
    not_yet: int
    """How many answered that it has not come true yet."""


@dataclass(frozen=True, slots=True)
class MentoringSuccess:
    """What people answered who looked back on a mentorship within twelve months; each once, their latest word.

    It says what they found, and not that the mentoring brought it about.
    """

    mentorships: int
    """On how many mentorships somebody looked back."""
    minimum: int
    """Below so many nothing but that is told."""
    evaluated: int | None
    """How often somebody did; null below the minimum."""
    by_mentees: int | None
    """How often it was the mentee; null below the minimum."""
    by_mentors: int | None
    """How often it was the mentor; null below the minimum."""
    answers: tuple[AnswerCounted, ...]
    """What they answered, question by question; empty below the minimum."""


async def mentoring_success(reading: Reading, units: Sequence[str] | None) -> MentoringSuccess:
    """What those answered who looked back on mentorships of staff in some units, or in the whole organisation."""
    meant = None if units is None else {one.person for one in await members(reading, units=units)}
    rows = await for_figures(reading, ANSWERS, {"since": a_year_before(reading.on)})
    return success([row for row in rows if meant is None or row[1] in meant or row[2] in meant])


def success(rows: Sequence[tuple[str, str, str, str, str, str]]) -> MentoringSuccess:
    """Answers counted: of mentorship, mentor, mentee, who looks back, question and extent."""
    mentorships = len({row[0] for row in rows})
    if mentorships < MINIMUM:
        return MentoringSuccess(mentorships, MINIMUM, None, None, None, ())
    looked = {row[:4] for row in rows}
    counted = {
        question: [
            sum(row[4:] == (question, extent) for row in rows) for extent in (Extent.YES, Extent.PARTLY, Extent.NOT_YET)
        ]
        for question in Question
    }
    return MentoringSuccess(
        mentorships,
        MINIMUM,
        len(looked),
        sum(by == mentee for _, _, mentee, by in looked),
        sum(by == mentor for _, mentor, _, by in looked),
        tuple(AnswerCounted(question, *numbers) for question, numbers in counted.items()),
    )
