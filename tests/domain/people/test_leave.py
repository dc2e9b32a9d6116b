"""Leave: its days and never why, what is too short to be recorded, and how many days of it lie between two others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given as whatever
from hypothesis import strategies as st

from domain.kernel.refusals import BeginsAfterItEnds
from domain.people.employment import AlreadyLeft, NotYetJoined
from domain.people.joining import PersonJoined
from domain.people.leave import (
    A_DAY,
    AwayAlready,
    EndLeave,
    Leave,
    LeaveEnded,
    LeaveRecorded,
    LeaveTooShort,
    NotOnLeave,
    RecordLeave,
    days_away,
    days_here_between,
)
from domain.people.leaving import LeavingReason, PersonLeft
from tests.examples import ADA
from tests.spec import given
from tests.units import ASSEMBLY

JANUARY, APRIL, JUNE = date(2024, 1, 8), date(2024, 4, 30), date(2024, 6, 30)
JOINED = PersonJoined("Ada", ASSEMBLY, effective_on=date(2020, 3, 2))
LEFT = PersonLeft(LeavingReason.RETIRED, effective_on=date(2025, 9, 30))
RECORD, END = RecordLeave(ADA, JUNE, effective_on=JANUARY), EndLeave(ADA, effective_on=APRIL)
AWAY, OPEN = LeaveRecorded(JUNE, effective_on=JANUARY), LeaveRecorded(effective_on=JANUARY)
days = st.dates(date(2024, 1, 1), date(2024, 3, 31))


def test_leave_is_recorded_with_its_days_and_ends_when_they_come_back() -> None:
    given(JOINED).when(RECORD).then(AWAY)
    given(JOINED).when(replace(RECORD, until=None)).then(OPEN)
    given(JOINED, AWAY).when(RECORD).then()
    given(JOINED, AWAY).when(END).then(LeaveEnded(effective_on=APRIL))
    given(JOINED, OPEN).when(END).then(LeaveEnded(effective_on=APRIL))
    given(JOINED, AWAY, LeaveEnded(effective_on=APRIL)).when(END).then()


def test_what_is_no_longer_than_six_weeks_is_not_recorded() -> None:
    given(JOINED).when(replace(RECORD, until=date(2024, 2, 18))).refused(LeaveTooShort, "2024-02-18")
    given(JOINED).when(replace(RECORD, until=date(2024, 2, 19))).then(replace(AWAY, until=date(2024, 2, 19)))
    given(JOINED).when(replace(RECORD, until=date(2024, 1, 7))).refused(BeginsAfterItEnds, "2024-01-07")


def test_nobody_is_away_twice_at_once_nor_while_they_are_not_here() -> None:
    later = replace(RECORD, effective_on=JUNE, until=date(2024, 12, 31))
    given(JOINED, AWAY).when(later).refused(AwayAlready, "2024-06-30")
    given(JOINED, OPEN).when(later).refused(AwayAlready, "nobody has said until when")
    given(JOINED, AWAY, LeaveEnded(effective_on=APRIL)).when(later).then(
        LeaveRecorded(date(2024, 12, 31), effective_on=JUNE)
    )
    given(JOINED).when(END).refused(NotOnLeave, "2024-04-30")
    given(JOINED, AWAY, LeaveEnded(effective_on=APRIL)).when(replace(END, effective_on=JUNE)).refused(NotOnLeave)
    given(JOINED, LEFT).when(replace(RECORD, effective_on=date(2025, 10, 1), until=None)).refused(AlreadyLeft)
    given(JOINED).when(replace(RECORD, effective_on=date(2019, 1, 1))).refused(NotYetJoined)


@whatever(days, days, days, days)
def test_days_of_leave_are_counted_one_by_one(first: date, last: date, since: date, until: date) -> None:
    leave = Leave(first, max(first, last))
    every = [since + n * A_DAY for n in range((until - since).days + 1)]
    assert days_away((leave,), since, until) == sum(leave.includes(day) for day in every)
    if every:
        assert days_here_between((leave,), since, until) == sum(not leave.includes(day) for day in every[1:])
    assert days_away((Leave(first, None),), since, until) == sum(day >= first for day in every)
