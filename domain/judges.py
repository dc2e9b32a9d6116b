"""The judges: whichever code ever judged a promotion stays callable under the name that its decisions give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from domain.facts import Book
from domain.findings import Finding, file_of
from domain.framework import Edition
from domain.judging import judge
from domain.promotion_case import PromotionCase, Proposal

Judge = Callable[[Edition, PromotionCase, Proposal, date, Book], tuple[Finding, ...]]


def judged_as_filed(
    edition: Edition, case: PromotionCase, proposal: Proposal, on: date, book: Book
) -> tuple[Finding, ...]:
    """What an edition's criteria find in the file as it stands in a book."""
    return judge(edition, file_of(case, proposal, on, book))


FIRST: Final = "first"
"""Who judged before decisions said who did."""

JUDGES: Final[Mapping[str, Judge]] = {FIRST: judged_as_filed}
"""By name. Rules are data; where code that judges must change, the changed code gets a row, and the old one stays."""

PRESENT: Final = FIRST
"""Who judges today."""
