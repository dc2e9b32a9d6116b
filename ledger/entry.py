"""One line in the book: an event, and who wrote it down when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

import msgspec

from domain.kernel.commands import Command
from domain.kernel.facts import Erased, Event, Reference

E_co = TypeVar("E_co", bound=Event[Any], covariant=True)


class Entry(msgspec.Struct, Generic[E_co], gc=False):
    """An entry as it stands in the book. Its fields are the columns of ledger.entries, in their order.

    Never changed once made; the event is read out of its stored form when it is first asked for. Nothing in it leads
    back to it, so the garbage collector need not look at it: many are kept.
    """

    position: int
    """0 as long as it is only planned: its version is foreseen then, and time, origin and stored form are to come."""
    stream: str
    version: int
    kind: str
    stored: bytes
    origin: int
    """Position of the first entry of its chain of corrections; its own if it supersedes nothing."""
    supersedes: int | None
    """Version of that first entry, on the same stream."""
    recorded_at: datetime
    recorded_by: str
    command_id: UUID
    read: Callable[[Entry[Any]], tuple[Any, str | Erased | None]]
    """How the stored form is read; chosen by whoever reads the book (opened or not)."""
    _event: E_co | None = None
    _reason: str | Erased | None = None

    @property
    def event(self) -> E_co:
        """What happened. Sealed fields are `ERASED` once their key is destroyed, and in entries read unopened."""
        if self._event is None:
            self._open()
        return cast("E_co", self._event)

    @property
    def reason(self) -> str | Erased | None:
        """Why it supersedes another, if it does."""
        if self._event is None:
            self._open()
        return self._reason

    def _open(self) -> None:
        event, self._reason = self.read(self)
        self._event = event  # last: for other threads, this is the sign that both are there

    @property
    def at(self) -> Reference:
        """The reference of its chain: that of the origin."""
        return Reference(self.stream, self.supersedes or self.version)

    @property
    def originator_id(self) -> str:
        """The stream, as the eventsourcing library calls it."""
        return self.stream

    @property
    def originator_version(self) -> int:
        """The version, as the eventsourcing library calls it."""
        return self.version


@dataclass(frozen=True)
class Receipt:
    """What a command has become. The same command asked again gets the same receipt."""

    position: int
    """Of its last entry; if there was nothing to write, the ledger's position when that was found out."""
    references: tuple[Reference, ...]
    """Of its entries, each by the origin of its chain, as everybody cites it."""
    recorded_at: datetime | None
    """None if there was nothing to write."""
    repeated: bool = False


@dataclass(frozen=True)
class Request:
    """A command, who asks, and under which id."""

    command: Command[Any]
    by: str
    command_id: UUID
