"""Streams: one subject's entries and what stands of them; out of memory, where the least used are let go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date
from threading import Lock
from typing import Any, Final, cast

import msgspec

from domain.kernel.facts import Event
from domain.kernel.memories import Memory
from domain.kernel.standing import Noted, recall, standing
from ledger.entry import Entry

ENTRIES_AT_MOST: Final = 100_000
"""Entries held in memory, about a kilobyte each."""


class Stream(msgspec.Struct, frozen=True, eq=False):
    """One subject's entries, oldest first, and what stands of them."""

    entries: tuple[Entry[Any], ...] = ()
    standing: tuple[Noted[Event[Any]], ...] = ()
    recalled: dict[type, object] = {}
    """What these entries leave to remember, by memory; filled when asked for."""

    @property
    def version(self) -> int:
        """Of its last entry; 0 if there is none."""
        return self.entries[-1].version if self.entries else 0

    def recall(self, memory: type[Memory]) -> Memory:
        """A memory as all that stands here left it."""
        known = self.recalled.get(memory)
        if known is None:
            self.recalled[memory] = known = recall(memory, self.standing)
        return cast("Memory", known)

    def with_entries(self, more: tuple[Entry[Any], ...]) -> Stream:
        """This stream and what was written on it next; recalled anew only where that is needed."""
        entries = self.entries + more
        added: list[Noted[Event[Any]]] = []
        recalled = dict(self.recalled)
        latest = self.standing[-1].event.effective_on if self.standing else date.min
        for entry in more:
            event, at = entry.event, entry.at
            if entry.supersedes is not None or event.effective_on < latest:
                return stream_of(entries)
            latest = event.effective_on
            added.append(Noted(event, at))
            known = recalled.get(event.memory)  # an event is part of one memory: the others stay as they are
            if known is not None:
                recalled[event.memory] = event.evolve(known, at)
        return Stream(entries, (*self.standing, *added), recalled)

    def placed(self, written: list[Entry[Any]]) -> Stream:
        """The same stream once its last entries, which were only planned, are written as they were planned."""
        return Stream((*self.entries[: -len(written)], *written), self.standing, self.recalled)

    def until(self, position: int) -> Stream:
        """The stream as it stood at a position; the very same one if nothing has come since."""
        if not self.entries or self.entries[-1].position <= position:
            return self
        return stream_of(tuple(entry for entry in self.entries if entry.position <= position))

    def chain(self, origin: int) -> list[Entry[Any]]:
        """The entry of that version, and whatever has superseded it."""
        return [entry for entry in self.entries if origin in (entry.version, entry.supersedes)]


def stream_of(entries: tuple[Entry[Any], ...]) -> Stream:
    """The stream that these entries make."""
    return Stream(entries, standing(entries))


class KeptStreams:
    """A bounded memory of streams; safe to use from several threads."""

    def __init__(self, entries_at_most: int = ENTRIES_AT_MOST) -> None:
        self._streams: OrderedDict[str, Stream] = OrderedDict()
        self._lock = Lock()
        self._room = entries_at_most

    def get(self, name: str) -> Stream | None:
        """The stream as it was last seen, if it is still here."""
        with self._lock:
            stream = self._streams.get(name)
            if stream is not None:
                self._streams.move_to_end(name)
            return stream

    def keep(self, name: str, stream: Stream) -> None:
        """Remember a stream, unless it is known as far as that already."""
        with self._lock:
            known = self._streams.get(name)
            if known is None or known.version < stream.version:
                self._put(name, stream)

    def extend(self, name: str, more: Sequence[Entry[Any]]) -> None:
        """Add what has just been written to a stream, if the stream before it is here."""
        known = self.get(name)
        if known is None or known.version >= more[-1].version:
            return
        further = tuple([entry for entry in more if entry.version > known.version])
        if known.version != further[0].version - 1:
            self.forget((name,))  # others have written between: what is kept has fallen behind
            return
        stream = known.with_entries(further)
        with self._lock:
            if self._streams.get(name) is known:
                self._put(name, stream)

    def forget(self, names: Iterable[str] | None = None) -> None:
        """Let go of some streams, or of all."""
        with self._lock:
            for name in list(self._streams) if names is None else names:
                stream = self._streams.pop(name, None)
                self._room += room_of(stream) if stream else 0

    def _put(self, name: str, stream: Stream) -> None:
        known = self._streams.pop(name, None)
        self._room += room_of(known) if known else 0
        self._streams[name] = stream
        self._room -= room_of(stream)
        while self._room < 0 and len(self._streams) > 1:
            _, oldest = self._streams.popitem(last=False)
            self._room += room_of(oldest)


def room_of(stream: Stream) -> int:
    """How much of the memory a stream takes, in entries; an empty one counts too."""
    return len(stream.entries) + 1
