"""What a candidate does about their own case: they are heard before it goes against them, and may withdraw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.later import LATER
from domain.kernel.refusals import Refusal
from domain.people.named import Here, Known
from domain.promotions.independence import Independent
from domain.promotions.promotion_case import OpenCaseCommand, PromotionCase


@dataclass(frozen=True)
class CandidateHeard(Event[PromotionCase]):
    """The candidate was heard on what may be decided."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    heard_by: PersonId
    """Who heard them."""
    words: Annotated[str | Erased, About("candidate")]
    """What they said; where they did not want to be heard, how it was offered."""
    waived: bool = field(default=False, metadata=LATER)
    """Whether they were offered to be heard, and did not want to be."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.heard_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        return case.after(self, heard=True)


@dataclass(frozen=True)
class CandidacyWithdrawn(Event[PromotionCase]):
    """The candidate no longer wants the step. That is no mark against them."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who withdrew: the person proposed, and nobody else."""

    def concerns(self) -> tuple[str, ...]:
        return (self.candidate,)

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        return case.after(self, withdrawn_on=self.effective_on)


@dataclass(frozen=True)
class HearCandidate(OpenCaseCommand):
    """Record that the candidate was heard, or did not want to be, before a decision goes against them."""

    records = (CandidateHeard,)

    heard_by: Annotated[PersonId, Here(), Independent(), Acts()]
    words: Annotated[str, Said("say what they answered, or how it was offered")]
    waived: bool = field(default=False, metadata=LATER)

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        return (self.becomes(CandidateHeard, candidate=self.proposal(book).candidate),)


@dataclass(frozen=True)
class WithdrawCandidacy(OpenCaseCommand):
    """Take oneself out of a case that is not decided. It needs no reason, and another case may begin at any time."""

    records = (CandidacyWithdrawn,)

    candidate: Annotated[PersonId, Known(), Acts()]

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        if self.candidate != self.proposal(book).candidate:
            raise NotTheirCandidacy(f"candidate “{self.candidate}” is not whom “{self.case}” is about: they alone may")
        return (self.becomes(CandidacyWithdrawn),)


class NotTheirCandidacy(Refusal):
    """A candidacy is withdrawn by the candidate alone."""

    instead = "Leave it to the candidate."
    field = "candidate"
