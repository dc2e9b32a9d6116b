"""Spells: where people stood from which day to which, one row a spell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import msgspec

from api.imports.belonging import wrong_in
from api.imports.people_file import CALLED_BY, PLACED_BY, name_in, placed_in
from api.imports.problems import Problem
from api.imports.rows import Progress, Rows, Wanted

SPELLS: Final = Wanted(
    ("identifier", *CALLED_BY, *PLACED_BY, "manager", "started_on", "ended_on"),
    {"identifier": "say whose spell it is", "unit": "say where they stood", "started_on": "give its first day"},
    ("started_on", "ended_on"),
)


class SpellRow(msgspec.Struct, array_like=True, frozen=True):
    """What one row says."""

    number: int
    name: str
    started_on: date
    ended_on: date | None
    said: dict[str, str | int | None]
    """Where they stood, but for the manager."""
    manager: str


packed = msgspec.msgpack.Encoder().encode
unpacked = msgspec.msgpack.Decoder(SpellRow).decode


@dataclass
class SpellsRead:
    """The spells of a file by the identifiers of people, each packed into a few bytes; and what is wrong with them."""

    packed: dict[str, list[bytes]] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    """How each identifier is spelled where it comes first, by how it is compared."""
    same: Callable[[str], str] = str.casefold
    """An identifier as it is compared."""
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    """What is worth knowing, and stands in nobody's way."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """What the file calls each field."""
    contradicted: set[str] = field(default_factory=set)
    """Identifiers of people of whom several rows say different things."""
    rows: int = 0

    def identifiers_in(self, rows: Collection[int]) -> set[str]:
        """Whose spells stand in these rows."""
        return {identifier for identifier in self.packed if any(row.number in rows for row in self.of(identifier))}

    def mentions(self, identifier: str) -> bool:
        """Whether there is a spell of somebody."""
        return self.same(identifier) in self.spelled

    def of(self, identifier: str) -> list[SpellRow]:
        """One person's spells in the order of their days."""
        spelled = self.spelled.get(self.same(identifier), identifier)
        return sorted(map(unpacked, self.packed.get(spelled, ())), key=lambda spell: spell.started_on)


def spells_in(rows: Rows, progress: Progress = lambda number: None) -> SpellsRead:
    """Every row of a file of spells, and every problem."""
    read = SpellsRead(headings=rows.headings(), same=rows.same)
    for row in rows.read_into(read.problems):
        if wrong := wrong_in(row.said):
            field_of, what = wrong
            read.problems.append(Problem(row.number, rows.heading(field_of), row.said[field_of], what))
            continue
        begins, ends = row.days["started_on"], row.days["ended_on"]
        if begins is None:
            continue
        spell = SpellRow(row.number, name_in(row.said), begins, ends, placed_in(row.said), row.said.get("manager", ""))
        identifier = row.said["identifier"]
        spelled = read.spelled.setdefault(rows.same(identifier), identifier)
        read.packed.setdefault(spelled, []).append(packed(spell))
        read.rows += 1
        progress(row.number)
    for identifier in read.packed:
        look_through(identifier, read, rows.heading("started_on"))
    return read


def look_through(identifier: str, read: SpellsRead, heading: str) -> None:
    """One person's spells side by side: what cannot be, and what is worth knowing."""
    seen: list[SpellRow] = []
    for spell in read.of(identifier):
        last = seen[-1] if seen else None
        if last and (spell.started_on, spell.said, spell.manager) == (last.started_on, last.said, last.manager):
            continue
        if last and spell.started_on == last.started_on:
            read.contradicted.add(identifier)
            what = f"is where row {last.number} begins too, in another place: keep the one that is right"
            read.problems.append(Problem(spell.number, heading, str(spell.started_on), what))
        elif last and last.ended_on and spell.started_on > last.ended_on + timedelta(days=1):
            what = f"is after a gap: told as still where row {last.number} says, up to that day"
            read.notices.append(Problem(spell.number, heading, str(spell.started_on), what))
        elif last and (last.ended_on is None or spell.started_on <= last.ended_on):
            what = f"is before row {last.number} has ended: told as having moved on that day"
            read.notices.append(Problem(spell.number, heading, str(spell.started_on), what))
        seen.append(spell)
    read.packed[identifier] = [packed(spell) for spell in seen]
