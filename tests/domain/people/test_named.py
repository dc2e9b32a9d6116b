"""Whoever is named in a command stands in the ledger, or is here on its day."""

from __future__ import annotations

from datetime import date
from typing import Any, get_type_hints

import pytest

from domain.catalogue import COMMANDS
from domain.judging.integrity import CloseIntegrityProcedure
from domain.kernel.commands import Command, checks_of
from domain.kernel.ids import CaseId, PersonId, RoleId
from domain.offices.mandates import MandateGiven
from domain.offices.offices import Mandate
from domain.organisation.appointments import AppointToRole
from domain.people.employment import NobodyKnown, NotHere
from domain.people.introducing import PersonIntroduced
from domain.people.joining import JoinPerson, PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.moving import MovePerson
from domain.people.named import Here, Known
from domain.people.seats import Seat, SeatTaken
from domain.people.steps_up import Exemption
from domain.promotions.panels.convening import ConvenePanel
from tests.spec import given
from tests.units import TOOLING

CASE = CaseId("case-1")
ADA, BEN = PersonId("person-ada"), PersonId("person-ben")
SPRING, SUMMER, AUTUMN = date(2024, 3, 1), date(2024, 6, 1), date(2024, 9, 1)
JOINED = PersonJoined("Ada", TOOLING, effective_on=SPRING)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=str)
def test_every_field_says_what_is_asked_of_the_people_in_it(command: type[Command[Any]]) -> None:
    people = {name for name, hint in get_type_hints(command).items() if "PersonId" in str(hint)} - {command.subject}
    asked = {name for name, checks in checks_of(command) if any(isinstance(one, Known | Here) for one in checks)}
    assert people - asked == set(), "mark them Annotated[PersonId, Known()], or Here(): see domain/people/named.py"


def test_nobody_reports_to_somebody_whom_the_ledger_does_not_know() -> None:
    move = MovePerson(ADA, TOOLING, manager=BEN, effective_on=SUMMER)
    given(JOINED).and_strangers(BEN).when(move).refused(NobodyKnown, "manager", BEN)
    given().and_strangers(BEN).when(JoinPerson(ADA, "Ada", TOOLING, manager=BEN, effective_on=SPRING)).refused(
        NobodyKnown, "manager", BEN
    )
    known = PersonJoined("Ben", TOOLING, effective_on=AUTUMN)
    given(JOINED).and_on(BEN, known).when(move).then(move.becomes(type(move).records[0]))


def test_who_has_left_takes_no_part() -> None:
    gone = (
        PersonJoined("Ben", TOOLING, effective_on=SPRING),
        PersonLeft(LeavingReason.RESIGNED, effective_on=SUMMER),
    )
    convene = ConvenePanel(CASE, (ADA, BEN), ADA, effective_on=AUTUMN)
    given().and_on(BEN, *gone).when(convene).refused(NotHere, "members", BEN, str(AUTUMN))


def test_a_seat_is_enough_to_take_part_and_not_to_be_appointed() -> None:
    seated = (
        PersonIntroduced("Ben", effective_on=SPRING),
        SeatTaken(Seat.BOARD_MEMBER, effective_on=SPRING),
        MandateGiven(Mandate.AUDITOR, AUTUMN, ADA, effective_on=SPRING),
    )
    by_ben = CloseIntegrityProcedure(ADA, True, True, BEN, effective_on=SUMMER)
    assert given(JOINED).and_on(BEN, *seated).when(by_ben).decided()
    appoint = AppointToRole(RoleId("role-1"), BEN, exempt=Exemption.EXTERNAL_HIRE, effective_on=SUMMER)
    given().and_on(BEN, *seated).when(appoint).refused(NotHere, "person", BEN, str(SUMMER))
