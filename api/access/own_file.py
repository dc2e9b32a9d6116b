"""Somebody's own file: everything that the ledger holds about them, with third parties left out (GDPR, Art. 15)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from api.access.disclosed import Disclosed
from api.access.gate import Gate
from api.access.relationships import Relationship, relationships
from domain.catalogue import EVENTS
from domain.kernel.ids import PersonId
from ledger import Entry, Ledger
from ledger.identifiers import is_person
from ledger.storage.unread import readable

ANOTHER: Final = "another person"
"""What stands for somebody else: who it is, is theirs."""


def file_of(person: PersonId, ledger: Ledger) -> list[dict[str, Any]]:
    """Every entry about somebody, in the order of writing: as plain JSON, what is superseded too.

    Of others nothing is told, neither who they are nor what is said of them; texts about the person are told as they
    were written, whomever they name.
    """
    entries = sorted(entries_about(person, ledger), key=lambda entry: entry.position)
    return [told(one, person) for one in Gate(ledger).disclose_to(person, filter(readable, entries))]


def entries_about(person: PersonId, ledger: Ledger) -> Iterator[Entry[Any]]:
    """Their own stream; cases of theirs, and mentorships; and of other streams what concerns them."""
    yield from ledger.stream(person)
    book = ledger.book()
    streams = {noted.at.stream for kind in EVENTS.values() for noted in book.concerning(person, kind)} - {person}
    for stream, entries in ledger.streams(sorted(streams)).items():
        whole = Relationship.SELF in relationships(person, stream, book)
        yield from (one for one in entries if whole or (readable(one) and person in one.event.concerns()))


def told(one: Disclosed, person: PersonId) -> dict[str, Any]:
    """An entry, as somebody reads it in their own file."""
    return {
        "position": one.position,
        "kind": one.kind,
        "effectiveOn": one.effective_on.isoformat(),
        "recordedAt": one.recorded_at.isoformat(),
        "recordedBy": without_others(one.recorded_by, person),
        "supersedes": one.supersedes,
        "said": without_others(one.said(), person),
    }


def without_others(value: Any, person: PersonId) -> Any:
    """The same, without saying who anybody else is."""
    if isinstance(value, str):
        stream, at, version = value.partition("@")
        return f"{ANOTHER}{at}{version}" if is_person(stream) and stream != person else value
    if isinstance(value, list):
        return [without_others(each, person) for each in value]
    if isinstance(value, dict):
        return {name: without_others(each, person) for name, each in value.items()}
    return value
