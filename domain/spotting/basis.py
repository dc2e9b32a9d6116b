"""The basis of what is said of somebody's potential: which entries it may rest on, and for how long it counts.

What is said of people lasts longer than what it rested on, and is seldom looked at again: so it cites entries of
theirs, and runs out. A review of a unit that closes would end it sooner; the ledger knows of no such review yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from domain.development.aspirations import Aspirations
from domain.judging.admissible import is_witnessed, shown_by, shows
from domain.judging.findings import EvidenceKind
from domain.kernel.book import Book, entry_about
from domain.kernel.dates import months_after
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal

MONTHS_AT_MOST: Final = 15
"""Months for which anything that is said of potential counts at most."""
TOLD_BEFORE: Final = timedelta(days=60)
"""How long before it runs out that is told."""


def runs_out_on(said_on: date, months: int = MONTHS_AT_MOST) -> date:
    """The first day on which something no longer counts: after so many months, fifteen at most."""
    return months_after(said_on, min(months, MONTHS_AT_MOST))


def is_running_out(expires_on: date, on: date) -> bool:
    """Whether it is told on a day that something is about to run out."""
    return on < expires_on <= on + TOLD_BEFORE


def shows_potential(event: Event[Any]) -> bool:
    """Whether an entry shows potential: what others saw, for decisions, and in more than results."""
    return shows(EvidenceKind.POTENTIAL, event) and is_witnessed(event)


def own_words(person: PersonId, on: date, book: Book) -> frozenset[Reference]:
    """What somebody has said of what they want, and not taken back, by a day."""
    return frozenset(word.at for word in book.recall(Aspirations, person, on=on).words)


def events_cited(
    field: str, person: PersonId, basis: tuple[Reference, ...], on: date, book: Book
) -> Iterator[tuple[Reference, Event[Any]]]:
    """What a basis cites that is given in a field of a command.

    Refuses an empty one, and what is no entry about the person by that day.
    """
    if not basis:
        raise BasisMissing(f"basis is empty: cite entries about “{person}”, as stream@version", field=field)
    for at in basis:
        noted = entry_about(person, at, on, book)
        if noted is None:
            raise not_theirs(field, person, at, on)
        yield at, noted.event


def not_theirs(field: str, person: PersonId, at: Reference, on: date) -> BasisUnfit:
    """The refusal of a reference under which nothing stands that is about the person."""
    return BasisUnfit(f"basis “{at}” is no entry about “{person}” from up to {on}: cite one that is", field=field)


def unfit(field: str, at: Reference, of: str, also: str = "") -> BasisUnfit:
    """The refusal of an entry that does not show what it is cited for."""
    return BasisUnfit(
        f"basis “{at}” shows no {of}: cite what others saw, as {shown_by(EvidenceKind.POTENTIAL)}{also}", field=field
    )


class BasisMissing(Refusal):
    """What is said of somebody's potential says what it rests on."""

    instead = "Cite entries about the person that show it."


class BasisUnfit(Refusal):
    """What is said of potential rests on what others saw, or on the person's own word; results are no promise."""

    instead = "Cite what others saw of them, for decisions, or what they say they want."
