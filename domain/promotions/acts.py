"""What was done in a case, looked at again: whether all who acted stood apart on the day, as is known by now."""

from __future__ import annotations

from domain.kernel.book import Book
from domain.kernel.ids import CaseId
from domain.kernel.refusals import Refusal
from domain.promotions.independence import must_stand_apart
from domain.promotions.promotion_case import Act, PromotionCase, Proposal


def acts_must_stand(case_id: CaseId, case: PromotionCase, proposal: Proposal, book: Book) -> None:
    """Refuses to go on with what people did who, as is known now, had a stake in it or had left.

    A file that such a person closed is opened by a deferral and closed anew; a panel that they ran is convened anew.
    """
    for act in (*case.acts, *((case.file_closing,) if case.file_closing else ())):
        must_stand(case_id, case, proposal, act, book)


def tainted(case_id: CaseId, case: PromotionCase, proposal: Proposal, book: Book) -> bool:
    """Whether somebody who ran the panel had a stake, as is known now: then another one is convened."""
    try:
        for act in case.acts:
            must_stand(case_id, case, proposal, act, book)
    except Refusal:
        return True
    return False


def must_stand(case_id: CaseId, case: PromotionCase, proposal: Proposal, act: Act, book: Book) -> None:
    """Refuses one act of somebody who did not stand apart on its day."""
    must_stand_apart(case_id, case, proposal, act.by, act.on, book)


def nothing_to_look_back_at(case_id: CaseId, case: PromotionCase, proposal: Proposal, book: Book) -> None:
    """The first judge did not ask who had acted."""
