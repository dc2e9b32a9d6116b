"""Which entries whoever asks may mend: asked of the gate of commands, all of one answer together, in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cached_property
from threading import Lock

from api.access.amending import may_mend
from api.access.callers import Caller, Scope
from api.access.disclosed import Disclosed
from api.graphql.gathering import Gathering
from api.services import Services
from domain.catalogue import EVENTS
from ledger.deciding.view import View
from ledger.storage.unread import EntryUnreadable


class Mending:
    """One request's."""

    def __init__(self, services: Services, caller: Caller | None) -> None:
        self._services, self._caller = services, caller
        self._asked: Gathering[Disclosed, bool] = Gathering(self._together, cache_key_fn=position_of)
        self._looking = Lock()
        self._book: View | None = None
        """The book as it stood when that was first asked of an answer."""

    async def may(self, entry: Disclosed) -> bool:
        """Whether they may correct or retract an entry: what it rests on is asked when they do. An act nobody may."""
        event = EVENTS.get(entry.kind)
        return event is not None and not event.act and await self._asked.load(entry)

    async def _together(self, entries: list[Disclosed]) -> Sequence[bool]:
        return await asyncio.to_thread(self._each, entries)

    def _each(self, entries: list[Disclosed]) -> Sequence[bool]:
        if (caller := self._caller) is None or Scope.WRITE not in caller.scopes:
            return [False] * len(entries)
        with self._looking:
            asked = [one for one in entries if self._amends or may_have_written(caller, one)]
            self._book = self._book or self._services.ledger.book(ahead={one.stream for one in asked})
            theirs = {one.position for one in asked if self._are_theirs(one, caller, self._book)}
        return [one.position in theirs for one in entries]

    def _are_theirs(self, entry: Disclosed, caller: Caller, book: View) -> bool:
        try:
            stream = book.stream(entry.stream).entries
        except EntryUnreadable:
            return False
        return may_mend(entry.at, stream, caller, book, amends=self._amends)

    @cached_property
    def _amends(self) -> bool:
        """Whether they may mend what others wrote."""
        today, ledger = self._services.today(), self._services.ledger
        return self._caller is not None and self._caller.may(Scope.AMEND, today, ledger)


def may_have_written(caller: Caller, entry: Disclosed) -> bool:
    """Whether somebody may be an author of an entry: of what was corrected, whoever wrote it first is one, too."""
    return caller.recorded_by == entry.recorded_by or entry.supersedes is not None


def position_of(entry: Disclosed) -> int:
    """What an entry is known by."""
    return entry.position
