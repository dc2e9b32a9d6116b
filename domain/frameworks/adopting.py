"""Adopting a framework: which one holds for a unit and all that belong to it, until it adopts another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Edition
from domain.frameworks.framework import Framework
from domain.kernel.book import Book
from domain.kernel.facts import ORGANISATION, Event
from domain.kernel.ids import FrameworkId, UnitId
from domain.kernel.memories import Nothing
from domain.kernel.standing import Noted


@dataclass(frozen=True)
class FrameworkAdopted(Event[Nothing]):
    """From that day on a framework holds for a unit, and for those below it that have adopted none themselves."""

    act: ClassVar[bool] = True

    unit: UnitId | None
    """The unit; null where it holds for the whole organisation."""
    edition: int | None
    """The one edition that holds; null where it is always the newest that has come out."""

    def concerns(self) -> tuple[str, ...]:
        return (self.unit or ORGANISATION,)


class Active(NamedTuple):
    """The framework that holds somewhere on a day, and its edition."""

    framework: FrameworkId
    edition: Edition


def active_edition(units: Sequence[UnitId], on: date, book: Book) -> Active | None:
    """What holds on a day for a unit, given with the units above it, the innermost first; None before anything is out.

    The nearest of them that has adopted a framework says which; then the organisation; and where nobody has, it is the
    newest edition of the framework that ships with the ledger.
    """
    for unit in (*units, None):
        if held := adopted_by(unit, on, book):
            framework = FrameworkId(held.at.stream)
            return edition_at(framework, held.event.edition, on, book)
    return edition_at(DEFAULT_FRAMEWORK, None, on, book)


def edition_at(framework: FrameworkId, number: int | None, on: date, book: Book) -> Active | None:
    """An edition of a framework that had come out by a day; the newest where no number is given."""
    known = book.recall(Framework, framework, on=on)
    edition = known.edition(known.newest if number is None else number)
    return Active(framework, edition) if edition else None


def adopted_by(unit: UnitId | None, on: date, book: Book) -> Noted[FrameworkAdopted] | None:
    """What a unit itself has adopted by a day, or the organisation; None where it has adopted nothing."""
    return next(reversed(book.concerning(unit or ORGANISATION, FrameworkAdopted, on=on)), None)
