"""Who is meant: people by what systems outside call them; and ids that are the same on every run."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Final
from uuid import UUID

from api.imports.alike_ids import loosened
from api.imports.batches import in_batches
from domain.kernel.facts import Erased
from domain.kernel.ids import PersonId
from domain.people.naming import PersonIdentified
from ledger import Ledger, new_id
from ledger.storage.unread import readable

ENTRIES_AT_ONCE: Final = 2_000
EMAIL = "email"
LOGIN = "login"


class SameIds:
    """Ids derived from words from outside, so that asking again asks for the same thing.

    They are keyed with the ledger's own secret: nobody can find out by trying whom an id belongs to, not even after
    an erasure.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._secret = ledger.keys.secret
        self._folded = ledger.secret_keys.folded

    def command(self, *words: str) -> UUID:
        """The id of a command that these words describe."""
        said = "\0".join(("import", *words)).encode()
        return UUID(bytes=hashlib.blake2b(said, key=self._secret, digest_size=16).digest())

    def subject(self, kind: str, *words: str) -> str:
        """The id of a subject (“person”, “role”, …) that these words name."""
        return new_id(kind, self.command("subject", kind, *words))

    def person(self, system: str, identifier: str) -> PersonId:
        """The id of somebody whom the ledger meets for the first time under this identifier."""
        return PersonId(self.subject("person", system, self._folded(system, identifier)))


class SeveralPeople(Exception):
    """One identifier of one system is carried by several people."""


class KnownPeople:
    """Whom the ledger knows, by what systems outside call them. One short text a person is held in memory."""

    def __init__(self, ledger: Ledger, systems: Collection[str] | None = None) -> None:
        self._folded = ledger.secret_keys.folded
        self._people: dict[tuple[str, str], tuple[str, PersonId]] = {}
        self._several: dict[tuple[str, str], PersonId] = {}
        self._loosened: dict[tuple[str, str], PersonId] = {}
        """By identifiers without the zeros before them, where they have any."""
        self._alike: set[tuple[str, str]] = set()
        """Such as several people have, who differ in these zeros alone."""
        self.systems: set[str] = set()
        """The systems by which anybody is known, of those that are looked at."""
        self.others = False
        """Whether anybody is known by a system that is not looked at."""
        stale = superseded(ledger)
        for batch in in_batches(ledger.entries(kinds=("PersonIdentified",)), ENTRIES_AT_ONCE):
            ledger.keys.fetch(entry.stream for entry in batch)
            for entry in batch:
                if not readable(entry):  # whose it is, is told wherever somebody asks
                    continue
                identified: PersonIdentified = entry.event
                system, identifier = identified.system, identified.identifier
                stands = entry.position not in stale and identified.until is None
                self.others |= stands and systems is not None and system not in systems
                wanted = stands and (systems is None or system in systems)
                if wanted and not isinstance(identifier, Erased):
                    self.systems.add(system)
                    self.add(system, identifier, PersonId(entry.stream))

    def add(self, system: str, identifier: str, person: PersonId) -> None:
        """From now on this person is found by it."""
        key = (system, self._folded(system, identifier))
        loose = loosened(key[1])
        if loose != key[1] and self._loosened.setdefault((system, loose), person) != person:
            self._alike.add((system, loose))
        if self._people.setdefault(key, (identifier, person))[1] != person:
            self._several[key] = person

    def of(self, system: str) -> Iterator[tuple[str, PersonId]]:
        """Everybody whom one system knows."""
        return (called for (of, _), called in self._people.items() if of == system)

    def find_any(self, system: str, identifier: str) -> PersonId | None:
        """Who is called that there, if anybody is; one of them, where several are."""
        called = self._people.get((system, self._folded(system, identifier)))
        return called[1] if called else None

    def alike(self, system: str, identifier: str) -> PersonId | None:
        """Who is called that but for zeros before it, which spreadsheets take away. Raises SeveralPeople."""
        key = (system, loosened(self._folded(system, identifier)))
        if key in self._alike and key not in self._people:
            raise SeveralPeople("is what several people are called but for zeros before it: write these")
        return self._people[key][1] if key in self._people else self._loosened.get(key)

    def find(self, system: str, identifier: str) -> PersonId | None:
        """Who is called that there; None if nobody is. Raises SeveralPeople."""
        key = (system, self._folded(system, identifier))
        if key in self._several:
            one, other = self._people[key][1], self._several[key]
            raise SeveralPeople(f"is how “{system}” calls both “{one}” and “{other}”: retract the wrong one")
        return self._people[key][1] if key in self._people else None


def superseded(ledger: Ledger) -> set[int]:
    """Positions of entries about identifiers that no longer stand, because others correct or retract them."""
    last: dict[int, int] = {}
    stale: set[int] = set()
    for entry in ledger.superseding(("PersonIdentified", "EntryRetracted")):
        stale.add(last.get(entry.origin, entry.origin))
        last[entry.origin] = entry.position
    return stale
