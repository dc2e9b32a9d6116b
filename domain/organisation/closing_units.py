"""Closing units, across people and roles: nothing is left standing in what no longer stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.kernel.book import Book, Decision
from domain.kernel.ids import PersonId, RoleId, UnitId
from domain.kernel.refusals import Refusal
from domain.organisation.appointments import RoleEstablished
from domain.organisation.profiles import RoleProfileDefined
from domain.organisation.role import Role
from domain.people.employment import Employment
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from domain.people.reporting_lines import Lines, SecondmentAgreed
from domain.units.unit import (
    StandingUnitCommand,
    Unit,
    UnitClosed,
    UnitNoLonger,
    UnitsInACircle,
    children,
    unit_as_known,
    unit_must_stand,
)


@dataclass(frozen=True)
class CloseUnit(StandingUnitCommand[Unit]):
    """Close a unit from this day on. Who and what stands there goes elsewhere before."""

    records = (UnitClosed,)

    into: UnitId | None = None

    def decide(self, unit: Unit, book: Book) -> Decision:
        if unit.closed_on is not None:
            raise UnitNoLonger(f"“{self.unit}” closes on {unit.closed_on}: correct that entry if the day is wrong")
        if self.into == self.unit:
            raise UnitsInACircle(f"into is “{self.into}”, the unit itself: name another, or none", field="into")
        if self.into is not None:
            unit_must_stand("into", self.into, self.effective_on, book)
        for what, left in (
            ("people stand in", people_in(self.unit, self.effective_on, book)),
            ("people are seconded to", seconded_to(self.unit, self.effective_on, book)),
            ("units belong to", units_in(self.unit, self.effective_on, book)),
            ("roles belong to", roles_in(self.unit, self.effective_on, book)),
        ):
            if left:
                raise UnitNotEmpty(
                    f"{len(left)} {what} “{self.unit}” on {self.effective_on} or later, as “{left[0]}”:"
                    " move them elsewhere first, or give a later day"
                )
        return (self.becomes(UnitClosed),)


def people_in(unit: UnitId, since: date, book: Book) -> list[PersonId]:
    """Whoever stands in a unit on a day or on any after it."""
    placed = (*book.concerning(unit, PersonJoined), *book.concerning(unit, PersonMoved))
    people = dict.fromkeys(PersonId(noted.at.stream) for noted in placed)
    return [person for person in people if stands_in(book.recall(Employment, person), unit, since)]


def stands_in(employment: Employment, unit: UnitId, since: date) -> bool:
    """Whether somebody stands in a unit on a day or on any after it."""
    ends = [*(placed.on for placed in employment.placements[1:]), date.max]
    return any(
        max(since, placed.on, stay.joined_on) < end and max(since, placed.on) <= (stay.left_on or date.max)
        for placed, end in zip(employment.placements, ends, strict=False)
        for stay in employment.stays
        if placed.what.unit == unit
    )


def seconded_to(unit: UnitId, since: date, book: Book) -> list[PersonId]:
    """Whoever works for a unit for a while on a day or on any after it."""
    people = dict.fromkeys(PersonId(noted.at.stream) for noted in book.concerning(unit, SecondmentAgreed))
    return [person for person in people if works_for(book.recall(Lines, person), unit, since)]


def works_for(lines: Lines, unit: UnitId, since: date) -> bool:
    """Whether somebody works for a unit for a while on a day or on any after it."""
    return any(one.unit == unit and since <= one.until for one in lines.secondments)


def units_in(unit: UnitId, since: date, book: Book) -> list[UnitId]:
    """The units that belong to a unit, and stand, on a day or on any after it."""
    others = dict.fromkeys(UnitId(noted.at.stream) for noted in children(unit, book))
    return [other for other in others if belongs_to(unit_as_known(other, book), unit, since)]


def belongs_to(other: Unit, unit: UnitId, since: date) -> bool:
    """Whether a unit that stands belongs to another on a day or on any after it."""
    ends = [*(dated.on for dated in other.parents[1:]), date.max]
    last = other.closed_on or date.max
    return any(
        dated.what == unit and max(since, dated.on) < min(end, last)
        for dated, end in zip(other.parents, ends, strict=False)
    )


def roles_in(unit: UnitId, since: date, book: Book) -> list[RoleId]:
    """The roles that belong to a unit, and are open, on a day or on any after it."""
    said = (*book.concerning(unit, RoleEstablished), *book.concerning(unit, RoleProfileDefined))
    roles = dict.fromkeys(RoleId(noted.at.stream) for noted in said)
    return [role for role in roles if is_in(book.recall(Role, role), unit, since)]


def is_in(role: Role, unit: UnitId, since: date) -> bool:
    """Whether a role belongs to a unit, and is open, on a day or on any after it."""
    ends = (*(profile.on for profile in role.profiles[1:]), role.closed_on or date.max)
    return any(
        profile.what.unit == unit and max(since, profile.on) < end
        for profile, end in zip(role.profiles, ends, strict=False)
    )


class UnitNotEmpty(Refusal):
    """A unit closes when nobody stands in it, and no unit and no role belongs to it any more."""

    instead = "Move the people, units and roles elsewhere first, or give a later day."
    field = "unit"
