"""Learning: courses, reading and conferences, and what is learned from peers, at work and in communities."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Final

from domain.development.development import Development
from domain.development.learning_loop import DevelopmentCommand, DevelopmentEvent
from domain.development.practice import must_have_taken_time
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Stage


class LearningMode(StrEnum):
    """How something was learned."""

    COURSE = "course"
    READING = "reading"
    CONFERENCE = "conference"
    PEERS = "peers"
    """From people in the same work, as in a visit, a tandem or a group that talks through cases."""
    ON_THE_JOB = "on_the_job"
    COMMUNITY = "community"
    """In a community of practice, across units."""


EMBEDDED: Final = frozenset((LearningMode.PEERS, LearningMode.ON_THE_JOB, LearningMode.COMMUNITY))
"""The modes in which people learn in their work and from those beside them, and not at an event."""


@dataclass(frozen=True)
class LearningCompleted(DevelopmentEvent):
    """They learned something, and saw it through."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    mode: LearningMode
    """How it was learned."""
    topic: Annotated[str | Erased, About("person")]
    """What they learned about."""
    hours: float | None = None
    """How long it took, in hours."""
    provider: Annotated[str | Erased | None, About("person")] = None
    """Who offered it, as a school or a publisher, where anybody did."""


@dataclass(frozen=True)
class CompleteLearning(DevelopmentCommand):
    """Tell of something that they have learned, and how."""

    records = (LearningCompleted,)

    mode: LearningMode
    topic: Annotated[str, Said("say what it was about")]
    hours: float | None = None
    provider: str | None = None

    def decide(self, development: Development, book: Book) -> Decision:
        must_have_taken_time(self.hours)
        return (self.becomes(LearningCompleted),)
