"""A rehearsal: commands are decided on what those before them would have left, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from domain.kernel.commands import Command
from ledger.deciding.draft import Draft
from ledger.deciding.named_streams import keys_named
from ledger.deciding.sources import FreshStreams
from ledger.deciding.streams import KeptStreams, Stream
from ledger.deciding.view import View
from ledger.entry import Entry, Request
from ledger.storage.read_set import Key
from ledger.storage.recorder import BookRecorder
from ledger.storage.stored_form import StoredForm
from ledger.storage.unread import must_read


class Rehearsal:
    """The ledger as it would be; where drafts read from that are never written."""

    def __init__(self, recorder: BookRecorder, form: StoredForm) -> None:
        self._form = form
        self._fresh = FreshStreams(recorder, KeptStreams(0))
        self._streams: dict[str, Stream] = {}
        self._would_be: dict[Key, list[Entry[Any]]] = {}
        """What would be written, by the keys under which it would be found again."""
        self._looked_up: dict[Key, list[Entry[Any]]] = {}
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
        found = self._looked_up.get((subject, kind)) if until == self._position else None
        if found is None:
            found = self._fresh.entries_concerning(subject, kind, until)
        must_read(found)
        return [*found, *self._would_be.get((subject, kind), ())]

    def turn_over(
        self, commands: Collection[Command[Any]], looked_at: Callable[[str], bool] = lambda name: False
    ) -> None:
        """Forget what came before, and look in one go at the streams of these commands, and at what they look up.

        Streams that are looked at later on are kept as they would be; all else that they touch is forgotten.
        """
        self._kept |= {name: stream for name, stream in self._streams.items() if looked_at(name)}
        streams = self._fresh.streams(list(dict.fromkeys(command.stream for command in commands)))
        self._streams = streams | self._kept
        self._would_be.clear()
        book = View(self, self._form.secret_keys)
        keys = {key for command in commands for key in keys_named(command, book)}
        self._looked_up = self._fresh.entries_concerning_each(keys, self._position)

    def decide(self, request: Request) -> tuple[Entry[Any], ...]:
        """What would be written. Raises the Refusal of the rules."""
        entries = Draft(request, self, self._form).decide()
        for entry in entries:
            self._streams[entry.stream] = self.stream(entry.stream).with_entries((entry,))
            for subject in dict.fromkeys(entry.event.concerns()):
                self._would_be.setdefault((subject, entry.kind), []).append(entry)
        return entries
