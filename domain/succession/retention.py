"""Retention: how likely somebody is to leave, and what would be lost with them. Both judgements expire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from domain.frameworks.framework import published
from domain.kernel.book import Book, Decision
from domain.kernel.dates import months_after
from domain.kernel.facts import About, Erased, Event
from domain.kernel.ids import FrameworkId
from domain.kernel.memories import Nothing
from domain.people.employment import PresentPersonCommand


class Grade(StrEnum):
    """How high a risk, or how heavy a loss."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True)
class RetentionRiskAssessed(Event[Nothing]):
    """How likely somebody is to leave, as judged on a day and until a day."""

    risk: Annotated[Grade | Erased, About("person")]
    """How likely they are to leave."""
    framework: FrameworkId
    edition: int
    """The number of the framework's edition that it was made under."""
    expires_on: date
    """The first day on which it no longer counts."""
    why: Annotated[str | Erased, About("person")]
    """The reasons, in words."""


@dataclass(frozen=True)
class ImpactOfLossAssessed(Event[Nothing]):
    """What it would mean if somebody left, as judged on a day and until a day."""

    impact: Annotated[Grade | Erased, About("person")]
    """How heavy the loss would be."""
    framework: FrameworkId
    edition: int
    """The number of the framework's edition that it was made under."""
    expires_on: date
    """The first day on which it no longer counts."""
    why: Annotated[str | Erased, About("person")]
    """The reasons, in words."""


@dataclass(frozen=True)
class AssessRetentionRisk(PresentPersonCommand[Nothing]):
    """Judge how likely somebody is to leave."""

    records = (RetentionRiskAssessed,)

    risk: Grade
    framework: FrameworkId
    edition: int
    why: str

    def decide(self, nothing: Nothing, book: Book) -> Decision:
        expires_on = counts_until(self.framework, self.edition, self.effective_on, book)
        return (self.becomes(RetentionRiskAssessed, expires_on=expires_on),)


@dataclass(frozen=True)
class AssessImpactOfLoss(PresentPersonCommand[Nothing]):
    """Judge what it would mean if somebody left."""

    records = (ImpactOfLossAssessed,)

    impact: Grade
    framework: FrameworkId
    edition: int
    why: str

    def decide(self, nothing: Nothing, book: Book) -> Decision:
        expires_on = counts_until(self.framework, self.edition, self.effective_on, book)
        return (self.becomes(ImpactOfLossAssessed, expires_on=expires_on),)


def counts_until(framework: FrameworkId, edition: int, judged_on: date, book: Book) -> date:
    """The first day on which a judgement of risk or impact no longer counts, as its edition has it."""
    return months_after(judged_on, published(framework, edition, book).windows.retention_risk_months)
