"""Levels by name: whatever puts somebody on a level names one that is in force on the day."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches

from domain.frameworks.framework import LevelUnknown
from domain.frameworks.in_force import edition_in_force
from domain.kernel.book import Book


def level_must_be_in_force(level: str | None, on: date, book: Book) -> None:
    """Refuses a level that the edition in force on that day does not have. Where none is in force, nobody can say."""
    if level is None or (edition := edition_in_force(on, book)) is None or level in edition.ladder:
        return
    close = get_close_matches(level.strip().casefold(), edition.ladder, n=1)
    meant = f"did you mean “{close[0]}”?" if close else f"name one of {list(edition.ladder)}, or none"
    raise LevelUnknown(f"level “{level}” is none of edition {edition.number}, in force on {on}: {meant}")
