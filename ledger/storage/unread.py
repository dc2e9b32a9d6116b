"""Entries that cannot be read, for want of a key, by damage, or as a later version wrote them: they stop no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from domain.kernel.facts import ERASED
from domain.kernel.refusals import Refusal
from ledger.entry import Entry
from ledger.storage.earlier_forms import EARLIER_FORMS
from ledger.storage.forms import UnknownKind, reads_as
from ledger.storage.keys import KeyMissing, WrongKeyEncryptionKey
from ledger.storage.stored_form import SealedAltered, StoredForm

UNREADABLE: Final = (
    KeyMissing,
    WrongKeyEncryptionKey,
    SealedAltered,
    UnknownKind,
    msgspec.DecodeError,
    UnicodeDecodeError,
    ValueError,
    KeyError,
)
"""What opening an entry raises where it is the entry's, or its person's, and not the database's."""


COLUMNS: Final = tuple(name for name in Entry.__struct_fields__ if name != "read" and not name.startswith("_"))


class EntryUnreadable(Refusal):
    """An entry that would have to be known cannot be read, so that nothing can be decided on what it says."""

    instead = "Have whoever looks after the ledger see to it: a key is missing, or the entry is of a later version."

    def __init__(self, entry: Entry[Any], error: Exception) -> None:
        where = f"{entry.stream}@{entry.version} ({entry.kind}, position {entry.position})"
        super().__init__(f"{where} cannot be read, and what would be decided rests on it: {why_unread(error)}.")
        self.stream = entry.stream


class Unread(Entry[Any], gc=False):
    """An entry of which nothing that is sealed, and perhaps nothing at all, can be told: that reads as None."""

    why: str = ""


class Illegible:
    """What an entry says of which nothing can be read."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


def as_far_as_they_read(form: StoredForm, rows: Sequence[tuple[Any, ...]]) -> list[Entry[Any]]:
    """Rows of ledger.entries as entries, opened; those that cannot be are Unread."""
    return [as_far_as_it_reads(entry) for entry in form.entries(rows)]


def as_far_as_it_reads(entry: Entry[Any]) -> Entry[Any]:
    """The same entry, opened; Unread, and why, where it cannot be."""
    if isinstance(entry, Unread):
        return entry
    try:
        entry.event  # noqa: B018  (opened here, rather than where it is told)
    except UNREADABLE as error:
        columns: dict[str, Any] = {name: getattr(entry, name) for name in COLUMNS}
        return Unread(**columns, read=in_the_open, why=why_unread(error))
    return entry


def may_be(entry: Entry[Any], kinds: Sequence[str]) -> bool:
    """Whether an entry reads as one of these kinds today, as far as it reads."""
    return reads_as(as_far_as_it_reads(entry) if entry.kind in EARLIER_FORMS else entry, kinds)


def read_of(entries: Iterable[Entry[Any]], unread: Callable[[Unread], None]) -> Iterator[Entry[Any]]:
    """Those of the entries that can be read, opened; of each other one `unread` is told."""
    for entry in map(as_far_as_it_reads, entries):
        if isinstance(entry, Unread):
            unread(entry)
        else:
            yield entry


def readable(entry: Entry[Any]) -> bool:
    """Whether an entry can be read, and wholly."""
    return not isinstance(as_far_as_it_reads(entry), Unread)


def must_read(entries: Iterable[Entry[Any]]) -> None:
    """Opens entries. Raises EntryUnreadable for the first that cannot be."""
    for entry in entries:
        try:
            entry.event  # noqa: B018  (opened here)
        except UNREADABLE as error:
            raise EntryUnreadable(entry, error) from error


def in_the_open(entry: Entry[Any]) -> tuple[Any, None]:
    """What is not sealed of an event, with None for all that is, and for why it was written."""
    try:
        event, _ = StoredForm.unopened(entry)
    except UNREADABLE:
        return Illegible(), None
    told = object.__new__(type(event))
    told.__dict__.update({name: None if value is ERASED else value for name, value in vars(event).items()})
    return told, None


def why_unread(error: Exception) -> str:
    """For whoever looks after it; never what is written there."""
    if isinstance(error, (KeyMissing, WrongKeyEncryptionKey, SealedAltered, UnknownKind)):
        return f"{type(error).__name__}: {error}"
    return f"{type(error).__name__}: its stored bytes are not those of an entry"
