"""Promotions: proposed by anybody, and argued from a file of evidence until it is closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from domain.facts import About, Erased, Event, Reference
from domain.framework import FrameworkId
from domain.person import PersonId
from domain.promotion_case import Direction, EvidenceKind, FiledEvidence, PromotionCase
from domain.role import RoleId


@dataclass(frozen=True)
class PromotionProposed(Event[PromotionCase]):
    """A step was proposed for somebody, by another or by themselves."""

    candidate: PersonId
    role: RoleId | None
    direction: Direction
    from_level: str
    to_level: str
    framework: FrameworkId
    edition: int
    proposed_by: PersonId
    grounds: Annotated[str | Erased, About("candidate")]

    @property
    def self_nominated(self) -> bool:
        return self.proposed_by == self.candidate

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(subject for subject in (self.candidate, self.role, self.proposed_by) if subject))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        return replace(
            case,
            candidate=self.candidate,
            proposed=True,
            proposed_by=self.proposed_by,
            role=self.role,
            direction=self.direction,
            from_level=self.from_level,
            to_level=self.to_level,
            framework=self.framework,
            edition=self.edition,
            file_open=True,
            last_act_on=self.effective_on,
        )


@dataclass(frozen=True)
class EvidenceFiled(Event[PromotionCase]):
    """An entry of the ledger was put on the file."""

    act: ClassVar[bool] = True

    candidate: PersonId
    evidence: Reference
    evidence_kind: EvidenceKind
    filed_by: PersonId

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.filed_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        filed = FiledEvidence(self.evidence_kind, self.evidence)
        return replace(case, candidate=self.candidate, evidence=(*case.evidence, filed), last_act_on=self.effective_on)


@dataclass(frozen=True)
class FileClosed(Event[PromotionCase]):
    """From here on nothing more is filed; what is on the file is what is judged."""

    act: ClassVar[bool] = True

    candidate: PersonId
    closed_by: PersonId

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.closed_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        return replace(case, file_open=False, last_act_on=self.effective_on)
