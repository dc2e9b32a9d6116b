"""What becomes of a mutation: recorded, or refused with the reason."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from api.graphql.context import Info
from api.graphql.node import Node, node_at, node_types
from api.graphql.row_types import resolver
from domain.kernel.facts import Reference
from domain.kernel.refusals import Refusal
from ledger import AsOf, Receipt


@strawberry.type(description="It is on record, durably.")
class Recorded:
    position: int = strawberry.field(
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
        position=receipt.position,
        recorded_at=receipt.recorded_at,
        entries=list(receipt.references),
        subject=strawberry.ID(subject),
        made=[strawberry.ID(each) for each in made],
        repeated=receipt.repeated,
        readable=readable,
    )


def refused(refusal: Refusal) -> Refused:
    """The refusal as it is told."""
    return Refused(rule=type(refusal).__name__, why=str(refusal), field=camel(refusal.field) if refusal.field else None)


def camel(name: str) -> str:
    """A field's name as clients know it."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
