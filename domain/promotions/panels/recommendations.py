"""Recommendations: a panel says what its votes came to, and why. A named executive decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import FrameworkId, PersonId, RoleId
from domain.kernel.refusals import ReasonMissing, Refusal
from domain.people.named import Here
from domain.promotions.conflicts import must_have_been_free
from domain.promotions.due_process import closed_round_must_stand
from domain.promotions.independence import Independent
from domain.promotions.panels.panel import Advice, Tally
from domain.promotions.panels.panel_command import PanelCommand
from domain.promotions.promotion_case import REPEATED, Direction, PromotionCase, Step


@dataclass(frozen=True)
class PanelRecommended(Event[PromotionCase]):
    """A panel recommended what its votes came to. How many dissented is told; their words stand with their votes."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    role: RoleId | None
    direction: Direction
    """Which way the step goes."""
    to_level: str
    """The level on which they would stand."""
    framework: FrameworkId
    edition: int
    """Number of the edition that it was made under."""
    round: int
    """Which vote of the case it is, from 1."""
    advice: Annotated[Advice | Erased, About("candidate")]
    """What the votes came to."""
    tally: Annotated[Tally | Erased, About("candidate")]
    """How they fell out."""
    stated_by: PersonId
    """Who states it for the panel."""
    rationale: Annotated[str | Erased, About("candidate")]
    """What the recommendation rests on, in words."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(subject for subject in (self.candidate, self.role, self.stated_by) if subject))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        step = Step(self.role, self.direction, self.to_level, self.framework, self.edition)
        return replace(
            case.run_by(self, self.stated_by).with_panel(self, self.stated_by, recommendation=at), recommended=step
        )


@dataclass(frozen=True)
class StateRecommendation(PanelCommand):
    """Give the panel's reasons. What it recommends is what it voted, and nothing else."""

    records = (PanelRecommended,)

    stated_by: Annotated[PersonId, Here(), Independent(), Acts()]
    rationale: Annotated[str, Said("say what the panel saw", ReasonMissing)]

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        proposal, panel = self.proposal(book), self.panel(book)
        if panel.recommendation is not None:
            raise AlreadyRecommended(f"“{self.case}” has its recommendation “{panel.recommendation}”: it stands")
        self.must_act_for_it("stated_by", self.stated_by, book)
        tally = closed_round_must_stand(self.case, case, proposal, panel, book)
        must_have_been_free(self.standing(book), *panel.counted)
        if isinstance(tally, Erased):
            raise VotesErased(f"what the votes of “{self.case}” came to has been erased: there is nothing to state")
        return (
            self.becomes(
                PanelRecommended,
                **{name: getattr(proposal, name) for name in REPEATED},
                round=panel.round,
                advice=tally.advice,
                tally=tally,
            ),
        )


class VotesErased(Refusal):
    """A panel recommends what its votes came to."""

    instead = "Leave it: with the candidate, what the votes came to has been erased."
    field = "case"


class AlreadyRecommended(Refusal):
    """A panel recommends once."""

    instead = "Leave the recommendation as it stands, and decide."
    field = "case"
