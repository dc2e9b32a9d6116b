"""Deciding a promotion: somebody with a name decides, gives their reasons, and stores what the rules found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar

from domain.criteria import Requirement
from domain.facts import About, Erased, Event, Reference
from domain.findings import Finding
from domain.framework import FrameworkId
from domain.person import PersonId
from domain.promotion_case import Direction, PromotionCase
from domain.role import RoleId


@dataclass(frozen=True)
class Override:
    """A finding that somebody with authority set aside; the finding itself stays on record."""

    criterion: Requirement
    authorised_by: PersonId
    reviews_on: tuple[date, ...]
    """The days on which it is asked whether that was right."""


@dataclass(frozen=True)
class PromotionDecision(Event[PromotionCase]):
    """What every decision stores, so that it can be replayed: who, why, what the rules found, and as of when."""

    act: ClassVar[bool] = True

    candidate: PersonId
    role: RoleId | None
    direction: Direction
    to_level: str
    framework: FrameworkId
    edition: int
    basis: int
    """The position up to which the ledger was known."""
    findings: tuple[Finding, ...]
    decided_by: PersonId
    rationale: Annotated[str | Erased, About("candidate")]


@dataclass(frozen=True)
class PromotionApproved(PromotionDecision):
    """The step was granted. An appointment follows on the role's page."""

    overrides: tuple[Override, ...]
    override_reasons: Annotated[tuple[str, ...] | Erased, About("candidate")]
    """One for each override, in their order."""

    def concerns(self) -> tuple[str, ...]:
        authorities = (override.authorised_by for override in self.overrides)
        touched = (self.candidate, self.role, self.decided_by, *authorities)
        return tuple(dict.fromkeys(subject for subject in touched if subject))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        return replace(case, decided=True, last_act_on=self.effective_on)


@dataclass(frozen=True)
class PromotionDeclined(PromotionDecision):
    """The step was not granted. What was missing is in the findings and the rationale."""

    def concerns(self) -> tuple[str, ...]:
        touched = (self.candidate, self.role, self.decided_by)
        return tuple(dict.fromkeys(subject for subject in touched if subject))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        return replace(case, decided=True, last_act_on=self.effective_on)


@dataclass(frozen=True)
class PromotionDeferred(PromotionDecision):
    """Not yet: the file is open again, and a day is set to look at it anew."""

    revisit_on: date

    def concerns(self) -> tuple[str, ...]:
        touched = (self.candidate, self.role, self.decided_by)
        return tuple(dict.fromkeys(subject for subject in touched if subject))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        return replace(case, file_open=True, last_act_on=self.effective_on)
