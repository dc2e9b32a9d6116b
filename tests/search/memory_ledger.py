"""A ledger without a database: commands pass the door and the rules as ever, and what they come to is stored bytes."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Final, cast
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.access.acting import must_be_theirs_to_say
from api.access.callers import Caller
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.refusals import Refusal
from ledger import Ledger, Request
from ledger.deciding.draft import Draft
from ledger.deciding.streams import Stream
from ledger.deciding.view import View
from ledger.entry import Entry
from ledger.storage.forms import key_holder
from ledger.storage.keys import KEY_BYTES, Keys
from ledger.storage.proposals import NewEntry, Outcome
from ledger.storage.read_set import NOTHING_READ
from ledger.storage.stored_form import StoredForm
from tests.search.rows import Attempt, Row

WRITTEN_AT: Final = datetime(2025, 1, 1, tzinfo=UTC)
"""When everything is said to have been written: nothing here asks for it."""


class KeysInMemory:
    """A key for everybody, which can be made again from who they are."""

    secret = b"nobody guesses from it"

    def __init__(self) -> None:
        self._ciphers: dict[str, AESGCM] = {}

    def cipher(self, person: str) -> AESGCM:
        """The person's cipher."""
        if person not in self._ciphers:
            key = hashlib.blake2b(person.encode(), digest_size=KEY_BYTES).digest()
            self._ciphers[person] = AESGCM(key)
        return self._ciphers[person]

    def ensure(self, persons: Iterable[str]) -> None:
        """Nothing: there is a key for everybody."""


@dataclass
class StreamsInMemory:
    """What decisions read from."""

    day: date
    streams: dict[str, Stream] = field(default_factory=dict)
    index: dict[tuple[str, str], tuple[Entry[Any], ...]] = field(default_factory=dict)
    last: int = 0

    def position(self) -> int:
        """The last position."""
        return self.last

    since = position

    def today(self) -> date:
        """Which day it is."""
        return self.day

    def stream(self, name: str) -> Stream:
        """A stream as it stands."""
        return self.streams.get(name) or NOTHING

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """The entries of chains of one kind that touch a subject, in the order of writing."""
        return [entry for entry in self.index.get((subject, kind), ()) if entry.position <= until]

    def place(self, draft: Draft, proposed: Sequence[NewEntry]) -> None:
        """Keep what a command came to, sealed as it is."""
        written: dict[str, list[Entry[Any]]] = {}
        first, self.last = self.last + 1, self.last + len(proposed)
        draft.place(Outcome("recorded", first, self.last, WRITTEN_AT), written)
        for entry, new in zip(draft.entries, proposed, strict=True):
            for key in new.concerns:
                self.index[key] = (*self.index.get(key, ()), entry)
        for name, entries in written.items():
            self.streams[name] = self.stream(name).with_entries(tuple(entries))


@dataclass
class MemoryLedger:
    """Everything that a ledger keeps, and what was asked of it."""

    kept: StreamsInMemory
    form: StoredForm = field(default_factory=lambda: StoredForm(cast("Keys", KeysInMemory())))
    rows: list[Row] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    """What was asked for, granted or not."""

    @classmethod
    def of(cls, today: date) -> MemoryLedger:
        """An empty ledger, in which it is this day."""
        return cls(StreamsInMemory(today))

    def fork(self) -> MemoryLedger:
        """The same ledger once more: what is written in one is not in the other."""
        kept = replace(self.kept, streams=dict(self.kept.streams), index=dict(self.kept.index))
        return MemoryLedger(kept, self.form, [*self.rows], [*self.attempts])

    def ask(self, command: Command[Any], caller: Caller) -> tuple[Reference, ...]:
        """What a command comes to, asked at a door. Raises the Refusal of the door or of the rules."""
        attempt = Attempt(len(self.rows), type(command).__name__, msgspec.to_builtins(command))
        self.attempts.append(attempt)
        try:
            must_be_theirs_to_say(command, caller, self.kept.day, cast("Ledger", self))
            return self.record(command, by=caller.recorded_by)
        except Refusal as refusal:
            attempt.refused = type(refusal).__name__
            raise

    def record(self, command: Command[Any], *, by: str) -> tuple[Reference, ...]:
        """What a command comes to, decided, sealed and kept. Raises the Refusal of the rules."""
        draft = Draft(Request(command, by, UUID(int=len(self.rows))), self.kept, self.form)
        if not draft.decide():
            return ()
        self.kept.place(draft, draft.proposal(NOTHING_READ).entries)
        self.rows += [row_of(entry, self.form) for entry in draft.entries]
        return tuple(entry.at for entry in draft.entries)

    def stream(self, name: str) -> tuple[Entry[Any], ...]:
        """One subject's entries."""
        return self.kept.stream(name).entries

    def version(self, stream: str) -> int:
        """Of the last entry of a stream."""
        return self.kept.stream(stream).version

    def book(self) -> View:
        """What a decision could look up now."""
        return View(self.kept)


NOTHING: Final = Stream()


def row_of(entry: Entry[Any], form: StoredForm) -> Row:
    """What stands in the table, with the sealed parts opened by their keys: no event is made of it."""
    stored = json.loads(entry.stored)
    said: dict[str, Any] = stored["open"]
    for whom, sealed in stored.get("sealed", {}).items():
        holder = key_holder(said.get(whom, entry.stream), whom)
        said |= json.loads(form._unseal(holder, entry, whom, b64decode(sealed)) or b"{}")
    return Row(entry.position, entry.stream, entry.version, entry.kind, entry.supersedes, entry.recorded_by, said)
