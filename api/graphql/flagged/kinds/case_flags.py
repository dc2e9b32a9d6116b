"""Flags of cases of others: what candidates are to be told, appeals, overrides and deferrals to look at, periods."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence

from api.access.table import Information
from api.graphql.flagged.attention_asked import AttentionAsked
from api.graphql.flagged.flag import RUNNING_OUT, Flag, flag_kind
from api.graphql.flagged.notice_flags import flag_of
from api.graphql.queries.notices import gathered
from api.graphql.queries.promotion_cases import candidate_of
from audit.notices_owed import owed_of
from domain.catalogue import kinds_remembered
from domain.kernel.ids import CaseId
from domain.promotions.appeal_decisions import DecideAppeal
from domain.promotions.informing import InformPerson
from domain.promotions.notices import Notice
from domain.promotions.override_reviews import ReviewOverride
from domain.promotions.promotion_case import PromotionCase


async def begun(asked: AttentionAsked) -> Sequence[CaseId]:
    """The cases that there are; of what is a person's own, none."""
    return () if asked.of_their_own else [*map(CaseId, await asyncio.to_thread(asked.ledger.begun, "case"))]


async def cases_told(asked: AttentionAsked) -> Mapping[CaseId, PromotionCase]:
    """Those that are told to whoever asks, are about somebody who is meant, and are not the person's own."""
    told = [*map(CaseId, await asked.told(Information.CASE, await asked.once(begun)))]

    def read() -> dict[CaseId, PromotionCase]:
        kinds = kinds_remembered(PromotionCase)
        book = asked.ledger.open_parts(kinds, as_of=asked.reading.position, ahead=told)
        return {case: book.recall(PromotionCase, case, on=asked.on) for case in told}

    found, among = await asyncio.to_thread(read), among_whom(asked)
    return {
        case: one
        for case, one in found.items()
        if (asked.person is None or candidate_of(one) != asked.person) and (among is None or candidate_of(one) in among)
    }


def among_whom(asked: AttentionAsked) -> Collection[str] | None:
    """The candidates who are meant; None for all, as where it is a person who is to see to cases of others."""
    return None if asked.units is None else frozenset(asked.people)


async def notices(asked: AttentionAsked) -> Sequence[Notice]:
    """What candidates are to be told, told or not, as far as whoever asks is told of that."""
    told = await asked.told(Information.NOTICES, await asked.once(begun))
    found = await gathered(asked.moment, asked.ledger).load_many(told)
    among = among_whom(asked)
    return [notice for those in found for notice in those if among is None or notice.person in among]


@flag_kind(
    "M77",
    Information.NOTICES,
    rule="A candidate is to be told of a decision or of what is on their file, and has not been.",
    clears="Telling them, and saying so.",
    clearing=InformPerson,
)
async def notice_owed(asked: AttentionAsked) -> Iterator[Flag]:
    """What candidates are still to be told."""
    owed = await asyncio.to_thread(owed_of, asked.ledger, await asked.once(notices))
    return (flag_of(one, since=one.since, due=one.since) for one in owed)


@flag_kind(
    "M63",
    Information.CASE,
    rule="Somebody appealed a decision, and has not been answered.",
    clears="The decision on the appeal, or that it is withdrawn.",
    clearing=DecideAppeal,
)
async def appeal_unanswered(asked: AttentionAsked) -> Iterator[Flag]:
    """Appeals that wait for an answer."""
    return (
        Flag(
            about=case,
            subject=case,
            whom=candidate_of(one),
            since=one.appeal.lodged_on,
            due=one.appeal.due_on,
            case=case,
        )
        for case, one in (await asked.once(cases_told)).items()
        if one.appeal is not None and not one.appeal.dismissed
    )


@flag_kind(
    "M62",
    Information.CASE,
    rule="Months after a decision set a criterion aside, it is looked at whether that was right.",
    clears="Saying whether it held up, by others than who set it aside.",
    clearing=ReviewOverride,
)
async def override_review_due(asked: AttentionAsked) -> Iterator[Flag]:
    """Criteria that were set aside, and are to be looked at again."""
    return (
        Flag(
            about=f"{review.decision} {review.criterion.name}",
            subject=case,
            whom=candidate_of(one),
            due=review.due_on,
            case=case,
            words=review.criterion.name,
        )
        for case, one in (await asked.once(cases_told)).items()
        for review in one.reviews
    )


@flag_kind(
    "M77",
    Information.NOTICES,
    rule="Time runs out in which a candidate may comment on their file, or appeal a decision.",
    clears="The comment or the appeal, or the end of that time.",
    before=RUNNING_OUT,
)
async def candidate_period_running(asked: AttentionAsked) -> Iterator[Flag]:
    """Until when candidates may comment or appeal."""
    told = await asked.once(cases_told)
    return (
        flag_of(one, since=one.told_on, due=one.until)
        for one in await asked.once(notices)
        if one.until is not None and one.until >= asked.on and one.case in told
    )


@flag_kind(
    "M62",
    Information.CASE,
    rule="The day to which a decision was deferred is near or past, and nothing was decided since.",
    clears="A decision, be it to defer it again, or the candidate's withdrawal.",
)
async def deferral_due(asked: AttentionAsked) -> Iterator[Flag]:
    """Deferred decisions, by the day on which they are to be looked at anew."""
    return (
        Flag(about=f"{case} deferral", subject=case, whom=candidate_of(one), due=one.waits_since, case=case)
        for case, one in (await asked.once(cases_told)).items()
        if one.is_open and one.deferrals
    )
