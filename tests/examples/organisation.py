"""The role that Ada is a successor for: established, taken up and given up by Ben."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.kernel.ids import RoleId
from domain.organisation.appointments import RoleEstablished
from domain.organisation.profiles import RoleClosed, RoleProfileDefined
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource, RoleVacated, WhyVacated
from domain.people.steps_up import Exemption
from tests.examples.people import BEN
from tests.examples.streams import example, needed
from tests.examples.units import ASSEMBLY

PLANNER: Final = RoleId("role-0190a000-0000-7000-8000-000000000001")
"""Planner of the night shift, for which Ada is a successor."""

ESTABLISHED: Final = example(
    PLANNER,
    RoleEstablished(
        "Planner of the night shift", ASSEMBLY, "Production", "others", critical=True, effective_on=date(2019, 1, 1)
    ),
)
APPOINTED: Final = example(
    PLANNER,
    AppointmentMade(
        BEN,
        AppointmentKind.SUBSTANTIVE,
        AppointmentSource.INTERNAL,
        exempt=Exemption.BEFORE_LEDGER,
        effective_on=date(2019, 4, 1),
    ),
)
VACATED: Final = example(PLANNER, RoleVacated(BEN, WhyVacated.PROMOTED, effective_on=date(2024, 1, 31)))

DAY_PLANNER: Final = RoleId("role-0190a000-0000-7000-8000-000000000002")
"""Planner of the day shift, which has two places and is given up for a planner of all shifts."""
needed(
    DAY_PLANNER,
    RoleEstablished("Planner", ASSEMBLY, "Production", "others", critical=False, effective_on=date(2019, 1, 1)),
)
DEFINED: Final = example(
    DAY_PLANNER,
    RoleProfileDefined(
        "Planner of the day shift",
        ASSEMBLY,
        "Production",
        "others",
        places=2,
        critical=True,
        why="Without a plan the line stands still by noon",
        experiences=("has planned a shift", "has led through a stop of the line"),
        owner=BEN,
        review_on=date(2022, 6, 1),
        effective_on=date(2021, 6, 1),
    ),
)
CLOSED: Final = example(
    DAY_PLANNER, RoleClosed("Both shifts are planned by one", PLANNER, effective_on=date(2023, 6, 1))
)
