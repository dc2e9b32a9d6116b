"""A unit of the organisation: what it is called, what it belongs to, from when to when it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Final

from domain.kernel.book import Book
from domain.kernel.commands import Command, precondition
from domain.kernel.dates import Dated, latest
from domain.kernel.facts import ORGANISATION, About, Erased, Event, Reference
from domain.kernel.ids import UnitId
from domain.kernel.memories import Memory, changed
from domain.kernel.near_misses import near
from domain.kernel.refusals import Refusal
from domain.kernel.standing import Noted
from domain.units.citing import CitesUnit, is_unit_id, kinds_that_cite_units

ALL_UNITS: Final = "units"
"""The key under which the establishing of every unit is found."""


@dataclass(frozen=True)
class Unit:
    """What later decisions must remember of a unit, everything with its day."""

    established_on: date | None = None
    names: tuple[Dated[str | Erased], ...] = ()
    parents: tuple[Dated[UnitId | None], ...] = ()
    closed_on: date | None = None
    """The first day on which it no longer stands."""

    def stands_on(self, day: date) -> bool:
        """Whether the organisation has it on that day."""
        return (
            self.established_on is not None
            and self.established_on <= day
            and (self.closed_on is None or day < self.closed_on)
        )

    def name_on(self, day: date) -> str | Erased | None:
        """What it is called on that day."""
        return latest(self.names, day)

    def parent_on(self, day: date) -> UnitId | None:
        """The unit that it belongs to on that day; None for a root."""
        return latest(self.parents, day)


@dataclass(frozen=True)
class UnitEstablished(Event[Unit]):
    """The organisation has a unit."""

    name: Annotated[str | Erased, About(ORGANISATION)]
    """What it is called."""
    parent: UnitId | None = None
    """The unit that it belongs to; None for a root of the tree."""

    def concerns(self) -> tuple[str, ...]:
        return (ALL_UNITS, self.parent) if self.parent else (ALL_UNITS,)

    def evolve(self, unit: Unit, at: Reference) -> Unit:
        return changed(
            unit,
            established_on=min(unit.established_on or self.effective_on, self.effective_on),
            names=(*unit.names, Dated(self.effective_on, self.name)),
            parents=(*unit.parents, Dated(self.effective_on, self.parent)),
        )

    def missed(self, at: Reference, book: Book) -> None:
        """Refuses where something stands in it, or belongs to it."""
        unit = UnitId(at.stream)
        held = [*cited_in(unit, book), *(noted for noted in children(unit, book))]
        if held:
            raise UnitStillCited(
                f"“{unit}” is named by {len(held)} entries, as “{held[0].at}”: correct or retract those first"
            )


@dataclass(frozen=True)
class UnitRenamed(Event[Unit]):
    """A unit goes by another name."""

    name: Annotated[str | Erased, About(ORGANISATION)]
    """What it is called."""

    def evolve(self, unit: Unit, at: Reference) -> Unit:
        return changed(unit, names=(*unit.names, Dated(self.effective_on, self.name)))


@dataclass(frozen=True)
class UnitMoved(Event[Unit]):
    """A unit belongs to another one, with all that belongs to it."""

    parent: UnitId | None
    """The unit that it belongs to from now on; None for a root of the tree."""

    def concerns(self) -> tuple[str, ...]:
        return (self.parent,) if self.parent else ()

    def evolve(self, unit: Unit, at: Reference) -> Unit:
        return changed(unit, parents=(*unit.parents, Dated(self.effective_on, self.parent)))

    def missed(self, at: Reference, book: Book) -> None:
        """Refuses where the unit would then go round in a circle."""
        unit = UnitId(at.stream)
        must_not_go_round(unit, unit_as_known(unit, book), book, field="entry")


@dataclass(frozen=True)
class UnitClosed(Event[Unit]):
    """A unit no longer stands, from this day on."""

    into: UnitId | None = None
    """The unit that goes on with its work, where there is one."""

    def concerns(self) -> tuple[str, ...]:
        return (self.into,) if self.into else ()

    def evolve(self, unit: Unit, at: Reference) -> Unit:
        return changed(unit, closed_on=self.effective_on)


@dataclass(frozen=True)
class UnitCommand(Command[Memory], abstract=True):
    """Something asked on a unit's stream."""

    subject = "unit"
    may_lie_ahead = True
    for_the_record = True

    unit: UnitId
    """The unit."""
    effective_on: date = field(kw_only=True)
    """The day it was true, or true from."""


@dataclass(frozen=True)
class StandingUnitCommand(UnitCommand[Memory], abstract=True):
    """Something asked of a unit that stands on the day."""

    @precondition
    def must_stand(self, book: Book) -> None:
        """Refuses what is asked of a unit that does not stand on the day."""
        unit_must_stand("unit", self.unit, self.effective_on, book)


def unit_as_known(unit: UnitId, book: Book) -> Unit:
    """A unit with all that is known of it; one that only words stand for, as established at its first mention.

    A word counts also in an entry that is just being corrected: the unit does not go with it.
    """
    known = book.recall(Unit, unit)
    if known.established_on is not None:
        return known
    words = [noted for noted in cited_in(unit, book.whole()) if not is_unit_id(noted.event.unit)]
    if not words:
        return known
    first = min(words, key=lambda noted: noted.event.effective_on).event
    return changed(
        known,
        established_on=first.effective_on,
        names=(Dated(first.effective_on, first.unit), *known.names),
        parents=(Dated(first.effective_on, None), *known.parents),
    )


def cited_in(unit: UnitId, book: Book) -> list[Noted[CitesUnit[Any]]]:
    """Every entry that places something in a unit, by its id or by the word for it."""
    return [noted for kind in kinds_that_cite_units() for noted in book.concerning(unit, kind)]


def children(unit: UnitId, book: Book) -> list[Noted[UnitEstablished] | Noted[UnitMoved]]:
    """Every entry that says of another unit that it belongs to this one."""
    return [*book.concerning(unit, UnitEstablished), *book.concerning(unit, UnitMoved)]


def unit_must_stand(field: str, unit: str, on: date, book: Book) -> Unit:
    """The unit that is named in a field of a command; refuses one that does not stand on the day."""
    known = unit_as_known(UnitId(unit), book) if is_unit_id(unit) else Unit()
    if known.established_on is None:
        raise UnitUnknown(f"{field} “{unit}” is no unit of the organisation: {meant_by(unit, on, book)}", field=field)
    if on < known.established_on:
        raise UnitUnknown(
            f"{field} “{unit}” is established on {known.established_on}, after {on}: give a later day,"
            " or correct the day on which it was established",
            field=field,
        )
    if not known.stands_on(on):
        raise UnitNoLonger(
            f"{field} “{unit}” closed on {known.closed_on}: name a unit that stands on {on}", field=field
        )
    return known


def meant_by(word: str, on: date, book: Book) -> str:
    """Which units might be meant by a word that is the id of none: by their names, the closest first."""
    units = [UnitId(noted.at.stream) for noted in book.concerning(ALL_UNITS, UnitEstablished, on=on)]
    names = {str(name): unit for unit in units if (name := book.recall(Unit, unit).name_on(on)) is not None}
    close = near(word, names)
    if not close:
        return "give the id of one that stands, or establish it first"
    return f"did you mean {' or '.join(f'“{name}”, {names[name]}' for name in close)}?"


def must_not_go_round(unit: UnitId, known: Unit, book: Book, *, field: str) -> None:
    """Refuses a unit that would belong to itself, through whatever others, on any day."""
    above: dict[UnitId, Unit] = {unit: known}
    waiting = parents_in(known)
    while waiting:
        parent = waiting.pop()
        if parent not in above:
            above[parent] = unit_as_known(parent, book)
            waiting += parents_in(above[parent])
    for day in sorted({dated.on for each in above.values() for dated in each.parents}):
        met = [unit]
        while (up := above[met[-1]].parent_on(day)) is not None and up not in met:
            met.append(up)
        if up == unit:
            way = " belongs to ".join(f"“{each}”" for each in (*met, unit))
            raise UnitsInACircle(f"{field}: on {day} {way}: name a unit that does not belong to it", field=field)


def parents_in(unit: Unit) -> list[UnitId]:
    """Whatever a unit has ever belonged to."""
    return [dated.what for dated in unit.parents if dated.what is not None]


def in_order_of_days(dated: Iterable[Dated[UnitId | None]]) -> tuple[Dated[UnitId | None], ...]:
    """What held from when on, in the order of days."""
    return tuple(sorted(dated, key=lambda one: one.on))


class UnitUnknown(Refusal):
    """Whatever is placed in a unit is placed in one that the organisation has on that day."""

    instead = "Give the id of a unit that stands on that day, or establish it first."
    field = "unit"


class UnitNoLonger(Refusal):
    """Nothing is placed in a unit from the day on which it closed."""

    instead = "Name a unit that stands on that day, as the one that goes on with its work."
    field = "unit"


class UnitsInACircle(Refusal):
    """No unit belongs to itself, on no day and through no other."""

    instead = "Name a parent that does not itself belong to the unit."
    field = "parent"


class UnitStillCited(Refusal):
    """What others rest on is not taken away under them."""

    instead = "Correct or retract what names the unit first, or close the unit."
    field = "entry"
