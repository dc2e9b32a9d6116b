"""Lines beside the manager's: how long they hold, what they make of a view, and who is then no judge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.development.development import Source
from domain.development.viewpoints import source_of
from domain.kernel.facts import Event
from domain.kernel.ids import PersonId, UnitId
from domain.kernel.refusals import BeginsAfterItEnds
from domain.organisation.closing_units import CloseUnit, UnitNotEmpty
from domain.people.employment import AlreadyLeft
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.moving import OwnManager, ShareOutOfRange
from domain.people.reporting_lines import (
    AgreeSecondment,
    HostFollows,
    LineKind,
    Lines,
    ReportingLineSet,
    SecondedHome,
    SecondedTwice,
    SecondmentAgreed,
    SetReportingLine,
    other_managers,
)
from domain.promotions.conflicts import ConflictedMember
from domain.promotions.promotion_case import PromotionCase
from domain.units.unit import UnitUnknown
from tests.domain.promotions.panel_room import DECLINE, HAL, MAY, RECOMMENDED, after, house
from tests.examples import ADA, BEN
from tests.spec import BookInMemory, given
from tests.units import ASSEMBLY, PAINT, QUALITY, TOOLING

IDA, OLE = PersonId("person-ida"), PersonId("person-ole")
MARCH, JUNE, SEPTEMBER = date(2024, 3, 1), date(2024, 6, 30), date(2024, 9, 30)
JOINED = PersonJoined("Ada", ASSEMBLY, manager=BEN, effective_on=date(2020, 3, 2))
LINE = SetReportingLine(ADA, LineKind.FUNCTIONAL, IDA, JUNE, effective_on=MARCH)
SECONDMENT = AgreeSecondment(ADA, PAINT, JUNE, IDA, 60, effective_on=MARCH)
SECONDED = SecondmentAgreed(PAINT, JUNE, IDA, 60, right_of_return=True, effective_on=MARCH)


def test_a_line_is_set_until_a_day_and_a_secondment_agreed() -> None:
    given(JOINED).when(LINE).then(ReportingLineSet(LineKind.FUNCTIONAL, IDA, JUNE, effective_on=MARCH))
    given(JOINED).when(SECONDMENT).then(SECONDED)
    given(JOINED, SECONDED).when(SECONDMENT).then()


def test_what_cannot_be_is_refused() -> None:
    room = given(JOINED)
    room.when(replace(LINE, manager=ADA)).refused(OwnManager)
    room.when(replace(LINE, until=date(2024, 2, 1))).refused(BeginsAfterItEnds, "2024-02-01")
    room.when(replace(LINE, line=LineKind.HOST)).refused(HostFollows)
    room.when(replace(SECONDMENT, host_manager=ADA)).refused(OwnManager)
    room.when(replace(SECONDMENT, unit=ASSEMBLY)).refused(SecondedHome)
    room.when(replace(SECONDMENT, share=0)).refused(ShareOutOfRange)
    room.when(replace(SECONDMENT, unit=UnitId("unit-0198c0de-0000-7000-8000-000000000000"))).refused(UnitUnknown)
    given(JOINED, SECONDED).when(replace(SECONDMENT, unit=QUALITY, share=50)).refused(SecondedTwice, "60")
    given(JOINED, SECONDED).when(replace(SECONDMENT, unit=QUALITY, share=40)).then(
        replace(SECONDED, unit=QUALITY, share=40)
    )
    left = PersonLeft(LeavingReason.RESIGNED, effective_on=date(2024, 2, 1))
    given(JOINED, left).when(SECONDMENT).refused(AlreadyLeft)


def test_the_function_has_the_line_that_was_set_last_and_each_project_its_own() -> None:
    said = [
        ReportingLineSet(line, manager, until, effective_on=MARCH)
        for line, manager, until in (
            (LineKind.FUNCTIONAL, BEN, None),
            (LineKind.FUNCTIONAL, IDA, JUNE),
            (LineKind.PROJECT, IDA, None),
            (LineKind.PROJECT, OLE, None),
        )
    ]
    book = BookInMemory().with_lines(ADA, (JOINED, *said, SECONDED))
    held = [(one.line, one.manager) for one in book.recall(Lines, ADA).on(JUNE)]
    projects = [(LineKind.PROJECT, IDA), (LineKind.PROJECT, OLE)]
    assert held == [(LineKind.FUNCTIONAL, IDA), *projects, (LineKind.HOST, IDA)]
    assert [(one.line, one.manager) for one in book.recall(Lines, ADA).on(SEPTEMBER)] == projects, "not Ben again"
    assert other_managers(ADA, date(2024, 2, 29), book) == frozenset()


def test_a_manager_in_another_line_sees_somebody_from_a_distance_of_their_own() -> None:
    people = [(IDA, PersonJoined("Ida", PAINT, effective_on=date(2019, 1, 1)))]
    book = BookInMemory().with_lines(ADA, (JOINED, SECONDED))
    for person, joined in people:
        book = book.with_lines(person, (joined,))
    assert source_of(IDA, ADA, JUNE, book) is Source.OTHER_MANAGER
    assert source_of(ADA, IDA, JUNE, book) is Source.DIRECT_REPORT
    assert source_of(BEN, ADA, JUNE, book) is Source.LINE_MANAGER
    assert source_of(IDA, ADA, date(2024, 7, 1), book) is not Source.OTHER_MANAGER


@pytest.mark.parametrize(
    "line",
    [
        ReportingLineSet(LineKind.PROJECT, HAL, effective_on=MARCH),
        SecondmentAgreed(TOOLING, SEPTEMBER, HAL, effective_on=MARCH),
    ],
)
def test_whoever_leads_in_another_line_neither_votes_nor_decides(line: Event[Lines]) -> None:
    book = after(*RECOMMENDED, book=house())
    assert book.decide(DECLINE)
    with pytest.raises(ConflictedMember, match="line_manager"):
        book.with_lines(ADA, (line,)).decide(DECLINE)
    assert book.recall(PromotionCase, DECLINE.case).last_act_on == MAY


def test_a_unit_closes_once_nobody_is_seconded_to_it() -> None:
    book = BookInMemory().with_lines(ADA, (JOINED, SECONDED))
    with pytest.raises(UnitNotEmpty, match="seconded to"):
        book.decide(CloseUnit(PAINT, effective_on=JUNE))
    assert book.decide(CloseUnit(PAINT, effective_on=date(2024, 7, 1)))
