"""What some roles of the demo are said to be: why they matter, what they ask for, and who answers for their bench."""

from __future__ import annotations

from typing import Final

from demo.chronicle import Life
from demo.organisation import Organisation
from demo.working_days import working_day
from domain.kernel.dates import months_after
from domain.organisation.profiles import DefineRoleProfile
from domain.units.citing import unit_of

DEFINED: Final = (
    (26, "plant_north", "Two of three pumps are built there.", ("Has led a shift", "Has moved a line")),
    (26, "quality", "Without a release nothing is shipped.", ("Has faced an audit from outside",)),
    (14, "controls", "The controllers are what customers buy the pumps for.", ("Has brought out a release",)),
)
"""How many months ago, which role, why the organisation depends on it, and which experiences it asks for."""

REVIEWED_AFTER_MONTHS: Final = 12


def defining(organisation: Organisation) -> Life:
    """The heads above say what a role is, beside its title and level, which stay as they were."""
    chronicle = organisation.chronicle
    for months_ago, key, why, experiences in DEFINED:
        yield chronicle.months_ago(months_ago, 13)
        seat = organisation.seats[key]
        owner = seat.under.holder if seat.under else None
        command = DefineRoleProfile(
            seat.stream,
            seat.title,
            unit_of(seat.unit),
            seat.function,
            seat.level,
            critical=seat.critical,
            why=why,
            experiences=experiences,
            owner=owner.person if owner else None,
            review_on=working_day(months_after(organisation.on, REVIEWED_AFTER_MONTHS)),
            effective_on=organisation.on,
        )
        chronicle.write(command, organisation.partner)
