"""Conversations: who had one, who tells of it, and the rhythm that they make."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.development.conversations import (
    ConversationHeld,
    ConversationKind,
    RecordConversation,
    TalkedWithOneself,
    ToldByAThird,
)
from domain.development.rhythm import LedPerson, figures_of, rhythm_of
from domain.kernel.refusals import HoursOutOfRange, NothingSaid, NotYet
from domain.people.employment import AlreadyLeft, NobodyKnown, NotHere
from domain.people.joining import PersonJoined
from domain.people.leave import Leave
from domain.people.leaving import LeavingReason, PersonLeft
from tests.examples import ADA, BEN, CAI
from tests.spec import given

MAY = date(2024, 5, 2)
JOINED = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
LEFT = PersonLeft(LeavingReason.RESIGNED, effective_on=date(2024, 4, 30))
TALK = RecordConversation(ADA, ConversationKind.ONE_TO_ONE, CAI, ADA, 0.5, "Fewer meetings", effective_on=MAY)
HELD = ConversationHeld(ConversationKind.ONE_TO_ONE, CAI, ADA, 0.5, "Fewer meetings", effective_on=MAY)


def test_either_of_the_two_tells_of_a_conversation_with_words_or_without() -> None:
    given(JOINED).when(TALK).then(HELD)
    given(JOINED).when(replace(TALK, told_by=CAI, words=None)).then(replace(HELD, told_by=CAI, words=None))


def test_a_conversation_takes_two_and_one_of_them_tells_of_it() -> None:
    given(JOINED).when(replace(TALK, with_whom=ADA)).refused(TalkedWithOneself, "with_whom", ADA)
    given(JOINED).when(replace(TALK, told_by=BEN)).refused(ToldByAThird, "told_by", BEN, ADA, CAI)
    given(JOINED).when(replace(TALK, hours=0.0)).refused(HoursOutOfRange, "hours", "0")
    given(JOINED).when(replace(TALK, hours=25.0)).refused(HoursOutOfRange, "hours is 25.0", "at most 24")
    given(JOINED).when(replace(TALK, words=" ")).refused(NothingSaid, "words")


def test_both_are_known_and_here_that_day() -> None:
    given(JOINED, LEFT).when(TALK).refused(AlreadyLeft, str(MAY))
    given(JOINED).and_strangers(CAI).when(TALK).refused(NobodyKnown, "with_whom", CAI)
    given(JOINED).and_on(CAI, JOINED, LEFT).when(TALK).refused(NotHere, "with_whom", CAI, str(MAY))
    given(JOINED).as_of(MAY - timedelta(1)).when(TALK).refused(NotYet, str(MAY))


def test_the_rhythm_counts_days_and_not_how_often_they_were_told_of() -> None:
    days = {ConversationKind.ONE_TO_ONE: {MAY, date(2023, 5, 3), date(2023, 5, 2), date(2024, 5, 20)}}
    one_to_one, *others = rhythm_of(days, MAY + timedelta(10))
    assert (one_to_one.last_on, one_to_one.days_since, one_to_one.in_a_year) == (MAY, 10, 1)
    assert [(one.last_on, one.days_since, one.in_a_year) for one in others] == [(None, None, 0)] * 4
    assert rhythm_of(days, MAY + timedelta(0))[0].in_a_year == 2, "a year ends on the same day"


@pytest.mark.parametrize(("days", "lately"), [(30, 5), (31, 4)])
def test_a_one_to_one_counts_for_thirty_days(days: int, lately: int) -> None:
    people = [LedPerson(date(2020, 1, 1), MAY - timedelta(ago)) for ago in (0, 1, 2, 3, days)]
    figures = figures_of(people, MAY)
    assert (figures.people, figures.with_one_to_one, figures.share) == (5, lately, lately / 5)
    assert figures.median_days == 2


def test_of_fewer_than_five_people_nothing_is_said_but_how_many_they_are() -> None:
    led = LedPerson(date(2020, 1, 1), MAY)
    new, silent = replace(led, joined_on=MAY - timedelta(29)), replace(led, last_on=None)
    few = figures_of([led] * 4 + [new], MAY)
    assert (few.people, few.with_one_to_one, few.share, few.median_days) == (4, None, None, None)
    enough = figures_of([led] * 4 + [silent], MAY)
    assert (enough.people, enough.with_one_to_one, enough.share, enough.median_days) == (5, 4, 0.8, None)
    assert figures_of([], MAY, least=1).share is None


def test_days_of_leave_are_no_days_without_a_talk() -> None:
    leave = Leave(MAY - timedelta(49), MAY - timedelta(1))
    led = LedPerson(date(2020, 1, 1), MAY - timedelta(60), (leave,))
    assert led.days_since(MAY - timedelta(60), MAY) == 11
    assert figures_of([led] * 5, MAY).with_one_to_one == 5
    assert figures_of([replace(led, joined_on=MAY - timedelta(60))] * 5, MAY).people == 0
    [one_to_one, *_] = rhythm_of({ConversationKind.ONE_TO_ONE: {MAY - timedelta(60)}}, MAY, (leave,))
    assert one_to_one.days_since == 11
