"""Which steward took access to what of somebody is not theirs to see: when, until when, and why."""

from __future__ import annotations

import asyncio
from datetime import date

import strawberry

from api.access.disclosed import Disclosed
from api.graphql.moment import Moment
from api.graphql.queries.entries import Entry
from api.graphql.row_types import resolver
from domain.offices.accesses import AccessTaken
from ledger import Ledger


@strawberry.type(description="A steward took access to what of somebody is not theirs to see, and said why.")
class TakenAccess:
    moment: strawberry.Private[Moment]
    disclosed: strawberry.Private[Disclosed]

    @resolver("The entry that says so.")
    def entry(self) -> Entry:
        return Entry(disclosed=self.disclosed, moment=self.moment)

    @resolver("Id of the steward.")
    def taken_by(self) -> strawberry.ID:
        return strawberry.ID(self.disclosed.value("taken_by"))

    @resolver("From which day on, and not before it was written.")
    def since(self) -> date:
        return self.disclosed.effective_on

    @resolver("The last day.")
    def until(self) -> date:
        last: date = self.disclosed.value("until")
        return last

    @resolver("Why they had to look; null if it was erased.")
    def reason(self) -> str | None:
        reason: str | None = self.disclosed.value("reason")
        return reason


async def accesses_to(ledger: Ledger, person: str, moment: Moment) -> list[TakenAccess]:
    """Every access that was taken to what is told of somebody, in the order of writing."""
    kinds = (AccessTaken.__name__,)
    streams = await asyncio.to_thread(ledger.streams, [person], kinds=kinds)
    known = [entry for entry in streams[person] if entry.position <= moment.reading.position]
    return [
        TakenAccess(disclosed=one, moment=moment)
        for one in await moment.disclosing.all(known)
        if one.effective_on <= moment.reading.on
    ]
