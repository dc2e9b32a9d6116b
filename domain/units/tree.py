"""The tree of units: one is established, and renamed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.dates import Dated
from domain.kernel.ids import UnitId
from domain.kernel.memories import changed
from domain.kernel.refusals import NameMissing, Refusal
from domain.units.unit import (
    StandingUnitCommand,
    Unit,
    UnitCommand,
    UnitEstablished,
    UnitRenamed,
    children,
    cited_in,
    in_order_of_days,
    must_not_go_round,
    unit_as_known,
    unit_must_stand,
)


@dataclass(frozen=True)
class EstablishUnit(UnitCommand[Unit]):
    """Begin a unit's record: a root of the organisation's tree, or a part of another unit."""

    records = (UnitEstablished,)
    creates = "unit"

    name: Annotated[str, Said("give the name that the unit goes by", NameMissing)]
    parent: UnitId | None = None

    def decide(self, unit: Unit, book: Book) -> Decision:
        if unit.established_on is not None:
            raise UnitStands(
                f"“{self.unit}” is established since {unit.established_on}: rename or move it,"
                " or correct that entry if it says something wrong"
            )
        if self.parent is not None:
            unit_must_stand("parent", self.parent, self.effective_on, book)
        self.must_come_before_what_names_it(book)
        after = changed(unit, parents=in_order_of_days((Dated(self.effective_on, self.parent), *unit.parents)))
        must_not_go_round(self.unit, after, book, field="parent")
        return (self.becomes(UnitEstablished),)

    def must_come_before_what_names_it(self, book: Book) -> None:
        """Refuses a day after one on which something stands in it already: by the word for it, or where it is late."""
        held = [*cited_in(self.unit, book), *children(self.unit, book)]
        first = min((noted.event.effective_on for noted in held), default=self.effective_on)
        if first < self.effective_on:
            raise UnitEstablishedTooLate(
                f"effective_on “{self.effective_on}” is after {first}, when something stands in “{self.unit}” already:"
                f" give {first} or an earlier day"
            )


@dataclass(frozen=True)
class RenameUnit(StandingUnitCommand[Unit]):
    """Call a unit by another name from now on. What was said under the old one stays as it was said."""

    records = (UnitRenamed,)

    name: Annotated[str, Said("give the name that the unit goes by", NameMissing)]

    def decide(self, unit: Unit, book: Book) -> Decision:
        if unit_as_known(self.unit, book).name_on(self.effective_on) == self.name:
            return ()
        return (self.becomes(UnitRenamed),)


class UnitStands(Refusal):
    """A unit is established once."""

    instead = "Rename or move it; correct the entry that established it, if that says something wrong."
    field = "unit"


class UnitEstablishedTooLate(Refusal):
    """A unit is there before anything stands in it."""

    instead = "Give the day of the first entry that names it, or an earlier one."
    field = "effective_on"
