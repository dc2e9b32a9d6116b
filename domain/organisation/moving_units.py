"""Moving units, across people and roles: what holds where a unit goes knows the levels of whoever goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from domain.kernel.book import Book, Decision, Line
from domain.kernel.dates import Dated
from domain.kernel.history import is_history
from domain.kernel.ids import PersonId, RoleId, UnitId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.kernel.supposing import Supposing
from domain.organisation.closing_units import people_in, roles_in, units_in
from domain.organisation.role import Role
from domain.people.employment import Employment
from domain.units.adopting_frameworks import edition_for
from domain.units.unit import (
    StandingUnitCommand,
    Unit,
    UnitMoved,
    in_order_of_days,
    must_not_go_round,
    unit_as_known,
    unit_must_stand,
)

T = TypeVar("T")


@dataclass(frozen=True)
class MoveUnit(StandingUnitCommand[Unit]):
    """Let a unit belong to another one from now on, with all that belongs to it; or make it a root."""

    records = (UnitMoved,)
    replaces = UnitMoved

    parent: UnitId | None

    def stands(self, unit: Unit, book: Book) -> UnitMoved:
        parent = unit_as_known(self.unit, book).parent_on(self.effective_on)
        return UnitMoved(parent, effective_on=self.effective_on)

    def decide(self, unit: Unit, book: Book) -> Decision:
        known = unit_as_known(self.unit, book)
        if self.parent is not None:
            unit_must_stand("parent", self.parent, self.effective_on, book)
        if known.parent_on(self.effective_on) == self.parent:
            return ()
        after = changed(known, parents=in_order_of_days((*known.parents, Dated(self.effective_on, self.parent))))
        must_not_go_round(self.unit, after, book, field="parent")
        moved = self.becomes(UnitMoved)
        self.levels_must_be_known(book, Supposing(book, (Line(moved, stream=self.unit),)))
        return (moved,)

    def levels_must_be_known(self, before: Book, after: Book) -> None:
        """Refuses to leave people and roles on levels that the framework does not know under which they would come."""
        on = self.effective_on
        if is_history(on, before):
            return
        lost: list[str] = []
        for unit in with_those_below(self.unit, on, before):
            was, will_be = edition_for(unit, on, before), edition_for(unit, on, after)
            if was is None or will_be is None or was == will_be:
                continue
            gone = {*was.edition.ladder} - {*will_be.edition.ladder}
            lost += (f"“{who}” (“{level}”)" for who, level in levels_in(unit, on, before) if level in gone)
        if lost:
            raise LevelsLeftBehind(
                f"parent “{self.parent}”: what holds there on {on} does not know the levels of {', '.join(lost)}:"
                f" let “{self.unit}” adopt the framework that it has, or move those elsewhere, first"
            )


def with_those_below(unit: UnitId, since: date, book: Book) -> list[UnitId]:
    """A unit and all that belong to it, through whatever others, on a day or on any after it."""
    found = [unit]
    for each in found:
        found += (below for below in units_in(each, since, book) if below not in found)
    return found


def levels_in(unit: UnitId, since: date, book: Book) -> Iterator[tuple[PersonId | RoleId, str | None]]:
    """The people and roles of a unit, with the levels on which they stand there on a day or on any after it."""
    for person in people_in(unit, since, book):
        placements = book.recall(Employment, person).placements
        yield from dict.fromkeys((person, one.level) for one in from_then_on(placements, since) if one.unit == unit)
    for role in roles_in(unit, since, book):
        profiles = book.recall(Role, role).profiles
        yield from dict.fromkeys((role, one.level) for one in from_then_on(profiles, since) if one.unit == unit)


def from_then_on(dated: Sequence[Dated[T]], since: date) -> list[T]:
    """What holds on a day, and what is to hold later."""
    begun = [one.what for one in dated if one.on <= since]
    return begun[-1:] + [one.what for one in dated if one.on > since]


class LevelsLeftBehind(Refusal):
    """Whoever moves with a unit stands on a level that is known where it goes."""

    instead = "Let the unit adopt the framework that knows these levels before it is moved, or move them elsewhere."
    field = "parent"
