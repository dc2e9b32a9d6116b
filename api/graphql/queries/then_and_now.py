"""Then and now side by side over GraphQL: what reads otherwise of a subject at one moment than at an earlier one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any

import strawberry

from api.access.disclosed import Disclosed
from api.access.sight import WHOLE
from api.access.sorts import also_told_as, sort_of_what_it_says, told_of
from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Context, Info
from api.graphql.costs import HOLDS
from api.graphql.derived import row_type
from api.graphql.errors import BadInput
from api.graphql.moment import Answered, Moment
from api.graphql.node import checked_id
from api.graphql.queries import Questions
from api.graphql.queries.development_history import OF_THEIR_OWN
from api.graphql.queries.entries import Entry, entry_of
from api.graphql.queries.person import Person
from api.graphql.row_types import RowType, resolver
from api.graphql.scalars import Json
from audit import then_and_now as rows
from domain.catalogue import SUBJECTS
from ledger import Entry as Written
from ledger.as_of import Known
from projections.development_history import part_in

THEN = "The earlier moment."


@strawberry.type(description="Something that an entry says otherwise since it was corrected.")
class FieldChanged:
    field: str = strawberry.field(description="Its stored name, as in `event`.")
    then: Json | None = strawberry.field(description="What it said then.")
    now: Json | None = strawberry.field(description="What it says now.")


@row_type(rows.Changed, without=("then", "now", "because"))
class Changed(RowType[rows.Changed]):
    """One entry that reads otherwise now than it did then."""

    @resolver("As it was known then, be it as something still to come; null if nothing was known of it.")
    def then(self) -> Entry | None:
        return entry_of(self.moment, self.row.then) if self.row.then else None

    @resolver("As it is known now; null if it was retracted.")
    def now(self) -> Entry | None:
        return entry_of(self.moment, self.row.now) if self.row.now else None

    @resolver("The entry that it changed by: who wrote it when, and for a correction or a retraction why.")
    def because(self) -> Entry:
        return entry_of(self.moment, self.row.because)

    @resolver("What a correction changed, field by field; empty for anything else.", holds=10)
    async def fields(self, info: Info) -> list[FieldChanged]:
        then, now = self.row.then, self.row.now
        if self.row.change is not rows.Change.CORRECTED or not then or not now:
            return []
        disclosed = await self.moment.disclosing.all((then, now))
        told = [await info.context.tells(each) for each in disclosed]
        return fields_changed(*disclosed) if all(told) else []


@strawberry.type(description="Two moments, and what reads otherwise at the later one.")
class ThenAndNow:
    of_then: strawberry.Private[Moment]
    of_now: strawberry.Private[Moment]
    changes: list[Changed] = strawberry.field(
        description="What reads otherwise, in the order in which it was written.", metadata={HOLDS: 50}
    )

    @resolver("The earlier moment.")
    def then(self) -> Answered:
        return self.of_then.answered(())

    @resolver("The later moment.")
    def now(self) -> Answered:
        return self.of_now.answered(())


@strawberry.type
class ThenAndNowQueries(Questions):
    @resolver(
        "What is known now of a person, role, case, mentorship or framework and was not so then: what happened, came"
        " to light, was corrected or retracted, on its own stream and on others that touch it; as far as you may see.",
        price=500,
    )
    async def then_and_now(
        self,
        info: Info,
        subject: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],
        then: Annotated[AsOfInput, strawberry.argument(description=THEN)],
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> ThenAndNow:
        begins = subject.partition("-")[0]
        checked_id("subject", subject, begins if begins in SUBJECTS else "person")
        of_then, of_now = await moment_of(info.context, then), await moment_of(info.context, as_of)
        earlier, later = of_then.known, of_now.known
        if earlier.position > later.position or earlier.on > later.on:
            raise BadInput(
                "then", spelled(earlier), f"is after asOf, which is {spelled(later)}: give the earlier first"
            )
        ledger, unread = info.context.services.ledger, of_now.reading.note
        found = await asyncio.to_thread(rows.then_and_now, ledger, subject, earlier, later, unread)
        told = await changes_told(info.context, subject, found)
        sort = Information.CASE if begins == "case" else Information.DEVELOPMENT
        if await info.context.way_to(sort, subject, None) is not None:
            await info.context.look_at(sort, (subject,))
        return ThenAndNow(of_then=of_then, of_now=of_now, changes=[Changed(one, of_now) for one in told])


async def changes_told(context: Context, subject: str, found: Sequence[rows.Changed]) -> Sequence[rows.Changed]:
    """Those that whoever asks is told: of whom the whole book is, all; of others, what they may see then and now.

    What stands on another stream is told where they see what it says, and of a person only what is about them: whom
    they saw, coached, told or proposed is theirs.
    """
    if await context.way_to(Information.BOOK, WHOLE, None) is not None:
        return found
    entries = {entry.position: entry for one in found for entry in (one.then, one.now) if entry}
    disclosed = await context.disclosing.all([*entries.values()])
    others_too = not subject.startswith(Person.prefix) or await context.is_told_of_others_too(subject)
    about = [others_too or is_about(subject, entry) for entry in entries.values()]
    may = await asyncio.gather(*(is_told_beside(context, subject, one) for one in disclosed))
    told = {at for at, here, seen in zip(entries, about, may, strict=True) if here and seen}
    return [one for one in found if all(entry.position in told for entry in (one.then, one.now) if entry)]


async def is_told_beside(context: Context, subject: str, entry: Disclosed) -> bool:
    """Whether they see that there is an entry on a subject's own stream; on another, what it says."""
    if entry.stream == subject:
        return await context.is_told(entry)
    own = (sort_of_what_it_says(entry), told_of(entry)[0], str(entry.at))
    return await context.tells_as((own, *also_told_as(entry)), is_a_look=False)


def is_about(subject: str, entry: Written[Any]) -> bool:
    """Whether an entry is about somebody: it stands on their own stream, or as such on their timeline."""
    return entry.stream == subject or part_in(entry, subject) in OF_THEIR_OWN


def spelled(moment: Known) -> str:
    """A moment in words."""
    return f"position {moment.position} on {moment.on}"


def fields_changed(then: Disclosed, now: Disclosed) -> list[FieldChanged]:
    """The fields that two entries of one kind say otherwise, as far as they may be told."""
    was, is_ = then.said(), now.said()
    return [
        FieldChanged(field=name, then=Json(was.get(name)), now=Json(is_.get(name)))
        for name in now.fields
        if was.get(name) != is_.get(name)
    ]
