"""What is judged, a file of evidence as it stands, and what comes of it: findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.development.development import Assessment, Development, Instrument, Source
from domain.frameworks.criteria import Requirement
from domain.kernel.book import Book
from domain.kernel.facts import Event, Reference
from domain.organisation.holders import place_is_free
from domain.promotions.promotion_case import Direction, EvidenceKind, PromotionCase, Proposal


class Verdict(StrEnum):
    """How a criterion came out. “Not enough evidence” is an answer, and no mark against anybody."""

    MET = "met"
    NOT_MET = "not_met"
    WARNING = "warning"
    """Whoever decides should look: it only warns, or it is nothing that the rules can see."""
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


@dataclass(frozen=True)
class Finding:
    """How one criterion came out, and the entries that this rests on."""

    criterion: Requirement
    """Name of the criterion."""
    verdict: Verdict
    """How it came out."""
    rests_on: tuple[Reference, ...]
    """References of the entries that this rests on."""

    @property
    def stands_in_the_way(self) -> bool:
        """Whether a promotion needs it overridden."""
        return self.verdict in (Verdict.NOT_MET, Verdict.NOT_ENOUGH_EVIDENCE)


@dataclass(frozen=True)
class Evidence:
    """A filed entry as it stands: what it was filed as, where it is in the ledger, and what it says."""

    evidence_kind: EvidenceKind
    at: Reference
    event: Event[Any]
    assessment: Assessment | None = None
    """What is to be weighed of it, where it is an assessment."""


@dataclass(frozen=True)
class File:
    """All that is judged: nothing else is looked at."""

    to_level: str
    judged_on: date
    vacant: bool | None
    """Whether the role has no holder of its own; None where no role is named."""
    evidence: tuple[Evidence, ...]

    def assessments(self, *kinds: EvidenceKind) -> tuple[Assessment, ...]:
        """What others saw, oldest first, each once. What somebody says of themselves meets no criterion."""
        filed = {e.at: e.assessment for e in self.evidence if e.assessment and (not kinds or e.evidence_kind in kinds)}
        return tuple(sorted((a for a in filed.values() if a.source is not Source.SELF), key=lambda a: a.on))


def file_of(case: PromotionCase, proposal: Proposal, judged_on: date, book: Book) -> File:
    """The file as it stands in a book: what was corrected counts as corrected, and what was retracted not at all."""
    weighed = {assessment.at: assessment for assessment in book.recall(Development, proposal.candidate).assessments}
    evidence = (
        Evidence(filed.evidence_kind, filed.evidence, noted.event, weighed.get(filed.evidence))
        for filed in case.evidence
        if (noted := book.noted(filed.evidence)) is not None
    )
    return File(proposal.to_level, judged_on, vacant(proposal, judged_on, book), tuple(evidence))


def filed_as(instrument: Instrument) -> EvidenceKind:
    """What an assessment is filed as where nobody has filed it: results as such, anything else as potential."""
    return EvidenceKind.PERFORMANCE if instrument is Instrument.PERFORMANCE_EVALUATION else EvidenceKind.POTENTIAL


def vacant(proposal: Proposal, on: date, book: Book) -> bool | None:
    """Whether the role waits for a holder; None where that is not the question, as with acting up."""
    if proposal.role is None or proposal.direction is Direction.ACTING:
        return None
    return place_is_free(on, proposal.role, book, but=proposal.candidate)
