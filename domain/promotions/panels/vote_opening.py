"""Opening votes: a round begins on a closed file, among members who may vote. A further one has a reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import ReasonMissing, Refusal
from domain.kernel.words import says_something
from domain.people.named import Here
from domain.promotions.conflicts import declared_must_be_decided, must_have_been_free
from domain.promotions.due_process import VoteStillOpen
from domain.promotions.independence import Independent
from domain.promotions.panels.composition import must_be_well_composed
from domain.promotions.panels.panel_command import PanelCommand
from domain.promotions.promotion_case import PromotionCase, file_must_be_closed


@dataclass(frozen=True)
class VoteOpened(Event[PromotionCase]):
    """A round of voting began."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    round: int
    """Which vote of the case it is, from 1."""
    opened_by: PersonId
    """Who opens the round."""
    why_again: Annotated[str | Erased | None, About("candidate")] = None
    """Why there is a further round; None for the first."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.opened_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        panel = replace(case.panel.to_vote_again(), round=self.round, vote_open=True) if case.panel else None
        return case.run_by(self, self.opened_by).after(self, self.opened_by, panel=panel)


@dataclass(frozen=True)
class OpenVote(PanelCommand):
    """Begin a round of voting, on a closed file, among members who are enough and may vote."""

    records = (VoteOpened,)

    opened_by: Annotated[PersonId, Here(), Independent(), Acts()]
    why_again: str | None = None

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        panel = self.panel(book)
        file_must_be_closed(self.case, case)
        self.must_act_for_it("opened_by", self.opened_by, book)
        if panel.vote_open:
            raise VoteStillOpen(f"round {panel.round} of “{self.case}” is still open: close it first")
        if panel.recommendation is not None:
            raise HasRecommended(f"“{self.case}” has its recommendation “{panel.recommendation}”: it stands")
        if panel.round and not says_something(self.why_again or ""):
            raise ReasonMissing(
                f"why_again says nothing: round {panel.round} was held; say why another is", field="why_again"
            )
        present = self.present(book)
        self.standing(book).must_be_free(*present)
        must_have_been_free(self.standing(book), *present)
        declared_must_be_decided(panel, *present)
        self.quorum_must_be_met(panel, present, "members who may vote", "name substitutes")
        must_be_well_composed(self, present, book)
        why_again = self.why_again if panel.round else None
        return (
            self.becomes(
                VoteOpened, candidate=self.proposal(book).candidate, round=panel.round + 1, why_again=why_again
            ),
        )


class HasRecommended(Refusal):
    """Nobody votes until it comes out right."""

    instead = "Leave the recommendation as it stands, and decide."
    field = "case"
