"""The book itself over GraphQL: entries in the order in which they were written."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, cast
from uuid import UUID

import strawberry

from api.access.disclosed import Disclosed
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.connections import Connection, connection_of
from api.graphql.context import Context, Info
from api.graphql.errors import BadInput
from api.graphql.facts import Fact, fact_of, person_of
from api.graphql.moment import Moment
from api.graphql.narrowing import one_of
from api.graphql.node import AN_ID, Node
from api.graphql.paging import After, Before, First, Last, PageAsked, is_number, page_asked
from api.graphql.queries import Questions
from api.graphql.row_types import resolver
from api.graphql.scalars import Json, Position
from api.graphql.time_order import InTime, TimeOrder
from domain.kernel.facts import Reference
from ledger import Entry as Written
from ledger.storage.forms import forms

if TYPE_CHECKING:
    from api.graphql.queries.person import Person

KINDS = "Only entries of these kinds, as `AssignmentGiven`."


@strawberry.type(description="One line in the book. It never changes; whatever supersedes it is another line.")
class Entry(Node):
    prefix = "entry"
    disclosed: strawberry.Private[Disclosed]
    moment: strawberry.Private[Moment]

    @resolver(AN_ID)
    def id(self) -> strawberry.ID:
        return strawberry.ID(f"entry-{self.disclosed.position}")

    @classmethod
    async def find(cls, info: Info, moment: Moment, value: str) -> Entry | None:
        _, _, position = value.partition("-")
        if not is_number(position):
            raise BadInput("id", value, "is no id of an entry: they are spelled as in entry-57", "BAD_ID")
        return await entry_at(info.context, moment, int(position))

    @resolver("Its place in the book, from 1 without gaps, in the order of writing.")
    def position(self) -> Position:
        return Position(self.disclosed.position)

    @resolver("How it is cited: the address of the first entry of its chain of corrections, or its own.")
    def reference(self) -> Reference:
        return self.disclosed.at

    @resolver("Whose stream it stands on: the id of a person, a role, a case, a mentorship or a framework.")
    def subject(self) -> strawberry.ID:
        return strawberry.ID(self.disclosed.stream)

    @resolver("Its place on that stream, from 1.")
    def version(self) -> int:
        return self.disclosed.version

    @resolver("What sort of entry it is: the event's name, as `AssignmentGiven`.")
    def kind(self) -> str:
        return self.disclosed.kind

    @resolver("The day it was true, or true from.")
    def effective_on(self) -> date:
        return self.disclosed.effective_on

    @resolver("When it was written, by the database's clock.")
    def recorded_at(self) -> datetime:
        return self.disclosed.recorded_at

    @resolver("Who wrote it: a person, or a token where a system did. Entries of before may name others.")
    def recorded_by(self) -> strawberry.ID:
        return strawberry.ID(self.disclosed.recorded_by)

    @resolver("Who wrote it, where a person did of whom something is known at that moment; else null.")
    async def writer(self, info: Info) -> Annotated[Person, strawberry.lazy("api.graphql.queries.person")] | None:
        return await person_of(info, self.moment, self.disclosed.recorded_by)

    @resolver(
        "Whether it says that somebody acted, said or decided who did not write it themselves; null where it says of"
        " nobody that they did, or where that is not told yet."
    )
    def on_behalf(self) -> bool | None:
        return self.disclosed.on_behalf

    @resolver("The request that wrote it.")
    def command_id(self) -> UUID:
        return self.disclosed.command_id

    @resolver(
        "What happened, typed by its kind, with people, roles and units in the place of ids; null where it cannot be"
        " read."
    )
    def fact(self) -> Fact | None:
        return fact_of(self.disclosed, self.moment)

    @resolver(
        'The same as JSON, under its stored names. A part that has been erased reads as {"erased": true}, and how'
        ' somebody voted as {"withheld": true} until the vote closes.'
    )
    def event(self) -> Json:
        return Json(self.disclosed.said())

    @resolver("Position of the entry that it corrects or retracts, the first of the chain; else null.")
    def supersedes(self) -> Position | None:
        return None if self.disclosed.supersedes is None else Position(self.disclosed.supersedes)

    @resolver("Why it supersedes that; null if it does not, or if the reason has been erased.")
    def reason(self) -> str | None:
        return self.disclosed.why

    @resolver(
        "Whether it is yours to correct or retract now, by its kind and by who wrote it. Whether others rest on it, the"
        " rules ask when you do.",
        price=2,
    )
    async def mendable(self, info: Info) -> bool:
        return await info.context.mending.may(self.disclosed)


@strawberry.type
class EntryQueries(Questions):
    @resolver("The position up to which questions are answered now; `asOf: {position: …}` goes back to it later.")
    async def position(self, info: Info) -> Position:
        return Position(await info.context.services.read_models.followed())

    @resolver("The entry at a position; null if nothing has been written there, or nothing that you may see.")
    async def entry(
        self, info: Info, position: Annotated[Position, strawberry.argument(description="Its position, from 1.")]
    ) -> Entry | None:
        return await entry_at(info.context, await info.context.moment(), position)

    @resolver("Entries in the order in which they were written, or the latest first.", price=300)
    async def entries(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        kinds: Annotated[list[str] | None, strawberry.argument(description=KINDS)] = None,
        order_by: InTime = TimeOrder.EARLIEST_FIRST,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Connection[Entry]:
        moment = await moment_of(info.context, as_of)
        asked = page_asked(first, after, last, before, is_number, order_by, TimeOrder.EARLIEST_FIRST)
        until = moment.reading.position
        found, more = await asyncio.to_thread(written, info.context, asked.as_kept, until, kinds or ())
        return connection_of(
            [
                (str(one.position), Entry(disclosed=one, moment=moment))
                for one in await info.context.disclosing.all(asked.as_told(found))
            ],
            asked,
            more=more,
            as_of=moment.answered(()),
            counted=lambda: asyncio.to_thread(counted, info.context, until, kinds or ()),
        )


def entry_of(moment: Moment, line: Written[Any]) -> Entry:
    """An entry as a field answers it: at once where no rule is about it, and else with what GraphQL waits for."""
    disclosed = moment.disclosing.at_once(line)
    return Entry(disclosed=disclosed, moment=moment) if disclosed else cast("Entry", entry_awaited(moment, line))


async def entry_awaited(moment: Moment, line: Written[Any]) -> Entry:
    """The same for an entry that a rule is about."""
    return Entry(disclosed=await moment.disclosing.one(line), moment=moment)


async def entry_at(context: Context, moment: Moment, position: int) -> Entry | None:
    """The entry at a position, if there is one, and whoever asks may see it."""
    found = await asyncio.to_thread(context.services.ledger.entries_at, [position])
    if position not in found:
        return None
    disclosed = await context.disclosing.one(found[position])
    told = await context.is_told(disclosed)
    return Entry(disclosed=disclosed, moment=moment) if told else None


def written(
    context: Context, asked: PageAsked, until: int, kinds: Sequence[str]
) -> tuple[Sequence[Written[Any]], bool]:
    """A page of the entries up to a position, in order, and whether more lie beyond. BadInput for unknown kinds."""
    most, begin = asked.length + 1, int(asked.after or 0)
    end = until if asked.before is None else min(until, int(asked.before) - 1)
    if not kinds:  # positions have no gaps
        begin, end = (max(begin, end - most), end) if asked.from_end else (begin, min(end, begin + most))
    lines = context.services.ledger.entries(after=begin, until=end, kinds=known(kinds), latest_first=asked.from_end)
    found = list(islice(lines, most))
    page = found[: asked.length]
    return (page[::-1] if asked.from_end else page), len(found) > asked.length


def counted(context: Context, until: int, kinds: Sequence[str]) -> int:
    """How many entries there are up to a position; positions have no gaps."""
    return (
        sum(1 for _ in context.services.ledger.entries(until=until, kinds=known(kinds), opened=False))
        if kinds
        else until
    )


def known(kinds: Sequence[str]) -> Sequence[str]:
    """`kinds`, if the book knows them all."""
    return one_of("kinds", kinds, sorted(forms()), "kind of entry")
