"""Appointments: a role is established, somebody takes it up, somebody gives it up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import ORGANISATION, About, Erased, Reference
from domain.kernel.ids import PersonId, UnitId
from domain.kernel.refusals import NameMissing, Refusal
from domain.organisation.role import (
    AppointmentKind,
    AppointmentMade,
    AppointmentSource,
    EstablishedRoleCommand,
    Incumbent,
    Role,
    RoleCommand,
    RoleVacated,
    WhyVacated,
)
from domain.people.employment import must_be_here
from domain.people.levels import level_must_be_in_force
from domain.people.named import Here, Known
from domain.units.citing import CitesUnit
from domain.units.unit import unit_must_stand


@dataclass(frozen=True)
class RoleEstablished(CitesUnit[Role]):
    """The organisation has a role, filled or not."""

    title: Annotated[str | Erased, About(ORGANISATION)]
    """What the role is called."""
    unit: str
    """The organisational unit that it belongs to; in old entries the word for it."""
    function: str
    """The function that it belongs to, as “Finance”."""
    level: str
    """The level of leadership that it is on, as the framework names it."""
    critical: bool
    """Whether the organisation depends on it."""

    earlier_keys = (lambda established: (),)

    def concerns(self) -> tuple[str, ...]:
        return (self.in_unit,)

    def evolve(self, role: Role, at: Reference) -> Role:
        return replace(role, established=True, level=self.level, critical=self.critical)


@dataclass(frozen=True)
class EstablishRole(RoleCommand[Role]):
    """Begin a role's record."""

    records = (RoleEstablished,)
    may_lie_ahead = True
    creates = "role"

    title: Annotated[str, Said("give the name that the role goes by", NameMissing)]
    unit: UnitId
    function: str
    level: str
    critical: bool = False

    def decide(self, role: Role, book: Book) -> Decision:
        if role.established:
            raise AlreadyEstablished(f"“{self.role}” is established: correct that entry if it says something wrong")
        unit_must_stand("unit", self.unit, self.effective_on, book)
        level_must_be_in_force(self.level, self.unit, self.effective_on, book)
        return (self.becomes(RoleEstablished),)


@dataclass(frozen=True)
class AppointToRole(EstablishedRoleCommand[Role]):
    """Give somebody a role: as their own, acting up, or for an interim."""

    records = (AppointmentMade,)
    may_lie_ahead = True

    person: Annotated[PersonId, Here()]
    appointment_kind: AppointmentKind = AppointmentKind.SUBSTANTIVE
    source: AppointmentSource = AppointmentSource.INTERNAL

    def decide(self, role: Role, book: Book) -> Decision:
        must_be_here("person", self.person, self.effective_on, book)
        self.must_be_free(book.recall(Role, self.role, on=self.effective_on))
        return (self.becomes(AppointmentMade),)

    def must_be_free(self, role: Role) -> None:
        """One person holds a role as their own; beside them, or in their place, others may act up or stand in."""
        held = role.held_by(self.person)
        if held and (held.appointment_kind is self.appointment_kind or held == role.substantive):
            raise AlreadyTheirs(f"“{self.person}” holds “{self.role}” since {held.since} ({held.appointment_kind})")
        own: Incumbent | None = role.substantive
        if own and self.appointment_kind is AppointmentKind.SUBSTANTIVE:
            raise RoleTaken(
                f"“{own.person}” holds “{self.role}” since {own.since}: record first that they gave it up,"
                f" or appoint “{self.person}” acting up or for an interim"
            )


@dataclass(frozen=True)
class VacateRole(RoleCommand[Role]):
    """Record that somebody gave up a role they hold."""

    records = (RoleVacated,)
    may_lie_ahead = True

    person: Annotated[PersonId, Known()]
    why: WhyVacated

    def decide(self, role: Role, book: Book) -> Decision:
        if book.recall(Role, self.role, on=self.effective_on).held_by(self.person) is None:
            raise NotTheHolder(
                f"person “{self.person}” does not hold “{self.role}” on {self.effective_on}: name somebody who does"
            )
        return (self.becomes(RoleVacated),)


class AlreadyEstablished(Refusal):
    """A role is established once."""

    instead = "Correct the entry that established the role, if it says something wrong."
    field = "role"


class AlreadyTheirs(Refusal):
    """Nobody is appointed twice to the same role on the same footing."""

    instead = "Leave it; they hold the role already."
    field = "person"


class RoleTaken(Refusal):
    """A role has one holder of its own at a time."""

    instead = "Record first that the holder gave it up, or appoint somebody acting up or for an interim."
    field = "person"


class NotTheHolder(Refusal):
    """Only who holds a role can give it up."""

    instead = "Name somebody who holds the role on that day, or mend the day."
    field = "person"
