"""A role to be filled: who holds it, and who might come after them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NewType

from domain.facts import Book, Command, Event, Reference, Refusal
from domain.person import PersonId

RoleId = NewType("RoleId", str)
"""The page of a role, `role-<uuid7>`."""


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
    """What later decisions must remember of a role."""

    established: bool = False
    incumbents: tuple[Incumbent, ...] = ()
    nominated: frozenset[PersonId] = frozenset()
    slate: tuple[PersonId, ...] = ()
    """The confirmed successors, the first in rank first."""

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
    appointment_kind: AppointmentKind
    source: AppointmentSource

    def concerns(self) -> tuple[str, ...]:
        return (self.person,)

    def evolve(self, role: Role, at: Reference) -> Role:
        others = tuple(held for held in role.incumbents if held.person != self.person)
        return replace(role, incumbents=(*others, Incumbent(self.person, self.appointment_kind, self.effective_on)))


@dataclass(frozen=True)
class RoleVacated(Event[Role]):
    """Somebody gave up a role. The slate behind them stands: this is the day it was made for."""

    person: PersonId
    why: WhyVacated

    def concerns(self) -> tuple[str, ...]:
        return (self.person,)

    def evolve(self, role: Role, at: Reference) -> Role:
        return replace(role, incumbents=tuple(held for held in role.incumbents if held.person != self.person))


def roles_held_by(person: PersonId, book: Book, *, on: date | None = None) -> tuple[RoleId, ...]:
    """The roles that `person` holds, the longest held first."""
    appointed_to = dict.fromkeys(RoleId(noted.at.stream) for noted in book.concerning(person, AppointmentMade, on=on))
    return tuple(role for role in appointed_to if book.recall(Role(), role, on=on).held_by(person))


@dataclass(frozen=True)
class RoleCommand(Command[Role]):
    """Something asked for on a role's page."""

    role: RoleId
    effective_on: date = field(kw_only=True)

    @property
    def blank(self) -> Role:
        return Role()

    @property
    def stream(self) -> str:
        return self.role

    def must_be_established(self, role: Role) -> None:
        """Refuses what is asked of a role that the organisation does not have."""
        if not role.established:
            raise RoleUnknown(f"“{self.role}” is no established role: establish it first")


class RoleUnknown(Refusal):
    """The organisation has the role that is spoken of."""

    field = "role"
