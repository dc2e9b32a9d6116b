"""An index of opened names and identifiers in memory: in the book they are sealed, and cannot be searched there.

It holds facts, as the tables do, so that it answers as of any moment; it is brought up to date when it is asked.
"""

from __future__ import annotations

import asyncio
import re
import unicodedata
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, Final

from projections.engine.reading import Reading
from projections.engine.seeing import NAMES_KNOWN, NOTHING

WRITTEN: Final = " UNION ALL ".join(
    f"SELECT position, origin, superseded_at, effective_on, person, {system}, {until} FROM read_models.{table}"
    " WHERE position > %(since)s AND position <= %(position)s"
    for table, system, until in (("names", "NULL", "NULL::date"), ("identities", "system", "until"))
)
SUPERSEDED: Final = " UNION ALL ".join(
    f"SELECT position, superseded_at FROM read_models.{table}"
    " WHERE superseded_at > %(since)s AND superseded_at <= %(position)s"
    for table in ("names", "identities")
)
OPENED_AT_ONCE: Final = 2_000


@dataclass(slots=True)
class Called:
    """What somebody is called, as a fact."""

    position: int
    origin: int
    superseded_at: int | None
    effective_on: date
    person: str
    system: str | None
    """Where they are called that; None for their name."""
    until: date | None
    """The last day on which they are called that, if there is one."""
    text: str = ""

    def visible(self, reading: Reading) -> bool:
        """Whether this was known and true at the moment that is read."""
        return (
            self.position <= reading.position
            and (self.superseded_at is None or self.superseded_at > reading.position)
            and self.effective_on <= reading.on
            and (self.until is None or reading.on <= self.until)
        )


@dataclass
class Index:
    """What people are called, by the beginnings of words."""

    followed: int = 0
    _facts: dict[int, Called] = field(default_factory=dict)
    _words: list[tuple[str, int]] = field(default_factory=list)
    _names: dict[str, list[int]] = field(default_factory=dict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def catch_up(self, reading: Reading) -> None:
        """Take in what has been written up to the moment that is read, where whoever reads is let look at all of it."""
        if await reading.seeing.handed_down((), (NAMES_KNOWN,)) == NOTHING.text:
            return
        async with self._lock:
            if self.followed < reading.position:
                since = {"since": self.followed}
                written = iter([Called(*row) for row in await reading.rows(WRITTEN, since, by=NAMES_KNOWN)])
                while some := list(islice(written, OPENED_AT_ONCE)):
                    await self._take_in(some, reading)
                for position, superseded_at in await reading.rows(SUPERSEDED, since, by=NAMES_KNOWN):
                    if position in self._facts:
                        self._facts[position].superseded_at = superseded_at
                self.followed = reading.position

    async def _take_in(self, written: list[Called], reading: Reading) -> None:
        entries = await reading.entries((called.position for called in written), by=NAMES_KNOWN)
        for called in written:
            event: Any = entries[called.position].event
            text = event.name if called.system is None else event.identifier
            if not isinstance(text, str):  # erased, or it cannot be read
                continue
            called.text = text
            self._facts[called.position] = called
            for word in words_of(text):
                insort(self._words, (word, called.position))
            if called.system is None:
                self._names.setdefault(called.person, []).append(called.position)

    def identified(self, system: str, identifier: str, reading: Reading) -> tuple[str, ...]:
        """Who carries an identifier in a system: spelled like that, or, if nobody does, but for its case."""
        found = [c for c in self._beginning(next(iter(words_of(identifier)), ""), reading) if c.system == system]
        same = [c for c in found if c.text.strip() == identifier.strip()]
        folded = [c for c in found if c.text.strip().casefold() == identifier.strip().casefold()]
        return tuple(dict.fromkeys(c.person for c in same or folded))

    def names(self, reading: Reading) -> dict[str, str]:
        """What everybody is called at the moment that is read, as far as it was opened."""
        facts = ([self._facts[position] for position in positions] for positions in self._names.values())
        told = ([fact for fact in of_one if fact.visible(reading)] for of_one in facts)
        return {latest.person: latest.text for latest in (max(of_one, key=in_time) for of_one in told if of_one)}

    def search(self, text: str, reading: Reading, *, by_identifiers: bool) -> list[str]:
        """People whose present name has words that begin with each of these; the closest first.

        Or an identifier of theirs, if it is said that these are told.
        """
        asked = words_of(text)
        if not asked:
            return []
        ranked: dict[str, tuple[int, str]] = {}
        for called in self._beginning(asked[0], reading):
            if called.system is not None and not by_identifiers:
                continue
            words = words_of(called.text)
            if all(any(word.startswith(beginning) for word in words) for beginning in asked):
                rank = (-sum(word in asked for word in words) + len(words), called.text)
                ranked[called.person] = min(rank, ranked.get(called.person, rank))
        closest = sorted(ranked, key=lambda person: (ranked[person], person))
        return [person for person in closest if reading.form.keys.is_there(person)]  # else erased since

    def _beginning(self, beginning: str, reading: Reading) -> Iterator[Called]:
        """What stands at the moment that is read, and has a word that begins so."""
        for word, position in islice(self._words, bisect_left(self._words, (beginning, 0)), None):
            if not word.startswith(beginning):
                return
            called = self._facts[position]
            if called.visible(reading) and (called.system is not None or self._is_present(called, reading)):
                yield called

    def _is_present(self, name: Called, reading: Reading) -> bool:
        """Whether nothing later has taken the place of this name."""
        names = (self._facts[position] for position in self._names[name.person])
        return name is max((n for n in names if n.visible(reading)), key=in_time)


def in_time(name: Called) -> tuple[date, int]:
    """By which the latest of several names is the present one."""
    return name.effective_on, name.origin


async def index_of(reading: Reading) -> Index:
    """The index of this process, up to date for the moment that is read."""
    index: Index = reading.kept.setdefault(Index, Index())
    await index.catch_up(reading)
    return index


def words_of(text: str) -> list[str]:
    """The words of a text without accents and capitals, as people type them."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"\w+", plain)
