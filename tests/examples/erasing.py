"""What may be forgotten: a hold on somebody who was here before, its end, and their erasure."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.erasing.holds import HoldPlaced, HoldReleased
from domain.erasing.retention_period import RetentionPeriodSet
from domain.kernel.facts import ORGANISATION
from domain.kernel.ids import PersonId
from domain.people.erased import ErasureGround, PersonalDataErased
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from tests.examples.offices import STEWARD_NAMED
from tests.examples.people import JON
from tests.examples.streams import at, example, needed
from tests.examples.units import SALES

PIA: Final = PersonId("person-0190a000-0000-7000-8000-00000000011a")
"""Who was here for two years, long ago."""

assert STEWARD_NAMED.until.year == 2024  # Jon keeps the ledger in those years
needed(
    PIA,
    PersonJoined("Pia", SALES, "Sales", "self", effective_on=date(2014, 2, 3)),
    PersonLeft(LeavingReason.RESIGNED, effective_on=date(2016, 1, 29)),
)
RETENTION_SET: Final = example(ORGANISATION, RetentionPeriodSet(36, JON, effective_on=date(2021, 1, 4)))
HELD: Final = example(PIA, HoldPlaced("Proceedings before the labour court", JON, effective_on=date(2021, 3, 1)))
RELEASED: Final = example(PIA, HoldReleased(at(HELD), JON, effective_on=date(2023, 5, 2)))
ERASED: Final = example(PIA, PersonalDataErased(ErasureGround.RETENTION_OVER, JON, effective_on=date(2023, 5, 3)))
