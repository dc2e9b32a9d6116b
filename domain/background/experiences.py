"""Experiences: what somebody has been through, here or before they joined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from domain.background.background import BackgroundCommand, BackgroundEvent, BroughtAlong, ExperienceKind
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased
from domain.people.reporting_lines import must_not_end_before


@dataclass(frozen=True)
class ExperienceRecorded(BackgroundEvent):
    """They have been through something that teaches leading."""

    experience: ExperienceKind
    """What it was."""
    until: date | None = None
    """The last day of it; None where it goes on, or nobody has said."""
    words: Annotated[str | Erased | None, About("person")] = None
    """What it was about, and where."""


@dataclass(frozen=True)
class RecordExperience(BackgroundCommand):
    """Tell of something that somebody has been through, and since when; it may be from long before they joined."""

    records = (ExperienceRecorded,)

    experience: ExperienceKind
    until: date | None = None
    words: str | None = None

    def decide(self, background: BroughtAlong, book: Book) -> Decision:
        must_not_end_before(self.effective_on, self.until)
        return (self.becomes(ExperienceRecorded),)
