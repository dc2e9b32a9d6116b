"""Slates: who might come after whom, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.development.viewpoints import managers_above
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import OR_NOTHING
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.history import is_history
from domain.kernel.ids import PersonId, RoleId
from domain.kernel.refusals import Refusal
from domain.organisation.holders import own_holders_on
from domain.organisation.role import EstablishedRoleCommand, RoleCommand
from domain.people.named import Here, Known, OnTheStaff
from domain.people.reporting_lines import other_managers


class WhyRemoved(StrEnum):
    """Why somebody is no longer a successor. None of these is a mark against them."""

    WITHDREW_FOR_SPECIALIST_TRACK = "withdrew_for_specialist_track"
    WITHDREW = "withdrew"
    APPOINTED = "appointed"
    APPOINTED_ELSEWHERE = "appointed_elsewhere"
    ROLE_CHANGED = "role_changed"
    NEEDS_MORE_TIME = "needs_more_time"
    LEFT = "left"


@dataclass(frozen=True)
class Ready:
    """How ready somebody was last judged to be, as far as later decisions need it."""

    counts: bool
    """Whether the rule supports it, and it makes a successor."""
    expires_on: date
    level: str | None = None
    """The level of the role that it was held against; None where nobody wrote that down."""


@dataclass(frozen=True)
class Slate:
    """What later decisions must remember of who might come after a role's holder, and how ready they are."""

    nominated: frozenset[PersonId] = frozenset()
    confirmed: tuple[PersonId, ...] = ()
    """The confirmed successors, the first in rank first."""
    ready: Mapping[PersonId, Ready] = field(default_factory=dict, hash=False)
    """By candidate, as last judged."""


@dataclass(frozen=True)
class SuccessorNominated(Event[Slate]):
    """Somebody was named as a possible successor, by another or by themselves."""

    candidate: PersonId
    """Who might come after the holder."""
    nominated_by: PersonId | None
    """Who named them, perhaps they themselves; None where the source does not say."""
    why: Annotated[str | Erased, About("candidate")]
    """Why they are named."""

    @property
    def self_nominated(self) -> bool:
        return self.nominated_by == self.candidate

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(person for person in (self.candidate, self.nominated_by) if person))

    def evolve(self, slate: Slate, at: Reference) -> Slate:
        return replace(slate, nominated=slate.nominated | {self.candidate})


@dataclass(frozen=True)
class SlateConfirmed(Event[Slate]):
    """Somebody with a say confirmed who the successors are, in rank order. A later slate takes its place."""

    act: ClassVar[bool] = True

    successors: tuple[PersonId, ...]
    """The successors, the first in rank first; empty where there are none."""
    confirmed_by: PersonId
    """Who confirmed it."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.successors, self.confirmed_by)))

    def evolve(self, slate: Slate, at: Reference) -> Slate:
        return replace(slate, confirmed=self.successors)


@dataclass(frozen=True)
class SuccessorRemovedFromSlate(Event[Slate]):
    """Somebody is no longer a successor; they may be nominated again."""

    candidate: PersonId
    """Who is no longer a successor."""
    why: WhyRemoved
    """Why they no longer are one."""
    note: Annotated[str | Erased, About("candidate")]
    """More about why, in words."""

    def concerns(self) -> tuple[str, ...]:
        return (self.candidate,)

    def evolve(self, slate: Slate, at: Reference) -> Slate:
        rest = tuple(person for person in slate.confirmed if person != self.candidate)
        return replace(slate, nominated=slate.nominated - {self.candidate}, confirmed=rest)


@dataclass(frozen=True)
class NominateSuccessor(EstablishedRoleCommand[Slate]):
    """Name somebody as a possible successor. Anybody may, and anybody may name themselves."""

    records = (SuccessorNominated,)

    candidate: Annotated[PersonId, OnTheStaff()]
    why: str
    nominated_by: Annotated[PersonId, Here(), Acts()] | None = None

    def decide(self, slate: Slate, book: Book) -> Decision:
        if self.candidate in book.recall(Slate, self.role, on=self.effective_on).nominated:
            raise AlreadyNominated(f"candidate “{self.candidate}” is nominated for “{self.role}”: once is enough")
        if any(held.person == self.candidate for held in own_holders_on(self.effective_on, self.role, book)):
            raise HoldsTheRole(f"candidate “{self.candidate}” holds “{self.role}” already: name somebody after them")
        return (self.becomes(SuccessorNominated),)


@dataclass(frozen=True)
class ConfirmSlate(EstablishedRoleCommand[Slate]):
    """Confirm who the successors are, in rank order. A role may turn out to have none, and that is worth saying."""

    records = (SlateConfirmed,)

    successors: tuple[Annotated[PersonId, OnTheStaff()], ...]
    confirmed_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, slate: Slate, book: Book) -> Decision:
        if self.confirmed_by in self.successors:
            raise NamedOnTheSlate(f"confirmed_by “{self.confirmed_by}” is on the slate: let somebody else confirm it")
        for successor in self.successors:
            must_not_report_to(successor, "confirmed_by", self.confirmed_by, self.effective_on, book)
        nominated = book.recall(Slate, self.role, on=self.effective_on).nominated
        holders = own_holders(self.role, self.effective_on, book)
        for rank, successor in enumerate(self.successors, start=1):
            if successor not in nominated:
                raise SuccessorNotNominated(f"successors: “{successor}” (rank {rank}) is not nominated: do that first")
            if successor in self.successors[: rank - 1]:
                raise RankedTwice(f"successors: “{successor}” is ranked twice: name them once")
            if successor in holders:
                raise OwnSuccessor(f"successors: “{successor}” (rank {rank}) holds “{self.role}”: leave them out")
        return (self.becomes(SlateConfirmed),)


@dataclass(frozen=True)
class RemoveSuccessor(RoleCommand[Slate]):
    """Record that somebody is no longer a successor, and why. They may be nominated again."""

    records = (SuccessorRemovedFromSlate,)

    candidate: Annotated[PersonId, Known()]
    why: WhyRemoved
    note: Annotated[str, OR_NOTHING] = ""

    def decide(self, slate: Slate, book: Book) -> Decision:
        on_that_day = book.recall(Slate, self.role, on=self.effective_on)
        if self.candidate not in on_that_day.nominated | {*on_that_day.confirmed}:
            raise NotNominated(f"candidate “{self.candidate}” is no successor for “{self.role}”: nothing to take back")
        return (self.becomes(SuccessorRemovedFromSlate),)


def own_holders(role: RoleId, on: date, book: Book) -> frozenset[PersonId]:
    """Who holds a role as their own on a day."""
    return frozenset(held.person for held in own_holders_on(on, role, book))


def must_not_report_to(candidate: PersonId, field: str, person: PersonId, on: date, book: Book) -> None:
    """Refuses whoever reports to a candidate, in whichever line, and has them to thank or to fear, or works under them.

    History is let be.
    """
    above = {*managers_above(person, on, book), *other_managers(person, on, book)}
    if candidate in above and not is_history(on, book):
        raise ReportsToCandidate(f"{field} “{person}” reports to “{candidate}” on {on}: name another", field=field)


class ReportsToCandidate(Refusal):
    """Nobody judges the readiness of whom they report to, or confirms a slate that names them."""

    instead = "Let somebody do it who does not report to the candidate."


class AlreadyNominated(Refusal):
    """Somebody is nominated once, until they are removed."""

    instead = "Leave it; they are nominated."
    field = "candidate"


class HoldsTheRole(Refusal):
    """Nobody comes after themselves."""

    instead = "Name somebody who might come after the holder."
    field = "candidate"


class OwnSuccessor(Refusal):
    """Whoever holds a role does not come after themselves."""

    instead = "Leave the holder out."
    field = "successors"


class NamedOnTheSlate(Refusal):
    """Nobody confirms a slate that names them."""

    instead = "Let somebody confirm it who is not on it."
    field = "confirmed_by"


class NotNominated(Refusal):
    """Only who was nominated can be removed."""

    instead = "Leave it; there is nothing to take back."
    field = "candidate"


class SuccessorNotNominated(Refusal):
    """A slate lists people who were nominated."""

    instead = "Nominate them first."
    field = "successors"


class RankedTwice(Refusal):
    """A slate names everybody once."""

    instead = "Name each successor once."
    field = "successors"
