"""Erasing somebody: who may, what stands in the way, and what is refused from then on."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any, get_type_hints

import pytest

from domain.catalogue import COMMANDS
from domain.development.assignments import CompleteAssignment, GiveAssignment
from domain.development.development import AssignmentId, AssignmentKind
from domain.erasing.erasing import ErasePerson, LegalHold, PartOfOpenCase, RetentionNotOver, StillHere
from domain.erasing.holds import HoldNotStanding, HoldPlaced, HoldReleased, OwnData, PlaceHold, ReleaseHold
from domain.erasing.retention_period import (
    Retention,
    RetentionOutOfRange,
    RetentionPeriodSet,
    SetRetentionPeriod,
    due_on,
)
from domain.kernel.commands import Command, checks_of
from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.refusals import ReasonMissing, WrittenAboutErased
from domain.offices.mandates import MandateGiven, NoSteward
from domain.offices.offices import Mandate
from domain.people.employment import KnownPersonCommand
from domain.people.erased import ErasureGround, PersonalDataErased
from domain.people.introducing import PersonIntroduced
from domain.people.joining import JoinPerson, PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.moving import MovePerson
from domain.people.named import Here, Known
from domain.people.seats import Seat, SeatTaken
from domain.promotions.panels.convening import PromotionPanelConvened
from domain.promotions.panels.vote_casting import VoteCast
from tests.examples import ADA, BEN, CASE, EXAMPLES, STREAMS
from tests.examples.people import DEE, INA, JON
from tests.spec import Given, given
from tests.units import TOOLING

TODAY = date(2030, 1, 1)
JOINED = PersonJoined("Ada", TOOLING, effective_on=date(2020, 3, 2))
CAME = PersonJoined("Jon", TOOLING, effective_on=date(2015, 3, 2))
LEFT = PersonLeft(LeavingReason.RESIGNED, effective_on=date(2024, 6, 28))
STEWARD = MandateGiven(Mandate.STEWARD, date(2031, 12, 31), DEE, effective_on=date(2029, 1, 1))
ERASE = ErasePerson(ADA, ErasureGround.REQUESTED, JON, effective_on=TODAY)
ERASED = PersonalDataErased(ErasureGround.REQUESTED, JON, effective_on=TODAY)
PLACE = PlaceHold(ADA, "A claim before the labour court", JON, effective_on=TODAY)
HELD = HoldPlaced("A claim before the labour court", JON, effective_on=date(2029, 5, 1))
RELEASE = ReleaseHold(ADA, Reference(ADA, 3), JON, effective_on=TODAY)


def told(*further: Event[Any]) -> Given:
    """Ada has left, Jon is steward, and what else is told."""
    return given(JOINED, LEFT, *further).and_on(JON, CAME, STEWARD)


def test_a_steward_erases_whoever_has_left() -> None:
    told().when(ERASE).then(ERASED)


def test_nobody_is_erased_for_having_been_gone_long_enough_before_they_have() -> None:
    over = replace(ERASE, ground=ErasureGround.RETENTION_OVER)
    told().when(over).then(replace(ERASED, ground=ErasureGround.RETENTION_OVER))
    kept = told().and_on(ORGANISATION, RetentionPeriodSet(67, JON, effective_on=date(2029, 1, 1)))
    kept.when(over).refused(RetentionNotOver, "2024-06-28", "2030-01-28")
    kept.when(ERASE).then(ERASED)
    told().and_on(ORGANISATION, RetentionPeriodSet(66, JON, effective_on=date(2029, 1, 1))).when(over).then(
        replace(ERASED, ground=ErasureGround.RETENTION_OVER)
    )


def test_who_is_due_has_been_gone_for_long_enough_and_is_not_erased() -> None:
    """Whoever left first comes first; nobody is, as long as nobody has said for how long records are kept."""
    left = {BEN: date(2024, 7, 1), ADA: date(2024, 6, 28), INA: date(2024, 1, 31), JON: date(2023, 1, 2)}
    period, day = Retention(12), date(2025, 6, 30)
    nothing = given(STEWARD).when(ERASE).book
    assert [(due.person, due.due_since) for due in due_on(day, left, period, nothing)] == [
        (JON, date(2024, 1, 2)), (INA, date(2025, 1, 31)), (ADA, date(2025, 6, 28)),
    ]  # fmt: skip
    gone = given(STEWARD).and_on(INA, ERASED).when(ERASE).book
    assert [due.person for due in due_on(day, left, period, gone)] == [JON, ADA]
    assert due_on(day, left, Retention(), nothing) == []


def test_a_steward_says_for_how_long_records_are_kept() -> None:
    say = SetRetentionPeriod(36, JON, effective_on=TODAY)
    period = RetentionPeriodSet(36, JON, effective_on=TODAY)
    given().and_on(JON, CAME, STEWARD).when(say).then(period)
    given(period).and_on(JON, CAME, STEWARD).when(say).nothing_happens()
    given(period).and_on(JON, CAME, STEWARD).when(replace(say, months=24)).then(replace(period, months=24))
    given().and_on(JON, CAME).when(say).refused(NoSteward)
    for months in (0, -1, 1201):
        given().and_on(JON, CAME, STEWARD).when(replace(say, months=months)).refused(RetentionOutOfRange, str(months))


def test_whoever_was_only_introduced_is_erased_too() -> None:
    given(PersonIntroduced("Ina", effective_on=date(2020, 1, 2))).and_on(JON, CAME, STEWARD).when(
        replace(ERASE, person=INA)
    ).then(ERASED)


def test_erased_twice_nothing_happens() -> None:
    told(ERASED).when(ERASE).nothing_happens()


def test_nobody_but_a_steward_erases_or_holds() -> None:
    for command in (ERASE, PLACE, RELEASE):
        given(JOINED, LEFT, HELD).and_on(JON, CAME).when(command).refused(NoSteward, JON)


def test_nobody_erases_or_holds_themselves() -> None:
    steward = given(JOINED, LEFT, replace(STEWARD, given_by=DEE))
    steward.when(replace(ERASE, erased_by=ADA)).refused(OwnData, "erased_by", ADA)
    steward.when(replace(PLACE, placed_by=ADA)).refused(OwnData, "placed_by")
    steward.when(replace(RELEASE, released_by=ADA)).refused(OwnData, "released_by")


def test_whoever_is_here_or_is_to_come_is_not_erased() -> None:
    here = given(JOINED).and_on(JON, CAME, STEWARD)
    here.when(ERASE).refused(StillHere, "is with the organisation")
    last_day_ahead = replace(LEFT, effective_on=date(2030, 1, 1))
    given(JOINED, last_day_ahead).and_on(JON, CAME, STEWARD).when(ERASE).refused(StillHere)
    told(replace(JOINED, effective_on=date(2030, 2, 1))).when(ERASE).refused(StillHere)


def test_whoever_holds_an_office_or_a_seat_is_not_erased() -> None:
    told(SeatTaken(Seat.PANEL_MEMBER, effective_on=date(2029, 2, 1))).when(ERASE).refused(StillHere, "seat")
    told(SeatTaken(Seat.OWNER, date(2029, 3, 1), effective_on=date(2029, 2, 1))).when(ERASE).then(ERASED)
    auditor = MandateGiven(Mandate.AUDITOR, date(2030, 12, 31), DEE, effective_on=date(2029, 1, 1))
    told(auditor).when(ERASE).refused(StillHere, "auditor")
    told(replace(auditor, until=date(2029, 12, 31))).when(ERASE).then(ERASED)


def test_a_hold_stands_in_the_way_until_every_one_is_released() -> None:
    other = HoldPlaced("An audit of the tax office", JON, effective_on=date(2029, 6, 1))
    first = HoldReleased(Reference(ADA, 3), JON, effective_on=date(2029, 7, 1))
    second = HoldReleased(Reference(ADA, 4), JON, effective_on=date(2029, 8, 1))
    told(HELD, other).when(ERASE).refused(LegalHold, f"{ADA}@3", f"{ADA}@4")
    told(HELD, other, first).when(ERASE).refused(LegalHold, f"{ADA}@4")
    told(HELD, other, first, second).when(ERASE).then(ERASED)


def test_holds_are_placed_and_released_one_by_one() -> None:
    told(HELD).when(PLACE).then(replace(HELD, effective_on=TODAY))
    told().when(replace(PLACE, reason=" ")).refused(ReasonMissing, "reason")
    told(HELD).when(RELEASE).then(HoldReleased(Reference(ADA, 3), JON, effective_on=TODAY))
    told(HELD).when(replace(RELEASE, hold=Reference(ADA, 9))).refused(HoldNotStanding, f"{ADA}@9", f"{ADA}@3")
    told(HELD).when(replace(RELEASE, effective_on=date(2029, 4, 1))).refused(HoldNotStanding, "2029-05-01")


@pytest.mark.parametrize("kind", [PromotionPanelConvened, VoteCast])
def test_whoever_has_a_part_in_an_open_case_is_not_erased(kind: type[Event[Any]]) -> None:
    [act] = [event for event in EXAMPLES if type(event) is kind]
    proposal = STREAMS[CASE][0].event
    part = next(person for person in act.concerns() if person not in (ADA, *proposal.concerns()))
    gone = given(JOINED, LEFT).and_on(JON, CAME, STEWARD).and_on(CASE, proposal, act)
    gone.when(replace(ERASE, person=type(ADA)(part))).refused(PartOfOpenCase, CASE)
    gone.when(ERASE).refused(PartOfOpenCase, CASE)


def test_once_the_case_is_decided_its_candidate_may_be_erased() -> None:
    case = tuple(told.line for told in STREAMS[CASE])
    decided = [n for n, line in enumerate(case, start=1) if type(line.event).__name__ == "PromotionApproved"]
    given(JOINED, LEFT).and_on(JON, CAME, STEWARD).and_on(CASE, *case[: decided[0]]).when(ERASE).then(ERASED)


def test_nothing_more_is_recorded_of_whoever_was_erased() -> None:
    move = MovePerson(ADA, TOOLING, level="others", effective_on=date(2024, 1, 8))
    told(ERASED).when(move).refused(WrittenAboutErased, ADA, "2030-01-01")
    told(ERASED).when(PLACE).refused(WrittenAboutErased)
    told(ERASED).when(JoinPerson(ADA, "Ada", TOOLING, effective_on=TODAY)).refused(WrittenAboutErased)


def test_nobody_is_named_beside_others_who_was_erased() -> None:
    assignment = GiveAssignment(
        BEN,
        AssignmentId("assignment-1"),
        "Move the press",
        AssignmentKind.TASK_FORCE,
        date(2024, 1, 8),
        supported_by=ADA,
        effective_on=date(2024, 1, 8),
    )
    given(replace(JOINED, name="Ben")).and_on(ADA, JOINED, LEFT, ERASED).when(assignment).refused(
        WrittenAboutErased, "supported_by", ADA
    )


def test_nobody_takes_a_part_who_was_erased_though_they_were_here_that_day() -> None:
    seen = CompleteAssignment(
        BEN, AssignmentId("assignment-1"), "The press has moved", seen_by=ADA, effective_on=date(2023, 1, 9)
    )
    given(replace(JOINED, name="Ben")).and_on(ADA, JOINED, LEFT, ERASED).when(seen).refused(
        WrittenAboutErased, "seen_by", ADA
    )


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_everybody_named_in_a_command_is_asked_for(command: type[Command[Any]]) -> None:
    """So that nobody who was erased is named: a field that names people says that they are known, or here."""
    hints, checks = get_type_hints(command, include_extras=True), dict(checks_of(command))
    subject = command.subject if issubclass(command, KnownPersonCommand) else None
    named = [one.name for one in fields(command) if "PersonId" in str(hints[one.name])]  # type: ignore[arg-type]
    asked = [name for name in named if any(isinstance(check, Known | Here) for check in checks.get(name, ()))]
    assert {*named} - {*asked, subject, "person"} == set()
