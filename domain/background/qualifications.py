"""Qualifications: degrees, certificates, licences, from whom, and until when they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from domain.background.background import BackgroundCommand, BackgroundEvent, BroughtAlong
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased
from domain.people.reporting_lines import must_not_end_before


class QualificationKind(StrEnum):
    """What sort of qualification it is."""

    DEGREE = "degree"
    VOCATIONAL_TRAINING = "vocational_training"
    CERTIFICATE = "certificate"
    LICENCE = "licence"


@dataclass(frozen=True)
class QualificationRecorded(BackgroundEvent):
    """They are qualified for something."""

    qualification_kind: QualificationKind
    """What sort of qualification it is."""
    title: Annotated[str | Erased, About("person")]
    """What it is called."""
    issuer: Annotated[str | Erased | None, About("person")] = None
    """Who issued it."""
    until: date | None = None
    """The last day on which it holds; None where it does not run out."""


@dataclass(frozen=True)
class RecordQualification(BackgroundCommand):
    """Tell what somebody is qualified for, from whom, and until when that holds."""

    records = (QualificationRecorded,)

    qualification_kind: QualificationKind
    title: Annotated[str, Said("say what it is called")]
    issuer: str | None = None
    until: date | None = None

    def decide(self, background: BroughtAlong, book: Book) -> Decision:
        must_not_end_before(self.effective_on, self.until)
        return (self.becomes(QualificationRecorded),)
