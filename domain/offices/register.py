"""The register of offices: everything that somebody holds on a day, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.kernel.ids import CaseId, PersonId, UnitId
from domain.offices.offices import Matter, Offices
from domain.people.seats import Seats


class OfficeKind(StrEnum):
    """Which way somebody holds an office."""

    MANDATE = "mandate"
    SEAT = "seat"
    ACCREDITATION = "accreditation"
    DEPUTY = "deputy"


@dataclass(frozen=True)
class OfficeHeld:
    """Something that somebody may do for others, from a day on and until a day."""

    person: PersonId
    """Who holds it."""
    office_kind: OfficeKind
    """Which way they hold it."""
    called: str
    """The mandate, the seat or the instrument, as “steward”; “deputy” for whoever acts in another's place."""
    since: date
    """The first day."""
    until: date | None
    """The last day; null for a seat without one."""
    unit: UnitId | None = None
    """The unit for which it is; null where it is for all."""
    acts_for: PersonId | None = None
    """In whose place a deputy acts."""
    matters: tuple[Matter, ...] = ()
    """What a deputy may act in."""
    cases: tuple[CaseId, ...] = ()
    """The promotion cases for which alone an auditor is charged; none where it is for more."""


def offices_held(person: PersonId, offices: Offices, seats: Seats, on: date) -> Iterator[OfficeHeld]:
    """What somebody holds on a day, and who acts in their place."""
    for held in offices.mandates:
        if held.includes(on):
            yield OfficeHeld(
                person, OfficeKind.MANDATE, held.mandate, held.since, held.until, held.unit, cases=held.cases
            )
    for sitting in seats.sittings:
        if sitting.includes(on):
            yield OfficeHeld(person, OfficeKind.SEAT, sitting.seat, sitting.since, sitting.until)
    for one in offices.accreditations:
        if one.includes(on):
            yield OfficeHeld(person, OfficeKind.ACCREDITATION, one.instrument, one.since, one.until)
    for deputy in offices.deputies:
        if deputy.includes(on):
            kind = OfficeKind.DEPUTY
            yield OfficeHeld(
                deputy.person, kind, kind, deputy.since, deputy.until, acts_for=person, matters=deputy.matters
            )
