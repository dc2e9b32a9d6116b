"""Retention: how likely somebody is to leave, and what would be lost with them. Both judgements expire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from domain.facts import About, Book, Decision, Erased, Event
from domain.framework import FrameworkId
from domain.grounds import months_after, published
from domain.person import Person, PersonCommand


class Grade(StrEnum):
    """How high a risk, or how heavy a loss."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True)
class RetentionRiskAssessed(Event[Person]):
    """How likely somebody is to leave, as judged on a day and until a day."""

    risk: Grade
    framework: FrameworkId
    edition: int
    expires_on: date
    """The first day on which it no longer counts."""
    why: Annotated[str | Erased, About("person")]


@dataclass(frozen=True)
class ImpactOfLossAssessed(Event[Person]):
    """What it would mean if somebody left, as judged on a day and until a day."""

    impact: Grade
    framework: FrameworkId
    edition: int
    expires_on: date
    """The first day on which it no longer counts."""
    why: Annotated[str | Erased, About("person")]


@dataclass(frozen=True)
class AssessRetentionRisk(PersonCommand):
    """Judge how likely somebody is to leave."""

    risk: Grade
    framework: FrameworkId
    edition: int
    why: str

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_be_here(person)
        months = published(self.framework, self.edition, book).windows.retention_risk_months
        expires_on = months_after(self.effective_on, months)
        return (
            RetentionRiskAssessed(
                self.risk, self.framework, self.edition, expires_on, self.why, effective_on=self.effective_on
            ),
        )


@dataclass(frozen=True)
class AssessImpactOfLoss(PersonCommand):
    """Judge what it would mean if somebody left."""

    impact: Grade
    framework: FrameworkId
    edition: int
    why: str

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_be_here(person)
        months = published(self.framework, self.edition, book).windows.retention_risk_months
        expires_on = months_after(self.effective_on, months)
        return (
            ImpactOfLossAssessed(
                self.impact, self.framework, self.edition, expires_on, self.why, effective_on=self.effective_on
            ),
        )
