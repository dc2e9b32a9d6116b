"""Whoever asks, and everything about them."""

from __future__ import annotations

import asyncio

import strawberry

from api.access.own_file import file_of
from api.graphql.context import Info
from api.graphql.queries import Questions
from api.graphql.row_types import resolver
from api.graphql.scalars import Json


@strawberry.type
class OwnFileQueries(Questions):
    @resolver(
        "Everything that the ledger holds about whoever asks, in the order of writing, with third parties left out;"
        " null where no person asks.",
        price=300,
    )
    async def my_file(self, info: Info) -> Json | None:
        caller, ledger = info.context.caller, info.context.services.ledger
        if caller is None or caller.person is None:
            return None
        return Json(await asyncio.to_thread(file_of, caller.person, ledger))
