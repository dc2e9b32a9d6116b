"""What a decision may look up while it decides, and what it has looked up: the ledger as of one position."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar, cast

from domain.kernel.facts import Event, Reference
from domain.kernel.memories import Memory
from domain.kernel.standing import Folds, Noted, order_of_effect, recall, remember, standing
from ledger.entry import Entry
from ledger.storage.forms import stored_as

E = TypeVar("E", bound=Event[Any])


@dataclass(frozen=True)
class Page:
    """One subject's entries, oldest first, and what stands of them."""

    entries: tuple[Entry[Any], ...] = ()
    standing: tuple[Noted[Event[Any]], ...] = ()
    recalled: dict[type, object] = field(default_factory=dict, compare=False)
    """What these entries leave to remember, by memory; filled when asked for."""

    @property
    def version(self) -> int:
        """Of its last entry; 0 if there is none."""
        return self.entries[-1].version if self.entries else 0

    def recall(self, memory: type[Memory]) -> Memory:
        """A memory as all that stands here left it."""
        if memory not in self.recalled:
            self.recalled[memory] = recall(memory, self.standing)
        return cast("Memory", self.recalled[memory])

    def with_entries(self, more: tuple[Entry[Any], ...]) -> Page:
        """This page and what was written on it next; recalled anew only where that is needed."""
        entries = self.entries + more
        added = tuple(Noted(entry.event, entry.at) for entry in more)
        latest = self.standing[-1].event.effective_on if self.standing else date.min
        for entry in more:
            if entry.supersedes is not None or entry.event.effective_on < latest:
                return page_of(entries)
            latest = entry.event.effective_on
        recalled: dict[type, object] = {memory: remember(known, added) for memory, known in self.recalled.items()}
        return Page(entries, self.standing + added, recalled)


def page_of(entries: tuple[Entry[Any], ...]) -> Page:
    """The page that these entries make."""
    return Page(entries, standing(entries))


class Source(Protocol):
    """Where a decision's book reads from."""

    def position(self) -> int:
        """The last position of the ledger."""

    def since(self) -> int:
        """A position from which on the index has not been looked at; the append checks what came after it."""

    def page(self, stream: str) -> Page:
        """A page as it is known; may be behind, which the append will find out."""

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """The entries of chains of one kind that touch a subject, in the order of writing."""


class LookedUp:
    """The book as one decision sees it. Remembers what was read, so that the append can see whether it has moved."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._basis: int | None = None
        self.pages: dict[str, Page] = {}
        self.watched: dict[tuple[str, str], int] = {}

    @property
    def basis(self) -> int:
        """The position as of which this book answers."""
        if self._basis is None:
            self._basis = self._source.position()
        return self._basis

    def page(self, stream: str) -> Page:
        """A page as this decision sees it, the same whenever it looks; reading it is remembered."""
        if stream in self.pages:
            return self.pages[stream]
        page = self._source.page(stream)
        if self._basis is not None and page.entries and page.entries[-1].position > self._basis:
            page = page_of(tuple(entry for entry in page.entries if entry.position <= self._basis))
        self.pages[stream] = page
        return page

    def recall(
        self,
        memory: type[Memory],
        stream: str,
        *,
        on: date | None = None,
        folds: Folds | None = None,
        but: frozenset[Reference] = frozenset(),
    ) -> Memory:
        """A memory of a stream as its standing entries left it, those effective after `on` left out."""
        page = self.page(stream)
        if on is None and folds is None and not but:
            return page.recall(memory)
        return recall(memory, (noted for noted in page.standing if noted.at not in but), on=on, folds=folds)

    def concerning(
        self, subject: str, kind: type[E], *, on: date | None = None, but: frozenset[Reference] = frozenset()
    ) -> tuple[Noted[E], ...]:
        """The standing entries of one kind that touch a subject, on whichever page."""
        since = self._source.since() if self._basis is None else self._basis
        pages: dict[str, list[Entry[Any]]] = {}
        for name in stored_as(kind.__name__):
            self.watched.setdefault((subject, name), since)
            for entry in self._source.entries_concerning(subject, name, since):
                pages.setdefault(entry.stream, []).append(entry)
        stands = (noted for page in pages.values() for noted in standing(page))
        found = (cast("Noted[E]", noted) for noted in stands if type(noted.event) is kind)
        return tuple(
            sorted(
                (
                    noted
                    for noted in found
                    if noted.at not in but
                    and subject in noted.event.concerns()
                    and (on is None or noted.event.effective_on <= on)
                ),
                key=order_of_effect,
            )
        )

    def noted(self, at: Reference, *, but: frozenset[Reference] = frozenset()) -> Noted[Event[Any]] | None:
        """The entry that stands at a reference."""
        origin = self.origin_of(at)
        return next((n for n in self.page(at.stream).standing if n.at == origin and n.at not in but), None)

    def origin_of(self, at: Reference) -> Reference:
        """The reference by which a chain is cited, whichever entry of the chain `at` names."""
        return next((entry.at for entry in self.page(at.stream).entries if entry.version == at.version), at)

    def without(self, at: Reference) -> Without:
        """The same book as if that entry had never been written."""
        return Without(self, frozenset((self.origin_of(at),)))


class Without:
    """A book from which some entries are left out, as a correction is decided."""

    def __init__(self, book: LookedUp, but: frozenset[Reference]) -> None:
        self._book = book
        self._but = but

    @property
    def basis(self) -> int:
        """The position as of which this book answers."""
        return self._book.basis

    def recall(
        self, memory: type[Memory], stream: str, *, on: date | None = None, folds: Folds | None = None
    ) -> Memory:
        """A memory of a stream as its standing entries but these left it."""
        return self._book.recall(memory, stream, on=on, folds=folds, but=self._but)

    def concerning(self, subject: str, kind: type[E], *, on: date | None = None) -> tuple[Noted[E], ...]:
        """The standing entries of one kind but these that touch a subject."""
        return self._book.concerning(subject, kind, on=on, but=self._but)

    def noted(self, at: Reference) -> Noted[Event[Any]] | None:
        """The entry that stands at a reference, unless it is left out."""
        return self._book.noted(at, but=self._but)

    def without(self, at: Reference) -> Without:
        """This book with one more entry left out."""
        return Without(self._book, self._but | {self._book.origin_of(at)})
