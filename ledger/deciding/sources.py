"""Where a decision's view reads from: memory, the database as it is now, or the ledger as it stood before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol

from domain.kernel.facts import EntryRetracted
from ledger.deciding.streams import KeptStreams, Stream, stream_of
from ledger.entry import Entry
from ledger.storage.forms import stored_as
from ledger.storage.read_set import Key
from ledger.storage.recorder import BookRecorder
from ledger.storage.unread import must_read

STREAMS_UNTIL: Final = "WHERE stream = ANY (%s) AND position <= %s ORDER BY stream, version"


class Source(Protocol):
    """Where a decision's view reads from."""

    def position(self) -> int:
        """The last position of the ledger."""

    def since(self) -> int:
        """A position from which on the index has not been looked at; the append checks what came after it."""

    def today(self) -> date:
        """Which day it is."""

    def stream(self, name: str) -> Stream:
        """A stream as it is known; may be behind, which the append will find out."""

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """The entries of chains of one kind that touch a subject, in the order of writing."""


class FreshStreams:
    """The ledger as it stands in the database now; what is read is kept for the next decision."""

    def __init__(self, recorder: BookRecorder, kept: KeptStreams) -> None:
        self._recorder = recorder
        self.kept = kept

    def position(self) -> int:
        """The last position of the ledger."""
        return self._recorder.max_notification_id() or 0

    since = position

    def today(self) -> date:
        """Which day the database says it is."""
        return self._recorder.clock.today()

    def stream(self, name: str) -> Stream:
        """A stream as it stands now."""
        return self._read((name,), "WHERE stream = %s ORDER BY version", name)[name]

    def streams(self, names: Sequence[str]) -> dict[str, Stream]:
        """Many streams in one statement, by name; also those without an entry."""
        return self._read(names, "WHERE stream = ANY (%s) ORDER BY stream, version", list(names))

    def _read(self, names: Sequence[str], condition: str, *parameters: object) -> dict[str, Stream]:
        return self._opened(by_stream(names, self._entries(condition, *parameters))) if names else {}

    def _opened(self, found: Mapping[str, Sequence[Entry[Any]]]) -> dict[str, Stream]:
        for entries in found.values():
            must_read(entries)
        streams = {name: stream_of(tuple(entries)) for name, entries in found.items()}
        for name, stream in streams.items():
            self.kept.keep(name, stream)
        return streams

    def _entries(self, condition: str, *parameters: object) -> list[Entry[Any]]:
        return self._recorder.read(condition, *parameters)

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """The entries of chains of one kind that touch a subject, in the order of writing."""
        entries = self._entries(
            "WHERE position IN (SELECT position FROM ledger.concerns WHERE subject = %s AND kind = %s"
            " AND position <= %s) ORDER BY position",
            subject,
            kind,
            until,
        )
        must_read(entries)
        return entries

    def entries_concerning_each(self, keys: Collection[Key], until: int) -> dict[Key, list[Entry[Any]]]:
        """The same for many subjects and kinds at once; whether they can be read, whoever needs them has to ask."""
        positions = self._recorder.positions_concerning(keys, until)
        those = sorted({position for found in positions.values() for position in found})
        entries = {e.position: e for e in self._entries("WHERE position = ANY (%s)", those)} if those else {}
        return {key: [entries[position] for position in positions.get(key, ())] for key in keys}


class RememberedStreams(FreshStreams):
    """The ledger as this process last saw it. Whether that is still true, the append finds out under its lock."""

    def today(self) -> date:
        """Which day it is, counted on from when the database last said so."""
        return self._recorder.clock.today_as_counted()

    def stream(self, name: str) -> Stream:
        """A stream out of memory; from the database if it is not there."""
        return self.kept.get(name) or super().stream(name)


class StreamsAsOf(FreshStreams):
    """The ledger as it stood at a position, whatever has come since. It cannot move, so what was read is kept."""

    def __init__(self, recorder: BookRecorder, position: int, kept: KeptStreams | None = None) -> None:
        super().__init__(recorder, kept or KeptStreams())
        self._position = position
        self._concerning: dict[Key, list[Entry[Any]]] = {}
        self._ahead: dict[str, list[Entry[Any]]] = {}
        """Entries of streams that nobody has asked for yet: they are opened then."""
        self._concerning_ahead: dict[Key, list[Entry[Any]]] = {}

    def position(self) -> int:
        """The position as of which everything is read."""
        return self._position

    since = position

    def today(self) -> date:
        """The day on which the ledger came to that position."""
        return self.day_at(self._position)

    def day_at(self, position: int) -> date:
        """The day on which the ledger came to a position; the first of all days before there was anything."""
        entries = self._recorder.read("WHERE position = %s", position, opened=False)
        return self._recorder.clock.day_of(entries[0].recorded_at) if entries else date.min

    def stream(self, name: str) -> Stream:
        """A stream as it stood then, read once."""
        return self.streams((name,))[name]

    def streams(self, names: Sequence[str]) -> dict[str, Stream]:
        """Many streams as they stood then, by name; those that have not been read yet in one statement."""
        known = {name: stream for name in names if (stream := self.kept.get(name))}
        ahead = {name: self._ahead.pop(name) for name in names if name not in known and name in self._ahead}
        others = [name for name in names if name not in known and name not in ahead]
        return known | self._opened(ahead) | self._read(others, STREAMS_UNTIL, others, self._position)

    def look_ahead(self, names: Iterable[str], keys: Collection[Key] = ()) -> None:
        """Fetch at once what may be asked for: streams, and what the index says of subjects with the streams it is on.

        Nothing of it is opened before it is: it stops nobody else where it cannot be read.
        """
        found = self.entries_concerning_each(keys, self._position) if keys else {}
        self._concerning_ahead |= found
        wanted = {*names, *(entry.stream for entries in found.values() for entry in entries)}
        if unknown := [name for name in wanted if self.kept.get(name) is None]:
            self._ahead |= by_stream(unknown, self._entries(STREAMS_UNTIL, unknown, self._position))

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """The entries of chains of one kind that touch a subject, in the order of writing, read once."""
        key = (subject, kind)
        if key not in self._concerning:
            ahead = self._concerning_ahead.get(key)
            must_read(ahead or ())
            found = super().entries_concerning(subject, kind, self._position) if ahead is None else ahead
            self._concerning[key] = found
        return [entry for entry in self._concerning[key] if entry.position <= until]


class OpenPartsAsOf(StreamsAsOf):
    """The same for telling of many subjects at once: entries of some kinds alone, and what is sealed in them left shut.

    Nothing else may be recalled from it, and nothing decided on it.
    """

    def __init__(self, recorder: BookRecorder, position: int, kinds: Collection[str]) -> None:
        super().__init__(recorder, position)
        self._kinds = list(stored_as(*sorted({*kinds, EntryRetracted.__name__})))

    def _entries(self, condition: str, *parameters: object) -> list[Entry[Any]]:
        of_kinds = condition.replace("WHERE ", "WHERE kind = ANY (%s) AND ", 1)
        return self._recorder.read(of_kinds, self._kinds, *parameters, opened=False)


class EarlierStreams:
    """The ledger as it stood before: the streams of a later moment without what came after. Nothing is read twice."""

    def __init__(self, later: StreamsAsOf, position: int) -> None:
        self._later = later
        self._position = position

    def position(self) -> int:
        """The position as of which everything is told."""
        return self._position

    since = position

    def today(self) -> date:
        """The day on which the ledger came to that position."""
        return self._later.day_at(self._position)

    def stream(self, name: str) -> Stream:
        """A stream as it stood then; the very same one if nothing has come since."""
        return self._later.stream(name).until(self._position)

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """The entries of chains of one kind that touch a subject, in the order of writing."""
        return self._later.entries_concerning(subject, kind, min(until, self._position))


def by_stream(names: Iterable[str], entries: Iterable[Entry[Any]]) -> dict[str, list[Entry[Any]]]:
    """Entries by their streams; also those of these that have none."""
    found: dict[str, list[Entry[Any]]] = {name: [] for name in names}
    for entry in entries:
        found[entry.stream].append(entry)
    return found
