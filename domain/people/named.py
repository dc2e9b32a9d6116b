"""Who is named in a command: people whom the ledger knows, or who are here on its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.kernel.book import Book
from domain.kernel.commands import Command, FieldCheck
from domain.kernel.ids import PersonId
from domain.people.employment import (
    is_here,
    is_known,
    must_be_here,
    must_count,
    must_not_be_erased,
    nobody_known,
)
from domain.people.seats import holds_seat


@dataclass(frozen=True)
class Known(FieldCheck):
    """Marks people who stand in the ledger: `Annotated[PersonId, Known()]`."""

    def ask(self, field: str, value: Any, command: Command[Any], book: Book) -> None:
        """Refuses an id that is nobody's. Whether it may be whom the command is about, its own rules say."""
        if value != command.stream and not is_known(value, book):
            raise nobody_known(field, value)
        if value != command.stream:
            must_not_be_erased(field, value, book)


@dataclass(frozen=True)
class Here(FieldCheck):
    """Marks people who are here on the day of the command, or hold a seat then: `Annotated[PersonId, Here()]`."""

    def ask(self, field: str, value: Any, command: Command[Any], book: Book) -> None:
        """Refuses whoever is neither with the organisation on the day nor holds a seat, and whoever was erased."""
        must_not_be_erased(field, value, book)
        must_take_part(field, value, getattr(command, "effective_on"), book)  # noqa: B009 (who says it has a day)


@dataclass(frozen=True)
class Employed(Here):
    """Marks people who are employed on the day of the command, for whom a seat is not enough: `Employed()`."""

    def ask(self, field: str, value: Any, command: Command[Any], book: Book) -> None:
        """Refuses whoever is not with the organisation on the day, whatever seat they hold, and whoever was erased."""
        must_not_be_erased(field, value, book)
        must_be_here(field, value, getattr(command, "effective_on"), book)  # noqa: B009 (who says it has a day)


@dataclass(frozen=True)
class OnTheStaff(Employed):
    """Marks people who are employed here on the day, and come neither from an agency nor on a contract of their own."""

    def ask(self, field: str, value: Any, command: Command[Any], book: Book) -> None:
        """Refuses whoever is not with the organisation on the day, or is employed elsewhere."""
        super().ask(field, value, command, book)
        must_count(field, value, getattr(command, "effective_on"), book)  # noqa: B009 (who says it has a day)


def takes_part(person: PersonId, on: date, book: Book) -> bool:
    """Whether somebody is with the organisation on a day, or holds a seat."""
    return is_here(person, on, book) or holds_seat(person, on, book)


def must_take_part(field: str, person: PersonId, on: date, book: Book) -> None:
    """Refuses whoever is neither with the organisation on a day nor holds a seat."""
    if not holds_seat(person, on, book):
        must_be_here(field, person, on, book)
