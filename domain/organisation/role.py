"""A role to be filled: what it is, and who took it up and gave it up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from domain.kernel.book import Book
from domain.kernel.commands import Command, precondition
from domain.kernel.dates import Dated, latest
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import CaseId, PersonId, RoleId, UnitId
from domain.kernel.later import LATER
from domain.kernel.memories import Memory
from domain.kernel.refusals import Refusal
from domain.people.steps_up import Exemption

WHOLE: Final = 100
"""A whole place, in percent."""


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
    share: int = WHOLE
    """How much of a place they hold, in percent."""


@dataclass(frozen=True)
class RoleStep:
    """Somebody took up the role, or gave it up."""

    on: date
    at: Reference
    person: PersonId
    appointment_kind: AppointmentKind | None = None
    """On what footing they took it up; None where they gave it up."""
    share: int = WHOLE
    """How much of a place they hold, in percent."""
    exempt: Exemption | None = None
    """Why they took it up without a case, where that was said."""
    why: WhyVacated | None = None
    """Why they gave it up."""


@dataclass(frozen=True)
class RoleProfile:
    """What a role is, as far as rules look at it."""

    level: str
    unit: UnitId
    places: int = 1
    critical: bool = False
    """Whether the organisation depends on it."""


@dataclass(frozen=True)
class Role:
    """What later decisions must remember of a role. Who holds it follows from this and from stays: see holders.py."""

    established: bool = False
    incumbents: tuple[Incumbent, ...] = ()
    """Who holds it, as the first judge remembers it. Nobody else does."""
    steps: tuple[RoleStep, ...] = ()
    """Who took it up and gave it up, in the order of days."""
    profiles: tuple[Dated[RoleProfile], ...] = ()
    closed_on: date | None = None
    """From which day on the role is no more."""

    def profile_on(self, day: date) -> RoleProfile | None:
        """What the role was on that day, or when it was established, where that is later; None if it never was."""
        return latest(self.profiles, day) or next((profile.what for profile in self.profiles), None)


@dataclass(frozen=True)
class AppointmentMade(Event[Role]):
    """Somebody took up a role."""

    person: PersonId
    """Who takes up the role."""
    appointment_kind: AppointmentKind
    """On what footing they hold the role."""
    source: AppointmentSource
    """Whether they come from inside the organisation or from outside."""
    share: int = field(default=WHOLE, metadata=LATER)
    """How much of a place they hold, in percent: two may share one."""
    case: CaseId | None = field(default=None, metadata=LATER)
    """The promotion case that granted it; None where none did."""
    exempt: Exemption | None = field(default=None, metadata=LATER)
    """Why it needed no case, where it has none; None where it needs none, or nobody has said."""

    def concerns(self) -> tuple[str, ...]:
        return (self.person, self.case) if self.case else (self.person,)

    def evolve(self, role: Role, at: Reference) -> Role:
        step = RoleStep(self.effective_on, at, self.person, self.appointment_kind, self.share, self.exempt)
        return replace(role, steps=(*role.steps, step))


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
        return replace(role, steps=(*role.steps, RoleStep(self.effective_on, at, self.person, why=self.why)))


@dataclass(frozen=True)
class RoleCommand(Command[Memory], abstract=True):
    """Something asked for on a role's stream."""

    subject = "role"
    for_the_record = True

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
