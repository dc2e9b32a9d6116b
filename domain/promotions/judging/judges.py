"""The judges: whichever code ever judged a promotion stays callable under the name that its decisions give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, NamedTuple

from domain.frameworks.edition import Edition
from domain.kernel.book import Book
from domain.kernel.ids import CaseId, PersonId
from domain.promotions.due_process import due_process_must_be_kept
from domain.promotions.judging.findings import Finding, file_of
from domain.promotions.judging.rules import judge
from domain.promotions.promotion_case import PromotionCase, Proposal


class Judge(NamedTuple):
    """Code that judged, under one name: of the evidence, and of how it came to a decision."""

    finds: Callable[[Edition, PromotionCase, Proposal, date, Book], tuple[Finding, ...]]
    """What an edition's criteria find in the file."""
    objects: Callable[[CaseId, PromotionCase, Proposal, PersonId, Book], None]
    """Refuses a decision that procedure stands against."""


def judged_as_filed(
    edition: Edition, case: PromotionCase, proposal: Proposal, on: date, book: Book
) -> tuple[Finding, ...]:
    """What an edition's criteria find in the file as it stands in a book."""
    return judge(edition, file_of(case, proposal, on, book))


FIRST: Final = "first"
"""Who judged before decisions said who did."""

JUDGES: Final[Mapping[str, Judge]] = {FIRST: Judge(judged_as_filed, due_process_must_be_kept)}
"""By name. Rules are data; where code that judges must change, the changed code gets a row, and the old one stays."""

PRESENT: Final = FIRST
"""Who judges today."""
