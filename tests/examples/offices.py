"""Offices: the ledger's beginning, its steward, mandates, seats, an assessor, and a deputy."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.frameworks.instruments import Instrument
from domain.kernel.facts import ORGANISATION
from domain.kernel.history import LedgerBegun
from domain.offices.accesses import AccessTaken
from domain.offices.accrediting import AssessorAccredited
from domain.offices.deputising import DeputyNamed
from domain.offices.mandates import MandateEnded, MandateGiven
from domain.offices.offices import Mandate, Matter
from domain.offices.stewards import StewardNamed
from domain.people.seats import Seat, SeatLeft, SeatTaken
from tests.examples.people import BEN, DEE, FAY, JON
from tests.examples.streams import example

BEGUN: Final = example(ORGANISATION, LedgerBegun(written_on=date(2030, 1, 1), effective_on=date(2020, 1, 1)))
STEWARD_NAMED: Final = example(JON, StewardNamed(date(2024, 12, 31), effective_on=date(2020, 1, 2)))
LOOKED_INTO: Final = example(
    BEN, AccessTaken(JON, date(2024, 3, 5), "Two sheets name different ratings", effective_on=date(2024, 3, 4))
)
CHARGED: Final = example(
    DEE, MandateGiven(Mandate.TALENT_PARTNER, date(2024, 6, 30), JON, effective_on=date(2021, 7, 1))
)
DISCHARGED: Final = example(DEE, MandateEnded(Mandate.TALENT_PARTNER, JON, effective_on=date(2023, 4, 1)))
SEATED: Final = example(FAY, SeatTaken(Seat.PANEL_MEMBER, date(2026, 12, 31), effective_on=date(2022, 1, 3)))
UNSEATED: Final = example(FAY, SeatLeft(Seat.PANEL_MEMBER, effective_on=date(2025, 10, 31)))
ACCREDITED: Final = example(
    FAY, AssessorAccredited(Instrument.ASSESSMENT_CENTRE, date(2027, 1, 31), DEE, effective_on=date(2023, 2, 1))
)
DEPUTISED: Final = example(
    BEN, DeputyNamed(DEE, (Matter.DEVELOPMENT, Matter.MENTORING), date(2024, 8, 31), effective_on=date(2024, 8, 5))
)
