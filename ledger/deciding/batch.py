"""A batch of commands, each decided on what those before it have decided; all of them are appended together."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from ledger.deciding.draft import Draft
from ledger.deciding.sources import FreshStreams
from ledger.deciding.streams import Stream
from ledger.deciding.view import View
from ledger.entry import Entry
from ledger.storage.read_set import Key, Read, ReadSet, StreamRead, all_of
from ledger.storage.unread import EntryUnreadable, must_read


class WriteFirst(Exception):
    """A decision asks for what the batch has not written yet."""


class Batch:
    """The ledger as the commands of a batch see it: the database, and what those before them have decided."""

    def __init__(self, fresh: FreshStreams, streams: set[str], keys: Collection[Key] = ()) -> None:
        self._fresh = fresh
        self.start = self.end = fresh.position()
        """Where the ledger stood before the batch, and with it: as of the end, what had nothing to write is so."""
        self._today = fresh.today()
        self.drafts: dict[int, Draft] = {}
        """What is waiting to be appended, by the number of its command."""
        self.ids: set[object] = set()
        self._touched: set[Key] = set()
        self._read: dict[Read, None] = {}
        self._keys_read: set[Key] = set()
        self._concerning: dict[tuple[str, str, int], list[Entry[Any]]] = {}
        self._looked_up = fresh.entries_concerning_each(keys, self.start)
        """Of keys that commands name, until one of them asks: whether its entries can be read is its own matter."""
        self.streams: dict[str, Stream] = {}
        self._found_at: dict[str, int] = {}
        self.remembered = False
        """Whether something was taken as it was last seen: it may be behind."""
        self._look_at_those_that_read(streams)

    def position(self) -> int:
        """The last position, for a decision that stores it: so everything before it must be written."""
        if self.drafts:
            raise WriteFirst
        return self._fresh.position()

    def since(self) -> int:
        """Where the ledger stood when the batch began."""
        return self.start

    def today(self) -> date:
        """Which day it was when the batch began."""
        return self._today

    def stream(self, name: str) -> Stream:
        """A stream with what the batch has already decided to write there."""
        if name not in self.streams:
            self._look_at({name})
        return self.streams[name]

    def _look_at_those_that_read(self, names: set[str]) -> None:
        """All but those that cannot be read: whichever commands need these are refused, and no others."""
        try:
            self._look_at(names)
        except EntryUnreadable as unreadable:
            self._look_at_those_that_read(names - {unreadable.stream})

    def _look_at(self, names: set[str]) -> None:
        """Take streams out of memory, and from the database, in one statement, what is not there."""
        kept = {name: stream for name in names if (stream := self._fresh.kept.get(name))}
        self.remembered = self.remembered or bool(kept)
        found = kept | self._fresh.streams([name for name in names if name not in kept])
        self._found_at |= {name: stream.version for name, stream in found.items()}
        self.streams |= found

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """From the database, once for all commands; what the batch itself has to say must be written first."""
        if (subject, kind) in self._touched:
            raise WriteFirst
        asked = (subject, kind, until)
        if asked not in self._concerning:
            found = self._looked_up.pop((subject, kind), None) if until == self.start else None
            if found is None:
                found = self._fresh.entries_concerning(*asked)
            must_read(found)
            self._concerning[asked] = found
        return self._concerning[asked]

    def saw(self, view: View) -> None:
        """Hold the batch to what one of its commands has read, be it to be refused."""
        self._keys_read.update(view.keys_read)
        self._read.update(view.read)

    def add(self, number: int, draft: Draft) -> None:
        """Take a decision into the batch."""
        self.drafts[number] = draft
        self.ids.add(draft.request.command_id)
        for entry in draft.entries:
            name = entry.stream
            stream = self.streams[name] = self.stream(name).with_entries((entry,))
            self._read[name, None] = None  # all of it: or its versions might not be as foreseen
            if entry.supersedes is None:
                self._touched.update([(subject, entry.kind) for subject in entry.event.concerns()])
                continue
            chain = stream.chain(entry.supersedes)
            for each in chain:
                self._touched.update([(subject, chain[0].kind) for subject in each.event.concerns()])

    def read_set(self) -> ReadSet:
        """What must not have changed since it was found."""
        read = ((name, kinds) for name, kinds in all_of(self._read) if name in self._found_at)  # others are unreadable
        streams = {name: StreamRead(self._found_at[name], kinds) for name, kinds in read}
        return ReadSet(streams, dict.fromkeys(self._keys_read, self.start))

    def place(self, written: dict[str, list[Entry[Any]]]) -> None:
        """Take it as recorded: what was planned on these streams is written."""
        for name, entries in written.items():
            self.streams[name] = self.streams[name].placed(entries)
        for name, stream in self.streams.items():
            self._fresh.kept.keep(name, stream)
