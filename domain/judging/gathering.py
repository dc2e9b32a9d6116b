"""Gathering a file: filed entries as they stand in a book, and what the ledger knows beside them by a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.development.development import Development
from domain.development.viewpoints import as_it_was_seen
from domain.frameworks.criteria import Criterion, Requirement
from domain.frameworks.edition import Edition
from domain.judging.admissible import for_decisions, kinds_shown_by
from domain.judging.findings import Evidence, EvidenceKind, File, Wish
from domain.judging.integrity import Integrity
from domain.judging.leaders_grown import leaders_grown_by, reports_on
from domain.kernel.book import Book
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId

Filed = Iterable[tuple[EvidenceKind, Reference]]


def gathered(
    person: PersonId,
    filed: Filed,
    to_level: str,
    edition: Edition,
    criteria: Iterable[Criterion],
    on: date,
    book: Book,
    *,
    vacant: bool | None = None,
    wish: Wish | None = None,
) -> File:
    """The file to judge somebody by: what was corrected counts as corrected, and what was retracted not at all."""
    development = book.recall(Development, person, on=on)
    seen = [as_it_was_seen(assessment, person, book) for assessment in development.assessments]
    weighed = {assessment.at: assessment for assessment in seen}
    noted = ((kind, at, book.noted(at)) for kind, at in filed)
    grown = any(criterion.requirement is Requirement.LEADER_GROWN for criterion in criteria)
    return File(
        to_level,
        on,
        vacant,
        tuple(Evidence(kind, at, entry.event, weighed.get(at)) for kind, at, entry in noted if entry is not None),
        on_record=tuple(assessment for assessment in seen if for_decisions(assessment)),
        concerns=book.recall(Integrity, person, on=on).concerns_on(on),
        wish=wish,
        live_assignments=tuple(
            given.assignment
            for given in development.assignments
            if given.begins_on <= on and given.assignment not in development.closed
        ),
        leaders_grown=leaders_grown_by(person, edition, on, book) if grown else None,
        reports=reports_on(person, on, book) if grown else 0,
    )


def as_evidence(facts: Iterable[Reference], book: Book) -> Filed:
    """Cited entries as what they may show; what shows nothing is no evidence."""
    for at in facts:
        noted = book.noted(at)
        for kind in kinds_shown_by(noted.event) if noted else ():
            yield kind, at
