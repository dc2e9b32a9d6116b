"""Every flag that is raised of some people, roles and cases, as far as it is told to whoever asks."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from api.access.callers import Caller, Scope
from api.access.sight import Sight
from api.access.table import Information
from api.graphql.flagged import kinds
from api.graphql.flagged.attention_asked import AttentionAsked
from api.graphql.flagged.flag import Flag, FlagKind


@cache
def flag_kinds() -> Mapping[str, FlagKind]:
    """Every kind of flags by name: each that a module of `kinds` declares."""
    modules = (import_module(one.name) for one in iter_modules(kinds.__path__, f"{kinds.__name__}."))
    found = (each for module in modules for each in vars(module).values() if isinstance(each, FlagKind))
    return {kind.name: kind for kind in sorted(found, key=lambda kind: kind.name)}


@dataclass(frozen=True)
class FlagRaised:
    """A flag, and of which kind it is."""

    of: FlagKind
    flag: Flag

    @property
    def waits(self) -> str:
        """Its place in order of time: what has waited longest first, what waits since nobody knows when last."""
        return self._place(self.flag.since, self.flag.due)

    @property
    def presses(self) -> str:
        """Its place by its day: what is due first comes first, and what has no day last."""
        return self._place(self.flag.due, self.flag.since)

    def _place(self, *days: date | None) -> str:
        return " ".join((*((day or date.max).isoformat() for day in days), self.of.name, self.flag.about))


async def flags_raised(asked: AttentionAsked, names: Collection[str], *, ahead: bool) -> list[FlagRaised]:
    """The flags of some kinds, each told only to whom the information behind it is told.

    Where another's attention is asked about, also nothing that they are not told themselves. What does not press yet is
    left out, unless it is `ahead` that somebody looks.
    """
    if asked.of_their_own and asked.person is None:
        return []
    wanted = [kind for name, kind in flag_kinds().items() if name in names]
    found = [FlagRaised(kind, flag) for kind in wanted for flag in await kind.find(asked)]
    pressing = [one for one in found if ahead or one.of.presses(one.flag, asked.on)]
    return await theirs(asked, await told(asked, pressing))


async def told(asked: AttentionAsked, found: Sequence[FlagRaised]) -> list[FlagRaised]:
    """Those that are told to whoever asks. A look is what is shown of them, and no look at all that were found."""
    of_sorts: dict[Information, dict[str, None]] = defaultdict(dict)
    for one in found:
        of_sorts[one.of.sort][one.flag.subject] = None
    may = {sort: frozenset(await asked.told(sort, subjects)) for sort, subjects in of_sorts.items()}
    return [one for one in found if one.flag.subject in may[one.of.sort]]


async def theirs(asked: AttentionAsked, found: list[FlagRaised]) -> list[FlagRaised]:
    """Those that are told to the person whose attention is asked about, where that is another than who asks."""
    person, caller = asked.person, asked.context.caller
    if person is None or (caller is not None and caller.person == person):
        return found
    sight = Sight(Caller(person, person, frozenset((Scope.READ,))), asked.ledger, asked.context.entrance.stances)
    await asyncio.to_thread(sight.look_up, {one.flag.subject for one in found})
    return [one for one in found if sight.known(one.of.sort, one.flag.subject)]
