"""Appointments: a role is established, somebody takes it up, somebody gives it up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.facts import Book, Decision, Event, Reference, Refusal
from domain.person import Person, PersonId
from domain.role import (
    AppointmentKind,
    AppointmentMade,
    AppointmentSource,
    Incumbent,
    Role,
    RoleCommand,
    RoleVacated,
    WhyVacated,
)


@dataclass(frozen=True)
class RoleEstablished(Event[Role]):
    """The organisation has a role, filled or not."""

    title: str
    unit: str
    function: str
    level: str
    critical: bool

    def evolve(self, role: Role, at: Reference) -> Role:
        return replace(role, established=True)


@dataclass(frozen=True)
class EstablishRole(RoleCommand):
    """Begin a role's record."""

    title: str
    unit: str
    function: str
    level: str
    critical: bool = False

    def decide(self, role: Role, book: Book) -> Decision:
        if role.established:
            raise AlreadyEstablished(f"“{self.role}” is established: correct that entry if it says something wrong")
        if not self.title.strip():
            raise TitleMissing(f"title is “{self.title}”: give the name that the role goes by")
        return (
            RoleEstablished(
                self.title, self.unit, self.function, self.level, self.critical, effective_on=self.effective_on
            ),
        )


@dataclass(frozen=True)
class AppointToRole(RoleCommand):
    """Give somebody a role: as their own, acting up, or for an interim."""

    person: PersonId
    appointment_kind: AppointmentKind = AppointmentKind.SUBSTANTIVE
    source: AppointmentSource = AppointmentSource.INTERNAL

    def decide(self, role: Role, book: Book) -> Decision:
        self.must_be_established(role)
        if not book.recall(Person(), self.person).is_here_on(self.effective_on):
            raise AppointeeNotHere(
                f"person “{self.person}” is not with the organisation on {self.effective_on}: appoint somebody who is"
            )
        self.must_be_free(book.recall(Role(), self.role, on=self.effective_on))
        return (AppointmentMade(self.person, self.appointment_kind, self.source, effective_on=self.effective_on),)

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
class VacateRole(RoleCommand):
    """Record that somebody gave up a role they hold."""

    person: PersonId
    why: WhyVacated

    def decide(self, role: Role, book: Book) -> Decision:
        on_that_day = book.recall(Role(), self.role, on=self.effective_on)
        if on_that_day.held_by(self.person) is None:
            raise NotTheHolder(
                f"person “{self.person}” does not hold “{self.role}” on {self.effective_on}: name somebody who does"
            )
        return (RoleVacated(self.person, self.why, effective_on=self.effective_on),)


class AlreadyEstablished(Refusal):
    """A role is established once."""

    field = "role"


class TitleMissing(Refusal):
    """A role goes by a name."""

    field = "title"


class AppointeeNotHere(Refusal):
    """Who has left, or has not joined, cannot take up a role."""

    field = "person"


class AlreadyTheirs(Refusal):
    """Nobody is appointed twice to the same role on the same footing."""

    field = "person"


class RoleTaken(Refusal):
    """A role has one holder of its own at a time."""

    field = "person"


class NotTheHolder(Refusal):
    """Only who holds a role can give it up."""

    field = "person"
