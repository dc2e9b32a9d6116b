"""The gate as resolvers ask it: at once where no rule is about an entry, and else many together, in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from api.access.disclosed import Disclosed
from api.access.gate import Gate
from api.graphql.gathering import Gathering
from ledger import Entry


class Disclosing:
    """One request's: each entry that a rule is about is asked for once."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self.has_asked_rules = False
        """Whether anything was told by how a stream stands now."""
        self._awaited: Gathering[Entry[Any], Disclosed] = Gathering(self._together, cache_key_fn=position_of)

    def at_once(self, entry: Entry[Any]) -> Disclosed | None:
        """What may be told of an entry that no rule is about; None if it has to be waited for, which is dear."""
        return self._gate.at_once(entry)

    async def one(self, entry: Entry[Any]) -> Disclosed:
        """What may be told of an entry; all that are asked for meanwhile are asked for together."""
        return self.at_once(entry) or await self._awaited.load(entry)

    async def all(self, entries: Sequence[Entry[Any]]) -> list[Disclosed]:
        """What may be told of several, in their order."""
        at_once = [disclosed for entry in entries if (disclosed := self._gate.at_once(entry))]
        return at_once if len(at_once) == len(entries) else await self._together(list(entries))

    async def _together(self, entries: list[Entry[Any]]) -> list[Disclosed]:
        self.has_asked_rules = True
        return await asyncio.to_thread(self._gate.disclose, entries)


def position_of(entry: Entry[Any]) -> int:
    """What an entry is known by."""
    return entry.position
