"""Whose attention is asked about: a person and those whom they lead, or everybody in some units, or everybody."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

from api.access.table import Information
from api.graphql.context import Context
from api.graphql.moment import Moment
from domain.kernel.ids import PersonId
from ledger import Ledger
from projections.engine.reading import Reading

T = TypeVar("T")


@dataclass(frozen=True)
class AttentionAsked:
    """What kinds of flags are found by. What several of them rest on is read once."""

    context: Context
    moment: Moment
    person: PersonId | None
    """Whose attention; None where it is asked of units, or of all."""
    people: Sequence[str]
    """Whom flags of people concern: the person and whoever reports to them, or everybody who is meant."""
    units: Collection[str] | None = None
    """The units whose roles and candidates are meant; None for those of all."""
    of_their_own: bool = False
    """Whether nothing is meant but what is the person's own, and the roles for which they answer."""
    _read: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def reading(self) -> Reading:
        return self.moment.reading

    @property
    def on(self) -> date:
        """The day that is asked about."""
        return self.moment.reading.on

    @property
    def ledger(self) -> Ledger:
        return self.context.services.ledger

    @property
    def mentoring_of(self) -> Sequence[str]:
        """Whose mentoring is meant: the person's own, or that of everybody who is meant."""
        return self.people if self.person is None else (self.person,)

    async def told(self, sort: Information, subjects: Collection[str]) -> list[str]:
        """Those of these subjects of whom whoever asks is told what is of a sort. To find them is no look at them."""
        sight = self.context.sight
        if sight.all:
            return [*subjects]
        if not sight.known_of(subjects):
            await asyncio.to_thread(sight.look_up, subjects)
        return [subject for subject in subjects if sight.known(sort, subject)]

    async def once(self, what: Callable[[AttentionAsked], Awaitable[T]]) -> T:
        """What several kinds rest on."""
        if what not in self._read:
            self._read[what] = await what(self)
        return cast("T", self._read[what])
