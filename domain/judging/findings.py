"""What is judged, a file of evidence as it stands, and what comes of it: findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from domain.development.development import Assessment, AssignmentId, Source
from domain.frameworks.criteria import Requirement
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.later import LATER


class EvidenceKind(StrEnum):
    """What a piece of evidence shows: results so far, or what somebody could grow into."""

    PERFORMANCE = "performance"
    POTENTIAL = "potential"


class Verdict(StrEnum):
    """How a criterion came out. “Not enough evidence” is an answer, and no mark against anybody."""

    MET = "met"
    NOT_MET = "not_met"
    WARNING = "warning"
    """Whoever decides should look."""
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    NOT_JUDGED = "not_judged"
    """The rules cannot see it: it neither warns nor stands in the way."""


@dataclass(frozen=True)
class Finding:
    """How one criterion came out, and the entries that this rests on."""

    criterion: Requirement
    """Name of the criterion."""
    verdict: Verdict
    """How it came out."""
    rests_on: tuple[Reference, ...]
    """References of the entries that this rests on."""
    not_counted: tuple[Reference, ...] = field(default=(), metadata=LATER)
    """References of entries that did not count: on which facts they rest, or from where they see, nobody knows."""

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
class Wish:
    """What somebody said themselves about taking the step."""

    at: Reference
    willing: bool


@dataclass(frozen=True)
class File:
    """All that is judged: nothing else is looked at. What is None was not asked of the ledger."""

    to_level: str
    judged_on: date
    vacant: bool | None
    """Whether the role has no holder of its own; None where no role is named."""
    evidence: tuple[Evidence, ...]
    on_record: tuple[Assessment, ...] = ()
    """What others assessed for decisions by that day, filed or not, oldest first."""
    concerns: tuple[Reference, ...] | None = None
    """Closed procedures that confirmed a concern of integrity, as far as they have not expired."""
    wish: Wish | None = None
    """Their own word on taking the step; None where they have not said."""
    live_assignments: tuple[AssignmentId, ...] | None = None
    """Assignments that they are on."""
    leaders_grown: tuple[PersonId, ...] | None = None
    """Whom they developed into leaders."""
    reports: int = 0
    """How many report to them."""

    def assessments(self, *kinds: EvidenceKind) -> tuple[Assessment, ...]:
        """What others saw, oldest first, each once. What somebody says of themselves meets no criterion."""
        filed = {e.at: e.assessment for e in self.evidence if e.assessment and (not kinds or e.evidence_kind in kinds)}
        return tuple(sorted((a for a in filed.values() if a.source is not Source.SELF), key=lambda a: a.on))
