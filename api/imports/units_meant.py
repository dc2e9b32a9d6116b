"""Which unit is meant by the words of a file; where the ledger has none of that name, it is established."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from api.imports.ids import SameIds
from api.imports.respelling import is_misspelled
from api.imports.words import squeezed
from domain.amendments.corrections import CorrectEntry
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import UnitId
from domain.units.citing import CitesUnit, is_unit_id, unit_of
from domain.units.tree import EstablishUnit
from domain.units.unit import Unit, UnitEstablished
from ledger import Entry, Ledger
from ledger.storage.unread import readable

BETWEEN: Final = " / "
"""Between the parts of a path, from the root down: “Plant North / Paint / Line 2”."""
ENDLESS: Final = date.max
PATHS_AT_MOST: Final = 1 << 14
"""Ids of paths that are kept: files name the same units again and again."""


class SeveralUnits(ValueError):
    """Words that several units are called by."""


@dataclass(frozen=True)
class KnownUnit:
    """A unit as the ledger has it, or as this import establishes it."""

    name: str
    parent: UnitId | None
    since: date
    at: Reference | None = None
    """The entry that established it; None while only words stand for it, or while it is yet to be established."""
    first_name: str = ""
    """What it was called when it was established."""
    first_parent: UnitId | None = None


class UnitsMeant:
    """Finds units by name or path, and asks for what is missing."""

    def __init__(self, ledger: Ledger, ids: SameIds) -> None:
        self._id_of = lru_cache(PATHS_AT_MOST)(lambda path: UnitId(ids.subject("unit", *path)))
        self._known = dict(units_in(ledger))
        self._by_name: dict[str, list[UnitId]] = {}
        self._bare: dict[str, list[UnitId]] = {}
        """By their names without accents and signs."""
        for unit, known in self._known.items():
            self._named(known.name, unit)
        self.otherwise: dict[str, str] = {}
        """Names that the ledger spells otherwise, and how."""
        self.one_name: Mapping[str, str] = {}
        """Names with what stands between the parts of a path in them, as whoever imports says; squeezed."""
        self.paths: dict[str, None] = {}
        """What was read as a path."""
        self.taken: dict[str, None] = {}
        """Names that were taken for those of units that the ledger knows."""
        self.needed: dict[UnitId, date] = {}
        """From when on a file has somebody stand in each unit."""
        self._asked: dict[UnitId, date] = {}
        self._respelled: list[UnitId] = []
        """Units whose names were recorded misspelled."""

    def meant(self, words: str) -> UnitId:
        """The unit that is meant by a name or a path. Raises SeveralUnits."""
        if is_unit_id(words):
            return UnitId(words)
        if (old := unit_of(words)) in self._known:
            return old
        if self.one_name.get(squeezed(words)) or (BETWEEN in words and words.casefold() in self._by_name):
            return self._found((words.strip(),))
        path = tuple(part.strip() for part in words.split(BETWEEN))
        if len(path) > 1:
            self.paths.setdefault(words)
        return self._found(path)

    def parent(self, unit: UnitId) -> UnitId | None:
        """What a unit belongs to, as the ledger has it or as the file has it established."""
        known = self._known.get(unit)
        return known.parent if known else None

    def _found(self, path: tuple[str, ...]) -> UnitId:
        *above, name = path
        same = self._id_of(path)
        if same in self._known:
            self._take(same)
            return same
        parent = self._found(tuple(above)) if above else None
        called = self._by_name.get(name.casefold(), [])
        within = [unit for unit in called if self._known[unit].parent == parent]
        found = within if above or within else called
        if len(found) > 1:
            raise SeveralUnits(f"is the name of {len(found)} units: write the path to it, as “Plant{BETWEEN}{name}”")
        if found:
            self._take(found[0])
            return found[0]
        if misspelled := self._misspelled(name, parent):
            return misspelled
        alike = self._bare.get(squeezed(name), []) if squeezed(name) else []
        if len(alike) == 1 and (not above or self._known[alike[0]].parent == parent):
            self.otherwise[name] = self._known[alike[0]].name
            return alike[0]
        self._known[same] = KnownUnit(name, parent, ENDLESS)
        self._named(name, same)
        return same

    def _take(self, unit: UnitId) -> None:
        """A unit is meant by its name; noted where the ledger has it."""
        if self._known[unit].at:
            self.taken.setdefault(self._known[unit].name)

    def _named(self, name: str, unit: UnitId) -> None:
        """From now on a unit is found by this name."""
        self._by_name.setdefault(name.casefold(), []).append(unit)
        self._bare.setdefault(squeezed(name), []).append(unit)

    def _misspelled(self, name: str, parent: UnitId | None) -> UnitId | None:
        """The unit whose name is this one, read in the wrong encoding; from now on it is called as it should be."""
        for unit, known in self._known.items():
            if known.at and known.name == known.first_name and is_misspelled(known.name, name):
                if parent not in (None, known.parent):
                    continue
                self._known[unit] = replace(known, name=name, first_name=name)
                self._respelled.append(unit)
                self._by_name.setdefault(name.casefold(), []).append(unit)
                return unit
        return None

    def heard(self, establish: EstablishUnit) -> None:
        """A file establishes a unit itself."""
        if establish.unit not in self._known or self._known[establish.unit].at is None:
            name, parent, since = establish.name, establish.parent, establish.effective_on
            known = KnownUnit(name, parent, since, Reference(establish.unit, 1), name, parent)
            self._known[establish.unit] = known
            self._by_name.setdefault(name.casefold(), []).append(establish.unit)

    def need(self, unit: UnitId, on: date) -> None:
        """A file has something stand in a unit on a day; and so in all that it belongs to."""
        here: UnitId | None = unit
        while here is not None and on < self.needed.get(here, ENDLESS):
            self.needed[here] = on
            here = self._known[here].parent if here in self._known else None

    def names(self) -> dict[str, str]:
        """What each unit is called."""
        return {unit: known.name for unit, known in self._known.items()}

    def begin(self) -> None:
        """From here on everything is asked for again."""
        self._asked.clear()

    def asked_before(self, commands: Iterable[Command[Any]], why: str) -> Iterator[EstablishUnit | CorrectEntry]:
        """What has to be asked for so that the units of these commands stand on their days."""
        for misspelled in self._respelled:
            known = self._known[misspelled]
            if known.at and misspelled not in self._asked:
                self._asked[misspelled] = known.since
                establish = EstablishUnit(misspelled, known.first_name, known.first_parent, effective_on=known.since)
                yield CorrectEntry(known.at, establish, why)
        for command in commands:
            placing = command.replacement if isinstance(command, CorrectEntry) else command
            unit, on = getattr(placing, "unit", None), getattr(placing, "effective_on", None)
            if unit in self._known and on is not None and not isinstance(placing, EstablishUnit):
                yield from self._asked_for(unit, on, why)

    def _asked_for(self, unit: UnitId, on: date, why: str) -> Iterator[EstablishUnit | CorrectEntry]:
        known = self._known[unit]
        stands = self._asked.get(unit, known.since if known.at else ENDLESS)
        if stands <= on:
            return
        day = min(on, self.needed.get(unit, on), known.since)
        parent = known.first_parent if known.at else known.parent
        if parent is not None and parent in self._known:
            yield from self._asked_for(parent, day, why)
        establish = EstablishUnit(unit, known.first_name or known.name, parent, effective_on=day)
        at = known.at or (Reference(unit, 1) if unit in self._asked else None)
        self._asked[unit] = day
        yield CorrectEntry(at, establish, why) if at else establish

    def established_as_paths(self) -> list[str]:
        """What was read as a path, and has a unit established for a part of it."""
        new = {self._known[unit].name for unit in self._asked if self._known[unit].at is None}
        return [words for words in self.paths if not new.isdisjoint(part.strip() for part in words.split(BETWEEN))]

    def established(self) -> list[str]:
        """The names of those that were asked for and are new, in the order in which they were."""
        return [self._known[unit].name for unit in self._asked if self._known[unit].at is None]


def units_in(ledger: Ledger) -> Iterator[tuple[UnitId, KnownUnit]]:
    """The units of a ledger as they stand now, those included for which old entries only have words."""
    book = ledger.book()
    established: dict[UnitId, Reference] = {}
    for entry in ledger.entries(kinds=(UnitEstablished.__name__,), opened=False):
        established.setdefault(UnitId(entry.stream), entry.at)
    for unit, at in established.items():
        known = book.recall(Unit, unit)
        if known.established_on is not None:
            yield (
                unit,
                KnownUnit(
                    str(known.names[-1].what),
                    known.parents[-1].what,
                    known.established_on,
                    at,
                    str(known.names[0].what),
                    known.parents[0].what,
                ),
            )
    for touched in ledger.touched("unit"):
        if touched not in established:
            yield from by_word(UnitId(touched), ledger.touching(touched, opened=False))


def by_word(unit: UnitId, touching: Iterable[Entry[Any]]) -> Iterator[tuple[UnitId, KnownUnit]]:
    """A unit that was never established, by the word that stands for it in the entries that cite it."""
    citing = [entry.event for entry in touching if readable(entry) and isinstance(entry.event, CitesUnit)]
    words = [cited.unit for cited in citing if not is_unit_id(cited.unit)]
    if words:
        yield unit, KnownUnit(words[0], None, min(cited.effective_on for cited in citing))
