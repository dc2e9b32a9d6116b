"""Standing successors: who counts behind a role on a day, as far as rules ask; the bench asks the same in SQL."""

from __future__ import annotations

from datetime import date

from domain.development.aspirations import Aspirations, Willingness
from domain.kernel.book import Book
from domain.kernel.ids import PersonId, RoleId
from domain.organisation.holders import level_of
from domain.people.employment import Employment
from domain.succession.slates import Slate, SlateConfirmed, own_holders


def is_standing_successor(person: PersonId, on: date, book: Book) -> bool:
    """Whether somebody is a standing successor for any role on a day."""
    slates = book.concerning(person, SlateConfirmed, on=on)
    roles = dict.fromkeys(RoleId(confirmed.at.stream) for confirmed in slates)
    return book.recall(Employment, person).counts_on(on) and any(
        stands_behind(role, person, on, book) for role in roles
    )


def stands_behind(role: RoleId, person: PersonId, on: date, book: Book) -> bool:
    """On the confirmed slate, not the holder, willing by their own word, with readiness that counts on the day."""
    slate = book.recall(Slate, role, on=on)
    ready = slate.ready.get(person)
    if person not in slate.confirmed or person in own_holders(role, on, book):
        return False
    if ready is None or not ready.counts or ready.expires_on <= on:
        return False
    level = level_of(role, on, book)
    if ready.level not in (None, level):
        return False
    word = book.recall(Aspirations, person, on=on).word_on(role, level)
    return word is not None and word.willingness is Willingness.WILLING
