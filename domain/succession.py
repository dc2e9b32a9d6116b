"""Succession: who might come after whom, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal
from domain.person import Person, PersonId
from domain.role import Role, RoleCommand


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
class SuccessorNominated(Event[Role]):
    """Somebody was named as a possible successor, by another or by themselves."""

    candidate: PersonId
    nominated_by: PersonId | None
    """None where the source does not say."""
    why: Annotated[str | Erased, About("candidate")]

    @property
    def self_nominated(self) -> bool:
        return self.nominated_by == self.candidate

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(person for person in (self.candidate, self.nominated_by) if person))

    def evolve(self, role: Role, at: Reference) -> Role:
        return replace(role, nominated=role.nominated | {self.candidate})


@dataclass(frozen=True)
class SlateConfirmed(Event[Role]):
    """Somebody with a say confirmed who the successors are, in rank order. A later slate takes its place."""

    act: ClassVar[bool] = True

    successors: tuple[PersonId, ...]
    confirmed_by: PersonId

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.successors, self.confirmed_by)))

    def evolve(self, role: Role, at: Reference) -> Role:
        return replace(role, slate=self.successors)


@dataclass(frozen=True)
class SuccessorRemovedFromSlate(Event[Role]):
    """Somebody is no longer a successor; they may be nominated again."""

    candidate: PersonId
    why: WhyRemoved
    note: Annotated[str | Erased, About("candidate")]

    def concerns(self) -> tuple[str, ...]:
        return (self.candidate,)

    def evolve(self, role: Role, at: Reference) -> Role:
        rest = tuple(person for person in role.slate if person != self.candidate)
        return replace(role, nominated=role.nominated - {self.candidate}, slate=rest)


@dataclass(frozen=True)
class NominateSuccessor(RoleCommand):
    """Name somebody as a possible successor. Anybody may, and anybody may name themselves."""

    candidate: PersonId
    why: str
    nominated_by: PersonId | None = None

    def decide(self, role: Role, book: Book) -> Decision:
        self.must_be_established(role)
        if not book.recall(Person(), self.candidate).is_here_on(self.effective_on):
            raise NomineeNotHere(
                f"candidate “{self.candidate}” is not with the organisation on {self.effective_on}:"
                " nominate somebody who is"
            )
        on_that_day = book.recall(Role(), self.role, on=self.effective_on)
        if self.candidate in on_that_day.nominated:
            raise AlreadyNominated(f"candidate “{self.candidate}” is nominated for “{self.role}”: once is enough")
        if on_that_day.substantive and on_that_day.substantive.person == self.candidate:
            raise HoldsTheRole(f"candidate “{self.candidate}” holds “{self.role}” already: name somebody after them")
        return (SuccessorNominated(self.candidate, self.nominated_by, self.why, effective_on=self.effective_on),)


@dataclass(frozen=True)
class ConfirmSlate(RoleCommand):
    """Confirm who the successors are, in rank order. A role may turn out to have none, and that is worth saying."""

    successors: tuple[PersonId, ...]
    confirmed_by: PersonId

    def decide(self, role: Role, book: Book) -> Decision:
        self.must_be_established(role)
        nominated = book.recall(Role(), self.role, on=self.effective_on).nominated
        for rank, successor in enumerate(self.successors, start=1):
            if successor not in nominated:
                raise SuccessorNotNominated(f"successors: “{successor}” (rank {rank}) is not nominated: do that first")
            if successor in self.successors[: rank - 1]:
                raise RankedTwice(f"successors: “{successor}” is ranked twice: name them once")
            if not book.recall(Person(), successor).is_here_on(self.effective_on):
                raise SuccessorNotHere(
                    f"successors: “{successor}” (rank {rank}) is not with the organisation on {self.effective_on}:"
                    " remove them first"
                )
        return (SlateConfirmed(self.successors, self.confirmed_by, effective_on=self.effective_on),)


@dataclass(frozen=True)
class RemoveSuccessor(RoleCommand):
    """Record that somebody is no longer a successor, and why. They may be nominated again."""

    candidate: PersonId
    why: WhyRemoved
    note: str = ""

    def decide(self, role: Role, book: Book) -> Decision:
        on_that_day = book.recall(Role(), self.role, on=self.effective_on)
        if self.candidate not in on_that_day.nominated | {*on_that_day.slate}:
            raise NotNominated(f"candidate “{self.candidate}” is no successor for “{self.role}”: nothing to take back")
        return (SuccessorRemovedFromSlate(self.candidate, self.why, self.note, effective_on=self.effective_on),)


class AlreadyNominated(Refusal):
    """Somebody is nominated once, until they are removed."""

    field = "candidate"


class HoldsTheRole(Refusal):
    """Nobody comes after themselves."""

    field = "candidate"


class NotNominated(Refusal):
    """Only who was nominated can be removed."""

    field = "candidate"


class NomineeNotHere(Refusal):
    """Who is nominated is with the organisation."""

    field = "candidate"


class SuccessorNotNominated(Refusal):
    """A slate lists people who were nominated."""

    field = "successors"


class SuccessorNotHere(Refusal):
    """A slate lists people who are with the organisation."""

    field = "successors"


class RankedTwice(Refusal):
    """A slate names everybody once."""

    field = "successors"
