"""Viewpoints: from where somebody saw a person's leadership, as the ledger shows where both stood on the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain.development.development import Assessment, Instrument, Source
from domain.kernel.book import Book
from domain.kernel.ids import PersonId
from domain.offices.offices import is_accredited
from domain.people.employment import Employment
from domain.people.reporting_lines import other_managers
from domain.people.seats import Seat, seats_of


def source_of(
    speaker: PersonId | None, person: PersonId, on: date, book: Book, instrument: Instrument | None = None
) -> Source:
    """From where `speaker` saw `person` on a day. The nearest counts; what the ledger does not know is UNKNOWN.

    Nobody claims a source: whoever reports to the same manager is a peer, whatever they call themselves.
    """
    if speaker is None:
        return Source.UNKNOWN
    if speaker == person:
        return Source.SELF
    assessed, speaking = book.recall(Employment, person), book.recall(Employment, speaker)
    if not assessed.is_here_on(on):
        return Source.UNKNOWN
    led_by, speaker_led_by = manager_of(assessed, on), manager_of(speaking, on)
    in_the_line = source_in_the_line(speaker, person, led_by, speaker_led_by, on, book)
    if in_the_line is not None:
        return in_the_line
    if speaker in other_managers(person, on, book):
        return Source.OTHER_MANAGER
    if person in other_managers(speaker, on, book):
        return Source.DIRECT_REPORT
    if instrument is not None and may_assess(speaker, instrument, on, book):
        return Source.ASSESSOR
    if speaking.is_here_on(on):
        # Whether the ledger knows how far apart they stand: somebody leads both, or one is below the other.
        both_are_placed = bool(speaker_led_by) and (bool(led_by) or person in managers_above(speaker, on, book))
        return Source.COLLEAGUE if both_are_placed else Source.UNKNOWN
    known_by_then = speaking.name_on(on) is not None
    return Source.EXTERNAL if known_by_then else Source.UNKNOWN


def source_in_the_line(
    speaker: PersonId,
    person: PersonId,
    led_by: PersonId | None,
    speaker_led_by: PersonId | None,
    on: date,
    book: Book,
) -> Source | None:
    """How two people stand in the reporting line; None if neither is above the other and they share no manager."""
    if led_by == speaker:
        return Source.LINE_MANAGER
    if speaker_led_by == person:
        return Source.DIRECT_REPORT
    if led_by is not None and led_by == speaker_led_by:
        return Source.PEER
    return Source.HIGHER_MANAGER if led_by and speaker in managers_above(person, on, book) else None


def manager_of(employment: Employment, on: date) -> PersonId | None:
    """Who led somebody on a day; None also if they were not here."""
    placement = employment.placement_on(on) if employment.is_here_on(on) else None
    return placement.manager if placement else None


def managers_above(person: PersonId, on: date, book: Book) -> Iterator[PersonId]:
    """The managers above somebody on a day, the nearest first; it ends where it would go round in a circle."""
    passed = {person}
    manager = manager_of(book.recall(Employment, person), on)
    while manager is not None and manager not in passed:
        yield manager
        passed.add(manager)
        manager = manager_of(book.recall(Employment, manager), on)


def may_assess(person: PersonId, instrument: Instrument, on: date, book: Book) -> bool:
    """Whether somebody was an assessor on a day: accredited for the instrument, or in the seat of one from outside."""
    return is_accredited(person, instrument, on, book) or Seat.EXTERNAL_ASSESSOR in seats_of(person, on, book)


def as_it_was_seen(assessment: Assessment, person: PersonId, book: Book) -> Assessment:
    """An assessment with its source as the ledger shows it: what entries of before claimed counts for nothing."""
    assessor = None if assessment.assessor is None else PersonId(assessment.assessor)
    source = source_of(assessor, person, assessment.on, book, assessment.instrument)
    return replace(assessment, source=source)
