"""Access that is taken: by a steward, of somebody else, with a reason, and for a day or two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.kernel.refusals import BeginsAfterItEnds, NothingSaid
from domain.offices.accesses import Accesses, AccessTaken, AccessTooLong, OwnAccess, TakeAccess
from domain.offices.mandates import NoSteward
from domain.offices.stewards import StewardNamed
from domain.people.joining import PersonJoined
from tests.examples import ADA, BEN, CAI
from tests.spec import BookInMemory, Given, given

MAY, NEXT = date(2024, 5, 2), date(2024, 5, 3)
STEWARD = StewardNamed(date(2026, 12, 31), effective_on=date(2024, 3, 1))
TAKE = TakeAccess(ADA, BEN, NEXT, "Two sheets name different ratings", effective_on=MAY)
TAKEN = AccessTaken(BEN, NEXT, "Two sheets name different ratings", effective_on=MAY)
JOINED = PersonJoined("Somebody", "Assembly", effective_on=date(2020, 3, 2))


def ada_with(*stream: AccessTaken) -> Given:
    """Ada, Ben who is steward, and Cai who is not."""
    return given(JOINED, *stream).and_on(BEN, JOINED, STEWARD).and_on(CAI, JOINED)


def test_a_steward_takes_access_and_says_why() -> None:
    ada_with().when(TAKE).then(TAKEN)
    ada_with(TAKEN).when(replace(TAKE, reason="Once more")).then(replace(TAKEN, reason="Once more"))
    ada_with().when(replace(TAKE, taken_by=CAI)).refused(NoSteward, CAI, "2024-05-02")
    ada_with().when(replace(TAKE, reason=" ")).refused(NothingSaid, "reason")


def test_nobody_takes_access_to_their_own_file() -> None:
    given(JOINED, STEWARD).when(replace(TAKE, person=BEN)).refused(OwnAccess, BEN)


def test_access_ends_on_the_next_day_at_the_latest() -> None:
    ada_with().when(replace(TAKE, until=MAY)).then(replace(TAKEN, until=MAY))
    ada_with().when(replace(TAKE, until=date(2024, 5, 1))).refused(BeginsAfterItEnds, "2024-05-01")
    ada_with().when(replace(TAKE, until=date(2024, 5, 4))).refused(AccessTooLong, "2024-05-03")
    accesses = BookInMemory().with_lines(ADA, (TAKEN,)).recall(Accesses, ADA)
    days = (date(2024, 5, 1), MAY, NEXT, date(2024, 5, 4))
    assert [accesses.stands_for(BEN, day) for day in days] == [False, True, True, False]
    assert not accesses.stands_for(CAI, MAY)
