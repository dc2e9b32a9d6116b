"""A promotion case: proposed, argued from a file of evidence, the file closed, decided.

Between the closing of the file and the decision is where a panel belongs: another file of events beside these, and a
few more things to remember here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from domain.facts import Command, Reference, Refusal
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
class Proposal:
    """What was proposed, as far as deciding needs it."""

    candidate: PersonId
    role: RoleId | None
    direction: Direction
    to_level: str
    framework: FrameworkId
    edition: int
    proposed_by: PersonId
    proposed_on: date


@dataclass(frozen=True)
class PromotionCase:
    """What later decisions must remember of a case."""

    proposal: Proposal | None = None
    candidate: PersonId | None = None
    """Whom the file is about: once something is filed, even a corrected proposal is about nobody else."""
    evidence: tuple[FiledEvidence, ...] = ()
    file_open: bool = True
    decided_on: date | None = None
    declined: bool = False
    last_act_on: date = date.min


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

    def proposal(self, case: PromotionCase) -> Proposal:
        """What the case is about; refuses what comes before it, or after it was decided."""
        if case.proposal is None:
            raise NotProposed(f"“{self.case}” has not been proposed: propose the promotion first")
        if case.decided_on is not None:
            raise AlreadyDecided(f"“{self.case}” was decided on {case.decided_on}: propose the promotion anew")
        earliest = max(case.proposal.proposed_on, case.last_act_on)
        if self.effective_on < earliest:
            raise BackDated(f"effective_on {self.effective_on} is before the last act: give a day from {earliest} on")
        return case.proposal


class NotProposed(Refusal):
    """A case begins with a proposal."""

    field = "case"


class AlreadyDecided(Refusal):
    """A decision ends a case."""

    field = "case"


class BackDated(Refusal):
    """The acts of a case come one after the other."""

    field = "effective_on"
