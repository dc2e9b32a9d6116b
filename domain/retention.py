"""Retention: how likely somebody is to leave, and what would be lost with them. Both judgements expire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from domain.facts import About, Erased, Event
from domain.framework import FrameworkId
from domain.person import Person


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
