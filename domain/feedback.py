"""Feedback: asked for by the person or offered, from several sources, on strengths and on what to improve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from domain.development import Feedback, FeedbackRequest, Purpose, Source
from domain.facts import About, Book, Decision, Erased, Reference, Refusal, Stage, remembering
from domain.learning_loop import DevelopmentCommand, DevelopmentEvent
from domain.person import Person, PersonId


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
        return remembering(person, requests=(*person.requests, request))


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
        given = Feedback(at, self.purpose)
        return remembering(person, feedback=(*person.feedback, given))


@dataclass(frozen=True)
class RequestFeedback(DevelopmentCommand):
    """Ask somebody how you are doing, and say what their answer may be used for."""

    asked: PersonId
    topic: str
    purpose: Purpose = Purpose.DEVELOPMENT

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_fit(person, book)
        if self.asked == self.person:
            raise AskedOneself(f"asked is “{self.asked}”, the person themselves: ask somebody else")
        return (
            FeedbackRequested(
                self.asked, self.topic, self.purpose, builds_on=self.builds_on, effective_on=self.effective_on
            ),
        )


@dataclass(frozen=True)
class GiveFeedback(DevelopmentCommand):
    """Tell somebody what they do well and what they could do better, asked or unasked."""

    giver: PersonId | None
    source: Source
    purpose: Purpose
    strengths: str
    improvements: str
    about: tuple[str, ...] = ()
    requested: Reference | None = None

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_fit(person, book)
        if self.giver == self.person:
            raise FeedbackToOneself(f"giver is “{self.giver}”, the person themselves: record a self-assessment instead")
        self.must_stand_there(person, self.source, self.giver)
        if not self.strengths.strip() and not self.improvements.strip():
            raise NothingSaid("strengths and improvements are both empty: say at least one of them")
        if self.requested is not None:
            self.must_answer(self.requested, person)
        return (
            FeedbackGiven(
                self.giver,
                self.source,
                self.purpose,
                self.strengths,
                self.improvements,
                self.about,
                self.requested,
                builds_on=self.builds_on,
                effective_on=self.effective_on,
            ),
        )

    def must_answer(self, requested: Reference, person: Person) -> None:
        """Refuses to answer what was not asked, not of them, or to another end than was said when asking."""
        request = next((request for request in person.requests if request.at == requested), None)
        if request is None or request.on > self.effective_on:
            raise NotAsked(
                f"requested “{requested}” is no request of “{self.person}” by {self.effective_on}: cite theirs"
            )
        if request.asked != self.giver:
            raise NotAsked(f"requested “{requested}” asked “{request.asked}”, not “{self.giver}”: leave it out")
        if request.purpose is not self.purpose:
            raise PurposeChanged(
                f"purpose is “{self.purpose}”, but “{requested}” asked for “{request.purpose}”: it stays what it was"
            )


class AskedOneself(Refusal):
    """Feedback comes from others."""

    field = "asked"


class FeedbackToOneself(Refusal):
    """Feedback comes from others; what one thinks of oneself is a self-assessment."""

    field = "giver"


class NothingSaid(Refusal):
    """Feedback says something."""

    field = "strengths"


class NotAsked(Refusal):
    """An answer cites the question that was put to whoever answers."""

    field = "requested"


class PurposeChanged(Refusal):
    """What was asked for development is never turned into evidence for a decision."""

    field = "purpose"
