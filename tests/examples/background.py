"""Cai has put a plant right in Porto, brings that and a certificate along, and Ben has heard the Portuguese."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.background.background import ExperienceKind, Proficiency
from domain.background.confirming import BackgroundConfirmed
from domain.background.experiences import ExperienceRecorded
from domain.background.languages import LanguageRecorded
from domain.background.qualifications import QualificationKind, QualificationRecorded
from tests.examples.people import BEN, CAI
from tests.examples.streams import at, example

TURNED_ROUND: Final = example(
    CAI,
    ExperienceRecorded(
        ExperienceKind.TURNAROUND, date(2015, 12, 31), "A paint shop in Porto", effective_on=date(2013, 2, 1)
    ),
)
CERTIFIED: Final = example(
    CAI,
    QualificationRecorded(
        QualificationKind.CERTIFICATE, "Coatings inspector", "NACE", date(2027, 5, 1), effective_on=date(2014, 5, 2)
    ),
)
SPOKEN: Final = example(CAI, LanguageRecorded("pt", Proficiency.C1, effective_on=date(2016, 4, 4)))
HEARD: Final = example(
    CAI, BackgroundConfirmed(at(SPOKEN), BEN, "We spoke it for an evening", effective_on=date(2016, 6, 1))
)
