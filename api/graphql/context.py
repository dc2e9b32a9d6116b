"""What the resolvers of one request share: who acts, the book to write in, and the moments that are read."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self, TypeAlias
from uuid import UUID

import strawberry
import structlog
from graphql import GraphQLError
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.access.admission import admitted
from api.access.amending import with_reason
from api.access.callers import Caller, Scope
from api.access.disclosed import Disclosed
from api.access.entrance import Entrance, NotKnown, Shown
from api.access.gate import Gate
from api.access.repeating import receipt_of_withheld
from api.access.sight import WHOLE, Sight, Unknown
from api.access.sorts import SORTS, Sorted, also_told_as, sort_of_what_it_says, told_of
from api.access.table import Information
from api.access.unseen import as_if_unknown, must_be_told_what_they_name
from api.executors import COMING_IN, WRITING, in_thread
from api.graphql.disclosing import Disclosing
from api.graphql.errors import BadInput
from api.graphql.gathering import Gathering
from api.graphql.mending import Mending
from api.graphql.moment import Moment
from api.graphql.subscriptions.listening import Listener
from api.graphql.told import sorts_withheld
from api.services import Services
from domain.kernel.commands import Command
from domain.kernel.refusals import Refusal
from ledger import AsOf, CommandIdReused, Receipt
from ledger.storage.connections import DatabaseError, Gone
from ledger.storage.writing_down import line_of
from projections.engine.reading import NotYetFollowed, Reading

log = structlog.get_logger()
NOT_WRITTEN_DOWN = "Who looked cannot be written down, so nothing is told: ask again later."
PATIENCE = 5.0
"""Seconds for which a request waits until what it needs can be read."""
NOW = AsOf()


@dataclass
class Context:
    """One request's."""

    _services: Services
    entrance: Entrance
    shown: Shown
    """What the request shows of who asks."""
    caller: Caller | None = None
    """Who asks, once this is entered; None where nobody is known to, and need not be."""
    otherwise: AsOf = NOW
    """The moment that is meant where a question names none."""
    has_asked_the_book: bool = False
    """Whether anything was asked of what is open beside the read models, which may answer otherwise at any time."""
    listener: Listener | None = None
    """Who listens, where it is a subscription that is answered."""
    disclosing: Disclosing = field(init=False)
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _moments: dict[AsOf, asyncio.Task[Moment]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.disclosing = Disclosing(Gate(self._services.ledger))

    @classmethod
    def of(cls, services: Services, request: Request, entrance: Entrance) -> Self:
        """A request's. 401 for what can show nobody; whether it is one of ours is asked on entering."""
        try:
            return cls(services, entrance, entrance.shown(request.method, request.headers, request.cookies))
        except NotKnown as why:
            raise unknown(why) from why

    async def __aenter__(self) -> Self:
        try:
            ask = self.entrance.caller
            self.caller = await in_thread(COMING_IN, ask, self.shown) if any(self.shown) else ask(self.shown)
        except NotKnown as why:
            raise unknown(why) from why
        return self

    @property
    def services(self) -> Services:
        """What is open as long as the ledger is served. That it was asked is remembered."""
        self.has_asked_the_book = True
        return self._services

    @cached_property
    def mending(self) -> Mending:
        """What they may mend."""
        return Mending(self.services, self.caller)

    @cached_property
    def sight(self) -> Sight:
        """What whoever asks may see."""
        return Sight(self.caller, self._services.ledger, self.entrance.stances)

    @cached_property
    def _sights(self) -> Gathering[str, str]:
        async def look_up(subjects: list[str]) -> list[str]:
            await asyncio.to_thread(self.sight.look_up, subjects)
            return subjects

        return Gathering(look_up)

    async def way_to(self, sort: Information, subject: str, entry: str | None) -> str | None:
        """By what whoever asks may see this of a subject: as they stand to it, or to the entry; None if they may not.

        All that are asked about meanwhile are looked up together.
        """
        while isinstance(way := self.sight.way_to(sort, subject, entry), Unknown):
            await self._sights.load(way.of)
        return way

    async def is_told(self, entry: Disclosed) -> bool:
        """Whether whoever asks may see that there is an entry, and of which kind: no look yet at what it says."""
        own = (SORTS.get(entry.kind), told_of(entry)[0], str(entry.at))
        return self.sight.all or await self._way_among((own, *also_told_as(entry))) is not None

    async def knows_of(self, of: str, subject: str) -> bool:
        """Whether they may know that there is such a subject: something of this type of the schema is told to them."""
        ways = [await self.way_to(sort, subject, None) for sort in sorts_withheld(of)]
        return any(way is not None for way in ways)

    async def tells(self, entry: Disclosed) -> bool:
        """Whether they may see what an entry says, where it is told then: it is a look."""
        own = (sort_of_what_it_says(entry), told_of(entry)[0], str(entry.at))
        return await self.tells_as((own, *also_told_as(entry))) or self.sight.all

    async def tells_as(self, ways: Iterable[Sorted], *, is_a_look: bool = True) -> bool:
        """Whether they may see what is told as any of these: as the first that they may it is looked at."""
        if (found := await self._way_among(ways)) is None:
            return False
        if is_a_look:
            self.sight.note(*found)
        return True

    async def _way_among(self, ways: Iterable[Sorted]) -> tuple[Information, str, str] | None:
        """The first of these by which they may see it: its sort, whom it is about, and to what they stand so."""
        for sort, subject, entry in ways:
            if sort is not None and (way := await self.way_to(sort, subject, entry)) is not None:
                return sort, subject, way
        return None

    async def handed_down(self, about: Collection[str], by: Sequence[str]) -> str:
        """How whoever asks stands to what a statement is about, for the database; it is looked up first."""
        if not self.sight.known_of(about):
            await asyncio.to_thread(self.sight.look_up, about)
        return self.sight.handed_down(about, by)

    async def kinds_told(self, subject: str) -> Sequence[str] | None:
        """The kinds of entries that they may see of a subject; None for all. That is a look at their development."""
        if await self.way_to(Information.DEVELOPMENT, subject, None):
            self.sight.note(Information.DEVELOPMENT, subject)
        return None if self.sight.all else self.sight.kinds(subject)

    async def look_at(self, sort: Information, subjects: Iterable[str]) -> None:
        """Remember a look at several subjects, of whom the answer tells as it tells of the whole ledger."""
        for subject in sorted(subjects):
            await self.way_to(sort, subject, None)
            self.sight.note(sort, subject)

    async def is_told_of_others_too(self, person: str) -> bool:
        """Whether they are told what somebody did for others: of themselves, and where all of the ledger is theirs."""
        own = self.caller is not None and self.caller.person == person
        return self.sight.all or own or await self.way_to(Information.BOOK, WHOLE, None) is not None

    async def write_down(self) -> None:
        """Write down who has looked at whom, before they are told. Where that cannot be done they are not."""
        if (seen := self.sight.seen()) is not None:
            await self.write_down_as(seen[0], line_of(seen[1]))

    async def write_down_as(self, reader: str, line: str) -> None:
        """The same for what was seen when an answer was made that is told again."""
        try:
            await self._services.looks.write_as(reader, line)
        except Gone:
            raise
        except DatabaseError as error:
            log.error("who looked cannot be written down", why=str(error).splitlines()[0])
            raise HTTPException(503, NOT_WRITTEN_DOWN) from error

    async def __aexit__(self, *_: object) -> None:
        for entering in self._moments.values():
            entering.cancel()
        await asyncio.gather(*self._moments.values(), return_exceptions=True)
        await self._open.aclose()

    def must_read(self) -> None:
        """Refuses to read for a token that is not good for that."""
        if self.caller is not None and Scope.READ not in self.caller.scopes:
            raise GraphQLError(
                f"The token of “{self.caller.recorded_by}” may not read: ask for one that may.",
                extensions={"code": "FORBIDDEN"},
            )

    async def record(self, command: Command[Any], command_id: UUID | None) -> Receipt:
        """Asks the ledger on behalf of whoever acts. Raises Refusal. A thread of those that write waits for it."""
        async with self.entrance.turns.of("" if self.caller is None else self.caller.recorded_by):
            return await in_thread(WRITING, self._recorded, command, command_id)

    def _recorded(self, command: Command[Any], command_id: UUID | None) -> Receipt:
        """What became of it; where it is refused, in words that tell of nothing that whoever asks is not told of."""
        try:
            return self._record(command, command_id)
        except CommandIdReused:
            raise
        except Refusal as refusal:
            services = self._services
            raise as_if_unknown(refusal, command, self.caller, services.today(), services.ledger) from None

    def _record(self, command: Command[Any], command_id: UUID | None) -> Receipt:
        ledger, today = self._services.ledger, self._services.today()
        caller = admitted(command, self.caller, today, ledger)
        must_be_told_what_they_name(command, caller, today, ledger)
        command = with_reason(command, caller, ledger)
        try:
            return ledger.record(command, by=caller.recorded_by, command_id=command_id)
        except CommandIdReused:
            if command_id and (receipt := receipt_of_withheld(command, command_id, caller.recorded_by, ledger)):
                return receipt
            raise

    async def readable(self, position: int) -> bool:
        """Waits until the read models hold everything up to a position; False if that takes too long."""
        try:
            await self._services.read_models.wait_for(position, within=PATIENCE)
        except NotYetFollowed:
            return False
        return True

    async def moment(self, as_of: AsOf | None = None) -> Moment:
        """The moment as of which something is read; the same one for the whole request."""
        as_of = self.otherwise if as_of is None else as_of
        if as_of not in self._moments:
            beside = next(iter(self._moments.values()), None)
            self._moments[as_of] = asyncio.ensure_future(self._enter(as_of, beside))
        return await asyncio.shield(self._moments[as_of])  # others may wait for it, too

    async def _enter(self, as_of: AsOf, beside: asyncio.Task[Moment] | None) -> Moment:
        other = (await beside).reading if beside else None
        try:
            return await self._begun(as_of, other, within=0)
        except NotYetFollowed as ahead:
            await self._must_have_come(ahead.position)
        try:
            return await self._begun(as_of, other, within=PATIENCE)
        except NotYetFollowed as behind:
            raise GraphQLError(f"{behind}: ask again in a moment", extensions={"code": "NOT_YET_FOLLOWED"}) from behind

    async def _begun(self, as_of: AsOf, beside: Reading | None, *, within: float) -> Moment:
        """A moment that is read; whoever asks stands to others as of when the first of a request was."""
        opening = self._services.read_models.reading(as_of, seeing=self, beside=beside, within=within)
        reading = await self._open.enter_async_context(opening)
        self.sight.begin(reading.written)
        return Moment(reading, self.disclosing)

    async def _must_have_come(self, position: int) -> None:
        last = await asyncio.to_thread(self._services.ledger.position)
        if position > last:
            raise BadInput(
                "asOf.position", position, f"has not come yet: give a position up to {last}, or leave it out"
            )

    @property
    def is_of_one_position(self) -> bool:
        """Whether all that was read is of positions that were named: what is written later is no part of it."""
        return bool(self._moments) and all(as_of.position is not None for as_of in self._moments)

    def beside_the_answer(self) -> dict[str, Any]:
        """What is said beside an answer: which fields were not told, and which entries are missing from it."""
        said = {"parked": self.parked(), "withheld": sorted(self.sight.withheld)}
        return {name: found for name, found in said.items() if found}

    def parked(self) -> list[int]:
        """Positions of entries that are missing from what this request has been answered."""
        read = [task.result() for task in self._moments.values() if task.done() and not task.exception()]
        return sorted({position for moment in read for position in moment.missing})


def unknown(why: NotKnown) -> HTTPException:
    """Nobody is known to ask, which is told before anything is read."""
    return HTTPException(401, f"Authorization: {why}.", {"WWW-Authenticate": "Bearer"})


Info: TypeAlias = strawberry.Info[Context, None]
