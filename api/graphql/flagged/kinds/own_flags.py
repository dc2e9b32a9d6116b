"""Flags that are a person's alone: what they are asked about others, what is to be mended, and who took access."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from api.access.table import Information
from api.feedback_cycles.answering import requests_of
from api.graphql.flagged.attention_asked import AttentionAsked
from api.graphql.flagged.flag import AT_ONCE, SOON, Flag, flag_kind
from api.graphql.queries.accesses import accesses_to
from domain.amendments.remarks import AnswerRectification, RectificationAnswered, RectificationRequested
from domain.cycles.cycle import CycleId, FeedbackCycle
from projections.development_history import Part, development_histories

MOST_REQUESTS = 100
"""Requests and answers of one person that are read."""


@flag_kind(
    "M22",
    Information.DIRECTORY,
    rule="A feedback cycle asks somebody about another, and they have not answered yet. It is told to them alone.",
    clears="Answering, or the end of the cycle.",
    before=AT_ONCE,
)
async def feedback_asked(asked: AttentionAsked) -> Iterator[Flag]:
    """What whoever asks is asked about others, at a moment at which that was open.

    It is kept outside the ledger, so that of what has been answered or closed since nobody knows any more.
    """
    caller = asked.context.caller
    if asked.person is None or caller is None or caller.person != asked.person:
        return iter(())
    found = await asyncio.to_thread(requests_of, caller, asked.ledger)
    open_then = await asyncio.to_thread(last_days, [one.cycle for one in found if not one.answered], asked)
    return (
        Flag(about=one.cycle, subject=one.person, whom=one.person, due=open_then[one.cycle])
        for one in found
        if one.cycle in open_then
    )


def last_days(cycles: Collection[CycleId], asked: AttentionAsked) -> Mapping[CycleId, date]:
    """Of these cycles those that took answers at the moment that is asked about, with their last days then. Blocks."""
    book = asked.ledger.book(as_of=asked.reading.position)
    known = ((each, book.recall(FeedbackCycle, each, on=asked.on)) for each in cycles)
    return {
        each: one.closes_on for each, one in known if one.takes_answers and one.closes_on and asked.on <= one.closes_on
    }


@flag_kind(
    "M65",
    Information.REMARK,
    rule="Somebody asked to have an entry mended, and has not been answered; they are, within a month.",
    clears="An answer.",
    clearing=AnswerRectification,
)
async def rectification_unanswered(asked: AttentionAsked) -> Iterator[Flag]:
    """What somebody asked to have mended."""
    if asked.person is None:
        return iter(())
    kinds = (RectificationRequested.__name__, RectificationAnswered.__name__)
    told = await development_histories(
        asked.reading, (asked.person,), first=MOST_REQUESTS, kinds=kinds, parts=(Part.OWN,)
    )
    entries = [one.entry for one in told[asked.person].milestones if one.entry is not None]
    answered = {one.event.request for one in entries if isinstance(one.event, RectificationAnswered)}
    return (
        Flag(
            about=str(one.at),
            subject=one.stream,
            whom=one.stream,
            since=one.event.effective_on,
            due=one.event.due_on,
        )
        for one in entries
        if isinstance(one.event, RectificationRequested) and one.at not in answered
    )


@flag_kind(
    "M69",
    Information.LOOKS,
    rule="A steward took access to what is told of somebody; told to them as long as it lasts, and thirty days longer.",
    clears="Time: nothing has to be done, but they may ask why.",
)
async def access_taken(asked: AttentionAsked) -> Iterator[Flag]:
    """Which steward took access to what is told of somebody."""
    person = asked.person
    if person is None:
        return iter(())
    found = await accesses_to(asked.ledger, person, asked.moment)
    return (
        Flag(
            about=str(one.disclosed.at),
            subject=person,
            whom=str(one.disclosed.value("taken_by")),
            since=one.disclosed.effective_on,
            until=one.disclosed.value("until"),
            words=one.disclosed.value("reason"),
        )
        for one in found
        if one.disclosed.value("until") + SOON >= asked.on
    )
