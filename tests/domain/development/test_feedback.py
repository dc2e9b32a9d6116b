"""Feedback is asked for or offered, and stays what it was asked for."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.development.development import Development, Purpose, Source
from domain.development.feedback import (
    AskedOneself,
    FeedbackGiven,
    FeedbackRequested,
    FeedbackToOneself,
    GiveFeedback,
    NotAsked,
    PurposeChanged,
    RequestFeedback,
)
from domain.development.learning_loop import NotTheirView
from domain.kernel.book import Line
from domain.kernel.facts import EntryRetracted, Event, Reference, Stage
from domain.kernel.refusals import NothingSaid
from domain.people.employment import NobodyKnown, NotYetJoined
from domain.people.joining import PersonJoined
from tests.examples import ADA, BEN, CAI
from tests.spec import BookInMemory, Given, When, given

JOINED = PersonJoined("Ada", "Tooling", manager=BEN, effective_on=date(2020, 3, 2))
PEER_JOINED = PersonJoined("Cai", "Paint", manager=BEN, effective_on=date(2016, 4, 4))
MARCH, APRIL = date(2024, 3, 1), date(2024, 4, 1)
ASK = RequestFeedback(ADA, CAI, "How I run the hand-over", effective_on=MARCH)
ASKED = FeedbackRequested(CAI, "How I run the hand-over", Purpose.DEVELOPMENT, effective_on=MARCH)
REQUEST = Reference(ADA, 2)
GIVE = GiveFeedback(
    ADA,
    CAI,
    Purpose.DEVELOPMENT,
    "People leave knowing why",
    "Leave the silence be",
    ("direction",),
    effective_on=APRIL,
)
TOLD = FeedbackGiven(
    CAI,
    Source.PEER,
    Purpose.DEVELOPMENT,
    "People leave knowing why",
    "Leave the silence be",
    ("direction",),
    effective_on=APRIL,
)
ANSWER = replace(GIVE, requested=REQUEST)


def when(command: RequestFeedback | GiveFeedback, *stream: Event[Any] | Line[Event[Any]]) -> When:
    return among_others(JOINED, *stream).when(command)


def among_others(*stream: Event[Any] | Line[Event[Any]]) -> Given:
    """Ada's stream, and Cai and Ben, whom the ledger knows: Ben leads both."""
    ben = PersonJoined("Ben", "Production", effective_on=date(2012, 10, 1))
    return given(*stream).and_on(CAI, PEER_JOINED).and_on(BEN, ben)


def test_a_person_asks_for_feedback_and_says_to_what_end() -> None:
    when(ASK).then(ASKED)
    when(replace(ASK, purpose=Purpose.DECISION)).then(replace(ASKED, purpose=Purpose.DECISION))


def test_nobody_asks_themselves() -> None:
    when(replace(ASK, asked=ADA)).refused(AskedOneself, ADA)


def test_feedback_tells_strengths_and_what_to_improve() -> None:
    when(GIVE).then(TOLD)
    assert TOLD.stage is Stage.FEEDBACK
    for said in ({"strengths": ""}, {"improvements": ""}):
        when(replace(GIVE, **said)).then(replace(TOLD, **said))  # type: ignore[arg-type]
    when(replace(GIVE, strengths="", improvements=" ")).refused(NothingSaid)


def test_feedback_comes_from_others_at_their_own_distance() -> None:
    when(replace(GIVE, giver=ADA, source=Source.SELF)).refused(FeedbackToOneself, ADA)
    when(replace(GIVE, source=Source.SELF)).refused(NotTheirView)
    when(replace(GIVE, giver=BEN, source=Source.PEER)).refused(NotTheirView, "line_manager")
    when(replace(GIVE, giver=BEN, source=None)).then(replace(TOLD, giver=BEN, source=Source.LINE_MANAGER))
    when(replace(GIVE, giver=None, source=Source.EXTERNAL)).refused(NotTheirView, "unknown")
    when(replace(GIVE, giver=None, source=None)).then(replace(TOLD, giver=None, source=Source.UNKNOWN))


def test_an_answer_cites_the_request() -> None:
    when(ANSWER, ASKED).then(replace(TOLD, requested=REQUEST))
    at_once = replace(ASKED, effective_on=APRIL)
    when(ANSWER, at_once).then(replace(TOLD, requested=REQUEST))


def test_an_answer_cites_a_request_that_was_made_of_whoever_answers() -> None:
    when(ANSWER).refused(NotAsked, f"{ADA}@2")
    when(ANSWER, replace(ASKED, asked=BEN)).refused(NotAsked, BEN)
    when(ANSWER, replace(ASKED, effective_on=date(2024, 4, 2))).refused(NotAsked)
    when(ANSWER, TOLD).refused(NotAsked)
    retracted: Line[Event[Any]] = Line(EntryRetracted(effective_on=MARCH), supersedes=2, reason="asked by mistake")
    when(ANSWER, ASKED, retracted).refused(NotAsked)


@pytest.mark.parametrize(
    ("asked_for", "told_for"),
    [(Purpose.DEVELOPMENT, Purpose.DECISION), (Purpose.DECISION, Purpose.DEVELOPMENT)],
)
def test_what_was_asked_to_one_end_is_never_told_to_another(asked_for: Purpose, told_for: Purpose) -> None:
    when(replace(ANSWER, purpose=told_for), replace(ASKED, purpose=asked_for)).refused(
        PurposeChanged, asked_for, told_for
    )


def test_its_purpose_is_remembered_for_whoever_files_evidence() -> None:
    person = BookInMemory().with_lines(ADA, (JOINED, ASKED, TOLD)).recall(Development, ADA)
    assert [(told.at, told.purpose) for told in person.feedback] == [(Reference(ADA, 3), Purpose.DEVELOPMENT)]


@pytest.mark.parametrize("command", [ASK, GIVE])
def test_feedback_falls_into_their_time_here(command: RequestFeedback | GiveFeedback) -> None:
    among_others().when(command).refused(NobodyKnown)
    when(replace(command, effective_on=date(2019, 1, 1))).refused(NotYetJoined)
