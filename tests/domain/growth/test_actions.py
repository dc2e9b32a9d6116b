"""Actions: due on a day, put off in time or not at all, settled once; and how many of them somebody kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.amendments.corrections import RetractEntry
from domain.development.development import Purpose, Source
from domain.development.feedback import FeedbackGiven
from domain.growth.actions import (
    ActionAgreed,
    ActionAgreedBefore,
    ActionCompleted,
    ActionDropped,
    ActionGoneOn,
    ActionOverdue,
    ActionRenegotiated,
    ActionSettled,
    ActionUnknown,
    AgreeAction,
    AgreedWithThemselves,
    CompleteAction,
    DropAction,
    DueThatDayAlready,
    NothingToFollowFrom,
    RenegotiateAction,
)
from domain.growth.commitments import ActionState, Commitments, commitments
from domain.growth.growth import ActionId, DueTooEarly
from domain.kernel.acting import acting_fields
from domain.kernel.facts import ERASED, Event, Reference
from domain.kernel.refusals import NothingSaid
from domain.kernel.standing import Noted
from domain.people.joining import PersonJoined
from domain.people.leave import Leave
from tests.examples import ADA, CAI
from tests.spec import given

JOINED = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
VISIT = ActionId("action-visit")
MARCH, DUE, LATER = date(2024, 3, 12), date(2024, 4, 15), date(2024, 5, 2)
AGREE = AgreeAction(ADA, VISIT, "Visit the controllers", DUE, CAI, effective_on=MARCH)
AGREED = ActionAgreed(VISIT, "Visit the controllers", DUE, CAI, effective_on=MARCH)
PUT_OFF = ActionRenegotiated(VISIT, LATER, effective_on=DUE)
DONE = ActionCompleted(VISIT, effective_on=LATER)


def test_an_action_is_the_persons_own_and_has_a_day() -> None:
    given(JOINED).when(AGREE).then(AGREED)
    assert [*acting_fields(AgreeAction)] == ["person"]
    given(JOINED).when(replace(AGREE, what=" ")).refused(NothingSaid, "what")
    given(JOINED).when(replace(AGREE, due_on=date(2024, 3, 11))).refused(DueTooEarly, "2024-03-11")
    given(JOINED).when(replace(AGREE, agreed_with=ADA)).refused(AgreedWithThemselves)
    given(JOINED, AGREED).when(AGREE).refused(ActionAgreedBefore, VISIT)


def test_it_follows_from_what_is_about_the_person() -> None:
    told = FeedbackGiven(CAI, Source.PEER, Purpose.DEVELOPMENT, "Asks first", "More of it", effective_on=MARCH)
    follows = replace(AGREE, follows_from=Reference(ADA, 2))
    given(JOINED, told).when(follows).then(replace(AGREED, follows_from=Reference(ADA, 2)))
    given(JOINED).when(follows).refused(NothingToFollowFrom, f"{ADA}@2")


def test_another_day_is_agreed_by_the_day_itself_at_the_latest() -> None:
    put_off = RenegotiateAction(ADA, VISIT, LATER, effective_on=DUE)
    given(JOINED, AGREED).when(put_off).then(PUT_OFF)
    given(JOINED, AGREED).when(replace(put_off, effective_on=date(2024, 4, 16))).refused(ActionOverdue, str(DUE))
    given(JOINED, AGREED).when(replace(put_off, due_on=DUE)).refused(DueThatDayAlready, str(DUE))
    given(JOINED, AGREED).when(replace(put_off, due_on=MARCH)).refused(DueTooEarly, str(MARCH))
    given(JOINED, AGREED, PUT_OFF).when(replace(put_off, due_on=DUE, effective_on=LATER)).refused(DueTooEarly)


@pytest.mark.parametrize(
    "settle",
    [CompleteAction(ADA, VISIT, effective_on=LATER), DropAction(ADA, VISIT, "No time", effective_on=LATER)],
)
def test_it_is_settled_once_and_stands_before(settle: CompleteAction | DropAction) -> None:
    event = ActionCompleted if isinstance(settle, CompleteAction) else ActionDropped
    [decided] = given(JOINED, AGREED).when(settle).decided()
    assert isinstance(decided, event)
    given(JOINED, AGREED, DONE).when(settle).refused(ActionSettled, str(LATER))
    given(JOINED, AGREED, DONE).when(replace(settle, effective_on=DUE)).refused(ActionSettled, str(LATER))
    given(JOINED).when(settle).refused(ActionUnknown, VISIT)
    given(JOINED, AGREED).when(replace(settle, effective_on=date(2024, 3, 1))).refused(ActionUnknown)


@pytest.mark.parametrize("other", ["action-before", "action-zealous"])
def test_what_is_said_of_one_is_said_of_no_other(other: str) -> None:
    another = replace(AGREED, action=ActionId(other))
    settled = CompleteAction(ADA, another.action, effective_on=LATER)
    given(JOINED, AGREED, another, DONE).when(settled).then(replace(DONE, action=another.action))


def test_whoever_agreed_to_it_with_them_is_concerned() -> None:
    assert AGREED.concerns() == (CAI,)
    assert replace(AGREED, agreed_with=None).concerns() == ()


def test_it_is_not_taken_away_once_something_was_said_of_it() -> None:
    given(JOINED, AGREED, DONE).when(RetractEntry(Reference(ADA, 2), "twice")).refused(ActionGoneOn, VISIT)


def figure(
    *events: Event[Any], until: date = date(2025, 3, 1), first_day: date | None = None, away: Leave | None = None
) -> Commitments:
    """Of the year up to a day."""
    told = [Noted(event, Reference(ADA, version)) for version, event in enumerate(events, 2)]
    return commitments(told, until.replace(year=until.year - 1), until, first_day, (away,) if away else ())


def test_kept_are_completed_actions_of_those_that_were_due_from_eight_on() -> None:
    eight = [replace(AGREED, action=ActionId(f"action-{n}"), due_on=DUE + timedelta(n)) for n in range(8)]
    done = [ActionCompleted(each.action, effective_on=each.due_on) for each in eight[:5]]
    dropped = ActionDropped(eight[5].action, ERASED, effective_on=DUE)
    found = figure(*eight, *done, dropped)
    assert (found.due, found.completed, found.dropped, found.overdue, found.kept) == (8, 5, 1, 2, 5 / 8)
    assert figure(*eight[:7], *done).kept is None
    ninth = replace(AGREED, action=ActionId("action-9"))
    assert figure(*eight, ninth, *done).kept == 5 / 9
    assert figure(*eight, *done, until=DUE + timedelta(6)).due == 7, "the last of them was not due yet"


def test_a_day_that_was_moved_in_time_does_not_count_and_the_new_one_does() -> None:
    found = figure(AGREED, PUT_OFF)
    assert (found.due, found.renegotiated, found.overdue, found.actions[0].due_on) == (1, 1, 1, LATER)
    before = figure(AGREED, PUT_OFF, until=date(2024, 4, 30))
    assert (before.due, before.renegotiated, before.open) == (0, 1, 1)
    early = replace(PUT_OFF, effective_on=MARCH)
    assert figure(AGREED, early, until=DUE - timedelta(1)).renegotiated == 0, "its first day had not come"
    kept = figure(AGREED, PUT_OFF, DONE)
    assert (kept.completed, kept.open, kept.actions[0].state) == (1, 0, ActionState.COMPLETED)


def test_nothing_falls_due_while_they_are_away_and_what_is_open_is_due_once_they_are_back() -> None:
    away = Leave(DUE, date(2024, 6, 30))
    assert figure(AGREED, until=date(2024, 6, 30), away=away).due == 0
    back = figure(AGREED, until=date(2024, 7, 1), away=away)
    assert (back.due, back.overdue) == (1, 1)
    assert figure(AGREED, until=DUE, away=Leave(DUE + timedelta(1), None)).due == 1, "they were here on its day"
    assert figure(AGREED, DONE, until=date(2024, 6, 30), away=away).completed == 1, "what they did all the same counts"


def test_what_was_due_before_the_ledger_and_is_open_is_not_known() -> None:
    assert figure(AGREED, first_day=LATER).due == 0
    assert figure(AGREED, ActionCompleted(VISIT, effective_on=DUE), first_day=LATER).due == 1
    assert figure(AGREED, first_day=MARCH).due == 1


def test_what_is_said_of_an_action_that_was_taken_back_counts_for_nothing() -> None:
    assert figure(DONE).actions == ()


def test_what_is_settled_and_was_due_long_ago_is_no_longer_told() -> None:
    assert figure(AGREED, DONE, until=date(2026, 3, 1)).actions == ()
    assert [each.what for each in figure(replace(AGREED, what=ERASED), until=date(2026, 3, 1)).actions] == [ERASED]
