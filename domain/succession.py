"""Succession: who might come after whom, in which order, and how ready they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.facts import About, Erased, Event, Reference, Stage
from domain.framework import FrameworkId, Readiness
from domain.person import PersonId
from domain.role import Role


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
