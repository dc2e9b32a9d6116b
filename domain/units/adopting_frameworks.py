"""Adopting frameworks, unit by unit: what a unit adopts holds for all that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.frameworks.adopting import Active, FrameworkAdopted, active_edition, adopted_by, edition_at
from domain.frameworks.edition import Edition
from domain.frameworks.framework import (
    EditionNotInForce,
    EditionUnknown,
    Framework,
    FrameworkCommand,
    in_force,
    published,
    right_edition,
)
from domain.kernel.book import Book, Decision
from domain.kernel.ids import FrameworkId, UnitId
from domain.kernel.refusals import Refusal
from domain.units.unit import unit_as_known, unit_must_stand


@dataclass(frozen=True)
class AdoptFramework(FrameworkCommand):
    """Let a framework hold for a unit, or for the whole organisation where none is named."""

    records = (FrameworkAdopted,)

    unit: UnitId | None = None
    edition: int | None = None

    def decide(self, framework: Framework, book: Book) -> Decision:
        if self.unit is not None:
            unit_must_stand("unit", self.unit, self.effective_on, book)
        must_be_out(self.framework, self.edition, self.effective_on, book)
        held = adopted_by(self.unit, self.effective_on, book)
        if held and (held.at.stream, held.event.edition) == (self.framework, self.edition):
            return ()
        self.must_be_of_today(book)
        if held and held.at.stream != self.framework and held.event.effective_on == self.effective_on:
            raise AdoptedThatDay(
                f"“{held.at.stream}” is adopted there from {self.effective_on} on, too: adopt the other on a later day"
            )
        return (self.becomes(FrameworkAdopted),)


def edition_for(unit: UnitId | None, on: date, book: Book) -> Active | None:
    """What holds on a day for a unit, or for the whole organisation; None before any framework is out."""
    return active_edition(with_those_above(unit, on, book), on, book)


def edition_that_holds(unit: UnitId | None, framework: FrameworkId, number: int, on: date, book: Book) -> Edition:
    """The edition to judge under for a unit on a day. Refuses any other: nobody chooses the rules, or lesser ones."""
    held = edition_for(unit, on, book)
    if held is not None and held.framework != framework:
        raise AnotherFramework(f"framework “{framework}”: on {on} “{held.framework}” holds there, name that")
    if held is None:
        return in_force(framework, number, on, book)
    edition = published(framework, number, book)
    if held.edition.number != number:
        raise EditionNotInForce(
            f"edition “{number}” of “{framework}” is not in force there on {on}: name edition {held.edition.number}"
        )
    return edition


def with_those_above(unit: UnitId | None, on: date, book: Book) -> tuple[UnitId, ...]:
    """A unit and those that it belongs to on a day, the innermost first."""
    chain: list[UnitId] = []
    while unit is not None and unit not in chain:
        chain.append(unit)
        unit = unit_as_known(unit, book).parent_on(on)
    return tuple(chain)


def must_be_out(framework: FrameworkId, number: int | None, on: date, book: Book) -> None:
    """Refuses what has not come out by that day: it would leave the unit without levels."""
    if edition_at(framework, number, on, book) is None:
        what = f"“{framework}”" if number is None else f"edition “{number}” of “{framework}”"
        raise EditionUnknown(f"{what} was not published by {on}: {right_edition(framework, book)}")


class AnotherFramework(Refusal):
    """People are judged under the framework that holds where they are, or where the role is."""

    instead = "Name the framework that holds for the unit on that day."
    field = "framework"


class AdoptedThatDay(Refusal):
    """Of two frameworks adopted in one place from one day on, nothing says which holds."""

    instead = "Adopt the other one on a later day."
    field = "effective_on"
