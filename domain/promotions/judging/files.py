"""Files of promotion cases as they stand in a book: what a judge is shown."""

from __future__ import annotations

from datetime import date

from domain.development.development import Development, Instrument
from domain.frameworks.criteria import Bound, Criterion, Measure, Requirement, Severity
from domain.frameworks.edition import Edition
from domain.judging.admissible import shows
from domain.judging.findings import Evidence, EvidenceKind, File
from domain.judging.gathering import gathered
from domain.kernel.book import Book
from domain.organisation.holders import place_is_free
from domain.promotions.promotion_case import Direction, PromotionCase, Proposal


def file_of(case: PromotionCase, proposal: Proposal, judged_on: date, book: Book) -> File:
    """The file as it stands in a book: what was corrected counts as corrected, and what was retracted not at all."""
    weighed = {assessment.at: assessment for assessment in book.recall(Development, proposal.candidate).assessments}
    evidence = (
        Evidence(filed.evidence_kind, filed.evidence, noted.event, weighed.get(filed.evidence))
        for filed in case.evidence
        if (noted := book.noted(filed.evidence)) is not None
    )
    return File(proposal.to_level, judged_on, vacant(proposal, judged_on, book), tuple(evidence))


def gathered_file(edition: Edition, case: PromotionCase, proposal: Proposal, judged_on: date, book: Book) -> File:
    """The file with what the ledger knows beside it; what is no evidence of what it was filed as is left out."""
    noted = ((filed.evidence_kind, filed.evidence, book.noted(filed.evidence)) for filed in case.evidence)
    return gathered(
        proposal.candidate,
        [(kind, at) for kind, at, entry in noted if entry is not None and shows(kind, entry.event)],
        proposal.to_level,
        edition,
        criteria_asked(edition, proposal.to_level),
        judged_on,
        book,
        vacant=vacant(proposal, judged_on, book),
    )


def criteria_asked(edition: Edition, level: str) -> tuple[Criterion, ...]:
    """What an edition asks for a step; and always whether something was left off the file, which at least warns."""
    criteria = edition.criteria_for(level)
    if any(criterion.requirement is Requirement.FILE_COMPLETE for criterion in criteria):
        return criteria
    months = Bound(Measure.MONTHS, edition.windows.evidence_months)
    return (*criteria, Criterion(Requirement.FILE_COMPLETE, (months,), Severity.WARNS))


def filed_as(instrument: Instrument) -> EvidenceKind:
    """What an assessment is filed as where nobody has filed it: results as such, anything else as potential."""
    return EvidenceKind.PERFORMANCE if instrument is Instrument.PERFORMANCE_EVALUATION else EvidenceKind.POTENTIAL


def vacant(proposal: Proposal, on: date, book: Book) -> bool | None:
    """Whether the role waits for a holder; None where that is not the question, as with acting up."""
    if proposal.role is None or proposal.direction is Direction.ACTING:
        return None
    return place_is_free(on, proposal.role, book, but=proposal.candidate)
