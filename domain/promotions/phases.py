"""Where a promotion case stands, in a word; and whose cases there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from domain.kernel.book import Book
from domain.kernel.ids import CaseId, PersonId
from domain.promotions.promotion_case import PromotionCase
from domain.promotions.proposals import PromotionProposed


class CasePhase(StrEnum):
    """Where a promotion case stands."""

    WITHDRAWN = "withdrawn"
    """The candidate no longer wants the step."""
    APPEALED = "appealed"
    """An appeal waits for its answer."""
    DECLINED = "declined"
    """The step was not granted."""
    APPROVED = "approved"
    """The step was granted."""
    DEFERRED = "deferred"
    """It was put off, and the file is open again."""
    FILING = "filing"
    """Evidence is put on the file."""
    RECOMMENDED = "recommended"
    """The panel has recommended, and a decision is to come."""
    CONSIDERED = "considered"
    """The file is closed, and a panel, or whoever decides, is at it."""


HOLDS: Final[Mapping[CasePhase, Callable[[PromotionCase], bool]]] = {
    CasePhase.WITHDRAWN: lambda case: case.withdrawn_on is not None,
    CasePhase.APPEALED: lambda case: case.appeal is not None and not case.appeal.dismissed,
    CasePhase.DECLINED: lambda case: case.decided_on is not None and case.declined,
    CasePhase.APPROVED: lambda case: case.decided_on is not None,
    CasePhase.DEFERRED: lambda case: case.file_open and case.deferrals > 0,
    CasePhase.FILING: lambda case: case.file_open,
    CasePhase.RECOMMENDED: lambda case: case.recommendation is not None,
    CasePhase.CONSIDERED: lambda case: True,
}
"""When a case stands there: the first that holds."""


def phase_of(case: PromotionCase) -> CasePhase:
    """Where a case stands."""
    return next(phase for phase, holds in HOLDS.items() if holds(case))


def cases_of(candidate: PersonId, on: date | None, book: Book) -> Iterator[tuple[CaseId, PromotionCase]]:
    """The cases that were proposed for somebody by a day, as they stood then, the first one first."""
    streams = dict.fromkeys(noted.at.stream for noted in book.concerning(candidate, PromotionProposed, on=on))
    for stream in streams:
        case = book.recall(PromotionCase, stream, on=on)
        if case.proposal is not None and case.proposal.candidate == candidate:
            yield CaseId(stream), case
