"""Obstacles: what stands in the way of a mentorship, raised by one of the two and settled between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.mentoring.agreements import must_stand
from domain.mentoring.mentorship import MentoringProgress, Mentorship, MentorshipCommand
from domain.people.named import Known


class ObstacleKind(StrEnum):
    """What kind of obstacle stands in the way."""

    RESISTANCE = "resistance"
    TIME = "time"
    MISUNDERSTANDING = "misunderstanding"
    STYLE = "style"
    """How either works or talks does not suit the other."""
    NEEDS = "needs"
    """What the mentee needs is something else than what is offered."""


@dataclass(frozen=True)
class ObstacleRaised(Event[MentoringProgress]):
    """One of the two said what stands in the way. It stays between them; kinds alone are counted."""

    mentor: PersonId
    """The mentor."""
    mentee: PersonId
    """The mentee."""
    obstacle: ObstacleKind
    """What kind of obstacle it is."""
    raised_by: PersonId
    """Which of the two says so."""
    in_words: Annotated[str | Erased, About("raised_by")]
    """What it is, in words: protected, for the two alone."""

    def concerns(self) -> tuple[str, ...]:
        return (self.mentor, self.mentee)

    def evolve(self, progress: MentoringProgress, at: Reference) -> MentoringProgress:
        return changed(progress, obstacles=progress.obstacles | {self.obstacle})


@dataclass(frozen=True)
class ObstacleSettled(Event[MentoringProgress]):
    """It no longer stands in the way."""

    mentor: PersonId
    """The mentor."""
    mentee: PersonId
    """The mentee."""
    obstacle: ObstacleKind
    """What kind of obstacle it was."""
    settled_by: PersonId
    """Which of the two says so."""
    how: Annotated[str | Erased, About("settled_by")]
    """How it was settled, in words: protected, for the two alone."""

    def concerns(self) -> tuple[str, ...]:
        return (self.mentor, self.mentee)

    def evolve(self, progress: MentoringProgress, at: Reference) -> MentoringProgress:
        return changed(progress, obstacles=progress.obstacles - {self.obstacle})


@dataclass(frozen=True)
class RaiseObstacle(MentorshipCommand):
    """Say what stands in the way of the mentorship. It stays between the two of you."""

    records = (ObstacleRaised,)

    obstacle: ObstacleKind
    raised_by: Annotated[PersonId, Known(), Acts()]
    in_words: Annotated[str, Said("say what stands in the way")]

    def decide(self, mentorship: Mentorship, book: Book) -> Decision:
        mentor, mentee = self.pair(mentorship)
        must_be_of_the_pair("raised_by", self.raised_by, mentor, mentee)
        must_stand(self, mentorship)
        if self.obstacle in book.recall(MentoringProgress, self.mentorship).obstacles:
            raise ObstacleStillThere(f"obstacle “{self.obstacle}” of “{self.mentorship}” is raised already: settle it")
        return (self.becomes(ObstacleRaised, mentor=mentor, mentee=mentee),)


@dataclass(frozen=True)
class SettleObstacle(MentorshipCommand):
    """Say that an obstacle no longer stands in the way, and how it was settled."""

    records = (ObstacleSettled,)

    obstacle: ObstacleKind
    settled_by: Annotated[PersonId, Known(), Acts()]
    how: Annotated[str, Said("say how it was settled")]

    def decide(self, mentorship: Mentorship, book: Book) -> Decision:
        mentor, mentee = self.pair(mentorship)
        must_be_of_the_pair("settled_by", self.settled_by, mentor, mentee)
        if self.obstacle not in book.recall(MentoringProgress, self.mentorship).obstacles:
            raise NoSuchObstacle(f"obstacle “{self.obstacle}” of “{self.mentorship}” is not raised: there is none")
        return (self.becomes(ObstacleSettled, mentor=mentor, mentee=mentee),)


def must_be_of_the_pair(field: str, person: PersonId, mentor: PersonId, mentee: PersonId) -> None:
    """Refuses whoever is neither of the two."""
    if person not in (mentor, mentee):
        raise BetweenTheTwo(f"{field} is “{person}”: name one of the two", field=field)


class BetweenTheTwo(Refusal):
    """What stands in the way of two people is for them to say."""

    instead = "Name one of the two."


class ObstacleStillThere(Refusal):
    """An obstacle is raised once, until it is settled."""

    instead = "Settle it, or raise another kind."
    field = "obstacle"


class NoSuchObstacle(Refusal):
    """Only what was raised is settled."""

    instead = "Name an obstacle that is raised and not settled."
    field = "obstacle"
