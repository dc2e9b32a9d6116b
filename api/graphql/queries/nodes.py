"""Anything by its id, the Relay way."""

from __future__ import annotations

from typing import Annotated

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from api.graphql.node import Node, checked_id
from api.graphql.queries.entries import entry_at
from api.graphql.queries.frameworks import framework_at
from api.graphql.queries.person import person_at
from api.graphql.queries.promotion_case import case_at
from api.graphql.queries.role import role_at
from api.graphql.shown import tells


async def _person(info: Info, moment: Moment, value: str) -> Node | None:
    return await person_at(moment, checked_id("id", value, "person"))


async def _role(info: Info, moment: Moment, value: str) -> Node | None:
    return await role_at(moment, checked_id("id", value, "role"))


async def _case(info: Info, moment: Moment, value: str) -> Node | None:
    return await case_at(info, moment, checked_id("id", value, "case"))


async def _framework(info: Info, moment: Moment, value: str) -> Node | None:
    return await framework_at(info, moment, checked_id("id", value, "framework"))


async def _entry(info: Info, moment: Moment, value: str) -> Node | None:
    _, _, position = value.partition("-")
    if not position.isdecimal():
        raise BadInput("id", value, "is no id of an entry: they are spelled as in entry-57", "BAD_ID")
    return await entry_at(info.context, int(position))


FOUND_BY = {"person": _person, "role": _role, "case": _case, "framework": _framework, "entry": _entry}


async def node_at(info: Info, moment: Moment, value: str) -> Node | None:
    """Whatever has this id at a moment; KeyError for ids of a kind that cannot be asked for."""
    return await FOUND_BY[value.partition("-")[0]](info, moment, value)


@strawberry.type
class NodeQueries:
    @tells("Whatever has this id; null if it was not there at that moment.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="An id, as any answer gives it.")],  # noqa: A002
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Node | None:
        if id.partition("-")[0] not in FOUND_BY:
            code = "BAD_ID" if id else "ID_MISSING"
            raise BadInput("id", id, f"is no id of anything here: they begin with {', '.join(FOUND_BY)}", code)
        return await node_at(info, await moment_of(info.context, as_of), id)
