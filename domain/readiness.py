"""Readiness: when a successor could take a role, judged from facts; it counts until it expires."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from domain.criteria import Requirement
from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal, Stage
from domain.framework import Edition, FrameworkId, Readiness
from domain.grounds import entry_about, months_after, published
from domain.person import Person, PersonId
from domain.role import Role, RoleCommand


@dataclass(frozen=True)
class ReadinessAssessed(Event[Role]):
    """How ready a successor is for this role, from facts, under one edition, until a day."""

    stage: ClassVar[Stage | None] = Stage.ASSESSMENT

    candidate: PersonId
    readiness: Readiness
    willing: bool
    """Whether they said that they want this role."""
    facts: tuple[Reference, ...]
    framework: FrameworkId
    edition: int
    expires_on: date
    """The first day on which it no longer counts."""
    rationale: Annotated[str | Erased, About("candidate")]

    def concerns(self) -> tuple[str, ...]:
        return (self.candidate,)


@dataclass(frozen=True)
class AssessReadiness(RoleCommand):
    """Judge from entries about somebody how ready they are for this role, under an edition; it counts for a while."""

    candidate: PersonId
    readiness: Readiness
    willing: bool
    facts: tuple[Reference, ...]
    framework: FrameworkId
    edition: int
    rationale: str

    def decide(self, role: Role, book: Book) -> Decision:
        self.must_be_established(role)
        if not book.recall(Person(), self.candidate).is_here_on(self.effective_on):
            raise CandidateNotHere(
                f"candidate “{self.candidate}” is not with the organisation on {self.effective_on}: judge those who are"
            )
        edition = published(self.framework, self.edition, book)
        self.must_be_wanted(edition)
        if not self.facts:
            raise ReadinessWithoutFacts("facts is empty: cite entries that show the readiness, as stream@version")
        for at in self.facts:
            if entry_about(self.candidate, at, self.effective_on, book) is None:
                raise ReadinessWithoutFacts(
                    f"facts “{at}” is no entry about “{self.candidate}” from up to {self.effective_on}:"
                    " cite one that is"
                )
        return (
            ReadinessAssessed(
                self.candidate,
                self.readiness,
                self.willing,
                self.facts,
                self.framework,
                self.edition,
                months_after(self.effective_on, edition.windows.readiness_months),
                self.rationale,
                effective_on=self.effective_on,
            ),
        )

    def must_be_wanted(self, edition: Edition) -> None:
        """Leading is a choice: where the edition asks for it, nobody is ready who has not said that they want to."""
        asked = any(criterion.requirement is Requirement.WILLINGNESS for criterion in edition.rule_for(self.readiness))
        if asked and not self.willing:
            raise NotWilling(f"readiness “{self.readiness}” needs stated willingness: ask them, or judge otherwise")


class CandidateNotHere(Refusal):
    """Readiness is judged of people who are with the organisation."""

    field = "candidate"


class NotWilling(Refusal):
    """Nobody is ready for a role that they have not said they want."""

    field = "willing"


class ReadinessWithoutFacts(Refusal):
    """Readiness is judged from entries about the candidate."""

    field = "facts"
