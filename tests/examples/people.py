"""Seven people and one more: they join, are known elsewhere, change their name, move, and leave."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.kernel.ids import PersonId
from domain.people.introducing import PersonIntroduced
from domain.people.joining import PersonJoined
from domain.people.leave import LeaveEnded, LeaveRecorded
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.moving import PersonMoved
from domain.people.naming import PersonIdentified, PersonRenamed
from domain.people.reporting_lines import LineKind, ReportingLineSet, SecondmentAgreed
from tests.examples.streams import example, needed
from tests.examples.units import ASSEMBLY, PAINT, PRODUCTION, SALES, TOOLING

ADA: Final = PersonId("person-0190a000-0000-7000-8000-0000000000ad")
"""Whom most of the examples are about."""
BEN: Final = PersonId("person-0190a000-0000-7000-8000-0000000000be")
"""Ada's manager."""
CAI: Final = PersonId("person-0190a000-0000-7000-8000-0000000000ca")
"""A peer of Ada's, from another function."""
DEE: Final = PersonId("person-0190a000-0000-7000-8000-0000000000de")
EVE: Final = PersonId("person-0190a000-0000-7000-8000-0000000000ee")
FAY: Final = PersonId("person-0190a000-0000-7000-8000-0000000000fa")
GUS: Final = PersonId("person-0190a000-0000-7000-8000-000000000095")
"""Four from elsewhere in the house, without a stake in Ada's step."""
JON: Final = PersonId("person-0190a000-0000-7000-8000-000000000107")
"""Who has nothing to do with it at all."""
KIM: Final = PersonId("person-0190a000-0000-7000-8000-000000000111")
"""Who decides: high enough, and without a stake."""
LEO: Final = PersonId("person-0190a000-0000-7000-8000-000000000112")
"""Who may set a criterion aside, and does not decide."""
MAX: Final = PersonId("person-0190a000-0000-7000-8000-000000000113")
"""Who comes to it last, and had no part in it before."""

INA: Final = PersonId("person-0190a000-0000-7000-8000-00000000010a")
"""Who sits on the board, and was never employed."""

needed(BEN, PersonJoined("Ben Sandoval", PRODUCTION, "Production", "leaders", effective_on=date(2012, 10, 1)))
needed(CAI, PersonJoined("Cai Lindqvist", PAINT, "Engineering", "self", manager=BEN, effective_on=date(2016, 4, 4)))
for person, name in (
    (DEE, "Dee"),
    (EVE, "Eve"),
    (FAY, "Fay"),
    (GUS, "Gus"),
    (JON, "Jon"),
    (KIM, "Kim"),
    (LEO, "Leo"),
    (MAX, "Max"),
):
    needed(person, PersonJoined(name, SALES, "Sales", "others", effective_on=date(2015, 3, 2)))

JOINED: Final = example(
    ADA,
    PersonJoined("Ada Okafor", TOOLING, "Engineering", "self", "Tool designer", BEN, effective_on=date(2020, 3, 2)),
)
IDENTIFIED: Final = example(ADA, PersonIdentified("hr", "E-1042", "key of hr e-1042", effective_on=date(2020, 3, 2)))
RENAMED: Final = example(ADA, PersonRenamed("Ada Okafor-Lind", effective_on=date(2022, 6, 18)))
MOVED: Final = example(
    ADA,
    PersonMoved(
        ASSEMBLY,
        "Production",
        "self",
        "Shift lead",
        BEN,
        effective_on=date(2023, 1, 9),
    ),
)
LINE: Final = example(
    ADA, ReportingLineSet(LineKind.FUNCTIONAL, CAI, date(2024, 12, 31), effective_on=date(2023, 2, 1))
)
SECONDED: Final = example(
    ADA, SecondmentAgreed(PAINT, date(2024, 9, 30), CAI, 60, right_of_return=True, effective_on=date(2024, 4, 1))
)
AWAY: Final = example(FAY, LeaveRecorded(date(2024, 6, 30), effective_on=date(2024, 1, 8)))
BACK: Final = example(FAY, LeaveEnded(effective_on=date(2024, 4, 30)))
LEFT: Final = example(GUS, PersonLeft(LeavingReason.RETIRED, effective_on=date(2025, 9, 30)))
INTRODUCED: Final = example(INA, PersonIntroduced("Ina Brandt", effective_on=date(2019, 5, 6)))
