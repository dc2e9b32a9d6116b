"""Releasing figures: what whoever is told figures alone is told of a group goes on record, and is told again as it was.

A figure that is worked out anew later is another one as soon as somebody was erased: and the difference is theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.kernel.book import Book, Decision
from domain.kernel.facts import Event, Reference
from domain.kernel.memories import changed
from domain.safeguards.own_streams import OWN, OwnCommand


@dataclass(frozen=True)
class Release:
    """What was told of one figure at one release; nothing, before anybody asked."""

    told: str | None = None


@dataclass(frozen=True)
class FiguresReleased(Event[Release]):
    """A figure of the whole organisation was told, as of the end of a month and as known by then."""

    act: ClassVar[bool] = True

    figure: str
    """Which one, by the name of its question."""
    until: date
    """The last day of the month."""
    known_at: int
    """The position in the ledger up to which it was worked out."""
    least: int
    """The people, pairs or places below which nothing is told of a group."""
    told: str
    """The figure as it was told, in JSON: null what is withheld as it would be of fewer, and what there is none of."""

    def evolve(self, release: Release, at: Reference) -> Release:
        return changed(release, told=self.told)


@dataclass(frozen=True)
class ReleaseFigures(OwnCommand[Release]):
    """Put on record what is told of a figure. The ledger asks for it when it is told for the first time."""

    records = (FiguresReleased,)

    figure: str
    until: date
    known_at: int
    least: int
    told: str

    @property
    def stream(self) -> str:
        """One for each release, so that it is found by what it is of."""
        return release_stream(self.figure, self.until)

    def decide(self, release: Release, book: Book) -> Decision:
        return () if release.told is not None else (self.becomes(FiguresReleased),)


def release_stream(figure: str, until: date) -> str:
    """Where the release of a figure stands."""
    return f"{OWN}{figure}-{until}"
