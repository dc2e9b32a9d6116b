"""What the resolvers of one request share: who acts, the book to write in, and the moments that are read."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, Self, TypeAlias
from uuid import UUID

import strawberry
from graphql import GraphQLError
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.access.admission import admitted
from api.access.callers import Caller
from api.access.gate import Gate
from api.access.repeating import receipt_of_withheld
from api.graphql.disclosing import Disclosing
from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from api.services import Services
from domain.kernel.commands import Command
from ledger import AsOf, CommandIdReused, Receipt
from projections.engine.reading import NotYetFollowed

BEARER = "bearer "
PATIENCE = 5.0
"""Seconds for which a request waits until what it needs can be read."""
NOW = AsOf()


@dataclass
class Context:
    """One request's."""

    services: Services
    caller: Caller | None
    """Who asks; None where nobody is known to. Where a token was sent along, whose it is, once this is entered."""
    presented: str | None = None
    """The token that was sent along, if one was."""
    disclosing: Disclosing = field(init=False)
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _moments: dict[AsOf, asyncio.Task[Moment]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.disclosing = Disclosing(Gate(self.services.ledger))

    @classmethod
    def of(cls, services: Services, request: Request, without_token: Caller | None) -> Self:
        """A request's. 401 for what is no token at all; whether it is one of ours is asked on entering."""
        given = request.headers.get("authorization")
        if given is not None and not given.lower().startswith(BEARER):
            raise unknown_token("write “Bearer” and the token")
        return cls(services, without_token, given[len(BEARER) :].strip() if given is not None else None)

    async def __aenter__(self) -> Self:
        if self.presented is not None:
            token = await asyncio.to_thread(self.services.ledger.tokens.presented, self.presented)
            if token is None:
                raise unknown_token("it is none of this ledger, has expired, or was revoked")
            self.caller = Caller.with_token(token)
        return self

    async def __aexit__(self, *_: object) -> None:
        for entering in self._moments.values():
            entering.cancel()
        await asyncio.gather(*self._moments.values(), return_exceptions=True)
        await self._open.aclose()

    async def record(self, command: Command[Any], command_id: UUID | None) -> Receipt:
        """Asks the ledger on behalf of whoever acts. Raises Refusal. The ledger blocks, so it works in a thread."""
        return await asyncio.to_thread(self._record, command, command_id)

    def _record(self, command: Command[Any], command_id: UUID | None) -> Receipt:
        ledger = self.services.ledger
        caller = admitted(command, self.caller, self.services.today(), ledger)
        try:
            return ledger.record(command, by=caller.recorded_by, command_id=command_id)
        except CommandIdReused:
            if command_id and (receipt := receipt_of_withheld(command, command_id, ledger)):
                return receipt
            raise

    async def readable(self, position: int) -> bool:
        """Waits until the read models hold everything up to a position; False if that takes too long."""
        try:
            await self.services.read_models.wait_for(position, within=PATIENCE)
        except NotYetFollowed:
            return False
        return True

    async def moment(self, as_of: AsOf = NOW) -> Moment:
        """The moment as of which something is read; the same one for the whole request."""
        if as_of not in self._moments:
            beside = next(iter(self._moments.values()), None)
            self._moments[as_of] = asyncio.ensure_future(self._enter(as_of, beside))
        return await self._moments[as_of]

    async def _enter(self, as_of: AsOf, beside: asyncio.Task[Moment] | None) -> Moment:
        other = (await beside).reading if beside else None
        try:
            reading = self.services.read_models.reading(as_of, beside=other, within=0)
            return Moment(await self._open.enter_async_context(reading), self.disclosing)
        except NotYetFollowed as ahead:
            await self._must_have_come(ahead.position)
        try:
            reading = self.services.read_models.reading(as_of, beside=other, within=PATIENCE)
            return Moment(await self._open.enter_async_context(reading), self.disclosing)
        except NotYetFollowed as behind:
            raise GraphQLError(f"{behind}: ask again in a moment", extensions={"code": "NOT_YET_FOLLOWED"}) from behind

    async def _must_have_come(self, position: int) -> None:
        last = await asyncio.to_thread(self.services.ledger.position)
        if position > last:
            raise BadInput(
                "asOf.position", position, f"has not come yet: give a position up to {last}, or leave it out"
            )

    def parked(self) -> list[int]:
        """Positions of entries that are missing from what this request has been answered."""
        read = [task.result() for task in self._moments.values() if task.done() and not task.exception()]
        return sorted({position for moment in read for position in moment.missing})


def unknown_token(why: str) -> HTTPException:
    """What is sent as a token is none, which is told before anything is read."""
    return HTTPException(401, f"Authorization: {why}.", {"WWW-Authenticate": "Bearer"})


Info: TypeAlias = strawberry.Info[Context, None]
