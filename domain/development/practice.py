"""Practice in real situations, coaching on it, and the lessons learned, mistakes included: a safe place to learn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from domain.development.development import AssignmentId, Development
from domain.development.learning_loop import DevelopmentCommand, DevelopmentEvent
from domain.development.reflections import must_be_a_prompt
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Reference, Stage
from domain.kernel.hours import HOURS_AT_MOST, HOURS_OF_A_DAY, hours_must_be_possible
from domain.kernel.ids import PersonId
from domain.kernel.later import LATER
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.people.named import Known


@dataclass(frozen=True)
class PracticeRecorded(DevelopmentEvent):
    """They led in a real situation."""

    stage: ClassVar[Stage | None] = Stage.PRACTICE

    situation: Annotated[str | Erased, About("person")]
    """The real situation in which they led."""
    hours: float | None = None
    """How long it took, in hours."""
    assignment: AssignmentId | None = None


@dataclass(frozen=True)
class CoachingHeld(DevelopmentEvent):
    """Somebody coached them on what they are practising."""

    stage: ClassVar[Stage | None] = Stage.PRACTICE

    coach: PersonId | None
    """Who coached; None for somebody from outside."""
    topic: Annotated[str | Erased, About("person")]
    """What it was about."""
    hours: float | None = None
    """How long it took, in hours."""
    assignment: AssignmentId | None = None

    def concerns(self) -> tuple[str, ...]:
        return (self.coach,) if self.coach else ()


@dataclass(frozen=True)
class LessonNoted(DevelopmentEvent):
    """They wrote down what they learned, mistakes included. Theirs: no evidence unless they release it, unasked."""

    stage: ClassVar[Stage | None] = Stage.PRACTICE

    lesson: Annotated[str | Erased, About("person")]
    """What they learned, mistakes included. Theirs: no evidence unless they release it, unasked."""
    assignment: AssignmentId | None = None
    prompt: Annotated[str | Erased | None, About("person")] = field(default=None, metadata=LATER)
    """The question to reflect on that it answers, by its name in the edition that holds for them; None for none."""

    def evolve(self, development: Development, at: Reference) -> Development:
        return changed(development, protected=development.protected | {at})


@dataclass(frozen=True)
class RecordPractice(DevelopmentCommand):
    """Tell of a real situation in which they led."""

    records = (PracticeRecorded,)

    situation: str
    hours: float | None = None
    assignment: AssignmentId | None = None

    def decide(self, development: Development, book: Book) -> Decision:
        hours_must_be_possible("hours", self.hours, HOURS_AT_MOST)
        if self.assignment is not None:
            self.must_have_begun(self.assignment, development)
        return (self.becomes(PracticeRecorded),)


@dataclass(frozen=True)
class RecordCoaching(DevelopmentCommand):
    """Tell of coaching that they had, on an assignment or in general."""

    records = (CoachingHeld,)

    coach: Annotated[PersonId, Known()] | None
    topic: str
    hours: float | None = None
    assignment: AssignmentId | None = None

    def decide(self, development: Development, book: Book) -> Decision:
        hours_must_be_possible("hours", self.hours, HOURS_OF_A_DAY)
        if self.coach == self.person:
            raise CoachedByOneself(f"coach is “{self.coach}”, the person themselves: name another, or none if external")
        if self.assignment is not None:
            self.must_have_begun(self.assignment, development)
        return (self.becomes(CoachingHeld),)


@dataclass(frozen=True)
class NoteLesson(DevelopmentCommand):
    """Write down what you learned, mistakes included. It stays yours.

    Misconduct, and what endangers others, is reported where that belongs: to note it here is no report of it.
    """

    records = (LessonNoted,)

    person: Annotated[PersonId, Acts()]
    """The person, whose lesson it is."""
    lesson: str
    assignment: AssignmentId | None = None
    prompt: str | None = field(default=None, metadata=LATER)

    def decide(self, development: Development, book: Book) -> Decision:
        if self.assignment is not None:
            self.must_have_begun(self.assignment, development)
        if self.prompt is not None:
            must_be_a_prompt(self.prompt, self.person, self.effective_on, book)
        return (self.becomes(LessonNoted),)


class CoachedByOneself(Refusal):
    """A coach is somebody else."""

    instead = "Name another coach, or none where the coach is from outside."
    field = "coach"
