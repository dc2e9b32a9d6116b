"""A rehearsal: commands are decided on what those before them would have left, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from ledger.deciding.draft import Draft
from ledger.deciding.sources import FreshStreams
from ledger.deciding.streams import KeptStreams, Stream
from ledger.entry import Entry, Request
from ledger.storage.recorder import BookRecorder
from ledger.storage.stored_form import StoredForm


class Rehearsal:
    """The ledger as it would be; where drafts read from that are never written."""

    def __init__(self, recorder: BookRecorder, form: StoredForm) -> None:
        self._form = form
        self._fresh = FreshStreams(recorder, KeptStreams(0))
        self._streams: dict[str, Stream] = {}
        self._entries: list[Entry[Any]] = []
        self._kept: dict[str, Stream] = {}
        self._position = self._fresh.position()
        self._today = self._fresh.today()

    def position(self) -> int:
        """Where the ledger stood when the rehearsal began."""
        return self._position

    since = position

    def today(self) -> date:
        """Which day it was when the rehearsal began."""
        return self._today

    def stream(self, name: str) -> Stream:
        """A stream as it would be."""
        if name not in self._streams:
            self._streams[name] = self._fresh.stream(name)
        return self._streams[name]

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """The entries that touch a subject, also those that would be written."""
        would_be = [e for e in self._entries if e.kind == kind and subject in e.event.concerns()]
        return [*self._fresh.entries_concerning(subject, kind, until), *would_be]

    def turn_over(self, streams: Iterable[str], looked_at: Callable[[str], bool] = lambda name: False) -> None:
        """Forget what came before, and look at these streams next, in one go.

        Streams that are looked at later on are kept as they would be; all else that they touch is forgotten.
        """
        self._kept |= {name: stream for name, stream in self._streams.items() if looked_at(name)}
        self._streams = self._fresh.streams(list(dict.fromkeys(streams))) | self._kept
        self._entries.clear()

    def decide(self, request: Request) -> tuple[Entry[Any], ...]:
        """What would be written. Raises the Refusal of the rules."""
        entries = Draft(request, self, self._form).decide()
        for entry in entries:
            self._streams[entry.stream] = self.stream(entry.stream).with_entries((entry,))
            self._entries.append(entry)
        return entries
