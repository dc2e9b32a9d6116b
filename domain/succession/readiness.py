"""Readiness: when a successor could take a role, judged from facts; it counts until it expires."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from domain.frameworks.criteria import Requirement
from domain.frameworks.edition import Edition, Readiness
from domain.frameworks.framework import published
from domain.kernel.book import Book, Decision, entry_about
from domain.kernel.dates import months_after
from domain.kernel.facts import About, Erased, Event, Reference, Stage
from domain.kernel.ids import FrameworkId, PersonId
from domain.kernel.refusals import Refusal
from domain.organisation.role import EstablishedRoleCommand
from domain.people.employment import must_be_here
from domain.people.named import Here
from domain.succession.slates import Slate


@dataclass(frozen=True)
class ReadinessAssessed(Event[Slate]):
    """How ready a successor is for this role, from facts, under one edition, until a day."""

    stage: ClassVar[Stage | None] = Stage.ASSESSMENT

    candidate: PersonId
    """Whose readiness it is."""
    readiness: Annotated[Readiness | Erased, About("candidate")]
    """When they could take the role."""
    willing: bool
    """Whether they said that they want this role."""
    facts: tuple[Reference, ...]
    """References of the entries that it rests on."""
    framework: FrameworkId
    edition: int
    """The number of the framework's edition that it was made under."""
    expires_on: date
    """The first day on which it no longer counts."""
    rationale: Annotated[str | Erased, About("candidate")]
    """What the judgement rests on, in words."""

    def concerns(self) -> tuple[str, ...]:
        return (self.candidate,)


@dataclass(frozen=True)
class AssessReadiness(EstablishedRoleCommand[Slate]):
    """Judge from entries about somebody how ready they are for this role, under an edition; it counts for a while."""

    records = (ReadinessAssessed,)

    candidate: Annotated[PersonId, Here()]
    readiness: Readiness
    willing: bool
    facts: tuple[Reference, ...]
    framework: FrameworkId
    edition: int
    rationale: str

    def decide(self, slate: Slate, book: Book) -> Decision:
        must_be_here("candidate", self.candidate, self.effective_on, book)
        edition = published(self.framework, self.edition, book)
        self.must_be_wanted(edition)
        self.must_rest_on_facts(book)
        expires_on = months_after(self.effective_on, edition.windows.readiness_months)
        return (self.becomes(ReadinessAssessed, expires_on=expires_on),)

    def must_be_wanted(self, edition: Edition) -> None:
        """Leading is a choice: where the edition asks for it, nobody is ready who has not said that they want to."""
        asked = any(criterion.requirement is Requirement.WILLINGNESS for criterion in edition.rule_for(self.readiness))
        if asked and not self.willing:
            raise NotWilling(f"readiness “{self.readiness}” needs stated willingness: ask them, or judge otherwise")

    def must_rest_on_facts(self, book: Book) -> None:
        """Refuses a judgement that cites nothing, or what is not about the candidate by that day."""
        if not self.facts:
            raise ReadinessWithoutFacts("facts is empty: cite entries that show the readiness, as stream@version")
        for at in self.facts:
            if entry_about(self.candidate, at, self.effective_on, book) is None:
                raise ReadinessWithoutFacts(
                    f"facts “{at}” is no entry about “{self.candidate}” from up to {self.effective_on}:"
                    " cite one that is"
                )


class NotWilling(Refusal):
    """Nobody is ready for a role that they have not said they want."""

    instead = "Ask them whether they want the role, or judge otherwise."
    field = "willing"


class ReadinessWithoutFacts(Refusal):
    """Readiness is judged from entries about the candidate."""

    instead = "Cite entries about the candidate that show it."
    field = "facts"
