"""Assignments: exposure to work that is one size too big, with somebody standing by."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar

from domain.development.development import Assignment, AssignmentId, AssignmentKind, Development
from domain.development.learning_loop import DevelopmentCommand, DevelopmentEvent
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Reference, Stage
from domain.kernel.ids import PersonId
from domain.kernel.later import LATER
from domain.kernel.memories import changed
from domain.kernel.refusals import BeginsAfterItEnds, Refusal
from domain.people.named import Here, Known


@dataclass(frozen=True)
class AssignmentGiven(DevelopmentEvent):
    """Work was given to somebody so that they meet what they have not met before."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    assignment: AssignmentId
    title: Annotated[str | Erased, About("person")]
    """What the assignment is called."""
    assignment_kind: AssignmentKind
    """The way into exposure that it is."""
    stretch: bool
    """Whether it is one size too big, on purpose."""
    function: str | None
    """The function that it takes them into."""
    objectives: Annotated[tuple[str, ...] | Erased, About("person")]
    """What it is meant to teach."""
    supported_by: PersonId | None
    """Who stands by them. A stretch assignment without anybody is recorded all the same."""
    starts_on: date
    """Its first day."""
    ends_on: date | None = None
    """Its last day, where one was named."""

    def concerns(self) -> tuple[str, ...]:
        return (self.supported_by,) if self.supported_by else ()

    def evolve(self, development: Development, at: Reference) -> Development:
        given = Assignment(self.effective_on, self.assignment, self.starts_on)
        return changed(development, assignments=(*development.assignments, given))


@dataclass(frozen=True)
class AssignmentCompleted(DevelopmentEvent):
    """They saw it through."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    assignment: AssignmentId
    outcome: Annotated[str | Erased, About("person")]
    """What came of the assignment, in words."""
    seen_by: PersonId | None = field(default=None, metadata=LATER)
    """Who saw it through with them, and says so; None where nobody but they do, and then it is evidence of nothing."""

    def concerns(self) -> tuple[str, ...]:
        return (self.seen_by,) if self.seen_by else ()

    def evolve(self, development: Development, at: Reference) -> Development:
        return changed(development, closed={**development.closed, self.assignment: self.effective_on})


@dataclass(frozen=True)
class AssignmentCutShort(DevelopmentEvent):
    """It ended before it was done, which happens, and is no verdict on anybody."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    assignment: AssignmentId
    why: Annotated[str | Erased, About("person")]
    """Why it was cut short."""

    def evolve(self, development: Development, at: Reference) -> Development:
        return changed(development, closed={**development.closed, self.assignment: self.effective_on})


@dataclass(frozen=True)
class GiveAssignment(DevelopmentCommand):
    """Give somebody work from which they will learn. Anybody, whatever their title."""

    records = (AssignmentGiven,)
    creates = "assignment"

    assignment: AssignmentId
    title: str
    assignment_kind: AssignmentKind
    starts_on: date
    ends_on: date | None = None
    stretch: bool = False
    function: str | None = None
    objectives: tuple[str, ...] = ()
    supported_by: Annotated[PersonId, Known()] | None = None

    def decide(self, development: Development, book: Book) -> Decision:
        if development.assignment(self.assignment) is not None:
            self.refuse_to_give_again(development)
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise BeginsAfterItEnds(
                f"ends_on “{self.ends_on}” is before starts_on “{self.starts_on}”: turn them round", field="ends_on"
            )
        if self.supported_by == self.person:
            raise OwnSupport(f"supported_by is “{self.supported_by}”, the person themselves: name another, or nobody")
        return (self.becomes(AssignmentGiven),)

    def refuse_to_give_again(self, development: Development) -> None:
        closed_on = development.closed.get(self.assignment)
        if closed_on is None:
            raise AssignmentStillOpen(f"assignment “{self.assignment}” is still open: complete it, or give another one")
        raise AssignmentGivenBefore(f"assignment “{self.assignment}” ended on {closed_on}: give the new one its own id")


@dataclass(frozen=True)
class CompleteAssignment(DevelopmentCommand):
    """See it through."""

    records = (AssignmentCompleted,)

    assignment: AssignmentId
    outcome: str
    seen_by: Annotated[PersonId, Here(), Acts()] | None = field(default=None, metadata=LATER)
    """Who saw it through with them, and says so."""

    def decide(self, development: Development, book: Book) -> Decision:
        if self.seen_by == self.person:
            raise SeenByThemselves(f"seen_by is “{self.seen_by}”, the person themselves: name another, or nobody")
        self.must_have_begun(self.assignment, development)
        must_not_be_over(self, self.assignment, development, book)
        return (self.becomes(AssignmentCompleted),)


@dataclass(frozen=True)
class CutAssignmentShort(DevelopmentCommand):
    """End it before it is done."""

    records = (AssignmentCutShort,)

    assignment: AssignmentId
    why: str

    def decide(self, development: Development, book: Book) -> Decision:
        self.must_have_begun(self.assignment, development)
        must_not_be_over(self, self.assignment, development, book)
        return (self.becomes(AssignmentCutShort),)


def must_not_be_over(
    command: DevelopmentCommand, assignment: AssignmentId, development: Development, book: Book
) -> None:
    """Refuses what ended, be it with the stay on which it was given."""
    closed_on = development.closed.get(assignment)
    if closed_on is not None:
        raise AssignmentOver(f"assignment “{assignment}” ended on {closed_on}: correct that entry if it is wrong")
    given = development.assignment(assignment)
    left_on = given and command.employment(book).left_after(given.on, command.effective_on)
    if left_on:
        raise AssignmentOver(
            f"assignment “{assignment}” ended when “{command.person}” left on {left_on}: give a day up to then, or give"
            " it anew"
        )


class AssignmentStillOpen(Refusal):
    """Nobody carries the same assignment twice at once."""

    instead = "Complete the assignment, or give another one under an id of its own."
    field = "assignment"


class AssignmentGivenBefore(Refusal):
    """An assignment is given once; a second one like it has its own id."""

    instead = "Give the new assignment its own id, or correct the one on record."
    field = "assignment"


class AssignmentOver(Refusal):
    """An assignment ends once."""

    instead = "Correct how it ended, if that is wrong."
    field = "assignment"


class SeenByThemselves(Refusal):
    """What somebody says of themselves, nobody else has seen."""

    instead = "Name somebody else who saw it, or nobody."
    field = "seen_by"


class OwnSupport(Refusal):
    """Support comes from somebody else."""

    instead = "Name somebody else who stands by them, or nobody."
    field = "supported_by"
