"""Which kinds of entry deciding here asks for, and which of them nobody ever wrote."""

from __future__ import annotations

from typing import Final

from audit.bundles.looked_up import looked_up_for
from domain.kernel.ids import CaseId
from ledger import Ledger
from ledger.deciding.questions import OfStream, Question, Touching

DECISIONS: Final = ("PromotionApproved", "PromotionDeclined", "PromotionDeferred")


def kinds_asked(ledger: Ledger) -> frozenset[str]:
    """Every kind of entry that is recalled, or looked for, where a decision is replayed."""
    return frozenset(
        kind
        for case in dict.fromkeys(entry.stream for entry in ledger.entries(kinds=DECISIONS))
        for told in looked_up_for(ledger, CaseId(case))
        for question in told.answers
        for kind in kinds_of(question)
    )


def never_written(ledger: Ledger) -> list[str]:
    """The kinds that are asked for and never there: whatever becomes of them, no replay would show it."""
    return sorted(kinds_asked(ledger) - {entry.kind for entry in ledger.entries()})


def kinds_of(question: Question) -> frozenset[str]:
    """Which kinds it is about, if it names any."""
    match question:
        case OfStream():
            return question.kinds
        case Touching():
            return frozenset((question.kind,))
        case _:
            return frozenset()
