"""What a judgement of somebody stands on: a published edition, entries about them, and a time for which it counts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from domain.facts import Book, Event, Noted, Reference, Refusal
from domain.framework import Edition, Framework, FrameworkId
from domain.person import PersonId

MONTHS_IN_A_YEAR = 12
SATURDAY = 5


def published(framework: FrameworkId, number: int, book: Book) -> Edition:
    """The edition to judge under; refuses one that never came out."""
    edition = book.recall(Framework(), framework).edition(number)
    if edition is None:
        raise EditionUnknown(f"edition “{number}” of “{framework}” is not published: name one that is")
    return edition


def entry_about(person: PersonId, at: Reference, by: date, book: Book) -> Noted[Event[Any]] | None:
    """The entry that stands there, if it is effective by that day and the person is among those whom it is about."""
    noted = book.noted(at)
    if noted is None or noted.event.effective_on > by or person not in (at.stream, *noted.event.concerns()):
        return None
    return noted


def months_after(day: date, months: int) -> date:
    """The same day of another month, or that month's last; fewer than no months go back."""
    year, month = divmod(day.year * MONTHS_IN_A_YEAR + day.month - 1 + months, MONTHS_IN_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def working_days_after(day: date, working_days: int) -> date:
    """The last of so many working days that follow a day. Monday to Friday: holidays are the organisation's own."""
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < SATURDAY
    return day


class EditionUnknown(Refusal):
    """A judgement names the published edition that it was made under."""

    field = "edition"
