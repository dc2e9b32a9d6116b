"""The addresses by which calendar programs fetch what is due for whoever asks; they themselves are not to be had."""

from __future__ import annotations

import asyncio
from datetime import datetime

import strawberry

from api.access.callers import Scope
from api.graphql.context import Info
from api.graphql.queries import Questions
from api.graphql.row_types import resolver
from ledger.storage.tokens import Token


@strawberry.type(description="An address by which calendar programs may fetch what is due for whoever it was made for.")
class CalendarAddress:
    token: strawberry.Private[Token]

    @resolver("By which it is ended. It says nothing of the address.")
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.token.id)

    @resolver("When it was made.")
    def issued_at(self) -> datetime:
        return self.token.issued_at

    @resolver("From when on it is good for nothing.")
    def expires_at(self) -> datetime | None:
        return self.token.expires_at


@strawberry.type
class CalendarAddressQueries(Questions):
    @resolver(
        "The addresses by which calendar programs may fetch what is due for whoever asks, the first one first; null"
        " where no person asks.",
        holds=5,
        price=20,
    )
    async def my_calendar_addresses(self, info: Info) -> list[CalendarAddress] | None:
        caller, ledger = info.context.caller, info.context.services.ledger
        if caller is None or caller.person is None:
            return None
        return [
            CalendarAddress(token=token)
            for token in await asyncio.to_thread(ledger.tokens.of, caller.person, (Scope.CALENDAR,))
        ]
