"""Assignments are given once and end once; practice, coaching and lessons belong to them or stand alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.development.assignments import (
    AssignmentCompleted,
    AssignmentCutShort,
    AssignmentGiven,
    AssignmentGivenBefore,
    AssignmentOver,
    AssignmentStillOpen,
    CompleteAssignment,
    CutAssignmentShort,
    GiveAssignment,
    OwnSupport,
)
from domain.development.development import AssignmentId, AssignmentKind, Development
from domain.development.learning_loop import AssignmentNotBegun, AssignmentUnknown, DevelopmentCommand
from domain.development.practice import (
    CoachedByOneself,
    CoachingHeld,
    LessonNoted,
    NoteLesson,
    PracticeRecorded,
    RecordCoaching,
    RecordPractice,
)
from domain.kernel.book import Line
from domain.kernel.facts import ERASED, EntryRetracted, Reference, Stage
from domain.kernel.refusals import BeginsAfterItEnds, HoursOutOfRange
from domain.people.employment import AlreadyLeft, NobodyKnown, NotYetJoined
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from tests.examples import ADA, CAI
from tests.spec import BookInMemory, given

JOINED = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
NIGHTS = AssignmentId("nights")
GIVEN_ON, STARTS, MIDWAY, ENDS = date(2024, 1, 15), date(2024, 2, 1), date(2024, 5, 6), date(2024, 7, 31)
GIVE = GiveAssignment(
    ADA,
    NIGHTS,
    "Lead the night shift",
    AssignmentKind.ACTING_UP,
    STARTS,
    ENDS,
    stretch=True,
    function="Production",
    objectives=("hand-overs under ten minutes",),
    supported_by=CAI,
    effective_on=GIVEN_ON,
)
GIVEN = AssignmentGiven(
    NIGHTS,
    "Lead the night shift",
    AssignmentKind.ACTING_UP,
    stretch=True,
    function="Production",
    objectives=("hand-overs under ten minutes",),
    supported_by=CAI,
    starts_on=STARTS,
    ends_on=ENDS,
    effective_on=GIVEN_ON,
)
COMPLETED = AssignmentCompleted(NIGHTS, "Eight minutes", effective_on=ENDS)
CUT_SHORT = AssignmentCutShort(NIGHTS, "The planner came back", effective_on=MIDWAY)
COMPLETE = CompleteAssignment(ADA, NIGHTS, "Eight minutes", effective_on=ENDS)
CUT = CutAssignmentShort(ADA, NIGHTS, "The planner came back", effective_on=MIDWAY)


def test_an_assignment_is_given_to_anybody() -> None:
    given(JOINED).when(GIVE).then(GIVEN)
    assert GIVEN.stage is Stage.EXPOSURE


def test_a_stretch_without_support_is_recorded() -> None:
    alone = replace(GIVEN, supported_by=None)
    given(JOINED).when(replace(GIVE, supported_by=None)).then(alone)


def test_support_comes_from_somebody_else() -> None:
    given(JOINED).when(replace(GIVE, supported_by=ADA)).refused(OwnSupport, ADA)


def test_an_assignment_is_given_once() -> None:
    given(JOINED, GIVEN).when(GIVE).refused(AssignmentStillOpen, NIGHTS)
    given(JOINED, GIVEN, COMPLETED).when(replace(GIVE, effective_on=date(2025, 1, 1))).refused(
        AssignmentGivenBefore, str(ENDS)
    )
    retracted = Line(EntryRetracted(effective_on=GIVEN_ON), supersedes=2, reason="meant for another")
    given(JOINED, GIVEN, retracted).when(GIVE).then(GIVEN)


def test_an_assignment_starts_before_it_ends() -> None:
    given(JOINED).when(replace(GIVE, ends_on=date(2024, 1, 31))).refused(BeginsAfterItEnds, "2024-01-31", "2024-02-01")
    given(JOINED).when(replace(GIVE, ends_on=STARTS)).then(replace(GIVEN, ends_on=STARTS))
    given(JOINED).when(replace(GIVE, ends_on=None)).then(replace(GIVEN, ends_on=None))


@pytest.mark.parametrize(("end", "ended"), [(COMPLETE, COMPLETED), (CUT, CUT_SHORT)])
def test_an_assignment_ends_once(end: DevelopmentCommand, ended: AssignmentCompleted | AssignmentCutShort) -> None:
    given(JOINED, GIVEN).when(end).then(ended)
    given(JOINED, GIVEN, COMPLETED).when(end).refused(AssignmentOver, str(ENDS))
    given(JOINED, GIVEN, CUT_SHORT).when(end).refused(AssignmentOver, str(MIDWAY))
    given(JOINED).when(end).refused(AssignmentUnknown, NIGHTS)
    given(JOINED, GIVEN).when(replace(end, effective_on=date(2024, 1, 14))).refused(AssignmentNotBegun, "2024-01-15")


@pytest.mark.parametrize(("end", "ended"), [(COMPLETE, COMPLETED), (CUT, CUT_SHORT)])
def test_an_assignment_ends_with_the_stay_on_which_it_was_given(
    end: DevelopmentCommand, ended: AssignmentCompleted | AssignmentCutShort
) -> None:
    left = PersonLeft(LeavingReason.RESIGNED, effective_on=end.effective_on - timedelta(days=20))
    back = replace(JOINED, effective_on=end.effective_on - timedelta(days=5))
    given(JOINED, GIVEN, left, back).when(end).refused(AssignmentOver, str(left.effective_on))
    given(JOINED, GIVEN, replace(left, effective_on=end.effective_on)).when(end).then(ended)
    given(JOINED, left, back, replace(GIVEN, effective_on=back.effective_on)).when(end).then(ended)


def test_an_assignment_that_was_put_on_paper_late_had_begun_all_the_same() -> None:
    paper = replace(GIVEN, effective_on=MIDWAY)
    given(JOINED, paper).when(replace(COMPLETE, effective_on=date(2024, 4, 1))).then(
        replace(COMPLETED, effective_on=date(2024, 4, 1))
    )


def test_practice_coaching_and_lessons_are_recorded_on_an_assignment_or_without() -> None:
    for assignment in (NIGHTS, None):
        given(JOINED, GIVEN).when(
            RecordPractice(ADA, "Chaired the hand-over", 1.5, assignment, effective_on=MIDWAY)
        ).then(PracticeRecorded("Chaired the hand-over", 1.5, assignment, effective_on=MIDWAY))
        given(JOINED, GIVEN).when(
            RecordCoaching(ADA, CAI, "Asking before telling", 1, assignment, effective_on=MIDWAY)
        ).then(CoachingHeld(CAI, "Asking before telling", 1, assignment, effective_on=MIDWAY))
        given(JOINED, GIVEN).when(NoteLesson(ADA, "I hold the torch", assignment, effective_on=MIDWAY)).then(
            LessonNoted("I hold the torch", assignment, effective_on=MIDWAY)
        )
    assert {event.stage for event in (PracticeRecorded, CoachingHeld, LessonNoted)} == {Stage.PRACTICE}


STEPS = (
    RecordPractice(ADA, "Chaired the hand-over", 1.5, NIGHTS, effective_on=MIDWAY),
    RecordCoaching(ADA, CAI, "Asking before telling", None, NIGHTS, effective_on=MIDWAY),
    NoteLesson(ADA, "I hold the torch", NIGHTS, effective_on=MIDWAY),
)


@pytest.mark.parametrize("step", STEPS)
def test_steps_on_an_assignment_need_it_to_have_begun(step: DevelopmentCommand) -> None:
    given(JOINED).when(step).refused(AssignmentUnknown, NIGHTS)
    given(JOINED, GIVEN).when(replace(step, effective_on=date(2024, 1, 14))).refused(AssignmentNotBegun)
    assert given(JOINED, GIVEN).when(replace(step, effective_on=GIVEN_ON)).decided()


def test_a_lesson_may_be_noted_when_all_is_over() -> None:
    late = date(2025, 1, 1)
    given(JOINED, GIVEN, COMPLETED).when(NoteLesson(ADA, "I hold the torch", NIGHTS, effective_on=late)).then(
        LessonNoted("I hold the torch", NIGHTS, effective_on=late)
    )


@pytest.mark.parametrize("hours", [0, -1, float("nan")])
def test_what_happened_took_time(hours: float) -> None:
    given(JOINED).when(RecordPractice(ADA, "Chaired", hours, effective_on=MIDWAY)).refused(HoursOutOfRange)
    given(JOINED).when(RecordCoaching(ADA, CAI, "Asking", hours, effective_on=MIDWAY)).refused(HoursOutOfRange)


def test_coaching_takes_no_more_than_a_day_and_practice_no_more_than_anybody_has() -> None:
    coaching = RecordCoaching(ADA, CAI, "Asking", 24.5, effective_on=MIDWAY)
    given(JOINED).when(coaching).refused(HoursOutOfRange, "hours is 24.5", "at most 24 hours")
    practice = RecordPractice(ADA, "Led the unit for a month", 160.0, effective_on=MIDWAY)
    assert given(JOINED).when(practice).decided()
    given(JOINED).when(replace(practice, hours=1.7e308)).refused(HoursOutOfRange, "1.7e+308", "at most 10,000 hours")


def test_a_coach_is_somebody_else_perhaps_from_outside() -> None:
    given(JOINED).when(RecordCoaching(ADA, ADA, "Asking", effective_on=MIDWAY)).refused(CoachedByOneself, ADA)
    given(JOINED).when(RecordCoaching(ADA, None, "Asking", effective_on=MIDWAY)).then(
        CoachingHeld(None, "Asking", effective_on=MIDWAY)
    )


def test_a_lesson_is_remembered_as_protected() -> None:
    lesson = LessonNoted(ERASED, effective_on=MIDWAY)
    person = BookInMemory().with_lines(ADA, (JOINED, lesson)).recall(Development, ADA)
    assert person.protected == {Reference(ADA, 2)}


@pytest.mark.parametrize("command", [GIVE, COMPLETE, CUT, *STEPS])
def test_every_step_falls_into_their_time_here(command: DevelopmentCommand) -> None:
    left = PersonLeft(LeavingReason.RESIGNED, effective_on=date(2023, 1, 1))
    given(JOINED, left).when(command).refused(AlreadyLeft)
    given().when(command).refused(NobodyKnown)
    given(replace(JOINED, effective_on=date(2025, 1, 1))).when(command).refused(NotYetJoined)
