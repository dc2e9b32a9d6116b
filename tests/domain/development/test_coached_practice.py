"""Practice that nobody coached: which coaching was on which practice, and when the lack of it counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from domain.development.coached_practice import SOON, CoachingStatus, due_on, is_on, status_on
from domain.development.development import AssignmentId
from domain.development.practice import CoachingHeld, PracticeRecorded
from domain.kernel.facts import Reference
from domain.kernel.standing import Noted
from domain.people.leave import Leave
from tests.examples import ADA, CAI

MARCH = date(2024, 3, 4)
NIGHTS, DAYS = AssignmentId("assignment-nights"), AssignmentId("assignment-days")
PRACTISED, OTHER, COACHED, SEEN = (Reference(ADA, version) for version in (3, 4, 5, 6))
BOTH = {PRACTISED, OTHER}


def practised(assignment: AssignmentId | None = None, cites: Sequence[Reference] = ()) -> Noted[PracticeRecorded]:
    event = PracticeRecorded("Chaired", None, assignment, builds_on=tuple(cites), effective_on=MARCH)
    return Noted(event, PRACTISED)


def coached(days: int, assignment: AssignmentId | None = None, cites: Sequence[Reference] = ()) -> Noted[CoachingHeld]:
    """Coaching so many days after the practice."""
    on = MARCH + timedelta(days)
    return Noted(CoachingHeld(CAI, "Asking", None, assignment, builds_on=tuple(cites), effective_on=on), COACHED)


@pytest.mark.parametrize(("days", "is_soon"), [(-1, False), (0, True), (30, True), (31, False)])
def test_coaching_that_cites_no_practice_is_on_what_was_practised_in_the_thirty_days_before(
    days: int, is_soon: bool
) -> None:
    assert is_on(coached(days), practised(), BOTH) is is_soon
    assert is_on(coached(days, cites=[SEEN]), practised(), BOTH) is is_soon


@pytest.mark.parametrize("days", [-200, 0, 200])
def test_either_may_cite_the_other_however_far_apart(days: int) -> None:
    assert is_on(coached(days, DAYS, cites=[SEEN, PRACTISED]), practised(NIGHTS), BOTH)
    assert is_on(coached(days, DAYS), practised(NIGHTS, cites=[SEEN, COACHED]), BOTH)


def test_coaching_on_other_practice_is_on_none_beside_it() -> None:
    assert not is_on(coached(1, cites=[OTHER]), practised(), BOTH)
    assert is_on(coached(1, cites=[OTHER]), practised(), {PRACTISED}), "the other was taken back"


def test_coaching_on_an_assignment_is_on_practice_of_that_one_and_coaching_in_general_on_any() -> None:
    assert is_on(coached(1, NIGHTS), practised(NIGHTS), BOTH)
    assert not is_on(coached(1, NIGHTS), practised(DAYS), BOTH)
    assert not is_on(coached(1, NIGHTS), practised(), BOTH)
    assert is_on(coached(1), practised(NIGHTS), BOTH)


def test_the_lack_of_coaching_counts_only_once_there_was_time_for_it_in_the_ledgers_own_days() -> None:
    after = due_on(MARCH) + timedelta(1)

    def status(day: date, *, coached: bool = False, first_day: date | None = None) -> CoachingStatus:
        return status_on(day, MARCH, due_on(MARCH), coached=coached, first_day=first_day)

    assert due_on(MARCH) == MARCH + SOON
    assert status(due_on(MARCH)) is CoachingStatus.NOT_YET_DUE
    assert status(after) is CoachingStatus.UNCOACHED
    assert status(after, first_day=MARCH) is CoachingStatus.UNCOACHED
    for day in (MARCH, after):
        assert status(day, first_day=MARCH + timedelta(1)) is CoachingStatus.NOT_KNOWN
        assert status(day, coached=True, first_day=MARCH + timedelta(1)) is CoachingStatus.COACHED


def test_leave_puts_off_when_coaching_is_due_as_far_as_it_lies_within_that_time() -> None:
    a_week_on, long_ago, later = MARCH + timedelta(7), MARCH - timedelta(90), MARCH + timedelta(200)
    away = Leave(a_week_on, a_week_on + timedelta(49))
    assert due_on(MARCH, (away,), later) == MARCH + SOON + timedelta(50)
    assert due_on(MARCH, (away,), a_week_on) == MARCH + SOON + timedelta(1), "of what lies ahead nothing is known yet"
    assert due_on(MARCH, (Leave(long_ago, MARCH + timedelta(10)),), later) == MARCH + SOON + timedelta(10)
    assert due_on(MARCH, (Leave(MARCH + SOON + timedelta(1), None),), later) == MARCH + SOON
    assert due_on(MARCH, (Leave(a_week_on, None),), later) == MARCH + SOON + (later - a_week_on) + timedelta(1)
