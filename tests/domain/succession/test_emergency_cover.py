"""Emergency cover is named by somebody else, of somebody who is here, until a day."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.kernel.refusals import BeginsAfterItEnds
from domain.organisation.appointments import RoleEstablished
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource, RoleUnknown
from domain.people.employment import NobodyKnown
from domain.people.joining import PersonJoined
from domain.succession.emergency_cover import (
    CoverNamedThemselves,
    CoversThemselves,
    EmergencyCoverNamed,
    HoldsForNoTime,
    NameEmergencyCover,
)
from tests.examples import ADA, BEN, CAI, PLANNER
from tests.spec import Given, Written, given

MAY, YEAR_END = date(2024, 5, 2), date(2024, 12, 31)
ESTABLISHED = RoleEstablished("Planner", "Assembly", "Production", "others", critical=True, effective_on=MAY)
JOINED = PersonJoined("Somebody", "Assembly", effective_on=date(2020, 3, 2))
NAME = NameEmergencyCover(PLANNER, ADA, YEAR_END, 90, BEN, effective_on=MAY)
NAMED = EmergencyCoverNamed(ADA, YEAR_END, 90, BEN, effective_on=MAY)


def role_with(*stream: Written) -> Given:
    return given(ESTABLISHED, *stream).and_on(ADA, JOINED).and_on(BEN, JOINED)


def test_somebody_is_named_who_could_hold_it_for_a_while() -> None:
    role_with().when(NAME).then(NAMED)
    assert NAMED.concerns() == (ADA, BEN)


def test_cover_is_here_not_the_holder_and_named_by_somebody_else() -> None:
    held = AppointmentMade(ADA, AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL, effective_on=MAY)
    role_with(held).when(NAME).refused(CoversThemselves, ADA)
    role_with().when(replace(NAME, named_by=ADA)).refused(CoverNamedThemselves, ADA)
    for field in ("person", "named_by"):
        stranger: dict[str, Any] = {field: CAI}
        role_with().and_strangers(CAI).when(replace(NAME, **stranger)).refused(NobodyKnown, field, CAI)
    given().and_on(ADA, JOINED).when(NAME).refused(RoleUnknown)


def test_cover_has_an_end_and_holds_for_some_days() -> None:
    role_with().when(replace(NAME, until=MAY)).then(replace(NAMED, until=MAY))
    role_with().when(replace(NAME, until=date(2024, 5, 1))).refused(BeginsAfterItEnds, "2024-05-01")
    role_with().when(replace(NAME, can_hold_days=0)).refused(HoldsForNoTime, "0")
