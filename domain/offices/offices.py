"""What is remembered of somebody's offices: mandates, accreditations, deputies, each with its days."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.frameworks.instruments import Instrument
from domain.kernel.book import Book
from domain.kernel.dates import months_after
from domain.kernel.ids import CaseId, PersonId, UnitId
from domain.kernel.refusals import BeginsAfterItEnds, Refusal
from domain.people.employment import Employment
from domain.units.adopting_frameworks import with_those_above
from domain.units.citing import unit_of

MONTHS_AT_MOST: Final = 60
"""How long an office may be given for; after that it is given anew, or it is over."""


class Mandate(StrEnum):
    """What somebody is charged with, for others."""

    TALENT_PARTNER = "talent_partner"
    AUDITOR = "auditor"
    COUNCIL = "council"
    COACH = "coach"
    STEWARD = "steward"
    """Keeps the ledger: names the others, mends what nobody else can, brings history in."""


class Matter(StrEnum):
    """What a deputy may act in: the chapters of the language in which people act in their own name."""

    PEOPLE = "people"
    DEVELOPMENT = "development"
    MENTORING = "mentoring"
    ORGANISATION = "organisation"
    SUCCESSION = "succession"
    PROMOTIONS = "promotions"


@dataclass(frozen=True)
class HeldMandate:
    """A mandate, for a unit or for all, from a day on and until a day."""

    mandate: Mandate
    unit: UnitId | None
    since: date
    until: date
    """The last day."""
    cases: tuple[CaseId, ...] = ()
    """The cases for which alone it stands; none where it is for more than single ones."""

    def includes(self, day: date) -> bool:
        """Whether it stands on that day, the first and the last included."""
        return self.since <= day <= self.until

    def reaches(self, units: Collection[UnitId] | None) -> bool:
        """Whether it is for one of these units, or for all; where none are named, for any. Single cases are no unit."""
        return not self.cases and (units is None or self.unit is None or self.unit in units)


@dataclass(frozen=True)
class Accreditation:
    """An assessor's, for an instrument."""

    instrument: Instrument
    since: date
    until: date
    """The last day."""

    def includes(self, day: date) -> bool:
        """Whether it stands on that day, the first and the last included."""
        return self.since <= day <= self.until


@dataclass(frozen=True)
class Deputy:
    """Somebody who acts in another's place, in some matters."""

    person: PersonId
    matters: tuple[Matter, ...]
    since: date
    until: date
    """The last day."""

    def includes(self, day: date) -> bool:
        """Whether they are deputy on that day, the first and the last included."""
        return self.since <= day <= self.until


@dataclass(frozen=True)
class Offices:
    """What somebody has been charged with, accredited for, and whom they named as their deputies."""

    mandates: tuple[HeldMandate, ...] = ()
    accreditations: tuple[Accreditation, ...] = ()
    deputies: tuple[Deputy, ...] = ()

    def holds(self, mandate: Mandate, on: date, units: Collection[UnitId] | None = None) -> bool:
        """Whether they hold a mandate on that day: for one of these units, or for all; for any if none are named."""
        held = (one for one in self.mandates if one.mandate is mandate and one.includes(on))
        return any(one.reaches(units) for one in held)

    def cases_of(self, mandate: Mandate, on: date) -> frozenset[CaseId]:
        """The single cases for which they hold a mandate on that day."""
        held = (one for one in self.mandates if one.mandate is mandate and one.includes(on))
        return frozenset(case for one in held for case in one.cases)

    def accredited_for(self, instrument: Instrument, on: date) -> bool:
        """Whether they are accredited for an instrument on that day."""
        return any(one.instrument is instrument and one.includes(on) for one in self.accreditations)

    def has_deputy(self, person: PersonId, matter: Matter, on: date) -> bool:
        """Whether somebody acts in their place on that day."""
        return any(one.person == person and matter in one.matters and one.includes(on) for one in self.deputies)


def holds_mandate(person: PersonId, mandate: Mandate, on: date, book: Book, whom: PersonId | None = None) -> bool:
    """Whether somebody holds a mandate on a day, for where `whom` stands if they are named.

    A mandate for a unit is one for all that belongs to it; whoever stands nowhere is reached by one for all.
    """
    units = None if whom is None else units_of(whom, on, book)
    return book.recall(Offices, person).holds(mandate, on, units)


def units_of(person: PersonId, on: date, book: Book) -> tuple[UnitId, ...]:
    """The unit in which somebody stands on a day, and those that it belongs to."""
    employment = book.recall(Employment, person)
    placement = employment.placement_on(on) if employment.is_here_on(on) else None
    return with_those_above(unit_of(placement.unit), on, book) if placement else ()


def is_accredited(person: PersonId, instrument: Instrument, on: date, book: Book) -> bool:
    """Whether somebody is accredited as an assessor by an instrument on a day."""
    return book.recall(Offices, person).accredited_for(instrument, on)


def must_have_an_end(since: date, until: date) -> None:
    """Refuses an office that ends before it begins, or that goes on for longer than offices do."""
    if until < since:
        raise BeginsAfterItEnds(f"until “{until}” is before effective_on “{since}”: give a later day", field="until")
    last = months_after(since, MONTHS_AT_MOST)
    if until > last:
        raise OfficeTooLong(f"until “{until}” is more than {MONTHS_AT_MOST} months on: give a day up to {last}")


class OfficeTooLong(Refusal):
    """An office has an end in sight, five years on at most; after that it is given anew."""

    instead = "Give an earlier last day; it can be given anew when that has come."
    field = "until"
