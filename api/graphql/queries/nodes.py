"""Anything by its id, the Relay way."""

from __future__ import annotations

from typing import Annotated

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.errors import BadInput
from api.graphql.node import Node, node_at, node_types
from api.graphql.queries import Questions
from api.graphql.row_types import resolver


@strawberry.type
class NodeQueries(Questions):
    @resolver("Whatever has this id; null if it was not there at that moment.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="An id, as any answer gives it.")],  # noqa: A002
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Node | None:
        if id.partition("-")[0] not in node_types():
            code = "BAD_ID" if id else "ID_MISSING"
            raise BadInput("id", id, f"is no id of anything here: they begin with {', '.join(node_types())}", code)
        return await node_at(info, await moment_of(info.context, as_of), id)
