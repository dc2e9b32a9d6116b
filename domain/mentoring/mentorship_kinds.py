"""Kinds of mentorship: what two people are to each other in it, and who may guide an apprentice."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from domain.kernel.book import Book
from domain.kernel.dates import months_after
from domain.kernel.history import is_history
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.employment import Employment
from domain.people.leave import Absences, as_if_since
from domain.people.moving import rung_stood_on
from domain.units.adopting_frameworks import edition_for
from domain.units.citing import unit_of

MONTHS_IN_THE_CRAFT: Final = 24
"""How long somebody has been in a function before they guide an apprentice who is on their own level."""


class MentorshipKind(StrEnum):
    """What a mentorship is."""

    MENTORING = "mentoring"
    APPRENTICESHIP = "apprenticeship"
    """Beside an experienced leader, towards objectives that were agreed."""
    REVERSE = "reverse"
    """The mentor stands below the mentee, and both mean it so."""
    SPONSORSHIP = "sponsorship"
    """The mentor speaks for the mentee, and opens doors."""


class MentorStands(StrEnum):
    """On which level a mentor stood, beside their mentee."""

    ABOVE = "above"
    ON_THE_SAME = "on_the_same"
    BELOW = "below"
    """Reverse mentoring, whether it was said to be or not."""
    NOT_KNOWN = "not_known"
    """No level is known of one of them, or the two stand under different frameworks."""


class MentorEligible(StrEnum):
    """Whether somebody may guide an apprentice: from a level above, or after two years in the same function."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NOT_KNOWN = "not_known"
    """Levels or functions are not known, so nobody can say."""


def mentor_stands(mentor: PersonId, mentee: PersonId, on: date, book: Book) -> MentorStands:
    """On which level a mentor stands on a day, beside their mentee; under one framework alone levels compare."""
    own, other = (height(person, on, book) for person in (mentor, mentee))
    if own is None or other is None or own[0] != other[0]:
        return MentorStands.NOT_KNOWN
    if own == other:
        return MentorStands.ON_THE_SAME
    return MentorStands.ABOVE if own > other else MentorStands.BELOW


def height(person: PersonId, on: date, book: Book) -> tuple[str, int] | None:
    """The framework under which somebody stands, and how high; None where there is no telling."""
    placed = next((one for one in reversed(book.recall(Employment, person).placements) if one.on <= on), None)
    if placed is None or (high := rung_stood_on(placed, on, book)) < 0:
        return None
    held = edition_for(unit_of(placed.what.unit), on, book)
    return (str(held.framework), high) if held else None


def mentor_eligible(mentor: PersonId, apprentice: PersonId, on: date, book: Book) -> MentorEligible:
    """Whether somebody may guide an apprentice on a day, as far as the ledger knows where both stood."""
    stands, in_craft = mentor_stands(mentor, apprentice, on, book), is_in_the_craft(mentor, apprentice, on, book)
    if stands is MentorStands.ABOVE or in_craft:
        return MentorEligible.ELIGIBLE
    unknown = stands is MentorStands.NOT_KNOWN or in_craft is None
    return MentorEligible.NOT_KNOWN if unknown else MentorEligible.NOT_ELIGIBLE


def eligible_as_told(mentor: PersonId, apprentice: PersonId, on: date, book: Book) -> MentorEligible:
    """The same as it is told: what was before the ledger counts against nobody."""
    found = mentor_eligible(mentor, apprentice, on, book)
    unfit = found is MentorEligible.NOT_ELIGIBLE
    return MentorEligible.NOT_KNOWN if unfit and is_history(on, book) else found


def is_in_the_craft(mentor: PersonId, apprentice: PersonId, on: date, book: Book) -> bool | None:
    """Whether a mentor has been in the apprentice's function for two years, here, less leave; None where either is not
    known."""
    placed = book.recall(Employment, apprentice).placement_on(on)
    employment = book.recall(Employment, mentor)
    own = employment.placement_on(on)
    if placed is None or own is None or placed.function is None or own.function is None:
        return None
    since = on
    for one in reversed([each for each in employment.placements if each.on <= on]):
        if one.what.function != placed.function:
            break
        since = one.on
    joined_on = max((stay.joined_on for stay in employment.stays if stay.joined_on <= on), default=on)
    since = as_if_since(book.recall(Absences, mentor).taken, max(since, joined_on), on)
    return own.function == placed.function and months_after(since, MONTHS_IN_THE_CRAFT) <= on


class NoObjective(Refusal):
    """An apprenticeship says what is to be learned in it."""

    instead = "Name at least one objective, or agree on mentoring."
    field = "objectives"


class MentorNotEligible(Refusal):
    """An apprentice is guided by somebody from a level above, or who has been two years in the same function."""

    instead = "Name a mentor who is, or agree on mentoring, which takes nobody's level."
    field = "mentor"


class ObjectiveMetAlready(Refusal):
    """What was met was an objective: none of those is taken out of the agreement."""

    instead = "Keep the objectives that were met, in their order."
    field = "objectives"
