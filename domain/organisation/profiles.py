"""What a role is: described anew from a day on, and closed when nobody holds it any more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Final

from domain.kernel.book import Book, Decision, Line
from domain.kernel.commands import OR_NOTHING, Said
from domain.kernel.dates import Dated, latest
from domain.kernel.facts import ORGANISATION, About, Erased, Event, Reference
from domain.kernel.history import is_history
from domain.kernel.ids import PersonId, RoleId, UnitId
from domain.kernel.refusals import NameMissing, ReasonMissing, Refusal
from domain.kernel.standing import Folds
from domain.kernel.supposing import Supposing
from domain.kernel.words import says_something
from domain.organisation.appointments import RoleEstablished
from domain.organisation.holders import tenures
from domain.organisation.occupancy import new_misfits
from domain.organisation.role import EstablishedRoleCommand, Role, RoleProfile, role_must_be_known
from domain.people.levels import level_must_be_in_force, rung
from domain.people.named import Here
from domain.units.citing import CitesUnit
from domain.units.unit import unit_must_stand


@dataclass(frozen=True)
class RoleProfileDefined(CitesUnit[Role]):
    """From this day on a role is this. The whole profile, also what stayed the same; what it was before stands."""

    title: Annotated[str | Erased, About(ORGANISATION)]
    """What the role is called."""
    unit: UnitId
    """The organisational unit that it belongs to."""
    function: str
    """The function that it belongs to, as “Finance”."""
    level: str
    """The level of leadership that it is on, as the framework names it."""
    places: int
    """How many may hold it as their own at a time; a place may be shared."""
    critical: bool
    """Whether the organisation depends on it."""
    why: Annotated[str | Erased, About(ORGANISATION)]
    """Why the organisation depends on it; empty where it does not."""
    experiences: Annotated[tuple[str, ...] | Erased, About(ORGANISATION)]
    """The experiences that it asks for."""
    owner: PersonId | None
    """Who answers for its succession; None where nobody does."""
    review_on: date | None
    """When its succession is to be looked at again; None where no day is set."""

    def concerns(self) -> tuple[str, ...]:
        return (self.in_unit, *((self.owner,) if self.owner else ()))

    def evolve(self, role: Role, at: Reference) -> Role:
        profile = Dated(self.effective_on, RoleProfile(self.level, self.in_unit, self.places, self.critical))
        return replace(role, profiles=(*role.profiles, profile))


@dataclass(frozen=True)
class ProfilesSaid:
    """What a role was ever said to be, each with its day."""

    said: tuple[Dated[RoleEstablished | RoleProfileDefined], ...] = ()


def said_to_be(known: ProfilesSaid, event: RoleEstablished | RoleProfileDefined, at: Reference) -> ProfilesSaid:
    return ProfilesSaid((*known.said, Dated(event.effective_on, event)))


PROFILES_SAID: Final[Folds] = {kind.__name__: said_to_be for kind in (RoleEstablished, RoleProfileDefined)}


@dataclass(frozen=True)
class DefineRoleProfile(EstablishedRoleCommand[Role]):
    """Say what a role is from a day on; the past is not rewritten."""

    records = (RoleProfileDefined,)
    replaces = RoleProfileDefined
    may_lie_ahead = True

    title: Annotated[str, Said("give the name that the role goes by", NameMissing)]
    unit: UnitId
    function: str
    level: str
    places: int = 1
    critical: bool = False
    why: Annotated[str, OR_NOTHING] = ""
    experiences: tuple[str, ...] = ()
    owner: Annotated[PersonId, Here()] | None = None
    review_on: date | None = None

    def stands(self, role: Role, book: Book) -> RoleEstablished | RoleProfileDefined | None:
        said = book.recall(ProfilesSaid, self.role, folds=PROFILES_SAID).said
        return latest(said, self.effective_on) or next((each.what for each in said), None)

    def decide(self, role: Role, book: Book) -> Decision:
        unit_must_stand("unit", self.unit, self.effective_on, book)
        level_must_be_in_force(self.level, self.unit, self.effective_on, book)
        if self.critical and not says_something(self.why):
            raise CriticalWithoutReason(f"why is “{self.why}”: say why the organisation depends on “{self.title}”")
        if self.review_on and self.review_on <= self.effective_on:
            raise ReviewTooEarly(f"review_on {self.review_on} is not after {self.effective_on}: give a later day")
        must_be_open(self.role, role, self.effective_on)
        self.must_raise_nobody(role, book)
        defined = self.becomes(RoleProfileDefined)
        self.places_must_do(book, Supposing(book, (Line(defined, stream=self.role),)))
        return (defined,)

    def must_raise_nobody(self, role: Role, book: Book) -> None:
        """Refuses a higher level for a role that somebody holds as their own: they would step up by no way told."""
        before, on = role.profile_on(self.effective_on), self.effective_on
        new = rung(self.level, self.unit, on, book)
        if before is None or new <= max(0, rung(before.level, before.unit, on, book)) or is_history(on, book):
            return
        for held in tenures(self.role, book):
            if held.substantive and held.until > on:
                raise HeldRoleRaised(
                    f"level “{self.level}”: “{held.person}” holds “{self.role}” on “{before.level}”:"
                    " record that they gave it up, and appoint them anew, by a case or a stated exemption"
                )

    def places_must_do(self, before: Book, after: Book) -> None:
        """Refuses fewer places than are taken on any day."""
        if self.places < 1:
            raise TooFewPlaces(f"places is {self.places}: give 1 or more, or close the role")
        for misfit in new_misfits((self.role,), (), before, after):
            raise TooFewPlaces(f"places is {self.places}: {misfit}")


@dataclass(frozen=True)
class RoleClosed(Event[Role]):
    """From this day on the role is no more, and nobody holds it."""

    why: Annotated[str | Erased, About(ORGANISATION)]
    """Why it is no more."""
    into: RoleId | None
    """The role that took it up, where one did."""

    def concerns(self) -> tuple[str, ...]:
        return (self.into,) if self.into else ()

    def evolve(self, role: Role, at: Reference) -> Role:
        return replace(role, closed_on=self.effective_on)


@dataclass(frozen=True)
class CloseRole(EstablishedRoleCommand[Role]):
    """Say that a role is no more, once nobody holds it or is to hold it."""

    records = (RoleClosed,)
    may_lie_ahead = True

    why: Annotated[str, Said("say why it is no more", ReasonMissing)]
    into: RoleId | None = None

    def decide(self, role: Role, book: Book) -> Decision:
        if self.into == self.role:
            raise ClosedIntoItself(f"into is “{self.into}”, the role itself: name another, or none")
        if self.into:
            role_must_be_known(self.into, book)
        if role.closed_on:
            raise AlreadyClosed(f"“{self.role}” is closed since {role.closed_on}: correct that entry if it is wrong")
        closed = self.becomes(RoleClosed)
        for misfit in new_misfits((self.role,), (), book, Supposing(book, (Line(closed, stream=self.role),))):
            raise StillHeld(f"role: {misfit}: record first that they gave it up")
        return (closed,)


def must_be_open(name: RoleId, role: Role, on: date) -> None:
    """Refuses a role that is no more on a day."""
    if role.closed_on and role.closed_on <= on:
        raise AlreadyClosed(f"“{name}” is closed since {role.closed_on}: name a day before, or a role that is open")


class CriticalWithoutReason(Refusal):
    """Whoever calls a role critical says why."""

    instead = "Say why the organisation depends on it."
    field = "why"


class ReviewTooEarly(Refusal):
    """What is to be looked at again is looked at later."""

    instead = "Give a day after the one from which the profile holds."
    field = "review_on"


class HeldRoleRaised(Refusal):
    """Nobody steps up because the role that they hold is made a higher one."""

    instead = "Record that they gave the role up, define it, and appoint them anew by a case or a stated exemption."
    field = "level"


class TooFewPlaces(Refusal):
    """A role has places, and no fewer than are taken."""

    instead = "Give as many places as are taken, or record first who gave the role up."
    field = "places"


class ClosedIntoItself(Refusal):
    """A role is taken up by another one."""

    instead = "Name the role that takes it up, or none."
    field = "into"


class AlreadyClosed(Refusal):
    """A role that is no more is not described or closed again."""

    instead = "Name a role that is open, or a day before it closes."
    field = "role"


class StillHeld(Refusal):
    """A role is closed once nobody holds it."""

    instead = "Record first that its holders gave it up."
    field = "role"
