"""One's own cases: which there are, and where they stand; and, once one is decided, rule by rule in plain words."""

from __future__ import annotations

import asyncio
from typing import Annotated

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import output_of, row_type
from api.graphql.moment import Moment
from api.graphql.node import checked_id
from api.graphql.queries import Questions
from api.graphql.queries.promotion_case import PromotionCase, case_at
from api.graphql.row_types import RowType, resolver
from audit import own_case as rows
from audit.replay import decisions_of, replay
from domain.kernel.ids import CaseId, PersonId
from domain.promotions.phases import cases_of
from ledger import Ledger

RuleInWords = output_of(rows.RuleInWords)


@row_type(rows.OwnCase)
class OwnCase(RowType[rows.OwnCase]):
    """The latest decision on your case, rule by rule."""


@strawberry.type
class OwnCaseQueries(Questions):
    @resolver(
        "The cases that were proposed for whoever asks, the first one first: where each stands, what was decided, and"
        " what time is left; null where no person asks.",
        holds=5,
        price=50,
    )
    async def my_cases(
        self,
        info: Info,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> list[PromotionCase] | None:
        caller = info.context.caller
        if caller is None or caller.person is None:
            return None
        moment = await moment_of(info.context, as_of)
        own = await asyncio.to_thread(cases_at, moment, caller.person, info.context.services.ledger)
        found = await asyncio.gather(*(case_at(info, moment, case) for case in own))
        return [case for case in found if case]

    @resolver(
        "Your own case, rule by rule in plain words, with what would have changed it; null before it is decided, and"
        " for everybody but its candidate.",
        price=200,
    )
    async def my_case(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],  # noqa: A002
    ) -> OwnCase | None:
        caller, case = info.context.caller, CaseId(checked_id("id", id, "case"))
        if caller is None or caller.person is None:
            return None
        found = await asyncio.to_thread(told_to, caller.person, case, info.context.services.ledger)
        return OwnCase(found, await info.context.moment()) if found else None


def cases_at(moment: Moment, person: PersonId, ledger: Ledger) -> list[CaseId]:
    """The cases of somebody, as known at a moment and proposed by its day."""
    book = ledger.book(as_of=moment.reading.position)
    return [case for case, _ in cases_of(person, moment.reading.on, book)]


def told_to(person: PersonId, case: CaseId, ledger: Ledger) -> rows.OwnCase | None:
    """The latest decision on a case for its candidate; None for others, and before there is one."""
    decisions = decisions_of(ledger, case)
    if not decisions or decisions[-1].event.candidate != person:
        return None
    return rows.in_plain_words(replay(ledger, decisions[-1]), ledger.book())
