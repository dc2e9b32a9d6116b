"""Supposing: a book as if something were written next, for rules that look at every day that it would change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar, cast

from domain.kernel.book import Book, Line
from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.kinds import kinds_of
from domain.kernel.memories import Memory
from domain.kernel.standing import Folds, Noted, order_of_effect, recall

E = TypeVar("E", bound=Event[Any])

PLANNED: Final = 2**31
"""Versions from here on are of what is not written yet: it comes after all that is."""


@dataclass(frozen=True)
class Entries:
    """The entries of a stream, as they stand."""

    noted: tuple[Noted[Event[Any]], ...] = ()


def entries_of(stream: str, kinds: Iterable[str], book: Book) -> tuple[Noted[Event[Any]], ...]:
    """What stands on a stream of these kinds, in the order of effect."""
    return book.recall(Entries, stream, folds=dict.fromkeys(kinds, with_entry)).noted


def with_entry(known: Entries, event: Event[Any], at: Reference) -> Entries:
    return Entries((*known.noted, Noted(event, at)))


@dataclass(frozen=True)
class Supposing:
    """A book as if these lines were written next, each of which names its stream."""

    book: Book
    lines: tuple[Line[Any], ...]

    @property
    def basis(self) -> int:
        """The position as of which the book itself answers."""
        return self.book.basis

    @property
    def today(self) -> date:
        """Which day it is."""
        return self.book.today

    def recall(
        self, memory: type[Memory], stream: str, *, on: date | None = None, folds: Folds | None = None
    ) -> Memory:
        """A memory of a stream with these lines in mind."""
        if all(line.stream != stream for line in self.lines):
            return self.book.recall(memory, stream, on=on, folds=folds)
        stands = entries_of(stream, kinds_of(memory) if folds is None else folds, self.book)
        return recall(memory, self._with_lines(stands, stream), on=on, folds=folds)

    def concerning(self, subject: str, kind: type[E], *, on: date | None = None) -> tuple[Noted[E], ...]:
        """The standing entries of one kind that touch a subject, these lines among them."""
        stands = [noted for noted in self.book.concerning(subject, kind, on=on) if not self._superseded(noted.at)]
        planned = (
            cast("Noted[E]", noted)
            for noted in self._planned()
            if type(noted.event) is kind
            and subject in noted.event.concerns()
            and (on is None or noted.event.effective_on <= on)
        )
        return tuple(sorted((*stands, *planned), key=order_of_effect))

    def key_of(self, system: str, identifier: str) -> str:
        """An open key for what a system outside calls somebody."""
        return self.book.key_of(system, identifier)

    def as_known_with(self, at: Reference) -> Book:
        """The book itself as it stood then: none of these lines was written."""
        return self.book.as_known_with(at)

    def whole(self) -> Supposing:
        """The same with nothing left out."""
        return replace(self, book=self.book.whole())

    def noted(self, at: Reference) -> Noted[Event[Any]] | None:
        """What stands at a reference with these lines in mind."""
        planned = next((noted for noted in self._planned() if noted.at == at), None)
        return planned or (None if self._superseded(at) else self.book.noted(at))

    def written_with(self, at: Reference, kind: type[E], stream: str) -> bool:
        """Whether one command wrote what stands at a reference and such an entry on that stream."""
        if any(noted.at == at for noted in self._planned()):
            return any(line.stream == stream and type(line.event) is kind for line in self.lines)
        return self.book.written_with(at, kind, stream)

    def without(self, at: Reference) -> Supposing:
        """The same as if that entry had never been written."""
        return replace(self, book=self.book.without(at))

    def _with_lines(self, stands: Iterable[Noted[Event[Any]]], stream: str) -> list[Noted[Event[Any]]]:
        left = [noted for noted in stands if not self._superseded(noted.at)]
        planned = [noted for noted in self._planned() if noted.at.stream == stream]
        return sorted((*left, *planned), key=order_of_effect)

    def _superseded(self, at: Reference) -> bool:
        return any((line.stream, line.supersedes) == (at.stream, at.version) for line in self.lines)

    def _planned(self) -> list[Noted[Event[Any]]]:
        return [
            Noted(line.event, Reference(line.stream or "", line.supersedes or PLANNED + number))
            for number, line in enumerate(self.lines)
            if not isinstance(line.event, EntryRetracted)
        ]
