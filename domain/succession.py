"""Succession: who might come after whom, in which order, and how ready they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.criteria import Requirement
from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal, Stage
from domain.framework import Edition, FrameworkId, Readiness
from domain.grounds import entry_about, months_after, published
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
class ReadinessAssessed(Event[Role]):
    """How ready a successor is for this role, from facts, under one edition, until a day."""

    stage: ClassVar[Stage | None] = Stage.ASSESSMENT

    candidate: PersonId
    readiness: Readiness
    willing: bool
    """Whether they said that they want this role."""
    facts: tuple[Reference, ...]
    framework: FrameworkId
    edition: int
    expires_on: date
    """The first day on which it no longer counts."""
    rationale: Annotated[str | Erased, About("candidate")]

    def concerns(self) -> tuple[str, ...]:
        return (self.candidate,)


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
        must_be_here("candidate", self.candidate, self.effective_on, book)
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
                raise NotNominated(f"successor “{successor}” (rank {rank}) is not nominated: nominate them first")
            if successor in self.successors[: rank - 1]:
                raise RankedTwice(f"successor “{successor}” is ranked twice: name them once")
            must_be_here("successor", successor, self.effective_on, book)
        return (SlateConfirmed(self.successors, self.confirmed_by, effective_on=self.effective_on),)


@dataclass(frozen=True)
class AssessReadiness(RoleCommand):
    """Judge from entries about somebody how ready they are for this role, under an edition; it counts for a while."""

    candidate: PersonId
    readiness: Readiness
    willing: bool
    facts: tuple[Reference, ...]
    framework: FrameworkId
    edition: int
    rationale: str

    def decide(self, role: Role, book: Book) -> Decision:
        self.must_be_established(role)
        must_be_here("candidate", self.candidate, self.effective_on, book)
        edition = published(self.framework, self.edition, book)
        self.must_be_wanted(edition)
        if not self.facts:
            raise ReadinessWithoutFacts("facts is empty: cite entries that show the readiness, as stream@version")
        for at in self.facts:
            if entry_about(self.candidate, at, book) is None:
                raise ReadinessWithoutFacts(f"facts “{at}” is no entry about “{self.candidate}”: cite one that is")
        return (
            ReadinessAssessed(
                self.candidate,
                self.readiness,
                self.willing,
                self.facts,
                self.framework,
                self.edition,
                months_after(self.effective_on, edition.windows.readiness_months),
                self.rationale,
                effective_on=self.effective_on,
            ),
        )

    def must_be_wanted(self, edition: Edition) -> None:
        """Leading is a choice: where the edition asks for it, nobody is ready who has not said that they want to."""
        asked = any(criterion.requirement is Requirement.WILLINGNESS for criterion in edition.rule_for(self.readiness))
        if asked and not self.willing:
            raise NotWilling(f"readiness “{self.readiness}” needs stated willingness: ask them, or judge otherwise")


@dataclass(frozen=True)
class RemoveSuccessor(RoleCommand):
    """Record that somebody is no longer a successor, and why. They may be nominated again."""

    candidate: PersonId
    why: WhyRemoved
    note: str = ""

    def decide(self, role: Role, book: Book) -> Decision:
        if self.candidate not in book.recall(Role(), self.role, on=self.effective_on).nominated:
            raise NotNominated(f"candidate “{self.candidate}” is not nominated for “{self.role}”: nothing to take back")
        return (SuccessorRemovedFromSlate(self.candidate, self.why, self.note, effective_on=self.effective_on),)


def must_be_here(what: str, person: PersonId, day: date, book: Book) -> None:
    """Refuses a successor who has left, or has not joined."""
    if not book.recall(Person(), person).is_here_on(day):
        raise SuccessorNotHere(f"{what} “{person}” is not with the organisation on {day}: name somebody who is")


class SuccessorNotHere(Refusal):
    """A successor is with the organisation."""

    field = "candidate"


class AlreadyNominated(Refusal):
    """Somebody is nominated once, until they are removed."""

    field = "candidate"


class HoldsTheRole(Refusal):
    """Nobody comes after themselves."""

    field = "candidate"


class NotNominated(Refusal):
    """A slate lists people who were nominated."""

    field = "candidate"


class RankedTwice(Refusal):
    """A slate names everybody once."""

    field = "successors"


class NotWilling(Refusal):
    """Nobody is ready for a role that they have not said they want."""

    field = "willing"


class ReadinessWithoutFacts(Refusal):
    """Readiness is judged from entries about the candidate."""

    field = "facts"
