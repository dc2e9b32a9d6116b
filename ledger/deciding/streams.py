"""Where pages come from: out of memory, where the least used are let go first, or fresh from the database."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any, Final

from ledger.deciding.view import Page, page_of
from ledger.entry import Entry
from ledger.storage.recorder import BookRecorder

ENTRIES_AT_MOST: Final = 100_000
"""Entries held in memory, about a kilobyte each."""


class KeptPages:
    """A bounded memory of pages; safe to use from several threads."""

    def __init__(self, entries_at_most: int = ENTRIES_AT_MOST) -> None:
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._lock = Lock()
        self._room = entries_at_most

    def get(self, stream: str) -> Page | None:
        """The page as it was last seen, if it is still here."""
        with self._lock:
            page = self._pages.get(stream)
            if page is not None:
                self._pages.move_to_end(stream)
            return page

    def keep(self, stream: str, page: Page) -> None:
        """Remember a page, unless a later version is known."""
        with self._lock:
            known = self._pages.get(stream)
            if known is not None and known.version > page.version:
                return
            self._put(stream, page)

    def extend(self, stream: str, more: tuple[Entry[Any], ...]) -> None:
        """Add what has just been written to a page, if the page before it is here."""
        known = self.get(stream)
        if known is None or known.version != more[0].version - 1:
            self.forget((stream,))
            return
        page = known.with_entries(more)
        with self._lock:
            if self._pages.get(stream) is known:
                self._put(stream, page)

    def forget(self, streams: Iterable[str] | None = None) -> None:
        """Let go of some pages, or of all."""
        with self._lock:
            for stream in list(self._pages) if streams is None else streams:
                page = self._pages.pop(stream, None)
                self._room += room_of(page) if page else 0

    def _put(self, stream: str, page: Page) -> None:
        known = self._pages.pop(stream, None)
        self._room += room_of(known) if known else 0
        self._pages[stream] = page
        self._room -= room_of(page)
        while self._room < 0 and len(self._pages) > 1:
            _, oldest = self._pages.popitem(last=False)
            self._room += room_of(oldest)


def room_of(page: Page) -> int:
    """How much of the memory a page takes, in entries; an empty one counts too."""
    return len(page.entries) + 1


class FreshPages:
    """The book as it stands in the database now; what is read is kept for the next decision."""

    def __init__(self, recorder: BookRecorder, kept: KeptPages) -> None:
        self._recorder = recorder
        self.kept = kept

    def position(self) -> int:
        """The last position of the ledger."""
        return self._recorder.max_notification_id() or 0

    since = position

    def page(self, stream: str) -> Page:
        """A page as it stands now."""
        return self.pages((stream,))[stream]

    def pages(self, streams: Sequence[str]) -> dict[str, Page]:
        """Many pages in one statement, by stream; also those without an entry."""
        if not streams:
            return {}
        found: dict[str, list[Entry[Any]]] = {stream: [] for stream in streams}
        for entry in self._recorder.read("WHERE stream = ANY (%s) ORDER BY stream, version", list(streams)):
            found[entry.stream].append(entry)
        pages = {stream: page_of(tuple(entries)) for stream, entries in found.items()}
        for stream, page in pages.items():
            self.kept.keep(stream, page)
        return pages

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """The entries of chains of one kind that touch a subject, in the order of writing."""
        return self._recorder.read(
            "WHERE position IN (SELECT position FROM ledger.concerns WHERE subject = %s AND kind = %s"
            " AND position <= %s) ORDER BY position",
            subject,
            kind,
            until,
        )


class RememberedPages(FreshPages):
    """The book as this process last saw it. Whether that is still true, the append finds out under its lock."""

    def page(self, stream: str) -> Page:
        """A page out of memory; from the database if it is not there."""
        return self.kept.get(stream) or super().page(stream)


class PagesAsOf(FreshPages):
    """The book as it stood at a position, whatever has come since. It cannot move, so what was read is kept."""

    def __init__(self, recorder: BookRecorder, position: int, kept: KeptPages | None = None) -> None:
        super().__init__(recorder, kept or KeptPages())
        self._position = position
        self._concerning: dict[tuple[str, str], list[Entry[Any]]] = {}

    def position(self) -> int:
        """The position as of which everything is read."""
        return self._position

    since = position

    def page(self, stream: str) -> Page:
        """A page as it stood then, read once."""
        return self.kept.get(stream) or super().page(stream)

    def pages(self, streams: Sequence[str]) -> dict[str, Page]:
        """Many pages as they stood then, by stream; those that have not been read yet in one statement."""
        known = {stream: page for stream in streams if (page := self.kept.get(stream))}
        found: dict[str, list[Entry[Any]]] = {stream: [] for stream in streams if stream not in known}
        if found:
            condition = "WHERE stream = ANY (%s) AND position <= %s ORDER BY stream, version"
            for entry in self._recorder.read(condition, list(found), self._position):
                found[entry.stream].append(entry)
        read = {stream: page_of(tuple(entries)) for stream, entries in found.items()}
        for stream, page in read.items():
            self.kept.keep(stream, page)
        return known | read

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """The entries of chains of one kind that touch a subject, in the order of writing, read once."""
        key = (subject, kind)
        if key not in self._concerning:
            self._concerning[key] = super().entries_concerning(subject, kind, self._position)
        return [entry for entry in self._concerning[key] if entry.position <= until]


class EarlierPages:
    """The book as it stood before: the pages of a later moment without what came after. Nothing is read twice."""

    def __init__(self, later: PagesAsOf, position: int) -> None:
        self._later = later
        self._position = position

    def position(self) -> int:
        """The position as of which everything is told."""
        return self._position

    since = position

    def page(self, stream: str) -> Page:
        """A page as it stood then; the very same one if nothing has come since."""
        page = self._later.page(stream)
        before = tuple(entry for entry in page.entries if entry.position <= self._position)
        return page if len(before) == len(page.entries) else page_of(before)

    def entries_concerning(self, subject: str, kind: str, until: int) -> list[Entry[Any]]:
        """The entries of chains of one kind that touch a subject, in the order of writing."""
        return self._later.entries_concerning(subject, kind, min(until, self._position))
