"""What lies on the file of a case: once the file is closed, nothing is taken off it until the case is decided."""

from __future__ import annotations

from domain.frameworks.framework import published
from domain.kernel.book import Book
from domain.kernel.facts import Event
from domain.kernel.history import counts_from
from domain.kernel.ids import CaseId
from domain.kernel.refusals import Refusal
from domain.kernel.standing import Noted
from domain.promotions.promotion_case import PromotionCase
from domain.promotions.promotion_file import EvidenceFiled


def must_lie_on_no_closed_file(noted: Noted[Event[object]], book: Book) -> None:
    """Refuses to take an entry back on which a decision waits to be made. What it says can be corrected.

    While the file is open it can be taken back: that is told on the file, and it counts no longer.
    """
    for subject in dict.fromkeys((noted.at.stream, *noted.event.concerns())):
        for filed in book.concerning(subject, EvidenceFiled):
            lies = book.noted(filed.event.evidence)
            case = CaseId(filed.at.stream)
            if lies is not None and lies.at == noted.at and waits_for_its_decision(case, book):
                raise LiesOnClosedFile(
                    f"entry “{noted.at}” lies on the file of “{case}”, which is closed: correct what it says,"
                    " or wait for the decision"
                )


def waits_for_its_decision(case: CaseId, book: Book) -> bool:
    """Whether the file of a case is closed, and the case is open and has not lapsed."""
    known = book.recall(PromotionCase, case)
    if known.file_open or not known.is_open or known.proposal is None:
        return False
    edition = published(known.proposal.framework, known.proposal.edition, book)
    last = known.decide_by(known.proposal.proposed_on, edition.procedure)
    return last is None or counts_from(known.last_act_on, book) <= last


class LiesOnClosedFile(Refusal):
    """Nobody takes evidence off a closed file on which others are about to decide."""

    instead = "Correct what the entry says, or retract it once the case is decided."
    field = "entry"
