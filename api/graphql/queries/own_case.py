"""One's own case, once it is decided: rule by rule in plain words, for the candidate alone."""

from __future__ import annotations

import asyncio
from typing import Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.derived import output_of, row_type
from api.graphql.node import checked_id
from api.graphql.queries import Questions
from api.graphql.row_types import RowType, resolver
from audit import own_case as rows
from audit.replay import decisions_of, replay
from domain.kernel.ids import CaseId, PersonId
from ledger import Ledger

RuleInWords = output_of(rows.RuleInWords)


@row_type(rows.OwnCase)
class OwnCase(RowType[rows.OwnCase]):
    """The latest decision on your case, rule by rule."""


@strawberry.type
class OwnCaseQueries(Questions):
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


def told_to(person: PersonId, case: CaseId, ledger: Ledger) -> rows.OwnCase | None:
    """The latest decision on a case for its candidate; None for others, and before there is one."""
    decisions = decisions_of(ledger, case)
    if not decisions or decisions[-1].event.candidate != person:
        return None
    return rows.in_plain_words(replay(ledger, decisions[-1]), ledger.book())
