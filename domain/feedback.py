"""Feedback: asked for by the person or offered, from several sources, on strengths and on what to improve."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from domain.development import Feedback, FeedbackRequest, Purpose, Source
from domain.facts import About, Erased, Reference, Stage
from domain.person import DevelopmentEvent, Person, PersonId


@dataclass(frozen=True)
class FeedbackRequested(DevelopmentEvent):
    """They asked somebody how they are doing."""

    stage: ClassVar[Stage | None] = Stage.FEEDBACK

    asked: PersonId
    topic: Annotated[str | Erased, About("person")]
    purpose: Purpose
    """Said when asking, and for good."""

    def concerns(self) -> tuple[str, ...]:
        return (self.asked,)

    def evolve(self, person: Person, at: Reference) -> Person:
        request = FeedbackRequest(at, self.effective_on, self.asked, self.purpose)
        return replace(person, requests=(*person.requests, request))


@dataclass(frozen=True)
class FeedbackGiven(DevelopmentEvent):
    """Somebody told them what they do well and what they could do better."""

    stage: ClassVar[Stage | None] = Stage.FEEDBACK

    giver: PersonId | None
    """None where they are no person of this ledger, as a customer."""
    source: Source
    purpose: Purpose
    strengths: Annotated[str | Erased, About("person")]
    improvements: Annotated[str | Erased, About("person")]
    about: tuple[str, ...] = ()
    """The competencies it speaks of."""
    requested: Reference | None = None
    """The request that it answers."""

    def concerns(self) -> tuple[str, ...]:
        return (self.giver,) if self.giver else ()

    def evolve(self, person: Person, at: Reference) -> Person:
        given = Feedback(at, self.effective_on, self.giver, self.source, self.purpose)
        return replace(person, feedback=(*person.feedback, given))
