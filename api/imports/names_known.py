"""What people of the ledger are called: to find those whom a file names, and does not identify."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Final

from api.imports.batches import in_batches
from api.imports.ids import ENTRIES_AT_ONCE
from api.imports.name_index import NameIndex, indexed
from api.imports.names import is_written, keys_of
from domain.kernel.ids import PersonId
from ledger import Ledger

SAID_BY: Final = ("PersonJoined", "PersonIntroduced", "PersonRenamed")


class NamesKnown:
    """Everybody's latest name, and those before it; the ledger is gone through when the first is asked for."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._joined: set[tuple[PersonId, date]] = set()
        self._earlier: dict[PersonId, tuple[str, ...]] = {}
        self._index: NameIndex[PersonId] = NameIndex(
            lambda: list(self._names.items()), lambda person: self._names[person]
        )

    def find(self, called: str) -> tuple[PersonId, ...]:
        """Whoever is called that, or can be."""
        return self._index.find(called)

    def were_called(self, called: str) -> tuple[PersonId, ...]:
        """Whoever had that name, in letters, before the one that they have, as before a marriage."""
        return tuple(
            person
            for key in keys_of(called)
            for person in self._by_earlier.get(key, ())
            if not is_written(self.name_of(person), called)
        )

    def everybody(self) -> Iterable[PersonId]:
        """All who have a name."""
        return self._names

    def came_on(self, day: date, called: str) -> bool:
        """Whether somebody who is called that, in letters, joined on a day."""
        those = (person for person in self.find(called) if is_written(self.name_of(person), called))
        return any((person, day) in self._joined for person in those)

    def name_of(self, person: PersonId) -> str:
        """What somebody is called; empty where nobody knows."""
        return self._names.get(person, "")

    def names_of(self, person: PersonId) -> tuple[str, ...]:
        """What somebody is called, and was, the latest first; nothing where nobody knows."""
        latest = self.name_of(person)
        return (latest, *self._earlier.get(person, ())) if latest else ()

    @cached_property
    def _by_earlier(self) -> dict[str, tuple[PersonId, ...]]:
        latest = self._names
        return indexed(((one, name) for one in latest for name in self._earlier.get(one, ())), keys_of)

    @cached_property
    def _names(self) -> dict[PersonId, str]:
        said: dict[tuple[str, int], tuple[date, str]] = {}
        for batch in in_batches(self._ledger.entries(kinds=(*SAID_BY, "EntryRetracted")), ENTRIES_AT_ONCE):
            self._ledger.keys.fetch(entry.stream for entry in batch)
            for entry in batch:
                name = getattr(entry.event, "name", None)
                if entry.kind == "PersonJoined":
                    self._joined.add((PersonId(entry.stream), entry.event.effective_on))
                if isinstance(name, str):
                    said[entry.stream, entry.origin] = (entry.event.effective_on, name)
                else:
                    said.pop((entry.stream, entry.origin), None)
        latest = latest_of((PersonId(stream), on, name) for (stream, _), (on, name) in said.items())
        for (stream, _), (_, name) in said.items():
            person = PersonId(stream)
            if name not in (latest[person], *self._earlier.get(person, ())):
                self._earlier[person] = (name, *self._earlier.get(person, ()))
        return latest


def latest_of(said: Iterable[tuple[PersonId, date, str]]) -> dict[PersonId, str]:
    """The name of the latest day, by person."""
    latest: dict[PersonId, tuple[date, str]] = {}
    for person, on, name in said:
        if person not in latest or latest[person][0] <= on:
            latest[person] = (on, name)
    return {person: name for person, (_, name) in latest.items()}
