"""A promotion case: one proposal, its file of evidence, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from domain.facts import Command, Reference
from domain.framework import FrameworkId
from domain.person import PersonId
from domain.role import RoleId

CaseId = NewType("CaseId", str)
"""The page of a promotion case, `case-<uuid7>`."""


class Direction(StrEnum):
    """Which way the step goes; a step to the side is a step too."""

    UP = "up"
    LATERAL = "lateral"
    DOWN = "down"
    ACTING = "acting"


class EvidenceKind(StrEnum):
    """What a piece of evidence shows: results so far, or what somebody could grow into."""

    PERFORMANCE = "performance"
    POTENTIAL = "potential"


@dataclass(frozen=True)
class FiledEvidence:
    """An entry of the ledger that was put on the file."""

    evidence_kind: EvidenceKind
    evidence: Reference


@dataclass(frozen=True)
class PromotionCase:
    """What later decisions must remember of a case."""

    candidate: PersonId | None = None
    proposed: bool = False
    proposed_by: PersonId | None = None
    role: RoleId | None = None
    direction: Direction = Direction.UP
    from_level: str = ""
    to_level: str = ""
    framework: FrameworkId | None = None
    edition: int = 0
    evidence: tuple[FiledEvidence, ...] = ()
    file_open: bool = False
    decided: bool = False
    last_act_on: date | None = None


@dataclass(frozen=True)
class CaseCommand(Command[PromotionCase]):
    """Something asked for on a case's page."""

    case: CaseId
    effective_on: date = field(kw_only=True)

    @property
    def blank(self) -> PromotionCase:
        return PromotionCase()

    @property
    def stream(self) -> str:
        return self.case
