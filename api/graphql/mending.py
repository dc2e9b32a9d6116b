"""Which entries whoever asks may mend: asked of the gate of commands, all of one answer together, in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from api.access.amending import may_mend
from api.access.callers import Caller, Scope
from api.access.disclosed import Disclosed
from api.graphql.gathering import Gathering
from api.services import Services
from domain.catalogue import EVENTS


class Mending:
    """One request's."""

    def __init__(self, services: Services, caller: Caller | None) -> None:
        self._services, self._caller = services, caller
        self._asked: Gathering[Disclosed, bool] = Gathering(self._together, cache_key_fn=position_of)

    async def may(self, entry: Disclosed) -> bool:
        """Whether they may correct or retract an entry: what it rests on is asked when they do. An act nobody may."""
        event = EVENTS.get(entry.kind)
        return event is not None and not event.act and await self._asked.load(entry)

    async def _together(self, entries: list[Disclosed]) -> Sequence[bool]:
        return await asyncio.to_thread(self._each, entries)

    def _each(self, entries: list[Disclosed]) -> Sequence[bool]:
        caller, ledger, today = self._caller, self._services.ledger, self._services.today()
        if caller is None or Scope.WRITE not in caller.scopes:
            return [False] * len(entries)
        amends = caller.may(Scope.AMEND, today, ledger)
        asked = [one for one in entries if amends or may_have_written(caller, one)]
        streams = ledger.streams(list(dict.fromkeys(one.stream for one in asked)))
        book = ledger.book()
        theirs = {one.position for one in asked if may_mend(one.at, streams[one.stream], caller, book, amends=amends)}
        return [one.position in theirs for one in entries]


def may_have_written(caller: Caller, entry: Disclosed) -> bool:
    """Whether somebody may be an author of an entry: of what was corrected, whoever wrote it first is one, too."""
    return caller.recorded_by == entry.recorded_by or entry.supersedes is not None


def position_of(entry: Disclosed) -> int:
    """What an entry is known by."""
    return entry.position
