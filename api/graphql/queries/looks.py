"""Who has looked at what is told of somebody: when, at what, and as what."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from api.access.looked_at import subjects_of
from api.access.relationships import Relationship
from api.access.table import Information
from api.graphql.connections import Connection, connection_of
from api.graphql.context import Info
from api.graphql.derived import enum_of
from api.graphql.facts import person_of
from api.graphql.moment import Moment
from api.graphql.paging import PageAsked
from api.graphql.row_types import resolver
from domain.kernel.ids import PersonId
from ledger.storage.readings import Reading

if TYPE_CHECKING:
    from api.graphql.queries.person import Person

Told = enum_of(Information)
As = enum_of(Relationship)


@strawberry.type(description="One request that was answered with something about somebody else, and what it was.")
class Look:
    row: strawberry.Private[Reading]
    about: strawberry.Private[frozenset[str]]
    moment: strawberry.Private[Moment]

    @resolver("When, by the database's clock.")
    def at(self) -> datetime:
        return self.row.at

    @resolver("Who looked: a person, or the token of a system.")
    def by(self) -> strawberry.ID:
        return strawberry.ID(self.row.reader)

    @resolver("Who looked, where a person did of whom something is known at that moment; else null.")
    async def looker(self, info: Info) -> Annotated[Person, strawberry.lazy("api.graphql.queries.person")] | None:
        return await person_of(info, self.moment, self.row.reader)

    @resolver("At what.")
    def sorts(self) -> list[Told]:  # type: ignore[valid-type]
        return sorted({Information(sort) for each in self._told for sort in each})

    @resolver("How they stood to whom it is about, so that it was told to them. A system stands to nobody.")
    def relationships(self) -> list[As]:  # type: ignore[valid-type]
        return sorted({Relationship(one) for each in self._told for ways in each.values() for one in ways})

    @property
    def _told(self) -> list[dict[str, list[str]]]:
        return [dict(sorts) for subject, sorts in self.row.seen.items() if subject in self.about]


async def looks_at(info: Info, moment: Moment, person: str, asked: PageAsked) -> Connection[Look]:
    """Who looked at somebody, their cases included: all of it, whatever moment is asked about."""
    ledger, most, read = info.context.services.ledger, asked.length + 1, asked.as_kept
    about = await asyncio.to_thread(subjects_of, PersonId(person), ledger)
    before, since = (None if place is None else int(place) for place in (read.after, read.before))
    found = await asyncio.to_thread(ledger.readings.of, about, most, before, since, earliest=read.from_end)
    latest_first = found[-read.length :] if read.from_end else found[: read.length]
    page = asked.as_told(latest_first)

    async def counted() -> int:
        return await asyncio.to_thread(ledger.readings.counted, about)

    return connection_of(
        [(str(row.number), Look(row=row, about=about, moment=moment)) for row in page],
        asked,
        more=len(found) > asked.length,
        as_of=moment.answered(()),
        counted=counted,
    )
