"""What becomes of a mutation: recorded, or refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Final, get_args, get_type_hints

import strawberry
from graphql import GraphQLError

from api.graphql.context import Context, Info
from api.graphql.node import Node, node_at, node_types
from api.graphql.row_types import resolver
from api.graphql.scalars import Position
from domain.catalogue import COMMANDS
from domain.kernel.facts import Reference
from domain.kernel.refusals import Refusal
from ledger import AsOf, Receipt, TooManyConflicts

QUOTED: Final = re.compile("(“[^”]*”)")
"""What a refusal repeats of what was given."""
FIELD: Final = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


@strawberry.type(description="It is on record, durably.")
class Recorded:
    position: Position = strawberry.field(
        description="Position of the last entry written; the ledger's own, if all was so already. Ask as of it."
    )
    recorded_at: datetime | None = strawberry.field(description="When it was written; null if all was so already.")
    entries: list[Reference] = strawberry.field(description="References of the entries written, in their order.")
    subject: strawberry.ID = strawberry.field(
        description="Id of whose stream it was written on: a person, a role, a case, a mentorship or a framework."
    )
    made: list[strawberry.ID] = strawberry.field(
        description="Ids that were made for this command, as for a new person."
    )
    repeated: bool = strawberry.field(
        description="Whether this `commandId` was recorded before; then this is the first receipt again."
    )
    readable: bool = strawberry.field(description="Whether queries answer with it already.")

    @resolver("Who or what was changed, as known then and true today; null for what has no answer of its own yet.")
    async def changed(self, info: Info) -> Node | None:
        info.context.must_read()
        if self.subject.partition("-")[0] not in node_types():
            return None
        return await node_at(info, await info.context.moment(AsOf(self.position)), self.subject)


@strawberry.type(description="The rules say no. Nothing was recorded.")
class Refused:
    rule: str = strawberry.field(description="The obstacle's name, for programs; it stays the same.")
    why: str = strawberry.field(description="The reason, for people.")
    field: str | None = strawberry.field(description="The field of the input that stands in the way, where it is one.")


Outcome = Annotated[
    Recorded | Refused,
    strawberry.union("Outcome", description="What became of what was asked: it is recorded, or the rules refuse it."),
]


def recorded(receipt: Receipt, subject: str, made: list[str], *, readable: bool) -> Recorded:
    """The receipt as it is told."""
    return Recorded(
        position=Position(receipt.position),
        recorded_at=receipt.recorded_at,
        entries=list(receipt.references),
        subject=strawberry.ID(subject),
        made=[strawberry.ID(each) for each in made],
        repeated=receipt.repeated,
        readable=readable,
    )


async def settled(
    context: Context, recording: Awaitable[Receipt], subject: str, made: Sequence[str] = (), *, wait: bool = True
) -> Recorded | Refused:
    """What becomes of something that is being recorded."""
    try:
        receipt = await recording
    except Refusal as refusal:
        return refused(refusal)
    except TooManyConflicts as overtaken:
        raise GraphQLError(f"{overtaken}: ask again", extensions={"code": "OVERTAKEN"}) from overtaken
    readable = await context.readable(receipt.position) if wait else False
    return recorded(receipt, subject, list(made), readable=readable)


def refused(refusal: Refusal) -> Refused:
    """The refusal as it is told: fields in the words of the schema, what people wrote in their own."""
    parts = QUOTED.split(str(refusal))
    why = "".join(part if part.startswith("“") else FIELD.sub(as_clients_know_it, part) for part in parts)
    return Refused(rule=type(refusal).__name__, why=why, field=camel(refusal.field) if refusal.field else None)


def as_clients_know_it(found: re.Match[str]) -> str:
    """A word of a refusal: where it is a field of a command, by its name in the schema."""
    return camel(found[0]) if found[0] in fields_of_commands() else found[0]


@cache
def fields_of_commands() -> frozenset[str]:
    """The names of everything that commands carry, and what they carry in turn."""
    return frozenset(name for command in COMMANDS.values() for name in names_within(command))


def names_within(form: Any) -> Iterator[str]:
    """The names of the fields of a dataclass, and of those that its fields are made of."""
    if not is_dataclass(form):
        for part in get_args(form):
            yield from names_within(part)
        return
    hints = get_type_hints(form)
    for field in fields(form):
        yield field.name
        yield from names_within(hints[field.name])


def camel(name: str) -> str:
    """A field's name as clients know it."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
