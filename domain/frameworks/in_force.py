"""Which edition is in force on a day."""

from __future__ import annotations

from datetime import date

from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Edition
from domain.frameworks.framework import Framework
from domain.kernel.book import Book


def edition_in_force(on: date, book: Book) -> Edition | None:
    """The newest edition of the organisation's framework that had taken effect by that day; None before the first."""
    framework = book.recall(Framework, DEFAULT_FRAMEWORK, on=on)
    return framework.edition(framework.newest)


def leads_people(level: str | None, on: date, book: Book) -> bool:
    """Whether a level is one of leadership: above the first, on which people lead themselves."""
    return rung(level, on, book) > 0


def rung(level: str | None, on: date, book: Book) -> int:
    """How high a level is, from 0; -1 where the edition in force does not have it."""
    edition = edition_in_force(on, book)
    return edition.ladder.index(level) if edition and level in edition.ladder else -1
