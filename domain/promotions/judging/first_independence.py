"""Who decided and set aside under the first judge: anybody who was here, but for the candidate and the proposer."""

from __future__ import annotations

from datetime import date

from domain.kernel.book import Book
from domain.kernel.ids import CaseId, PersonId
from domain.kernel.refusals import Refusal
from domain.people.employment import must_be_here
from domain.promotions.promotion_case import PromotionCase, Proposal


def may_decide(
    case_id: CaseId, case: PromotionCase, proposal: Proposal, decided_by: PersonId, on: date, book: Book
) -> None:
    """Refuses whoever decides on what is their own, or is not there to answer for it."""
    if decided_by in (proposal.candidate, proposal.proposed_by):
        raise DecidesTheirOwn(f"decided_by “{decided_by}” is the candidate or the proposer: name another")
    must_be_here("decided_by", decided_by, on, book)


def may_override(
    case_id: CaseId, case: PromotionCase, proposal: Proposal, authorised_by: PersonId, on: date, book: Book
) -> None:
    """Refuses whoever sets a criterion aside for their own, or is not there to answer for it."""
    if authorised_by in (proposal.candidate, proposal.proposed_by):
        raise OverridesTheirOwn(f"set_aside: “{authorised_by}” is the candidate or the proposer: name another")
    must_be_here("set_aside", authorised_by, on, book)


class DecidesTheirOwn(Refusal):
    """Nobody decides on what they proposed, or about themselves."""

    instead = "Have somebody decide who is neither the candidate nor the proposer."
    field = "decided_by"


class OverridesTheirOwn(Refusal):
    """Nobody sets a criterion aside for what they proposed, or for themselves."""

    instead = "Have somebody set it aside who is neither the candidate nor the proposer."
    field = "set_aside"
