"""The edition in force: by its levels the organisation speaks of its people and roles on a day."""

from __future__ import annotations

from datetime import date

from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Edition
from domain.frameworks.framework import Framework, LevelUnknown
from domain.kernel.book import Book


def edition_in_force(on: date, book: Book) -> Edition | None:
    """The newest edition of the organisation's framework on a day; None before the first."""
    framework = book.recall(Framework, DEFAULT_FRAMEWORK, on=on)
    return framework.edition(framework.newest)


def level_must_be_known(level: str, on: date, book: Book) -> None:
    """Refuses a level that the edition in force does not have; before the first edition any word will do."""
    edition = edition_in_force(on, book)
    if edition and level not in edition.ladder:
        raise LevelUnknown(f"level “{level}” is none of this edition: name one of {list(edition.ladder)}")


def leads_people(level: str | None, on: date, book: Book) -> bool:
    """Whether a level is one of leadership: above the first, on which people lead themselves."""
    return rung(level, on, book) > 0


def rung(level: str | None, on: date, book: Book) -> int:
    """How high a level is, from 0; -1 where the edition in force does not have it."""
    edition = edition_in_force(on, book)
    return edition.ladder.index(level) if edition and level in edition.ladder else -1
