"""Notices: what a candidate is to be told of in their case, since when, and the time that runs once they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.frameworks.framework import published
from domain.kernel.book import Book
from domain.kernel.facts import Event, Reference
from domain.kernel.history import is_history
from domain.kernel.ids import CaseId, FrameworkId, PersonId
from domain.kernel.standing import Folds, Noted
from domain.people.erasure import Erasure
from domain.promotions.decisions import PromotionDecision
from domain.promotions.informing import Informed, days_later
from domain.promotions.judging.judges import FIRST
from domain.promotions.promotion_case import PromotionCase, Proposal


class NoticePeriod(StrEnum):
    """Which number of an edition's procedure says how long the time is that begins with being told."""

    COMMENT_WORKING_DAYS = "comment_working_days"
    """Of the file as it stands: to add to it or to comment, before it is closed."""
    APPEAL_WORKING_DAYS = "appeal_working_days"
    """Of a decision: to appeal it."""


@dataclass(frozen=True)
class Notice:
    """Something that a candidate is to be told of in their case."""

    person: PersonId
    """Who is to be told."""
    about: Reference
    """The entry that they are to be told of: a decision, or what was put on the file last."""
    since: date
    """The day of that entry, from which on they are to be told."""
    period: NoticePeriod
    """By which number of the edition time runs once they are told."""
    working_days: int
    """How many working days that is."""
    framework: FrameworkId
    """The framework under which the case is decided."""
    edition: int
    """Number of the edition that says so."""
    told_on: date | None
    """The day on which it is on record that they were told, from which time runs; None as long as they were not."""
    until: date | None
    """The last day of that time; None where it does not run, or nothing can be done with it any more."""

    @property
    def case(self) -> CaseId:
        """The case in which they are to be told."""
        return CaseId(self.about.stream)

    def days_left(self, on: date) -> int | None:
        """Days from one to the last: 0 on the last itself; None where no time runs yet, or it is over."""
        if self.until is None or self.told_on is None or on < self.told_on:
            return None
        left = (self.until - on).days
        return left if left >= 0 else None


@dataclass(frozen=True)
class Decisions:
    """The decisions on a case, the first one first: what was deferred or remitted is decided anew."""

    made: tuple[Noted[PromotionDecision], ...] = ()


def with_decision(known: Decisions, event: PromotionDecision, at: Reference) -> Decisions:
    """What is known with one more of them."""
    return Decisions((*known.made, Noted(event, at)))


DECISIONS: Final[Folds] = {kind.__name__: with_decision for kind in PromotionDecision.__subclasses__()}


def notices_of(case_id: CaseId, on: date, book: Book) -> tuple[Notice, ...]:
    """What the candidate of a case was to be told of by a day, told or not: decisions, then the file as it stands.

    Of somebody who was erased nothing more is recorded, and what was decided before the ledger nobody wrote down.
    """
    case = book.recall(PromotionCase, case_id, on=on)
    if case.proposal is None or book.recall(Erasure, case.proposal.candidate).erased_on is not None:
        return ()
    made = book.recall(Decisions, case_id, on=on, folds=DECISIONS).made
    decided = (of_decision(one, case, on, book) for one in made if not is_history(one.event.effective_on, book))
    return (*decided, *of_file(case_id, case, case.proposal, on, book))


def of_decision(decision: Noted[PromotionDecision], case: PromotionCase, on: date, book: Book) -> Notice:
    """That the candidate is to be told of a decision, from which day on they may appeal it."""
    event, at, period = decision.event, decision.at, NoticePeriod.APPEAL_WORKING_DAYS
    told_on = told_of_decision(event, at, on, book)
    may_appeal = case.appealable and case.decision == at and may_be_appealed_by(event.candidate, case)
    days = working_days(period, event.framework, event.edition, book) or 0
    until = last_day(event.candidate, told_on, days, event, book) if may_appeal else None
    return Notice(event.candidate, at, event.effective_on, period, days, event.framework, event.edition, told_on, until)


def of_file(case_id: CaseId, case: PromotionCase, proposal: Proposal, on: date, book: Book) -> Iterator[Notice]:
    """That they are to be told of the file as it stands, before it is closed, where the edition says so."""
    period, whom = NoticePeriod.COMMENT_WORKING_DAYS, proposal.candidate
    days = working_days(period, proposal.framework, proposal.edition, book)
    latest = filed_last(case_id, case)
    noted = book.noted(latest)
    if days is None or noted is None or not (case.is_open and case.file_open):
        return
    told_on = book.recall(Informed, whom, on=on).told_up_to(latest, book)
    until = last_day(whom, told_on, days, proposal, book)
    since = noted.event.effective_on
    yield Notice(whom, latest, since, period, days, proposal.framework, proposal.edition, told_on, until)


def filed_last(case_id: CaseId, case: PromotionCase) -> Reference:
    """Up to which entry the candidate has to know the file: what others filed last, or else the proposal."""
    return case.filed_last or Reference(case_id, 1)


def may_be_appealed_by(person: PersonId, case: PromotionCase) -> bool:
    """Whether nobody's appeal against the decision waits for an answer, and they have not lodged one themselves."""
    waits = case.appeal is not None and case.appeal.of == case.decision and not case.appeal.dismissed
    return not waits and (case.decision, person) not in case.appellants


def told_of_decision(decision: Event[PromotionCase], at: Reference, on: date | None, book: Book) -> date | None:
    """When the candidate was told; of what the first judge judged nobody wrote that down: on the day itself."""
    if not isinstance(decision, PromotionDecision):
        return None
    if decision.judged_by == FIRST:
        return decision.effective_on
    return book.recall(Informed, decision.candidate, on=on).told_of(at)


def working_days(period: NoticePeriod, framework: FrameworkId, edition: int, book: Book) -> int | None:
    """How many working days an edition gives; None where it gives none."""
    found: int | None = getattr(published(framework, edition, book).procedure, period)
    return found


def last_day(
    person: PersonId, told_on: date | None, days: int, under: Proposal | PromotionDecision, book: Book
) -> date | None:
    """The last day of so many working days, by the calendars of an edition; None where they do not run."""
    edition = published(under.framework, under.edition, book)
    return None if told_on is None else days_later(person, told_on, days, edition, book)
