"""What the resolvers of one request share: who acts, the book to write in, and the moments that are read."""

from __future__ import annotations

import asyncio
import re
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, Self, TypeAlias
from uuid import UUID

import strawberry
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.graphql.moment import Moment
from api.house import House
from api.settings import ACTOR
from domain.facts import Command
from ledger import AsOf, Receipt
from projections.reading import NotYetFollowed

ACTOR_HEADER = "leadership-actor"
NOW = AsOf()


@dataclass
class Context:
    """One request's."""

    house: House
    by: str
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _moments: dict[AsOf, asyncio.Task[Moment]] = field(default_factory=dict)

    @classmethod
    def of(cls, house: House, request: Request) -> Self:
        """Whoever the request says acts. The one place where it will have to be proved, once access is controlled."""
        by = request.headers.get(ACTOR_HEADER, house.actor)
        if not re.fullmatch(ACTOR, by) or len(by) > 80:
            raise HTTPException(
                400, f"{ACTOR_HEADER}: “{by}” is no id; send who acts as in person-0198c0de-…, never a name."
            )
        return cls(house, by)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    async def record(self, command: Command[Any], command_id: UUID | None) -> Receipt:
        """Asks the ledger on behalf of whoever acts. Raises Refusal. The ledger blocks, so it works in a thread."""
        return await asyncio.to_thread(self.house.ledger.record, command, by=self.by, command_id=command_id)

    async def readable(self, position: int) -> bool:
        """Waits until the read models hold everything up to a position; False if that takes too long."""
        try:
            await self.house.read_models.wait_for(position)
        except NotYetFollowed:
            return False
        return True

    async def moment(self, as_of: AsOf = NOW) -> Moment:
        """The moment as of which something is read; the same one for the whole request."""
        if as_of not in self._moments:
            self._moments[as_of] = asyncio.ensure_future(self._enter(as_of))
        return await self._moments[as_of]

    async def _enter(self, as_of: AsOf) -> Moment:
        return Moment(await self._open.enter_async_context(self.house.read_models.reading(as_of)))

    def moments(self) -> list[Moment]:
        """The moments that this request has read."""
        return [task.result() for task in self._moments.values() if task.done() and not task.exception()]


Info: TypeAlias = strawberry.Info[Context, None]
