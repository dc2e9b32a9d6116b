"""Flags of mentoring: who joined and has no mentor, sessions that are overdue, and agreements whose time is over."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from typing import Final

from api.access.table import Information
from api.graphql.editions_held import editions_held
from api.graphql.flagged.attention_asked import AttentionAsked
from api.graphql.flagged.flag import ONCE_OVERDUE, Flag, flag_kind
from domain.frameworks.adopting import Active
from domain.kernel.history import first_day
from domain.kernel.ids import UnitId
from domain.mentoring.accepting import AcceptMentorship
from domain.mentoring.agreements import AgreeMentorship, EndMentorship, HoldMentoringSession
from projections.leaves import leaves_begun
from projections.mentoring_network import (
    MentoringKept,
    Pair,
    a_year_before,
    first_mentor_on,
    kept,
    mentor_due_on,
    mentorships_of,
    sessions_under,
)
from projections.staff import Member, members

Paired = list[tuple[Pair, MentoringKept]]
NOT_ENDED: Final = "its last day is past, and nobody has said how it ended"


async def pairs(asked: AttentionAsked) -> Paired:
    """The agreements of whoever is meant that nobody has ended, and how each is kept, days of leave left out."""
    reading = asked.reading
    found = await mentorships_of(reading, asked.mentoring_of)
    agreed = {pair.mentorship: pair for those in found.values() for pair in those if pair.ended_on is None}
    sessions = await sessions_under(reading, [*agreed])
    two = {person for pair in agreed.values() for person in (pair.mentor, pair.mentee)}
    leaves = await leaves_begun(reading, sorted(two))
    until = min(reading.on, reading.known_on)

    def told(pair: Pair) -> MentoringKept:
        away = (*leaves.get(pair.mentor, ()), *leaves.get(pair.mentee, ()))
        return kept(pair, sessions.get(pair.mentorship, ()), until, away)

    return [(pair, told(pair)) for pair in agreed.values()]


async def first_day_known(asked: AttentionAsked) -> date | None:
    """The first day of the ledger, as known at the moment."""
    return await asyncio.to_thread(first_day, asked.ledger.book(as_of=asked.reading.position))


def other(pair: Pair, asked: AttentionAsked) -> str:
    """Whom a flag of a pair concerns: the other one, or, for whoever is in none of the two's place, the mentee."""
    return pair.mentor if pair.mentee == asked.person else pair.mentee


@flag_kind(
    "M37",
    Information.MENTORING,
    rule="Two agreed to a mentorship that stands, and the mentee has not said that they want it: until then the mentor"
    " reads nothing of them.",
    clears="The mentee accepting it, or its end.",
    clearing=AcceptMentorship,
)
async def mentorship_to_accept(asked: AttentionAsked) -> Iterator[Flag]:
    """Agreements that their mentees have not accepted. Of those from before the ledger that is not asked."""
    found = [
        pair
        for pair, _ in await asked.once(pairs)
        if pair.accepted_on is None and pair.stands_on(asked.on) and asked.person in (None, pair.mentee)
    ]
    begun = await asked.once(first_day_known) if found else None
    return (
        Flag(about=pair.mentorship, subject=pair.mentorship, whom=other(pair, asked), since=pair.agreed_on)
        for pair in found
        if begun is None or pair.agreed_on >= begun
    )


@flag_kind(
    "M37",
    Information.MENTORING,
    rule="More days than were agreed have passed since the two last met, days of leave left out.",
    clears="A session of the two, or the end of their agreement.",
    clearing=HoldMentoringSession,
    before=ONCE_OVERDUE,
)
async def mentoring_session_due(asked: AttentionAsked) -> Iterator[Flag]:
    """When two are to meet again, as long as their agreement stands."""
    return (
        Flag(
            about=pair.mentorship,
            subject=pair.mentorship,
            whom=other(pair, asked),
            since=how.last_on or pair.agreed_on,
            due=how.due_on,
        )
        for pair, how in await asked.once(pairs)
        if how.due_on is not None
    )


@flag_kind(
    "M37",
    Information.MENTORING,
    rule=f"An agreement on mentoring is over: {NOT_ENDED}.",
    clears="Saying how it ended.",
    clearing=EndMentorship,
)
async def mentorship_to_end(asked: AttentionAsked) -> Iterator[Flag]:
    """Agreements whose time is over and that nobody has ended, with what was promised and kept."""
    return (
        Flag(
            about=pair.mentorship,
            subject=pair.mentorship,
            whom=other(pair, asked),
            since=pair.agreed_on,
            due=pair.ends_on,
            hours_held=how.hours,
            hours_promised=pair.hours_promised,
            hours_owed=how.hours_owed,
        )
        for pair, how in await asked.once(pairs)
        if pair.ends_on is not None and pair.ends_on < asked.on
    )


@flag_kind(
    "M39",
    Information.DEVELOPMENT,
    rule="Somebody joined within twelve months and has had no mentor since, and the days are over within which the"
    " edition of their unit says that they have one, days of leave left out.",
    clears="An agreement in which somebody mentors them.",
    clearing=AgreeMentorship,
    before=ONCE_OVERDUE,
)
async def first_mentor_due(asked: AttentionAsked) -> Iterator[Flag]:
    """Who has joined and still waits for a mentor, where the edition of their unit says how soon they have one."""
    waiting = await without_mentor(asked)
    units = {one.unit for one in waiting if one.unit is not None}
    held = await asyncio.to_thread(editions_held, asked.ledger, units, asked.moment) if waiting else {}
    given = {unit: days_given(active) for unit, active in held.items()}
    leaves = await leaves_begun(asked.reading, [one.person for one in waiting])
    return (
        Flag(
            about=one.person,
            subject=one.person,
            whom=one.person,
            since=one.joined_on,
            due=mentor_due_on(one.joined_on, days, leaves.get(one.person, ()), asked.on),
        )
        for one in waiting
        if (days := given[None if one.unit is None else UnitId(one.unit)]) is not None
    )


async def without_mentor(asked: AttentionAsked) -> list[Member]:
    """Whoever of those meant joined within twelve months, and has been mentored by no agreement since.

    Of whoever joined before the ledger's first day it is not known, and not asked.
    """
    since = a_year_before(asked.on)
    new = [one for one in await members(asked.reading, people=asked.people) if one.joined_on > since]
    begun = await asked.once(first_day_known) if new else None
    new = [one for one in new if begun is None or one.joined_on >= begun]
    pairs = await mentorships_of(asked.reading, [one.person for one in new]) if new else {}
    agreed = {person: [pair.agreed_on for pair in those if pair.mentee == person] for person, those in pairs.items()}
    return [one for one in new if first_mentor_on(one.joined_on, agreed[one.person]) is None]


def days_given(active: Active | None) -> int | None:
    """Within how many days whoever joins has a mentor, as an edition says; None where it says nothing of it."""
    aims = active and active.edition.service_levels
    return aims.days_to_mentor if aims else None
