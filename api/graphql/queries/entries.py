"""The book itself over GraphQL: entries in the order in which they were written."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice
from typing import Annotated, Any, cast
from uuid import UUID

import strawberry

from api.access.serialised import told
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.connections import AFTER, FIRST, Connection, connection_of, not_ours, page_length, place_of
from api.graphql.context import Context, Info
from api.graphql.errors import BadInput
from api.graphql.node import AN_ID, Node
from api.graphql.scalars import Json
from api.graphql.shown import tells
from audit.withholding import is_vote, withheld
from domain.kernel.facts import Erased, Reference
from ledger import Entry as Written
from ledger.storage.forms import forms

KINDS = "Only entries of these kinds, as `AssignmentGiven`."


@strawberry.type(description="One line in the book. It never changes; whatever supersedes it is another line.")
class Entry(Node):
    line: strawberry.Private[Written[Any]]

    @tells(AN_ID)
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"entry-{self.line.position}")

    @tells("Its place in the book, from 1 without gaps, in the order of writing.")
    def position(self) -> int:
        return self.line.position

    @tells("How it is cited: the address of the first entry of its chain of corrections, or its own.")
    def reference(self) -> Reference:
        return self.line.at

    @tells("Whose page it stands on: the id of a person, a role, a case, a mentorship or a framework.")
    def subject(self) -> strawberry.ID:
        return strawberry.ID(self.line.stream)

    @tells("Its place on that page, from 1.")
    def version(self) -> int:
        return self.line.version

    @tells("What sort of entry it is: the event's name, as `AssignmentGiven`.")
    def kind(self) -> str:
        return self.line.kind

    @tells("The day it was true, or true from.")
    def effective_on(self) -> date:
        day: date = self.line.event.effective_on
        return day

    @tells("When it was written, by the database's clock.")
    def recorded_at(self) -> datetime:
        return self.line.recorded_at

    @tells("Who wrote it.")
    def recorded_by(self) -> strawberry.ID:
        return strawberry.ID(self.line.recorded_by)

    @tells("The request that wrote it.")
    def command_id(self) -> UUID:
        return self.line.command_id

    @tells(
        'What happened, under its stored names. A part that has been erased reads as {"erased": true}, and how somebody'
        ' voted as {"withheld": true} until the vote closes.'
    )
    def event(self, info: Info) -> Json:
        if is_vote(self.line):
            return cast("Json", told_of_vote(info.context, self.line))  # GraphQL waits for it
        return Json(told(self.line.event))

    @tells("Position of the entry that it corrects or retracts, the first of the chain; else null.")
    def supersedes(self) -> int | None:
        return None if self.line.supersedes is None else self.line.origin

    @tells("Why it supersedes that; null if it does not, or if the reason has been erased.")
    def reason(self) -> str | None:
        return None if isinstance(self.line.reason, Erased) else self.line.reason


@strawberry.type
class EntryQueries:
    @tells("The position up to which questions are answered now; `asOf: {position: …}` goes back to it later.")
    async def position(self, info: Info) -> int:
        return await info.context.house.read_models.followed()

    @tells("The entry at a position; null if nothing has been written there.")
    async def entry(
        self, info: Info, position: Annotated[int, strawberry.argument(description="Its position, from 1.")]
    ) -> Entry | None:
        return await entry_at(info.context, position)

    @tells("Entries in the order in which they were written.")
    async def entries(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description=FIRST)],
        after: Annotated[str | None, strawberry.argument(description=AFTER)] = None,
        kinds: Annotated[list[str] | None, strawberry.argument(description=KINDS)] = None,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Connection[Entry]:
        moment = await moment_of(info.context, as_of)
        place = place_of(after)
        if place is not None and not place.isdecimal():
            raise not_ours(str(after))
        length, until = page_length(first), moment.reading.position
        found = await asyncio.to_thread(written, info.context, int(place or 0), until, kinds or (), length + 1)
        return connection_of(
            [(str(line.position), Entry(line=line)) for line in found[:length]],
            more=len(found) > length,
            after=after,
            as_of=moment.answered(()),
            counted=lambda: asyncio.to_thread(counted, info.context, until, kinds or ()),
        )


async def told_of_vote(context: Context, line: Written[Any]) -> Json:
    """What is told of a vote: that it was cast, and how only once nobody can be swayed by it."""
    said = told(line.event)
    hidden = await asyncio.to_thread(withheld, line, context.house.ledger.stream)
    return Json(said | {name: {"withheld": True} for name in ("choice", "words")} if hidden else said)


async def entry_at(context: Context, position: int) -> Entry | None:
    """The entry at a position, if there is one."""
    found = await asyncio.to_thread(context.house.ledger.entries_at, [position])
    return Entry(line=found[position]) if position in found else None


def written(context: Context, after: int, until: int, kinds: Sequence[str], length: int) -> list[Written[Any]]:
    """So many entries after a position, in order. BadInput for kinds that there are not."""
    last = until if kinds else min(until, after + length)
    lines = context.house.ledger.entries(after=after, until=last, kinds=known(kinds))
    return list(islice(lines, length))


def counted(context: Context, until: int, kinds: Sequence[str]) -> int:
    """How many entries there are up to a position; positions have no gaps."""
    return (
        sum(1 for _ in context.house.ledger.entries(until=until, kinds=known(kinds), opened=False)) if kinds else until
    )


def known(kinds: Sequence[str]) -> Sequence[str]:
    """`kinds`, if the book knows them all."""
    for kind in kinds:
        if kind not in forms():
            raise BadInput("kinds", kind, f"is no kind of entry: there are {', '.join(sorted(forms()))}")
    return kinds
