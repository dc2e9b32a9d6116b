"""Feedback: asked for by the person or offered, from several sources, on strengths and on what to improve."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from domain.development.development import Development, Feedback, FeedbackRequest, Purpose, Source
from domain.development.learning_loop import DevelopmentCommand, DevelopmentEvent
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import OR_NOTHING
from domain.kernel.facts import About, Erased, Reference, Stage
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import NothingSaid, Refusal
from domain.kernel.words import says_something
from domain.people.named import Known


@dataclass(frozen=True)
class FeedbackRequested(DevelopmentEvent):
    """They asked somebody how they are doing."""

    stage: ClassVar[Stage | None] = Stage.FEEDBACK
    for_good: ClassVar[tuple[str, ...]] = ("purpose",)

    asked: PersonId
    """Whom they ask."""
    topic: Annotated[str | Erased, About("person")]
    """What they ask about."""
    purpose: Purpose
    """What the answer may be used for; said when asking, and for good."""

    def concerns(self) -> tuple[str, ...]:
        return (self.asked,)

    def evolve(self, development: Development, at: Reference) -> Development:
        request = FeedbackRequest(at, self.effective_on, self.asked, self.purpose)
        return changed(development, requests=(*development.requests, request))


@dataclass(frozen=True)
class FeedbackGiven(DevelopmentEvent):
    """Somebody told them what they do well and what they could do better."""

    stage: ClassVar[Stage | None] = Stage.FEEDBACK
    for_good: ClassVar[tuple[str, ...]] = ("purpose",)

    giver: PersonId | None
    """Who gives it; None where they are no person of this ledger, as a customer."""
    source: Source
    """From where whoever gives it sees the person's leadership."""
    purpose: Purpose
    """What it may be used for; said beforehand, and for good."""
    strengths: Annotated[str | Erased, About("person")]
    """What they do well."""
    improvements: Annotated[str | Erased, About("person")]
    """What they could do better."""
    about: tuple[str, ...] = ()
    """Names of the competencies that it speaks of."""
    requested: Reference | None = None
    """Reference of the request that it answers."""

    def concerns(self) -> tuple[str, ...]:
        return (self.giver,) if self.giver else ()

    def evolve(self, development: Development, at: Reference) -> Development:
        given = Feedback(at, self.purpose)
        return changed(development, feedback=(*development.feedback, given))


@dataclass(frozen=True)
class RequestFeedback(DevelopmentCommand):
    """Ask somebody how you are doing, and say what their answer may be used for."""

    records = (FeedbackRequested,)

    person: Annotated[PersonId, Acts()]
    """The person, who asks."""
    asked: Annotated[PersonId, Known()]
    topic: str
    purpose: Purpose = Purpose.DEVELOPMENT

    def decide(self, development: Development, book: Book) -> Decision:
        if self.asked == self.person:
            raise AskedOneself(f"asked is “{self.asked}”, the person themselves: ask somebody else")
        return (self.becomes(FeedbackRequested),)


@dataclass(frozen=True)
class GiveFeedback(DevelopmentCommand):
    """Tell somebody what they do well and what they could do better, asked or unasked."""

    records = (FeedbackGiven,)
    for_the_record = True

    giver: Annotated[PersonId, Known(), Acts()] | None
    source: Source | None = field(default=None, kw_only=True)
    """Left out, it follows from where both stood that day; given, it may not contradict that."""
    purpose: Purpose
    strengths: Annotated[str, OR_NOTHING]
    improvements: Annotated[str, OR_NOTHING]
    about: tuple[str, ...] = ()
    requested: Reference | None = None

    def decide(self, development: Development, book: Book) -> Decision:
        if self.giver == self.person:
            raise FeedbackToOneself(f"giver is “{self.giver}”, the person themselves: record a self-assessment instead")
        source = self.shown_source(self.giver, self.source, book)
        if not says_something(self.strengths + self.improvements):
            raise NothingSaid("strengths and improvements are both empty: say at least one of them", field="strengths")
        if self.requested is not None:
            self.must_answer(self.requested, development)
        return (self.becomes(FeedbackGiven, source=source),)

    def must_answer(self, requested: Reference, development: Development) -> None:
        """Refuses to answer what was not asked, not of them, or to another end than was said when asking."""
        request = next((request for request in development.requests if request.at == requested), None)
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

    instead = "Ask somebody else."
    field = "asked"


class FeedbackToOneself(Refusal):
    """Feedback comes from others; what one thinks of oneself is a self-assessment."""

    instead = "Record a self-assessment."
    field = "giver"


class NotAsked(Refusal):
    """An answer cites the question that was put to whoever answers."""

    instead = "Cite the request that was put to whoever answers, or leave it out."
    field = "requested"


class PurposeChanged(Refusal):
    """What was asked for development is never turned into evidence for a decision."""

    instead = "Keep the purpose that was said when asking."
    field = "purpose"
