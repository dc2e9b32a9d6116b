"""Assignments: exposure to work that is one size too big, with somebody standing by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from domain.development import Assignment, AssignmentId, AssignmentKind
from domain.facts import About, Book, Decision, Erased, Reference, Refusal, Stage, remembering
from domain.learning_loop import DevelopmentCommand, DevelopmentEvent
from domain.person import Person, PersonId


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
        given = Assignment(self.effective_on, self.assignment, self.starts_on)
        return remembering(person, assignments=(*person.assignments, given))


@dataclass(frozen=True)
class AssignmentCompleted(DevelopmentEvent):
    """They saw it through."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    assignment: AssignmentId
    outcome: Annotated[str | Erased, About("person")]

    def evolve(self, person: Person, at: Reference) -> Person:
        return remembering(person, closed={**person.closed, self.assignment: self.effective_on})


@dataclass(frozen=True)
class AssignmentCutShort(DevelopmentEvent):
    """It ended before it was done, which happens, and is no verdict on anybody."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    assignment: AssignmentId
    why: Annotated[str | Erased, About("person")]

    def evolve(self, person: Person, at: Reference) -> Person:
        return remembering(person, closed={**person.closed, self.assignment: self.effective_on})


@dataclass(frozen=True)
class GiveAssignment(DevelopmentCommand):
    """Give somebody work from which they will learn. Anybody, whatever their title."""

    assignment: AssignmentId
    title: str
    assignment_kind: AssignmentKind
    starts_on: date
    ends_on: date | None = None
    stretch: bool = False
    function: str | None = None
    objectives: tuple[str, ...] = ()
    supported_by: PersonId | None = None

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_fit(person, book)
        if person.assignment(self.assignment) is not None:
            self.refuse_to_give_again(person)
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise EndsBeforeItStarts(
                f"ends_on “{self.ends_on}” is before starts_on “{self.starts_on}”: turn them round"
            )
        if self.supported_by == self.person:
            raise OwnSupport(f"supported_by is “{self.supported_by}”, the person themselves: name another, or nobody")
        return (
            AssignmentGiven(
                self.assignment,
                self.title,
                self.assignment_kind,
                self.stretch,
                self.function,
                self.objectives,
                self.supported_by,
                self.starts_on,
                self.ends_on,
                builds_on=self.builds_on,
                effective_on=self.effective_on,
            ),
        )

    def refuse_to_give_again(self, person: Person) -> None:
        closed_on = person.closed.get(self.assignment)
        if closed_on is None:
            raise AssignmentStillOpen(f"assignment “{self.assignment}” is still open: complete it, or give another one")
        raise AssignmentGivenBefore(f"assignment “{self.assignment}” ended on {closed_on}: give the new one its own id")


@dataclass(frozen=True)
class CompleteAssignment(DevelopmentCommand):
    """See it through."""

    assignment: AssignmentId
    outcome: str

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_fit(person, book)
        self.must_have_begun(self.assignment, person)
        must_not_be_over(self.assignment, person)
        return (
            AssignmentCompleted(
                self.assignment, self.outcome, builds_on=self.builds_on, effective_on=self.effective_on
            ),
        )


@dataclass(frozen=True)
class CutAssignmentShort(DevelopmentCommand):
    """End it before it is done."""

    assignment: AssignmentId
    why: str

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_fit(person, book)
        self.must_have_begun(self.assignment, person)
        must_not_be_over(self.assignment, person)
        return (
            AssignmentCutShort(self.assignment, self.why, builds_on=self.builds_on, effective_on=self.effective_on),
        )


def must_not_be_over(assignment: AssignmentId, person: Person) -> None:
    closed_on = person.closed.get(assignment)
    if closed_on is not None:
        raise AssignmentOver(f"assignment “{assignment}” ended on {closed_on}: correct that entry if it is wrong")


class AssignmentStillOpen(Refusal):
    """Nobody carries the same assignment twice at once."""

    field = "assignment"


class AssignmentGivenBefore(Refusal):
    """An assignment is given once; a second one like it has its own id."""

    field = "assignment"


class AssignmentOver(Refusal):
    """An assignment ends once."""

    field = "assignment"


class EndsBeforeItStarts(Refusal):
    """An assignment starts before it ends."""

    field = "ends_on"


class OwnSupport(Refusal):
    """Support comes from somebody else."""

    field = "supported_by"
