"""What must have happened before somebody decides: a panel's vote that nothing shakes. It is never overridden."""

from __future__ import annotations

from typing import Final

from domain.frameworks.framework import published
from domain.kernel.book import Book
from domain.kernel.facts import Erased
from domain.kernel.ids import CaseId, PersonId
from domain.kernel.refusals import Refusal
from domain.promotions.conflicts import declared_must_be_decided, standing_towards
from domain.promotions.panels.panel import Panel, Tally
from domain.promotions.promotion_case import Direction, PromotionCase, Proposal

STEPS_UP: Final = (Direction.UP, Direction.ACTING)
"""The steps that wait for a panel where the edition asks for one."""


def closed_round_must_stand(
    case_id: CaseId, case: PromotionCase, proposal: Proposal, panel: Panel, book: Book
) -> Tally | Erased:
    """What the panel's last round came to; refuses one that is on, or that a conflict has come to light about."""
    if panel.vote_open:
        raise VoteStillOpen(f"round {panel.round} of “{case_id}” is still open: close it first")
    if panel.tally is None or panel.closed_on is None:
        raise NotYetVoted(f"“{case_id}” has no vote that counts: open a round and close it first")
    standing_towards(case_id, case, proposal, panel.closed_on, book).must_be_free(*panel.counted)
    declared_must_be_decided(panel, *panel.counted)
    return panel.tally


def due_process_must_be_kept(
    case_id: CaseId, case: PromotionCase, proposal: Proposal, decided_by: PersonId, book: Book
) -> None:
    """Refuses a decision before the panel that belongs to it has recommended, or by one of those who did."""
    if case.panel is None and not needs_a_panel(case, proposal, book):
        return
    if case.panel is None:
        raise RecommendationMissing(f"“{case_id}” waits for a panel: convene one; procedure cannot be overridden")
    closed_round_must_stand(case_id, case, proposal, case.panel, book)
    if case.recommendation is None:
        raise RecommendationMissing(f"“{case_id}” has no recommendation of its panel: have the panel state it first")
    if case.recommended != proposal.step:
        raise AnotherStep(f"“{case_id}”: its panel recommended on another step: correct the proposal back")
    if decided_by in case.panel.counted:
        raise DeciderVoted(f"decided_by “{decided_by}” voted on the panel: name somebody who did not")


def needs_a_panel(case: PromotionCase, proposal: Proposal, book: Book) -> bool:
    """Whether the edition asks for one, or an appeal was granted one."""
    procedure = published(proposal.framework, proposal.edition, book).procedure
    return case.remitted or (procedure.panel_required and proposal.direction in STEPS_UP)


class NotYetVoted(Refusal):
    """There is a vote before there is a recommendation."""

    instead = "Open a round, have the members vote, and close it."
    field = "case"


class VoteStillOpen(Refusal):
    """One round at a time, and nobody recommends or decides before the votes are counted."""

    instead = "Close the round first."
    field = "case"


class RecommendationMissing(Refusal):
    """Where a panel recommends, it does so before the decision."""

    instead = "Convene a panel, and have it state its recommendation."
    field = "case"


class DeciderVoted(Refusal):
    """A panel recommends, and somebody else decides."""

    instead = "Have somebody decide who did not vote."
    field = "decided_by"


class AnotherStep(Refusal):
    """A panel recommends on one step, and that is the one decided on."""

    instead = "Correct the proposal back to the step on which the panel recommended."
    field = "case"
