"""Being told, over GraphQL: what candidates are to be told, were or were not, and the time that runs for them then."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import chain
from typing import Annotated, Final

import strawberry

from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.gathering import Gathering
from api.graphql.moment import Moment
from api.graphql.paging import FIRST, page_length
from api.graphql.queries import Questions
from api.graphql.queries.person import Person, person_at
from api.graphql.row_types import RowType, resolver
from audit.notices_owed import notices_of_each, owed_of
from domain.kernel.ids import CaseId
from domain.kernel.refusals import Refusal
from domain.promotions import notices as rows
from ledger import Ledger

NOTICES: Final = (
    "What the candidate is to be told, told or not: each decision, and the file as it stands where the edition says so."
)


@row_type(rows.Notice, without=("person",))
class Notice(RowType[rows.Notice]):
    """Something that a candidate is to be told of in their case, and the time that begins with it."""

    @resolver("Who is to be told; null where nothing is known of them at that moment.")
    async def person(self) -> Person | None:
        return await person_at(self.moment, self.row.person)

    @resolver("Days from the day asked for to the last one: 0 on the last; null where no time runs, or it is over.")
    def days_left(self) -> int | None:
        return self.row.days_left(self.moment.reading.on)


@strawberry.type
class NoticeQueries(Questions):
    @resolver(
        "What candidates had not been told at a moment of what they were to be told, the longest owed first: of the"
        " cases of which that is told to whoever asks.",
        holds=50,
        price=1000,
    )
    async def notices_owed(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description=FIRST)],
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> list[Notice]:
        moment, length = await moment_of(info.context, as_of), page_length(first)
        ledger = info.context.services.ledger
        cases = await asyncio.to_thread(ledger.begun, "case")
        told = await gathered(moment, ledger).load_many(cases)
        owed = await asyncio.to_thread(owed_of, ledger, chain.from_iterable(told))
        ways = await asyncio.gather(*(info.context.way_to(Information.NOTICES, one.case, None) for one in owed))
        return [Notice(one, moment) for one, way in zip(owed, ways, strict=True) if way][:length]


async def notices_in(case: CaseId, moment: Moment, ledger: Ledger) -> list[Notice]:
    """What the candidate of a case was to be told at a moment."""
    return [Notice(one, moment) for one in await gathered(moment, ledger).load(case)]


def gathered(moment: Moment, ledger: Ledger) -> Gathering[str, tuple[rows.Notice, ...]]:
    """The notices of all cases that are asked about at a moment, each read once in an answer."""

    async def load(cases: list[str]) -> Sequence[tuple[rows.Notice, ...] | Refusal]:
        found = await asyncio.to_thread(notices_of_each, ledger, [*map(CaseId, cases)], moment.known)
        return [found[CaseId(case)] for case in cases]

    return moment.gathering(notices_of_each, load)
