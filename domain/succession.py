"""Succession: who might come after whom, how ready they are, and what would be lost if somebody left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from domain.facts import About, Erased, Event, Reference, Stage
from domain.framework import FrameworkId
from domain.person import Person, PersonId
from domain.role import Role


class Readiness(StrEnum):
    """When a successor could take the role."""

    NOW = "now"
    ONE_TO_TWO_YEARS = "1-2y"
    THREE_TO_FIVE_YEARS = "3-5y"
    EMERGENCY = "emergency"
    """Could hold it for ninety days; no answer to who comes next."""


class WhyRemoved(StrEnum):
    """Why somebody is no longer a successor. None of these is a mark against them."""

    WITHDREW_FOR_SPECIALIST_TRACK = "withdrew_for_specialist_track"
    WITHDREW = "withdrew"
    APPOINTED = "appointed"
    APPOINTED_ELSEWHERE = "appointed_elsewhere"
    ROLE_CHANGED = "role_changed"
    NEEDS_MORE_TIME = "needs_more_time"
    LEFT = "left"


class Grade(StrEnum):
    """How high a risk, or how heavy a loss."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True)
class RoleEstablished(Event[Role]):
    """The organisation has a role, filled or not."""

    title: str
    unit: str
    function: str
    level: str
    critical: bool

    def evolve(self, role: Role, at: Reference) -> Role:
        return replace(role, established=True)


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
class RetentionRiskAssessed(Event[Person]):
    """How likely somebody is to leave, as judged on a day and until a day."""

    risk: Grade
    framework: FrameworkId
    edition: int
    expires_on: date
    """The first day on which it no longer counts."""
    why: Annotated[str | Erased, About("person")]


@dataclass(frozen=True)
class ImpactOfLossAssessed(Event[Person]):
    """What it would mean if somebody left, as judged on a day and until a day."""

    impact: Grade
    framework: FrameworkId
    edition: int
    expires_on: date
    """The first day on which it no longer counts."""
    why: Annotated[str | Erased, About("person")]
