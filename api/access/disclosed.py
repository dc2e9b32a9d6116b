"""An entry as it may be shown: where it stands, who wrote it when, and what may be told of what it says."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from api.access.serialised import serialised
from domain.catalogue import RECORDED_BY
from domain.kernel.acting import acting_fields
from domain.kernel.facts import ERASED, Erased, Event, Reference
from domain.kernel.memories import Memory
from domain.kernel.standing import recall, standing
from ledger import Entry
from ledger.storage.forms import kind_today
from ledger.storage.unread import UNREADABLE, Illegible, Unread, as_far_as_it_reads

WITHHELD: Final = {"withheld": True}
"""What stands in JSON in the place of a value that nobody is told yet."""


class Disclosed:
    """What is shown of one stored entry. Only the gate makes it, and nothing else is shown of entries.

    The entry behind it is opened when something is first asked of what it says.
    """

    __slots__ = ("_entry", "_opened", "_safe", "beside", "withheld")

    def __init__(self, entry: Entry[Any], withheld: frozenset[str] = frozenset()) -> None:
        self._entry = entry
        self._opened = False
        self._safe: Event[Any] | None = None
        self.withheld = withheld
        """Names of the fields that are not told."""
        self.beside: Disclosed | None = None
        """Of a remark, the entry that it is about, as the gate has found it."""

    @property
    def position(self) -> int:
        """Its place in the ledger, from 1 without gaps."""
        return self._entry.position

    @property
    def stream(self) -> str:
        """Whose stream it stands on."""
        return self._entry.stream

    @property
    def version(self) -> int:
        """Its place on that stream, from 1."""
        return self._entry.version

    @property
    def address(self) -> Reference:
        """Its own place, also where it supersedes another entry."""
        return Reference(self._entry.stream, self._entry.version)

    @property
    def at(self) -> Reference:
        """How it is cited: the address of the first entry of its chain of corrections."""
        return self._entry.at

    @property
    def kind(self) -> str:
        """The event's name, as it is read today."""
        try:
            return kind_today(self._entry)
        except UNREADABLE:
            return self._entry.kind

    @property
    def effective_on(self) -> date:
        """The day it was true, or true from."""
        day: date | None = self._event.effective_on
        return day or self._entry.recorded_at.date()  # the second where nothing of it can be read

    @property
    def recorded_at(self) -> datetime:
        """When it was written, by the database's clock."""
        return self._entry.recorded_at

    @property
    def recorded_by(self) -> str:
        """Who wrote it."""
        return self._entry.recorded_by

    @property
    def on_behalf(self) -> bool | None:
        """Whether anybody is said to act who did not write it; None where nobody is, or where that is not told."""
        command = RECORDED_BY.get(self.kind)
        acting = acting_fields(command) if command else {}
        if not acting or acting.keys() & self.withheld:
            return None
        held = (self.stream if command and name == command.subject else self.value(name) for name in acting)
        people = [person for one in held for person in (one if isinstance(one, tuple) else (one,)) if person]
        return any(person != self.recorded_by for person in people) if people else None

    @property
    def command_id(self) -> UUID:
        """The request that wrote it."""
        return self._entry.command_id

    @property
    def supersedes(self) -> int | None:
        """Position of the first entry of the chain that it corrects or retracts; None if it does neither."""
        return None if self._entry.supersedes is None else self._entry.origin

    @property
    def unreadable(self) -> str | None:
        """Why it cannot be read, or not wholly; None where it can be, as a rule."""
        self._open()
        return self._entry.why if isinstance(self._entry, Unread) else None

    @property
    def why(self) -> str | None:
        """Why it supersedes that; None if it does not, or if the reason has been erased."""
        self._open()
        return None if isinstance(self._entry.reason, Erased) else self._entry.reason

    @property
    def erased(self) -> bool:
        """Whether anything that it said, or why it was said, has been erased."""
        hidden = (value for name, value in vars(self._event).items() if name not in self.withheld)
        return any(isinstance(value, Erased) for value in (*hidden, self._entry.reason))

    @property
    def fields_erased(self) -> tuple[str, ...]:
        """The names of what it said and was erased since."""
        told = (name for name in self.fields if name not in self.withheld)
        return tuple(name for name in told if isinstance(getattr(self._event, name), Erased))

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what it says, withheld or not."""
        event = self._event
        return () if isinstance(event, Illegible) else tuple(field.name for field in dataclasses.fields(event))

    def said(self) -> dict[str, Any]:
        """What happened, as plain JSON under stored names; what is erased or withheld says so, and what is unread."""
        if self.unreadable is not None:
            return {"unreadable": self.unreadable}
        return {**serialised(self._event), **dict.fromkeys(self.withheld, WITHHELD)}

    def why_in_json(self) -> Any:
        """The same as plain JSON, where what is erased says so."""
        self._open()
        return serialised(self._entry.reason)

    def value(self, name: str) -> Any:
        """One of the things that it says; None where it is erased, withheld, or nothing that this kind says."""
        value = getattr(self._event, name) if name in self.fields else None
        return None if isinstance(value, Erased) else value

    @property
    def _event(self) -> Event[Any]:
        """What happened, with `ERASED` in the place of all that is withheld: every fold bears that."""
        self._open()
        if self._safe is None:
            event: Event[Any] = self._entry.event
            hidden: dict[str, Any] = dict.fromkeys(self.withheld, ERASED)
            self._safe = dataclasses.replace(event, **hidden) if hidden and not isinstance(event, Illegible) else event
        return self._safe

    def _open(self) -> None:
        """Read the entry, as far as it can be."""
        if not self._opened:
            self._entry, self._opened = as_far_as_it_reads(self._entry), True

    @property
    def _written(self) -> _Written:
        """The entry as folds take it."""
        return _Written(self._event, self.stream, self.version, self._entry.supersedes)


class _Written(NamedTuple):
    """As much of an entry as folds need."""

    event: Event[Any]
    stream: str
    version: int
    supersedes: int | None


def remembered(memory: type[Memory], stream: Iterable[Disclosed], *, on: date) -> Memory:
    """What a stream leaves to remember on a day, as far as it may be told: what is withheld is not folded in.

    Neither is an entry of which nothing can be read.
    """
    written = [each._written for each in stream]  # noqa: SLF001  its other half
    return recall(memory, standing([one for one in written if not isinstance(one.event, Illegible)]), on=on)
