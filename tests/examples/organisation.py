"""The role that Ada is a successor for: established, taken up and given up by Ben."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.kernel.ids import RoleId
from domain.organisation.appointments import RoleEstablished
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource, RoleVacated, WhyVacated
from tests.examples.people import BEN
from tests.examples.streams import example
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
    AppointmentMade(BEN, AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL, effective_on=date(2019, 4, 1)),
)
VACATED: Final = example(PLANNER, RoleVacated(BEN, WhyVacated.PROMOTED, effective_on=date(2024, 1, 31)))
