"""Practice in real situations, coaching on it, and the lessons learned, mistakes included: a safe place to learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from domain.development import AssignmentId
from domain.facts import About, Book, Decision, Erased, Reference, Refusal, Stage
from domain.learning_loop import DevelopmentCommand, DevelopmentEvent
from domain.person import Person, PersonId


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
class RecordPractice(DevelopmentCommand):
    """Tell of a real situation in which they led."""

    situation: str
    hours: float | None = None
    assignment: AssignmentId | None = None

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_fit(person, book)
        must_have_taken_time(self.hours)
        if self.assignment is not None:
            self.must_have_begun(self.assignment, person)
        return (
            PracticeRecorded(
                self.situation, self.hours, self.assignment, builds_on=self.builds_on, effective_on=self.effective_on
            ),
        )


@dataclass(frozen=True)
class RecordCoaching(DevelopmentCommand):
    """Tell of coaching that they had, on an assignment or in general."""

    coach: PersonId | None
    topic: str
    hours: float | None = None
    assignment: AssignmentId | None = None

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_fit(person, book)
        must_have_taken_time(self.hours)
        if self.coach == self.person:
            raise CoachedByOneself(f"coach is “{self.coach}”, the person themselves: name another, or none if external")
        if self.assignment is not None:
            self.must_have_begun(self.assignment, person)
        return (
            CoachingHeld(
                self.coach,
                self.topic,
                self.hours,
                self.assignment,
                builds_on=self.builds_on,
                effective_on=self.effective_on,
            ),
        )


@dataclass(frozen=True)
class NoteLesson(DevelopmentCommand):
    """Write down what you learned, mistakes included. It stays yours."""

    lesson: str
    assignment: AssignmentId | None = None

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_fit(person, book)
        if self.assignment is not None:
            self.must_have_begun(self.assignment, person)
        return (LessonNoted(self.lesson, self.assignment, builds_on=self.builds_on, effective_on=self.effective_on),)


def must_have_taken_time(hours: float | None) -> None:
    if hours is not None and not hours > 0:
        raise HoursOutOfRange(f"hours is “{hours}”: give more than 0, or leave it out where nobody counted")


class HoursOutOfRange(Refusal):
    """What happened took time."""

    field = "hours"


class CoachedByOneself(Refusal):
    """A coach is somebody else."""

    field = "coach"
