"""People: they join, move, change their name, leave, and may come back. One page for life."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from domain.facts import About, Book, Decision, Erased, Event, Line, Reference, Refusal, remembering
from domain.person import AlreadyLeft, Dated, Employment, Identity, Person, PersonCommand, PersonId, Placement
from domain.role import Role, RoleId, RoleVacated, WhyVacated, roles_held_by


class LeavingReason(StrEnum):
    """Why somebody left, as far as it is to be told."""

    RESIGNED = "resigned"
    RETIRED = "retired"
    CONTRACT_ENDED = "contract_ended"
    MADE_REDUNDANT = "made_redundant"
    DISMISSED = "dismissed"
    DIED = "died"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PersonJoined(Event[Person]):
    """Somebody became one of us. Their record begins, and everyone's does: nobody is gated."""

    name: Annotated[str | Erased, About("person")]
    unit: str
    function: str | None = None
    level: str | None = None
    job_title: Annotated[str | Erased | None, About("person")] = None
    manager: PersonId | None = None

    def concerns(self) -> tuple[str, ...]:
        return (self.manager,) if self.manager else ()

    def evolve(self, person: Person, at: Reference) -> Person:
        placement = Placement(self.unit, self.function, self.level, self.job_title, self.manager)
        return remembering(
            person,
            employments=(*person.employments, Employment(self.effective_on)),
            names=(*person.names, Dated(self.effective_on, self.name)),
            placements=(*person.placements, Dated(self.effective_on, placement)),
        )


@dataclass(frozen=True)
class PersonIdentified(Event[Person]):
    """A system outside knows them by this."""

    system: str
    identifier: Annotated[str | Erased, About("person")]

    def evolve(self, person: Person, at: Reference) -> Person:
        if isinstance(self.identifier, Erased):
            return person
        return remembering(person, identities=person.identities | {Identity(self.system, self.identifier)})


@dataclass(frozen=True)
class PersonRenamed(Event[Person]):
    """They go by another name."""

    name: Annotated[str | Erased, About("person")]

    def evolve(self, person: Person, at: Reference) -> Person:
        return remembering(person, names=(*person.names, Dated(self.effective_on, self.name)))


@dataclass(frozen=True)
class PersonMoved(Event[Person]):
    """They stand elsewhere in the organisation. The whole new placement, also what stayed the same."""

    unit: str
    function: str | None = None
    level: str | None = None
    job_title: Annotated[str | Erased | None, About("person")] = None
    manager: PersonId | None = None

    def concerns(self) -> tuple[str, ...]:
        return (self.manager,) if self.manager else ()

    def evolve(self, person: Person, at: Reference) -> Person:
        placement = Placement(self.unit, self.function, self.level, self.job_title, self.manager)
        return remembering(person, placements=(*person.placements, Dated(self.effective_on, placement)))


@dataclass(frozen=True)
class PersonLeft(Event[Person]):
    """Their last day. Their record stays open to history, and to their coming back."""

    reason: LeavingReason

    def evolve(self, person: Person, at: Reference) -> Person:
        if not person.employments:
            return person
        *earlier, last = person.employments
        return remembering(person, employments=(*earlier, replace(last, left_on=self.effective_on)))


@dataclass(frozen=True)
class JoinPerson(PersonCommand):
    """Begin somebody's record, or go on with it where they come back."""

    name: str
    unit: str
    function: str | None = None
    level: str | None = None
    job_title: str | None = None
    manager: PersonId | None = None
    identities: tuple[Identity, ...] = ()
    """What systems outside know them by."""

    def decide(self, person: Person, book: Book) -> Decision:
        must_have_a_name(self.name)
        must_not_be_their_own_manager(self.person, self.manager)
        for stay in person.employments:
            if stay.left_on is None or self.effective_on <= stay.left_on:
                raise AlreadyJoined(
                    f"“{self.person}” joined on {stay.joined_on}: record that they left before they join again,"
                    " or correct that entry if its day is wrong"
                )
        joined = PersonJoined(
            self.name,
            self.unit,
            self.function,
            self.level,
            self.job_title,
            self.manager,
            effective_on=self.effective_on,
        )
        unknown = [identity for identity in dict.fromkeys(self.identities) if identity not in person.identities]
        identified = (PersonIdentified(i.system, i.identifier, effective_on=self.effective_on) for i in unknown)
        return (joined, *identified)


@dataclass(frozen=True)
class IdentifyPerson(PersonCommand):
    """Say what a system outside knows them by."""

    system: str
    identifier: str

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_be_known(person)
        if Identity(self.system, self.identifier) in person.identities:
            return ()
        return (PersonIdentified(self.system, self.identifier, effective_on=self.effective_on),)


@dataclass(frozen=True)
class RenamePerson(PersonCommand):
    """Call them by another name from now on. The old one was never wrong: it stays in what was said then."""

    name: str

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_be_here(person)
        must_have_a_name(self.name)
        if person.name_on(self.effective_on) == self.name:
            return ()
        return (PersonRenamed(self.name, effective_on=self.effective_on),)


@dataclass(frozen=True)
class MovePerson(PersonCommand):
    """Put them elsewhere in the organisation: up, down or to the side. Give the whole placement."""

    unit: str
    function: str | None = None
    level: str | None = None
    job_title: str | None = None
    manager: PersonId | None = None

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_be_here(person)
        must_not_be_their_own_manager(self.person, self.manager)
        placement = Placement(self.unit, self.function, self.level, self.job_title, self.manager)
        if person.placement_on(self.effective_on) == placement:
            return ()
        return (
            PersonMoved(
                self.unit, self.function, self.level, self.job_title, self.manager, effective_on=self.effective_on
            ),
        )


@dataclass(frozen=True)
class LeavePerson(PersonCommand):
    """Say goodbye on somebody's last day. The roles they hold become vacant."""

    reason: LeavingReason = LeavingReason.UNKNOWN

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_be_here(person)
        left_on = next(stay.left_on for stay in person.employments if stay.includes(self.effective_on))
        if left_on is not None:
            raise AlreadyLeft(f"“{self.person}” left on {left_on}: correct that entry if the day is wrong")
        return (PersonLeft(self.reason, effective_on=self.effective_on), *self.roles_vacated(book))

    def roles_vacated(self, book: Book) -> tuple[Line[RoleVacated], ...]:
        """Every role held on that day, and every one they were to take up later, which they now will not."""
        roles = dict.fromkeys(
            (*roles_held_by(self.person, book, on=self.effective_on), *roles_held_by(self.person, book))
        )
        return tuple(Line(self.vacated(role, book), stream=role) for role in roles)

    def vacated(self, role: RoleId, book: Book) -> RoleVacated:
        held = book.recall(Role(), role).held_by(self.person)
        day = max(self.effective_on, held.since) if held else self.effective_on
        return RoleVacated(self.person, WhyVacated.LEFT, effective_on=day)


def must_have_a_name(name: str) -> None:
    if not name.strip():
        raise NameMissing(f"name is “{name}”: give the name they go by")


def must_not_be_their_own_manager(person: PersonId, manager: PersonId | None) -> None:
    if manager == person:
        raise OwnManager(f"manager is “{manager}”, the person themselves: give another person, or none")


class AlreadyJoined(Refusal):
    """Nobody joins while they are here."""

    field = "effective_on"


class NameMissing(Refusal):
    """Everybody is called something."""

    field = "name"


class OwnManager(Refusal):
    """Nobody reports to themselves."""

    field = "manager"
