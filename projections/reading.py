"""Reading at one moment: what was known at one position of the ledger, and true on one day."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ledger import AsOf, Entry


class NotYetFollowed(Exception):
    """The read models have not come as far as was asked for; the message says how far they are."""

    def __init__(self, position: int, followed: int) -> None:
        super().__init__(f"position {position} was asked for; the read models have followed the ledger to {followed}")
        self.position = position
        self.followed = followed


@dataclass(frozen=True)
class Reading:
    """One moment, resolved once, with a connection to ask: every answer given with it belongs together."""

    position: int
    """What was known: the ledger up to here."""
    on: date
    """What was true: facts effective on this day or before."""

    async def rows(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of one statement; %(position)s and %(on)s are given."""
        raise NotImplementedError

    async def entries(self, positions: Iterable[int]) -> dict[int, Entry[Any]]:
        """Entries of the ledger by position, opened for telling; one statement."""
        raise NotImplementedError

    async def parked(self, subjects: Sequence[str] | None = None) -> tuple[int, ...]:
        """Positions of entries, of these subjects or of any, that could not be folded: what is answered lacks them."""
        raise NotImplementedError


class ReadModels:
    """The read models as a door reads them: a pool of reading connections, and ears for how far they have come."""

    @asynccontextmanager
    async def reading(self, as_of: AsOf | None = None) -> AsyncIterator[Reading]:
        """A reading as of that moment; now, if nothing is said.

        Beyond what has been followed it waits, within bounds; then it raises NotYetFollowed.
        """
        raise NotImplementedError
        yield

    async def wait_for(self, position: int, *, within: float = 5.0) -> None:
        """Returns as soon as the read models hold everything up to `position`. Raises NotYetFollowed after `within` seconds."""
        raise NotImplementedError

    async def followed(self) -> int:
        """How far the read models have come."""
        raise NotImplementedError

    async def lag(self) -> tuple[int, datetime | None]:
        """How many entries are still to be followed, and when the first of them was written."""
        raise NotImplementedError
