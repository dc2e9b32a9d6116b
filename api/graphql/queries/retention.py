"""For how long records of leavers are kept, over GraphQL: who is due for erasure, and what stands in the way of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.moment import Answered, Moment
from api.graphql.paging import FIRST, page_length
from api.graphql.queries import Questions
from api.graphql.queries.person import Person, somebody
from api.graphql.row_types import RowType, resolver
from domain.erasing.erasing import in_the_way
from domain.erasing.retention_period import Due, due_on
from domain.erasing.retention_period import Retention as Period
from domain.kernel.facts import ORGANISATION
from domain.kernel.ids import PersonId
from domain.people.employment import Employment
from ledger import Ledger
from projections.people import leavers


@strawberry.type(description="Something that stands in the way of an erasure.")
class InTheWay:
    rule: str = strawberry.field(description="The refusal that an erasure would meet, by its name.")
    why: str = strawberry.field(description="Why, of this person.")


@row_type(Due, without=("person",))
class DueForErasure(RowType[Due]):
    """Somebody who left, and has been gone for as long as records are kept."""

    @resolver("Who.")
    def person(self) -> Person | None:
        return somebody(self.moment, self.row.person)

    @resolver("What would stand in the way of erasing them today: none where nothing does.", holds=3, price=50)
    async def in_the_way(self, info: Info) -> list[InTheWay]:
        return await asyncio.to_thread(obstacles, info.context.services.ledger, self.row.person)


@strawberry.type(description="For how long records of those who left are kept, and who has been gone for longer.")
class Retention:
    period: strawberry.Private[Period]
    all_due: strawberry.Private[Sequence[Due]]
    moment: strawberry.Private[Moment]

    @resolver("Months after the last day; null as long as nobody has said, when nobody is due.")
    def months(self) -> int | None:
        return self.period.months

    @resolver("How many are due.")
    def due_count(self) -> int:
        return len(self.all_due)

    @resolver("Those who are due, whoever left first coming first.", holds=50)
    def due(self, first: Annotated[int, strawberry.argument(description=FIRST)]) -> list[DueForErasure]:
        return [DueForErasure(one, self.moment) for one in self.all_due[: page_length(first)]]

    @resolver("The moment that this is answered as of.")
    def as_of(self) -> Answered:
        return self.moment.answered(())


@strawberry.type
class RetentionQueries(Questions):
    @resolver(
        "For how long records of those who left are kept, and who is due for erasure. Nobody is erased by that: a"
        " steward does it (`erasePerson`).",
        price=200,
    )
    async def retention(
        self,
        info: Info,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Retention:
        moment = await moment_of(info.context, as_of)
        period = await asyncio.to_thread(period_at, info.context.services.ledger, moment)
        gone = [] if period.months is None else await leavers(moment.reading)
        left = {PersonId(one.person): one.left_on for one in gone}
        due = await asyncio.to_thread(due_at, info.context.services.ledger, moment, left, period)
        return Retention(period=period, all_due=due, moment=moment)


def period_at(ledger: Ledger, moment: Moment) -> Period:
    """For how long records are kept, as said by a moment."""
    return ledger.book(as_of=moment.reading.position).recall(Period, ORGANISATION, on=moment.reading.on)


def due_at(ledger: Ledger, moment: Moment, left: Mapping[PersonId, date], period: Period) -> list[Due]:
    """Who was due on the day asked for; whoever was erased since is not told of."""
    return due_on(moment.reading.on, left, period, ledger.book())


def obstacles(ledger: Ledger, person: PersonId) -> list[InTheWay]:
    """What an erasure would meet as things stand now."""
    book = ledger.book()
    found = in_the_way(person, book.recall(Employment, person), book)
    return [InTheWay(rule=type(one).__name__, why=str(one)) for one in found]
