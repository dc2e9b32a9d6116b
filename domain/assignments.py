"""Assignments: exposure to what is one size too big, practice in real situations, coaching, and lessons learned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar

from domain.development import Assignment, AssignmentId, AssignmentKind
from domain.facts import About, Erased, Reference, Stage
from domain.person import DevelopmentEvent, Person, PersonId


@dataclass(frozen=True)
class AssignmentGiven(DevelopmentEvent):
    """Work was given to somebody so that they meet what they have not met before."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    assignment: AssignmentId
    title: Annotated[str | Erased, About("person")]
    assignment_kind: AssignmentKind
    stretch: bool
    """Whether it is one size too big, on purpose."""
    function: str | None
    """The function it takes them into."""
    objectives: Annotated[tuple[str, ...] | Erased, About("person")]
    supported_by: PersonId | None
    """Who stands by them. A stretch without anybody is recorded, and flagged."""
    starts_on: date
    ends_on: date | None = None

    @property
    def lacks_support(self) -> bool:
        """Out of the comfort zone, and alone."""
        return self.stretch and self.supported_by is None

    def concerns(self) -> tuple[str, ...]:
        return (self.supported_by,) if self.supported_by else ()

    def evolve(self, person: Person, at: Reference) -> Person:
        given = Assignment(
            at, self.effective_on, self.assignment, self.assignment_kind, self.stretch, self.starts_on, self.ends_on
        )
        return replace(person, assignments=(*person.assignments, given))


@dataclass(frozen=True)
class PracticeRecorded(DevelopmentEvent):
    """They led in a real situation."""

    stage: ClassVar[Stage | None] = Stage.PRACTICE

    situation: Annotated[str | Erased, About("person")]
    hours: float | None = None
    assignment: AssignmentId | None = None


@dataclass(frozen=True)
class CoachingHeld(DevelopmentEvent):
    """Somebody coached them on what they are practising."""

    stage: ClassVar[Stage | None] = Stage.PRACTICE

    coach: PersonId | None
    """None is a coach from outside."""
    topic: Annotated[str | Erased, About("person")]
    hours: float | None = None
    assignment: AssignmentId | None = None

    def concerns(self) -> tuple[str, ...]:
        return (self.coach,) if self.coach else ()


@dataclass(frozen=True)
class LessonNoted(DevelopmentEvent):
    """They wrote down what they learned, mistakes included. Theirs: no evidence unless they release it, unasked."""

    stage: ClassVar[Stage | None] = Stage.PRACTICE

    lesson: Annotated[str | Erased, About("person")]
    assignment: AssignmentId | None = None

    def evolve(self, person: Person, at: Reference) -> Person:
        return person.remember_protected(at)


@dataclass(frozen=True)
class AssignmentCompleted(DevelopmentEvent):
    """They saw it through."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    assignment: AssignmentId
    outcome: Annotated[str | Erased, About("person")]

    def evolve(self, person: Person, at: Reference) -> Person:
        return replace(person, closed={**person.closed, self.assignment: self.effective_on})


@dataclass(frozen=True)
class AssignmentCutShort(DevelopmentEvent):
    """It ended before it was done, which happens, and is no verdict on anybody."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    assignment: AssignmentId
    why: Annotated[str | Erased, About("person")]

    def evolve(self, person: Person, at: Reference) -> Person:
        return replace(person, closed={**person.closed, self.assignment: self.effective_on})
