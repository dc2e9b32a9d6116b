"""Which entries whoever asks may mend: asked of the gate of commands, all of one answer together, in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from strawberry.dataloader import DataLoader

from api.access.amending import may_mend
from api.access.callers import Caller
from api.services import Services
from domain.catalogue import EVENTS
from domain.kernel.facts import Reference


class Mending:
    """One request's."""

    def __init__(self, services: Services, caller: Caller | None) -> None:
        self._services, self._caller = services, caller
        self._asked: DataLoader[Reference, bool] = DataLoader(self._together)

    async def may(self, at: Reference, kind: str) -> bool:
        """Whether they may correct or retract an entry: what it rests on is asked when they do. An act nobody may."""
        event = EVENTS.get(kind)
        return event is not None and not event.act and await self._asked.load(at)

    async def _together(self, entries: list[Reference]) -> Sequence[bool]:
        return await asyncio.to_thread(self._each, entries)

    def _each(self, entries: list[Reference]) -> Sequence[bool]:
        ledger, today = self._services.ledger, self._services.today()
        streams = ledger.streams(list(dict.fromkeys(at.stream for at in entries)))
        return [may_mend(at, streams.get(at.stream, ()), self._caller, today, ledger) for at in entries]
