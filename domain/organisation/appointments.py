"""Appointments: a role is established, somebody takes it up, somebody gives it up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated

from domain.kernel.book import Book, Decision, Line
from domain.kernel.commands import Said
from domain.kernel.dates import Dated
from domain.kernel.facts import ORGANISATION, About, Erased, Reference
from domain.kernel.ids import CaseId, PersonId, UnitId
from domain.kernel.later import LATER
from domain.kernel.refusals import NameMissing, Refusal
from domain.kernel.supposing import Supposing
from domain.organisation.holders import holds_on, tenures
from domain.organisation.occupancy import Unfit, new_misfits
from domain.organisation.role import (
    WHOLE,
    AppointmentKind,
    AppointmentMade,
    AppointmentSource,
    EstablishedRoleCommand,
    Incumbent,
    Role,
    RoleCommand,
    RoleProfile,
    RoleVacated,
    WhyVacated,
)
from domain.people.employment import must_count
from domain.people.levels import leads_people, level_must_be_in_force, rung
from domain.people.named import Employed, Known
from domain.people.steps_up import Exemption, StepUp
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
        profile = Dated(self.effective_on, RoleProfile(self.level, self.in_unit, critical=self.critical))
        return replace(role, established=True, profiles=(*role.profiles, profile))


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
            raise AlreadyEstablished(f"“{self.role}” is established: define its profile anew if it has changed")
        unit_must_stand("unit", self.unit, self.effective_on, book)
        level_must_be_in_force(self.level, self.unit, self.effective_on, book)
        return (self.becomes(RoleEstablished),)


@dataclass(frozen=True)
class AppointToRole(EstablishedRoleCommand[Role]):
    """Give somebody a role: as their own, acting up, or for an interim."""

    records = (AppointmentMade,)
    may_lie_ahead = True

    person: Annotated[PersonId, Employed()]
    appointment_kind: AppointmentKind = AppointmentKind.SUBSTANTIVE
    source: AppointmentSource = AppointmentSource.INTERNAL
    share: int = field(default=WHOLE, metadata=LATER)
    case: CaseId | None = field(default=None, metadata=LATER)
    exempt: Exemption | None = field(default=None, metadata=LATER)

    def decide(self, role: Role, book: Book) -> Decision:
        if not 0 < self.share <= WHOLE:
            raise PlaceShareOutOfRange(f"share is {self.share}: give 1 to {WHOLE} percent of a place")
        held = holds_on(self.effective_on, self.person, self.role, book)
        self.must_not_hold_it(held)
        if self.appointment_kind is not AppointmentKind.INTERIM:
            must_count("person", self.person, self.effective_on, book)
        appointed = self.becomes(AppointmentMade)
        self.must_fit(book, Supposing(book, (Line(appointed, stream=self.role),)))
        if not self.changes_share(held):
            self.must_have_been_granted(role, book)
        return (appointed,)

    def changes_share(self, held: Incumbent | None) -> bool:
        """Whether they hold it as their own already, and will hold more or less of a place."""
        own = AppointmentKind.SUBSTANTIVE
        return held is not None and held.appointment_kind is self.appointment_kind is own and held.share != self.share

    def must_not_hold_it(self, held: Incumbent | None) -> None:
        """Nobody is appointed on the footing on which they are, unless for another share, or beside themselves."""
        if self.changes_share(held):
            return
        if held and held.appointment_kind in (self.appointment_kind, AppointmentKind.SUBSTANTIVE):
            raise AlreadyTheirs(f"“{self.person}” holds “{self.role}” since {held.since} ({held.appointment_kind})")

    def must_fit(self, before: Book, after: Book) -> None:
        """On no day do more hold a role as their own than it has places; others may act up or stand in beside them."""
        for misfit in new_misfits((self.role,), (self.person,), before, after):
            if misfit.what is Unfit.CLOSED:
                raise RoleIsClosed(f"role {misfit}: name a role that is open, or a day before it closes")
            if misfit.what is Unfit.TOO_MUCH:
                raise SharesExceeded(f"share {self.share}: {misfit}: state the shares, {WHOLE} percent in all at most")
            others = ", ".join(
                f"“{held.person}” since {held.since}"
                for held in tenures(self.role, after)
                if held.includes(misfit.on) and held.substantive and held.person != self.person
            )
            raise RoleTaken(
                f"“{self.role}” has no free place on {misfit.on} (held by {others}): record first that they gave it"
                f" up, or appoint “{self.person}” acting up or for an interim"
            )

    def must_have_been_granted(self, role: Role, book: Book) -> None:
        """A role of leadership is given for good by a case, or it is said why there is none."""
        profile = self.highest(role, book)
        needed = self.appointment_kind is AppointmentKind.SUBSTANTIVE and profile is not None
        if profile and ((needed and leads_people(profile.level, profile.unit, self.effective_on, book)) or self.case):
            on = self.effective_on
            step = StepUp(self.person, self.role, profile.unit, profile.level, on, self.case, self.exempt)
            step.must_be_granted(AppointmentMade, book)

    def highest(self, role: Role, book: Book) -> RoleProfile | None:
        """The role on the highest level that it is to have while they hold it: nobody slips in before it is raised."""
        on = self.effective_on
        there = (role.profile_on(on), *(profile.what for profile in role.profiles if profile.on > on))
        known = [profile for profile in there if profile]
        return max(known, key=lambda profile: rung(profile.level, profile.unit, on, book), default=None)


@dataclass(frozen=True)
class VacateRole(RoleCommand[Role]):
    """Record that somebody gave up a role they hold. What follows from their leaving need not be said."""

    records = (RoleVacated,)
    may_lie_ahead = True

    person: Annotated[PersonId, Known()]
    why: WhyVacated

    def decide(self, role: Role, book: Book) -> Decision:
        if holds_on(self.effective_on, self.person, self.role, book) is None:
            raise NotTheHolder(
                f"person “{self.person}” does not hold “{self.role}” on {self.effective_on}: name somebody who does"
            )
        return (self.becomes(RoleVacated),)


class AlreadyEstablished(Refusal):
    """A role is established once."""

    instead = "Define its profile anew, if the role has changed; correct the entry, if it says something wrong."
    field = "role"


class AlreadyTheirs(Refusal):
    """Nobody is appointed twice to the same role on the same footing."""

    instead = "Leave it; they hold the role already."
    field = "person"


class RoleTaken(Refusal):
    """A role has no more holders of its own than places, on any day."""

    instead = "Record first that the holder gave it up, or appoint somebody acting up or for an interim."
    field = "person"


class RoleIsClosed(Refusal):
    """Nobody takes up a role that is no more."""

    instead = "Name a role that is open, or a day before it closes."
    field = "role"


class PlaceShareOutOfRange(Refusal):
    """Somebody holds a place, or a part of one."""

    instead = "Give 1 to 100 percent."
    field = "share"


class SharesExceeded(Refusal):
    """Nobody holds more than a whole place as their own, unless it is said why."""

    instead = "State the share of each of their roles, 100 percent in all at most, or the exemption."
    field = "share"


class NotTheHolder(Refusal):
    """Only who holds a role can give it up."""

    instead = "Name somebody who holds the role on that day, or mend the day."
    field = "person"
