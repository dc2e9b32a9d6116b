"""Levels by name: whatever puts somebody on a level names one that is in force on the day."""

from __future__ import annotations

from datetime import date

from domain.frameworks.framework import LevelUnknown
from domain.kernel.book import Book
from domain.kernel.near_misses import right_one
from domain.units.adopting_frameworks import edition_for
from domain.units.citing import unit_of


def level_must_be_in_force(level: str | None, unit: str, on: date, book: Book) -> None:
    """Refuses a level that the edition in force for a unit does not have. Where none is in force, nobody can say."""
    if level is None or (held := edition_for(unit_of(unit), on, book)) is None or level in held.edition.ladder:
        return
    edition = held.edition
    right = right_one(level, edition.ladder)
    raise LevelUnknown(f"level “{level}” is none of edition {edition.number}, in force on {on}: {right}")


def leads_people(level: str | None, unit: str, on: date, book: Book) -> bool:
    """Whether a level is one of leadership: above the first, on which people lead themselves."""
    return rung(level, unit, on, book) > 0


def rung(level: str | None, unit: str, on: date, book: Book) -> int:
    """How high a level is, from 0; -1 where the edition in force for a unit does not have it."""
    held = edition_for(unit_of(unit), on, book)
    return held.edition.ladder.index(level) if held and level in held.edition.ladder else -1
