"""What people bring along: from before they joined too, and vouched for by others alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.background.background import ExperienceKind, Proficiency
from domain.background.confirming import BackgroundConfirmed, ConfirmBackground, ConfirmedByThemselves, NothingToConfirm
from domain.background.experiences import ExperienceRecorded, RecordExperience
from domain.background.languages import LanguageRecorded, NoLanguageCode, RecordLanguage
from domain.background.qualifications import QualificationKind, QualificationRecorded, RecordQualification
from domain.kernel.book import Line
from domain.kernel.facts import Reference
from domain.kernel.refusals import BeginsAfterItEnds, NothingSaid
from domain.people.employment import NobodyKnown
from domain.people.introducing import PersonIntroduced
from domain.people.joining import PersonJoined
from tests.examples import ADA, BEN, CAI
from tests.spec import given
from tests.units import ASSEMBLY

LONG_AGO, MAY, JOINING = date(2009, 2, 1), date(2024, 5, 2), date(2020, 3, 2)
JOINED = PersonJoined("Ada", ASSEMBLY, effective_on=JOINING)
TURNAROUND = RecordExperience(ADA, ExperienceKind.TURNAROUND, date(2011, 6, 30), "A shop", effective_on=LONG_AGO)
PORTUGUESE = RecordLanguage(ADA, "pt", Proficiency.B2, effective_on=JOINING)
CERTIFICATE = RecordQualification(ADA, QualificationKind.CERTIFICATE, "Inspector", "NACE", effective_on=LONG_AGO)
SPOKEN = LanguageRecorded("pt", Proficiency.B2, effective_on=JOINING)
HEARD = ConfirmBackground(ADA, Reference(ADA, 2), BEN, "We spoke", effective_on=MAY)


def test_it_is_recorded_from_before_they_joined_and_of_whoever_never_did() -> None:
    turned = ExperienceRecorded(ExperienceKind.TURNAROUND, date(2011, 6, 30), "A shop", effective_on=LONG_AGO)
    given(JOINED).when(TURNAROUND).then(turned)
    given(PersonIntroduced("Ada", effective_on=JOINING)).when(TURNAROUND).then(turned)
    given(JOINED).when(PORTUGUESE).then(SPOKEN)
    qualified = QualificationRecorded(QualificationKind.CERTIFICATE, "Inspector", "NACE", effective_on=LONG_AGO)
    given(JOINED).when(CERTIFICATE).then(qualified)


def test_what_cannot_be_is_refused() -> None:
    given(JOINED).when(replace(TURNAROUND, until=date(2009, 1, 1))).refused(BeginsAfterItEnds, "2009-01-01")
    given(JOINED).when(replace(CERTIFICATE, title=" ")).refused(NothingSaid, "title")
    given().when(TURNAROUND).refused(NobodyKnown, ADA)


@pytest.mark.parametrize("language", ["Portuguese", "PT", "p"])
def test_a_language_is_called_by_its_code(language: str) -> None:
    given(JOINED).when(replace(PORTUGUESE, language=language)).refused(NoLanguageCode, language)


def test_somebody_else_vouches_for_it_once() -> None:
    vouched = BackgroundConfirmed(Reference(ADA, 2), BEN, "We spoke", effective_on=MAY)
    given(JOINED, SPOKEN).when(HEARD).then(vouched)
    given(JOINED, SPOKEN, vouched).when(HEARD).then()
    given(JOINED, SPOKEN).when(replace(HEARD, confirmed_by=ADA)).refused(ConfirmedByThemselves, ADA)
    given(JOINED, SPOKEN).when(replace(HEARD, entry=Reference(ADA, 1))).refused(NothingToConfirm, f"{ADA}@1")
    given(JOINED, SPOKEN).when(replace(HEARD, entry=Reference(BEN, 2))).refused(NothingToConfirm, f"{BEN}@2")


def test_whoever_vouches_is_only_not_to_be_the_person() -> None:
    joined = replace(JOINED, name="Cai")
    theirs = ConfirmBackground(CAI, Reference(CAI, 2), ADA, "We spoke", effective_on=MAY)
    vouched = BackgroundConfirmed(Reference(CAI, 2), ADA, "We spoke", effective_on=MAY)
    given(joined, SPOKEN).when(theirs).then(vouched)


@pytest.mark.parametrize("level", [Proficiency.A2, Proficiency.C1])
def test_what_was_corrected_since_is_vouched_for_anew(level: Proficiency) -> None:
    vouched = BackgroundConfirmed(Reference(ADA, 2), BEN, "We spoke", effective_on=MAY)
    corrected = Line(replace(SPOKEN, proficiency=level), ADA, supersedes=2, reason="a slip")
    given(JOINED, SPOKEN, vouched, corrected).when(HEARD).then(vouched)


def test_a_title_that_was_corrected_since_is_vouched_for_anew() -> None:
    vouched = BackgroundConfirmed(Reference(ADA, 2), BEN, "We spoke", effective_on=MAY)
    qualified = QualificationRecorded(QualificationKind.CERTIFICATE, "Inspector", "NACE", effective_on=LONG_AGO)
    corrected = Line(replace(qualified, title="Senior inspector"), ADA, supersedes=2, reason="a slip")
    given(JOINED, qualified, vouched).when(HEARD).then()
    given(JOINED, qualified, vouched, corrected).when(HEARD).then(vouched)
