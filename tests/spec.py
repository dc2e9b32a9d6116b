"""given(...).when(command).then(...): how the rules are specified, with a book in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeVar, cast

import pytest

from domain.kernel.book import Line
from domain.kernel.commands import Command, decide
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import UnitId
from domain.kernel.memories import Memory
from domain.kernel.refusals import Refusal
from domain.kernel.standing import Folds, Noted, order_of_effect, recall, standing
from domain.people.employment import Employment, Stay
from tests.units import HOUSE

E = TypeVar("E", bound=Event[Any])
HERE_ALL_ALONG: Final = Employment(stays=(Stay(date(1900, 1, 1)),))
Written = Event[Any] | Line[Any]
"""What stands on a stream of a specification: an event, or a line that supersedes an earlier one."""


@dataclass(frozen=True)
class EntryInMemory:
    """An entry as far as a decision can see it."""

    event: Event[Any]
    stream: str
    version: int
    supersedes: int | None = None
    command: int = 0
    """Which command wrote it: what a test writes in one go counts as one."""


class Reading:
    """What has been read of some entries so far: they never change, so each stream and memory is read once."""

    def __init__(self, entries: Iterable[EntryInMemory]) -> None:
        self.streams: dict[str, list[EntryInMemory]] = {}
        for entry in entries:
            self.streams.setdefault(entry.stream, []).append(entry)
        self._standing: dict[str, tuple[Noted[Event[Any]], ...]] = {}
        self._memories: dict[tuple[type, str, date | None], Any] = {}
        self._of_kinds: dict[type, tuple[Noted[Any], ...]] = {}

    def standing(self, name: str) -> tuple[Noted[Event[Any]], ...]:
        """What stands of a stream."""
        if name not in self._standing:
            in_house = [EntryInMemory(HOUSE[UnitId(name)], name, 1)] if name in HOUSE else []
            self._standing[name] = standing(self.streams.get(name) or in_house)
        return self._standing[name]

    def recall(self, memory: type[Memory], stream: str, on: date | None) -> Memory:
        """A memory of a stream, as of a day."""
        asked = (memory, stream, on)
        if asked not in self._memories:
            self._memories[asked] = recall(memory, self.standing(stream), on=on)
        return cast("Memory", self._memories[asked])

    def of_kind(self, kind: type[E]) -> tuple[Noted[E], ...]:
        """What stands of a kind, on whichever stream."""
        if kind not in self._of_kinds:
            everything = (noted for stream in self.streams for noted in self.standing(stream))
            self._of_kinds[kind] = tuple(noted for noted in everything if isinstance(noted.event, kind))
        return self._of_kinds[kind]

    def after(self, entries: Iterable[EntryInMemory], written: set[str]) -> Reading:
        """The reading of entries of which those on some streams are new: what is known of the others still holds."""
        further = Reading(entries)
        further._standing = {name: known for name, known in self._standing.items() if name not in written}
        further._memories = {asked: known for asked, known in self._memories.items() if asked[1] not in written}
        return further


@dataclass(frozen=True)
class BookInMemory:
    """The ledger as a decision sees it, without a ledger: of an organisation that has the units of tests/units.py."""

    entries: tuple[EntryInMemory, ...] = ()
    left_out: frozenset[Reference] = frozenset()
    today: date = date(2030, 1, 1)
    """Later than anything that a specification tells, if not said otherwise."""
    strangers: frozenset[str] = frozenset()
    """People of whom nothing is taken for granted; of others nothing is told but what matters, and they are here."""

    @property
    def basis(self) -> int:
        return len(self.entries)

    @cached_property
    def reading(self) -> Reading:
        """What has been read of it so far."""
        return Reading(self.entries)

    def with_reading(self, reading: Reading) -> BookInMemory:
        """This book, where something of its entries has been read already."""
        self.__dict__["reading"] = reading
        return self

    def stream(self, name: str) -> tuple[Noted[Event[Any]], ...]:
        stands = self.reading.standing(name)
        return tuple(noted for noted in stands if noted.at not in self.left_out) if self.left_out else stands

    def recall(
        self, memory: type[Memory], stream: str, *, on: date | None = None, folds: Folds | None = None
    ) -> Memory:
        if memory is Employment and self.takes_for_granted(stream):
            return cast("Memory", HERE_ALL_ALONG)
        if folds is None and not self.left_out:
            return self.reading.recall(memory, stream, on)
        return recall(memory, self.stream(stream), on=on, folds=folds)

    def takes_for_granted(self, stream: str) -> bool:
        """Whether somebody is here of whom nothing else is told."""
        told = stream in self.reading.streams
        return stream.startswith("person-") and stream not in self.strangers and not told

    def concerning(self, subject: str, kind: type[E], *, on: date | None = None) -> tuple[Noted[E], ...]:
        found = [
            noted
            for noted in self.reading.of_kind(kind)
            if noted.at not in self.left_out
            and subject in self.keys_of(noted.event)
            and (on is None or noted.event.effective_on <= on)
        ]
        return tuple(sorted(found, key=order_of_effect))

    def keys_of(self, event: Event[Any]) -> tuple[str, ...]:
        words = event.secret_words()
        return event.concerns() if words is None else (*event.concerns(), self.key_of(*words))

    def key_of(self, system: str, identifier: str) -> str:
        return f"key of {system} {identifier.strip().casefold()}"

    def noted(self, at: Reference) -> Noted[Event[Any]] | None:
        return next((noted for noted in self.stream(at.stream) if noted.at == at), None)

    def written_with(self, at: Reference, kind: type[E], stream: str) -> bool:
        chain = [e for e in self.entries if e.stream == at.stream and at.version in (e.version, e.supersedes)]
        of_the_same = [e for e in self.entries if e.stream == stream and e.command == chain[-1].command]
        return any(isinstance(entry.event, kind) for entry in of_the_same)

    def without(self, at: Reference) -> BookInMemory:
        return replace(self, left_out=self.left_out | {at}).with_reading(self.reading)

    def as_known_with(self, at: Reference) -> BookInMemory:
        places = [
            n
            for n, entry in enumerate(self.entries, start=1)
            if (entry.stream, entry.version) == (at.stream, at.version)
        ]
        return replace(self, entries=self.entries[: places[0]]) if places else self

    def whole(self) -> BookInMemory:
        return replace(self, left_out=frozenset()).with_reading(self.reading)

    def with_lines(self, stream: str, lines: Iterable[Written]) -> BookInMemory:
        """The book with these written next, on `stream` unless a line names another stream."""
        entries, command = list(self.entries), 1 + max((entry.command for entry in self.entries), default=0)
        for written in lines:
            line = written if isinstance(written, Line) else Line(written)
            there = line.stream or stream
            version = 1 + sum(entry.stream == there for entry in entries)
            entries.append(EntryInMemory(line.event, there, version, line.supersedes, command))
        new = {entry.stream for entry in entries[len(self.entries) :]}
        return replace(self, entries=tuple(entries)).with_reading(self.reading.after(entries, new))

    def with_decided(self, command: Command[Any]) -> BookInMemory:
        """The book with what this command comes to written next."""
        return self.with_lines(command.stream, self.decide(command))

    def decide(self, command: Command[Any]) -> tuple[Written, ...]:
        """What the command comes to, as the ledger would decide it."""
        asked = replace(self, strangers=self.strangers | {command.stream}).with_reading(self.reading)
        return decide(command, asked)


OF_PYTHON: Final = re.compile(r"<\w+[.:]|[\[{]['\"<\d]|\(['\"<]|\[\]|\(\)|\bNone\b|\bTrue\b|\bFalse\b|datetime\.")
"""How Python writes lists, enums and dates; nobody else does."""


def given(*entries: Written) -> Given:
    """What stands on the stream of the command that follows, in the order of writing."""
    return Given(entries)


@dataclass(frozen=True)
class Given:
    """A ledger before a command."""

    own: tuple[Written, ...]
    others: tuple[tuple[str, tuple[Written, ...]], ...] = ()
    today: date = BookInMemory.today
    strangers: frozenset[str] = frozenset()

    def and_strangers(self, *people: str) -> Given:
        """People whom the ledger does not know."""
        return replace(self, strangers=self.strangers | {*people})

    def as_of(self, today: date) -> Given:
        """Which day it is."""
        return replace(self, today=today)

    def and_on(self, stream: str, *entries: Written) -> Given:
        """What stands on another stream."""
        return replace(self, others=(*self.others, (stream, entries)))

    def when(self, command: Command[Any]) -> When:
        book = BookInMemory(today=self.today, strangers=self.strangers | {command.stream})
        for stream, entries in (*self.others, (command.stream, self.own)):
            book = book.with_lines(stream, entries)
        return When(book, command)


@dataclass(frozen=True)
class When:
    """A ledger and the command that is asked of it."""

    book: BookInMemory
    command: Command[Any]

    def decided(self) -> tuple[Written, ...]:
        """What it comes to."""
        return self.book.decide(self.command)

    def then(self, *expected: Written) -> None:
        """It comes to exactly this."""
        assert self.decided() == expected

    def nothing_happens(self) -> None:
        """It is so already."""
        self.then()

    def refused(self, refusal: type[Refusal], *saying: str, unsaid: str | None = None) -> None:
        """The rules say no, and the message says each of these, and not what is to stay unsaid."""
        with pytest.raises(refusal) as caught:
            self.decided()
        assert type(caught.value) is refusal
        message = str(caught.value)
        assert [text for text in saying if text not in message] == [], message
        assert unsaid is None or unsaid not in message, message
        assert not OF_PYTHON.search(message), f"“{message}” is not in words for people"
        replacement = vars(self.command).get("replacement")
        named = {None, *vars(self.command), *(vars(replacement) if replacement else ())}
        field = caught.value.field
        assert field in named, f"{refusal.__name__} names “{field}”, which {type(self.command).__name__} has not"
