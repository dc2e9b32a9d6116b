"""Theory beside practice of apprentices: of each agreement, what its mentee learned and did in its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from domain.mentoring.mentorship_kinds import MentorshipKind
from domain.mentoring.theory_and_practice import HoursSpent, TheoryAndPractice
from projections.engine.reading import Reading
from projections.engine.visibility import SCHEMA, visible
from projections.mentoring_network.agreements_read import OF_MENTORSHIPS, pair_in, pairs_asked, sessions_under

IN_THEIR_TIME: Final = f"""
    SELECT agreed.mentorship, fact.is_theory, count(*), count(*) FILTER (WHERE fact.hours IS NULL),
           coalesce(sum(fact.hours), 0)
    FROM unnest(%(mentorships)s::text[], %(mentees)s::text[], %(since)s::date[], %(until)s::date[])
        AS agreed (mentorship, mentee, since, until)
    JOIN {SCHEMA}.theory_and_practice fact ON fact.person = agreed.mentee AND fact.is_theory IS NOT NULL
        AND fact.effective_on BETWEEN agreed.since AND agreed.until AND {visible("fact")}
    GROUP BY agreed.mentorship, fact.is_theory"""


async def theory_and_practice_of(reading: Reading, mentorships: Sequence[str]) -> Mapping[str, TheoryAndPractice]:
    """That of each of these agreements that is an apprenticeship: three statements, however many they are."""
    rows = await reading.rows(pairs_asked(OF_MENTORSHIPS), {"mentorships": [*mentorships]}, about=mentorships)
    pairs = [pair for pair in map(pair_in, rows) if pair.kind is MentorshipKind.APPRENTICESHIP]
    today = min(reading.on, reading.known_on)
    until = {pair.mentorship: min(filter(None, (today, pair.ends_on, pair.ended_on))) for pair in pairs}
    mentees = [pair.mentee for pair in pairs]
    asked = {
        "mentorships": [pair.mentorship for pair in pairs],
        "mentees": mentees,
        "since": [pair.agreed_on for pair in pairs],
        "until": [until[pair.mentorship] for pair in pairs],
    }
    counted = {
        (one, theory): HoursSpent(*spent)
        for one, theory, *spent in await reading.rows(IN_THEIR_TIME, asked, about=mentees)
    }
    sessions = await sessions_under(reading, [pair.mentorship for pair in pairs])
    return {
        pair.mentorship: TheoryAndPractice(
            pair.mentee,
            pair.agreed_on,
            until[pair.mentorship],
            counted.get((pair.mentorship, True), HoursSpent()),
            sum(
                (HoursSpent(1, 0, session.hours) for session in sessions[pair.mentorship]),
                counted.get((pair.mentorship, False), HoursSpent()),
            ),
        )
        for pair in pairs
    }
