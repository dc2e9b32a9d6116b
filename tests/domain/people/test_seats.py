"""Seats: taken and left, by people with and without employment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.kernel.refusals import BeginsAfterItEnds
from domain.people.joining import PersonJoined
from domain.people.seats import (
    LeaveSeat,
    Seat,
    SeatHeldAlready,
    SeatLeft,
    SeatNotHeld,
    SeatTaken,
    TakeSeat,
    holds_seat,
    seats_of,
)
from tests.examples import ADA
from tests.spec import BookInMemory, given

MARCH, MAY, JUNE = date(2024, 3, 1), date(2024, 5, 2), date(2024, 6, 3)
JOINED = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
TAKEN = SeatTaken(Seat.BOARD_MEMBER, effective_on=MARCH)
TAKE = TakeSeat(ADA, Seat.BOARD_MEMBER, effective_on=MARCH)
LEAVE = LeaveSeat(ADA, Seat.BOARD_MEMBER, effective_on=MAY)
LEFT = SeatLeft(Seat.BOARD_MEMBER, effective_on=MAY)


def test_a_seat_is_taken_once_at_a_time() -> None:
    given(JOINED).when(TAKE).then(TAKEN)
    given(JOINED, TAKEN).when(TAKE).nothing_happens()
    given(JOINED, TAKEN).when(replace(TAKE, effective_on=MAY)).refused(SeatHeldAlready, "board_member", "2024-05-02")
    given(JOINED, TAKEN, LEFT).when(replace(TAKE, effective_on=JUNE)).then(replace(TAKEN, effective_on=JUNE))
    given(JOINED).when(replace(TAKE, until=date(2024, 2, 1))).refused(BeginsAfterItEnds, "2024-02-01")


def test_only_whoever_holds_a_seat_leaves_it() -> None:
    given(JOINED, TAKEN).when(LEAVE).then(LEFT)
    given(JOINED, TAKEN, LEFT).when(LEAVE).nothing_happens()
    given(JOINED, TAKEN).when(replace(LEAVE, seat=Seat.OWNER)).refused(SeatNotHeld, "owner")
    given(JOINED, TAKEN, LEFT).when(replace(LEAVE, effective_on=JUNE)).refused(SeatNotHeld)


def test_a_seat_is_held_from_the_first_day_to_the_last() -> None:
    book = BookInMemory().with_lines(ADA, (TAKEN, LEFT))
    days = (date(2024, 2, 29), MARCH, MAY, date(2024, 5, 3))
    assert [holds_seat(ADA, day, book) for day in days] == [False, True, True, False]
    assert seats_of(ADA, MAY, book) == (Seat.BOARD_MEMBER,)
    limited = BookInMemory().with_lines(ADA, (replace(TAKEN, until=MAY),))
    assert [holds_seat(ADA, day, limited) for day in days] == [False, True, True, False]
