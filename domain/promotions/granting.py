"""Granting: which approved case somebody's step to a level came from, where a record of it does not say."""

from __future__ import annotations

from datetime import date

from domain.kernel.book import Book
from domain.kernel.ids import CaseId, PersonId
from domain.people.moving import PersonMoved
from domain.people.steps_up import GRANTS, Grant
from domain.promotions.decisions import PromotionApproved


def case_that_grants(person: PersonId, level: str, on: date, book: Book) -> CaseId | None:
    """The latest case approved by a day that grants somebody a level, and that no move of theirs rests on yet."""
    for approved in reversed(book.concerning(person, PromotionApproved, on=on)):
        case = CaseId(approved.at.stream)
        grant = book.recall(Grant, case, on=on, folds=GRANTS)
        if (grant.candidate, grant.to_level) == (person, level) and not book.concerning(case, PersonMoved):
            return case
    return None
