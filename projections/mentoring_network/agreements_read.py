"""Reading what is known of mentoring: of some people or mentorships, or of all that there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from domain.kernel.facts import Erased
from domain.mentoring.mentorship_kinds import MentorshipKind
from projections.engine.reading import Reading
from projections.engine.seeing import MENTORSHIPS_KNOWN
from projections.engine.visibility import SCHEMA, latest, latest_of, visible
from projections.mentoring_network.pairs import Pair, SessionHeld
from projections.staff import left_since

PAIRS: Final = """
    SELECT agreed.mentorship, agreed.mentor, agreed.mentee, agreed.kind, agreed.effective_on, agreed.hours_promised,
           agreed.cadence_days, agreed.ends_on, least(ended.effective_on, gone.last_on), accepted.effective_on,
           agreed.position
    FROM ({agreed}) agreed
    LEFT JOIN LATERAL ({ended}) ended ON true
    CROSS JOIN LATERAL ({gone}) gone
    LEFT JOIN LATERAL ({accepted}) accepted ON true
    ORDER BY agreed.effective_on, agreed.origin"""
SESSIONS: Final = f"""
    SELECT mentorship, mentor, mentee, effective_on, hours, position FROM {SCHEMA}.mentoring_sessions fact
    WHERE {visible("fact")} AND {{where}} ORDER BY effective_on, origin"""
OF_PEOPLE: Final = "(fact.mentor = ANY (%(people)s) OR fact.mentee = ANY (%(people)s))"
OF_MENTORSHIPS: Final = "fact.mentorship = ANY (%(mentorships)s)"
DAYS_OF_INFORMAL: Final = 365
"""For so many days back informal sessions of somebody are told."""


def pairs_asked(where: str = "true") -> str:
    """The statement for pairs; `where` narrows which, of `fact`."""
    own = "fact.mentorship = agreed.mentorship"
    either_left = left_since("ANY (ARRAY[agreed.mentor, agreed.mentee])", "agreed.effective_on")
    return PAIRS.format(
        agreed=latest("mentorships", "mentorship", where=where),
        ended=latest_of("mentorship_endings", own),
        gone=f"SELECT min(gone.effective_on) AS last_on {either_left}",
        accepted=latest_of("mentorship_acceptances", own),
    )


def pair_in(row: Sequence[Any]) -> Pair:
    """A pair as a row tells it."""
    mentorship, mentor, mentee, kind, *rest = row
    return Pair(mentorship, mentor, mentee, MentorshipKind(kind), *rest)


async def mentorships_of(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[Pair, ...]]:
    """The agreements of each of these people, as mentor or mentee, as far as whoever asks is told of them."""
    rows = await reading.rows(pairs_asked(OF_PEOPLE), {"people": list(people)}, about=people)
    meant, found = frozenset(people), defaultdict[str, list[Pair]](list)
    for pair in map(pair_in, rows):
        for person in {pair.mentor, pair.mentee} & meant:
            found[person].append(pair)
    none: tuple[Pair, ...] = ()
    return dict.fromkeys(people, none) | {person: tuple(pairs) for person, pairs in found.items()}


async def all_mentorships(reading: Reading) -> tuple[Pair, ...]:
    """Every agreement by the day: numbers follow from it, and who may be told of whom is asked of each."""
    return tuple(map(pair_in, await reading.rows(pairs_asked(), by=MENTORSHIPS_KNOWN, prepare=False)))


async def sessions_under(reading: Reading, mentorships: Sequence[str]) -> Mapping[str, tuple[SessionHeld, ...]]:
    """The sessions held under each of these agreements."""
    rows = await reading.rows(
        SESSIONS.format(where=OF_MENTORSHIPS), {"mentorships": list(mentorships)}, about=mentorships
    )
    found: dict[str, list[SessionHeld]] = {each: [] for each in mentorships}
    for row in rows:
        found[row[0]].append(SessionHeld(*row))
    return {each: tuple(sessions) for each, sessions in found.items()}


@dataclass(frozen=True, slots=True)
class InformalMentoring:
    """What somebody had of mentoring without an agreement, on either side, in the twelve months up to the day."""

    sessions: int
    """How many sessions."""
    hours: float
    """Hours in them."""
    last_on: date | None
    """The day of the last one."""


async def informal_mentoring(reading: Reading, people: Sequence[str]) -> Mapping[str, InformalMentoring]:
    """The informal sessions of each of these people."""
    where = f"fact.mentorship IS NULL AND {OF_PEOPLE} AND fact.effective_on > %(since)s"
    asked = {"people": list(people), "since": reading.on - timedelta(days=DAYS_OF_INFORMAL)}
    rows = await reading.rows(SESSIONS.format(where=where), asked, about=people)
    held = [SessionHeld(*row) for row in rows]
    own = {person: [one for one in held if person in (one.mentor, one.mentee)] for person in people}
    return {
        person: InformalMentoring(
            len(those), sum(one.hours for one in those), max((one.held_on for one in those), default=None)
        )
        for person, those in own.items()
    }


@dataclass(frozen=True, slots=True)
class MentoringObjective:
    """An objective of a mentorship."""

    number: int
    """Its number in the agreement, counted from 1."""
    in_words: str
    """What is to be learned."""
    met_on: date | None
    """The day on which it was met; null while it is open."""


async def objectives_of(reading: Reading, mentorships: Sequence[str]) -> Mapping[str, tuple[MentoringObjective, ...]]:
    """The objectives of each of these agreements, in their order; of whoever was erased, none."""
    given = {"mentorships": list(mentorships)}
    agreed = await reading.rows(
        f"SELECT mentorship, position FROM ({latest('mentorships', 'mentorship', where=OF_MENTORSHIPS)}) agreed",
        given,
        about=mentorships,
    )
    met = await reading.rows(
        f"SELECT mentorship, objective, min(effective_on) FROM {SCHEMA}.mentoring_objectives_met fact"
        f" WHERE {visible('fact')} AND {OF_MENTORSHIPS} GROUP BY mentorship, objective",
        given,
        about=mentorships,
    )
    met_on: dict[str, dict[int, date]] = defaultdict(dict)
    for mentorship, objective, day in met:
        met_on[mentorship][objective] = day
    entries = await reading.entries((position for _, position in agreed), about=mentorships)
    return {
        mentorship: told(entries[position].event.objectives, met_on[mentorship])
        for mentorship, position in agreed
        if position in entries
    }


def told(words: tuple[str, ...] | Erased, met_on: Mapping[int, date]) -> tuple[MentoringObjective, ...]:
    """Objectives with the days on which they were met."""
    said = () if isinstance(words, Erased) else words
    return tuple(MentoringObjective(number, each, met_on.get(number)) for number, each in enumerate(said, start=1))


async def times_recognised(reading: Reading, people: Sequence[str]) -> Mapping[str, int]:
    """How often each of these people was thanked as a mentor."""
    rows = await reading.rows(
        f"SELECT person, count(*) FROM {SCHEMA}.mentor_recognitions fact"
        f" WHERE {visible('fact')} AND person = ANY (%(people)s) GROUP BY person",
        {"people": list(people)},
        about=people,
    )
    return dict.fromkeys(people, 0) | dict(rows)
