"""What the rules find in a file of evidence: one pure function from an edition and a file to findings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.criteria import Requirement
from domain.facts import Event, Reference
from domain.promotion_case import EvidenceKind


class Verdict(StrEnum):
    """How a criterion came out. “Not enough evidence” is an answer, and no mark against anybody."""

    MET = "met"
    NOT_MET = "not_met"
    WARNING = "warning"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


@dataclass(frozen=True)
class Finding:
    """How one criterion came out, and the entries that this rests on."""

    criterion: Requirement
    verdict: Verdict
    rests_on: tuple[Reference, ...]


@dataclass(frozen=True)
class Evidence:
    """A filed entry as it stands: what was filed for what, the event, and where it is in the ledger."""

    evidence_kind: EvidenceKind
    event: Event[Any]
    at: Reference
