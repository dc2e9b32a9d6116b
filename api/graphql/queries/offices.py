"""Offices over GraphQL: who may do what for whom on a day, and what somebody holds."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated, Any

import strawberry

from api.access.disclosed import remembered
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import output_of
from api.graphql.moment import Moment
from api.graphql.queries import Questions
from api.graphql.row_types import resolver
from domain.kernel.facts import ORGANISATION
from domain.kernel.history import first_day
from domain.kernel.ids import PersonId
from domain.offices import register as rows
from domain.offices.offices import Offices
from domain.people.seats import Seats
from ledger import Entry, Ledger
from ledger.identifiers import is_person

OfficeHeld = output_of(rows.OfficeHeld)


@strawberry.type
class OfficeQueries(Questions):
    @resolver("Who holds which office at a moment: mandates, seats, accreditations and deputies.", holds=50, price=250)
    async def offices(
        self,
        info: Info,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> list[OfficeHeld]:  # type: ignore[valid-type]
        moment = await moment_of(info.context, as_of)
        return list(await register(info.context.services.ledger, moment))

    @resolver("The first day that this ledger accompanies, what was before being history; null where nobody has said.")
    async def first_day(
        self,
        info: Info,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> date | None:
        moment = await moment_of(info.context, as_of)
        book = info.context.services.ledger.book(as_of=moment.reading.position)
        return await asyncio.to_thread(first_day, book)


async def register(ledger: Ledger, moment: Moment) -> list[rows.OfficeHeld]:
    """Everything that anybody holds at a moment. Whoever ever held something is found under the organisation."""
    streams = await asyncio.to_thread(streams_of_holders, ledger, moment.reading.position)
    found: list[rows.OfficeHeld] = []
    for holder, entries in streams.items():
        told, on = await moment.disclosing.all(entries), moment.reading.on
        found += rows.offices_held(
            PersonId(holder), remembered(Offices, told, on=on), remembered(Seats, told, on=on), on
        )
    return found


async def offices_of(ledger: Ledger, person: str, moment: Moment) -> list[rows.OfficeHeld]:
    """What somebody holds at a moment, others' deputy included."""
    return [one for one in await register(ledger, moment) if one.person == person]


def streams_of_holders(ledger: Ledger, until: int) -> dict[str, list[Entry[Any]]]:
    """The streams, up to a position, of all who had ever held something by then."""
    touching = ledger.touching(ORGANISATION, after=0, until=until)
    holders = list(dict.fromkeys(entry.stream for entry in touching if is_person(entry.stream)))
    streams = ledger.streams(holders)
    return {holder: [entry for entry in streams[holder] if entry.position <= until] for holder in holders}
