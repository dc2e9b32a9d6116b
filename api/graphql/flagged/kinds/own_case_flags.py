"""Flags of a candidate's own cases: that one is open, and until when they may comment or appeal."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Final

from api.access.table import Information
from api.graphql.flagged.attention_asked import AttentionAsked
from api.graphql.flagged.flag import AT_ONCE, Flag, flag_kind
from api.graphql.flagged.notice_flags import flag_of
from api.graphql.queries.notices import gathered
from domain.kernel.ids import CaseId
from domain.promotions.phases import CasePhase, cases_of, phase_of
from domain.promotions.promotion_case import PromotionCase

DECIDED: Final = frozenset({CasePhase.APPROVED, CasePhase.DECLINED, CasePhase.WITHDRAWN})
"""Phases in which nobody waits for the candidate."""


async def own_cases(asked: AttentionAsked) -> Mapping[CaseId, PromotionCase]:
    """The cases that were proposed for the person who is meant."""
    person, ledger = asked.person, asked.ledger
    if person is None:
        return {}

    def read() -> dict[CaseId, PromotionCase]:
        return dict(cases_of(person, asked.on, ledger.book(as_of=asked.reading.position)))

    return await asyncio.to_thread(read)


@flag_kind(
    "M60",
    Information.CASE,
    rule="A promotion case of somebody is open: it is neither decided nor withdrawn.",
    clears="A decision, or that they withdraw.",
)
async def own_case_open(asked: AttentionAsked) -> Iterator[Flag]:
    """Cases of their own that are not decided."""
    return (
        Flag(
            about=case,
            subject=case,
            whom=asked.person,
            since=None if one.proposal is None else one.proposal.proposed_on,
            case=case,
            level=None if one.proposal is None else one.proposal.to_level,
        )
        for case, one in (await asked.once(own_cases)).items()
        if phase_of(one) not in DECIDED
    )


@flag_kind(
    "M77",
    Information.NOTICES,
    rule="Time runs in which a candidate may comment on their file, or appeal a decision.",
    clears="The comment or the appeal, or the end of that time.",
    before=AT_ONCE,
)
async def own_period_running(asked: AttentionAsked) -> Iterator[Flag]:
    """Until when they may comment or appeal in cases of their own."""
    told = await gathered(asked.moment, asked.ledger).load_many([*await asked.once(own_cases)])
    return (
        flag_of(notice, since=notice.told_on, due=notice.until)
        for notices in told
        for notice in notices
        if notice.until is not None and notice.until >= asked.on
    )
