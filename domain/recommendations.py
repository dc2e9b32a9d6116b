"""Recommendations: a panel says what its votes came to, and why. A named executive decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from domain.due_process import closed_round_must_stand
from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal
from domain.framework import FrameworkId
from domain.panel_command import PanelCommand
from domain.person import PersonId
from domain.promotion_case import Direction, PromotionCase, Step
from domain.promotion_panel import Advice, Tally
from domain.role import RoleId


@dataclass(frozen=True)
class PanelRecommended(Event[PromotionCase]):
    """A panel recommended what its votes came to. How many dissented is told; their words stand with their votes."""

    act: ClassVar[bool] = True

    candidate: PersonId
    role: RoleId | None
    direction: Direction
    to_level: str
    framework: FrameworkId
    edition: int
    round: int
    advice: Advice
    tally: Tally
    stated_by: PersonId
    rationale: Annotated[str | Erased, About("candidate")]

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(subject for subject in (self.candidate, self.role, self.stated_by) if subject))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        step = Step(self.role, self.direction, self.to_level, self.framework, self.edition)
        return replace(case.with_panel(self, self.stated_by, recommendation=at), recommended=step)


@dataclass(frozen=True)
class StateRecommendation(PanelCommand):
    """Give the panel's reasons. What it recommends is what it voted, and nothing else."""

    stated_by: PersonId
    rationale: str

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        proposal, panel = self.proposal(case), self.panel(case)
        if panel.recommendation is not None:
            raise AlreadyRecommended(f"“{self.case}” has its recommendation “{panel.recommendation}”: it stands")
        self.must_act_for_it(self.stated_by, case, book)
        tally = closed_round_must_stand(self.case, case, proposal, panel, book)
        if not self.rationale.strip():
            raise NoReasons(f"rationale is “{self.rationale}”: say what the panel saw")
        return (
            PanelRecommended(
                proposal.candidate,
                proposal.role,
                proposal.direction,
                proposal.to_level,
                proposal.framework,
                proposal.edition,
                panel.round,
                tally.advice,
                tally,
                self.stated_by,
                self.rationale,
                effective_on=self.effective_on,
            ),
        )


class AlreadyRecommended(Refusal):
    """A panel recommends once."""

    field = "case"


class NoReasons(Refusal):
    """A recommendation gives its reasons."""

    field = "rationale"
