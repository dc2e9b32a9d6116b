"""Anything by its id, by one argument alone: Relay's compiler takes no `node` that has a second one."""

from __future__ import annotations

from typing import Annotated

import strawberry

from api.graphql.as_of import moment_of
from api.graphql.context import Info
from api.graphql.errors import BadInput
from api.graphql.node import Node, node_at, node_types
from api.graphql.queries import Questions
from api.graphql.row_types import resolver


@strawberry.type
class NodeQueries(Questions):
    @resolver(
        "Whatever has this id; null if it is not there. Of other moments its own question tells, as `person(id, asOf)`."
    )
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="An id, as any answer gives it.")],  # noqa: A002
    ) -> Node | None:
        if id.partition("-")[0] not in node_types():
            code = "BAD_ID" if id else "ID_MISSING"
            raise BadInput("id", id, f"is no id of anything here: they begin with {', '.join(node_types())}", code)
        return await node_at(info, await moment_of(info.context, None), id)
