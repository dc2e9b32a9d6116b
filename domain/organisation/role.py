"""A role to be filled: who holds it, and on what footing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain.kernel.book import Book
from domain.kernel.commands import Command, precondition
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId, RoleId
from domain.kernel.memories import Memory
from domain.kernel.refusals import Refusal


class AppointmentKind(StrEnum):
    """On what footing somebody holds a role."""

    SUBSTANTIVE = "substantive"
    ACTING_UP = "acting_up"
    """From the level below, until the holder is back or the role is filled."""
    INTERIM = "interim"
    """Brought in for a limited time."""


class AppointmentSource(StrEnum):
    """Where whoever was appointed came from."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class WhyVacated(StrEnum):
    """Why somebody gave up a role."""

    PROMOTED = "promoted"
    MOVED = "moved"
    LEFT = "left"
    STEPPED_DOWN = "stepped_down"
    TERM_ENDED = "term_ended"
    """Acting up or the interim came to its end."""


@dataclass(frozen=True)
class Incumbent:
    """Somebody who holds a role, and on what footing."""

    person: PersonId
    appointment_kind: AppointmentKind
    since: date


@dataclass(frozen=True)
class Role:
    """What later decisions must remember of a role: that it is established, and who holds it."""

    established: bool = False
    incumbents: tuple[Incumbent, ...] = ()
    level: str = ""
    """The level of leadership that it is on."""
    critical: bool = False

    @property
    def substantive(self) -> Incumbent | None:
        """Whoever holds the role as their own; beside them others may be acting up."""
        own = (held for held in self.incumbents if held.appointment_kind is AppointmentKind.SUBSTANTIVE)
        return next(own, None)

    def held_by(self, person: PersonId) -> Incumbent | None:
        """How `person` holds this role; None if they do not."""
        return next((held for held in self.incumbents if held.person == person), None)


@dataclass(frozen=True)
class AppointmentMade(Event[Role]):
    """Somebody took up a role."""

    person: PersonId
    """Who takes up the role."""
    appointment_kind: AppointmentKind
    """On what footing they hold the role."""
    source: AppointmentSource
    """Whether they come from inside the organisation or from outside."""

    def concerns(self) -> tuple[str, ...]:
        return (self.person,)

    def evolve(self, role: Role, at: Reference) -> Role:
        others = tuple(held for held in role.incumbents if held.person != self.person)
        return replace(role, incumbents=(*others, Incumbent(self.person, self.appointment_kind, self.effective_on)))


@dataclass(frozen=True)
class RoleVacated(Event[Role]):
    """Somebody gave up a role. The slate behind them stands: this is the day it was made for."""

    person: PersonId
    """Who gives up the role."""
    why: WhyVacated
    """Why they gave it up."""

    def concerns(self) -> tuple[str, ...]:
        return (self.person,)

    def evolve(self, role: Role, at: Reference) -> Role:
        return replace(role, incumbents=tuple(held for held in role.incumbents if held.person != self.person))


def roles_held_by(person: PersonId, book: Book, *, on: date | None = None) -> tuple[RoleId, ...]:
    """The roles that `person` holds, the longest held first."""
    appointed_to = dict.fromkeys(RoleId(noted.at.stream) for noted in book.concerning(person, AppointmentMade, on=on))
    return tuple(role for role in appointed_to if book.recall(Role, role, on=on).held_by(person))


@dataclass(frozen=True)
class RoleCommand(Command[Memory], abstract=True):
    """Something asked for on a role's stream."""

    subject = "role"

    role: RoleId
    effective_on: date = field(kw_only=True)


@dataclass(frozen=True)
class EstablishedRoleCommand(RoleCommand[Memory], abstract=True):
    """Something asked of a role that the organisation has."""

    @precondition
    def must_be_established(self, book: Book) -> None:
        """Refuses what is asked of a role that the organisation does not have."""
        role_must_be_known(self.role, book)


def role_must_be_known(role: RoleId, book: Book) -> None:
    """Refuses a role that was never established."""
    if not book.recall(Role, role).established:
        raise RoleUnknown(f"“{role}” is no established role: establish it first")


class RoleUnknown(Refusal):
    """The organisation has the role that is spoken of."""

    instead = "Establish the role first, or name one that is."
    field = "role"
