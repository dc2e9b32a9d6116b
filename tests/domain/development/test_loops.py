"""Learning loops: when one closes, what it took, where somebody stands in it, and when they are dormant."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.development.loops import (
    BETWEEN_ASSESSMENTS,
    DORMANT_AFTER,
    LearningLoop,
    Step,
    lately_closed,
    learning_loop,
)
from domain.kernel.facts import Reference, Stage
from domain.people.leave import Leave
from tests.examples import ADA

JOINED, TODAY = date(2020, 3, 2), date(2024, 6, 30)
MARCH = date(2024, 3, 1)
SPRING: dict[Stage, int] = {Stage.EXPOSURE: 10, Stage.PRACTICE: 20, Stage.FEEDBACK: 30}


def step(stage: Stage, days: int, sitting: str = "", at: int = 0, *cites: int) -> Step:
    cited = frozenset(Reference(ADA, each) for each in cites)
    return Step(stage, MARCH + timedelta(days), sitting, Reference(ADA, at) if at else None, cited)


def stood(
    *steps: Step, leaves: tuple[Leave, ...] = (), joined_on: date | None = JOINED, on: date = TODAY
) -> LearningLoop:
    return learning_loop(steps, leaves, joined_on, on)


def between(without: Stage | None = None) -> list[Step]:
    return [step(stage, days) for stage, days in SPRING.items() if stage is not without]


def test_a_loop_closes_with_the_assessment_that_follows_exposure_practice_and_feedback() -> None:
    first, last = step(Stage.ASSESSMENT, 0), step(Stage.ASSESSMENT, 40)
    [loop] = stood(first, *reversed(between()), last).closed
    assert (loop.begun_on, loop.closed_on, loop.days) == (first.on, last.on, 40)
    for without in SPRING:
        one = stood(first, *between(without), last)
        assert (one.closed, one.number, one.begun_on, one.missing) == ((), 1, first.on, (without,))
    again = stood(first, *between(), last, step(Stage.PRACTICE, 50))
    assert (again.number, again.begun_on, again.stage) == (2, last.on, Stage.PRACTICE)
    assert again.missing == (Stage.EXPOSURE, Stage.FEEDBACK)


def test_before_the_first_assessment_there_is_no_loop() -> None:
    nothing, practised = stood(), stood(*between())
    assert (nothing.number, nothing.stage, nothing.last_step_on) == (0, None, None)
    assert (practised.number, practised.begun_on, practised.missing) == (0, None, ())
    assert (practised.stage, practised.last_step_on) == (Stage.FEEDBACK, MARCH + timedelta(30))
    assert stood(*between(), step(Stage.ASSESSMENT, 40)).number == 1


def test_all_answers_of_one_sitting_are_one_assessment_on_its_first_day() -> None:
    answers = [step(Stage.ASSESSMENT, days, "360 2024", 7 + days, 3) for days in (44, 40, 48)]
    [loop] = stood(step(Stage.ASSESSMENT, 0), *between(), *answers).closed
    assert loop.closed_on == MARCH + timedelta(40)
    alone = [step(Stage.ASSESSMENT, days) for days in (0, 40, 44)]
    assert len(stood(*between(), *alone).closed) == 1


def test_on_one_day_the_assessment_comes_last() -> None:
    closing = step(Stage.ASSESSMENT, 30)
    assert len(stood(closing, step(Stage.ASSESSMENT, 0), *between()).closed) == 1


def test_it_is_told_whether_the_closing_assessment_took_the_feedback_up() -> None:
    spring = [step(Stage.EXPOSURE, 10), step(Stage.PRACTICE, 20, "", 4), step(Stage.FEEDBACK, 30, "", 5)]
    for cited, taken_up in ((5, True), (4, False), (9, False)):
        [loop] = stood(step(Stage.ASSESSMENT, 0, "", 5), *spring, step(Stage.ASSESSMENT, 40, "", 6, cited)).closed
        assert loop.feedback_taken_up is taken_up


def test_leave_is_no_part_of_what_a_loop_took_nor_of_a_pause() -> None:
    away = Leave(MARCH + timedelta(5), MARCH + timedelta(24))
    [loop] = stood(step(Stage.ASSESSMENT, 0), *between(), step(Stage.ASSESSMENT, 40), leaves=(away,)).closed
    assert loop.days == 20
    paused = stood(step(Stage.PRACTICE, 0), on=MARCH + timedelta(DORMANT_AFTER + 1))
    assert (paused.days_since, paused.dormant) == (DORMANT_AFTER + 1, True)
    rested = stood(step(Stage.PRACTICE, 0), leaves=(away,), on=MARCH + timedelta(DORMANT_AFTER + 20))
    assert (rested.days_since, rested.dormant) == (DORMANT_AFTER, False)


def test_whoever_has_just_come_or_come_back_is_not_dormant_and_whoever_is_gone_is_nothing() -> None:
    assert stood(joined_on=TODAY).days_since == 0
    assert stood(step(Stage.PRACTICE, 0), joined_on=date(2024, 6, 20)).days_since == 10
    gone = stood(step(Stage.PRACTICE, 0), joined_on=None)
    assert (gone.days_since, gone.dormant, gone.last_step_on) == (None, False, MARCH)


def test_loops_are_timed_for_36_months() -> None:
    [loop] = stood(step(Stage.ASSESSMENT, 0), *between(), step(Stage.ASSESSMENT, 40)).closed
    assert loop.closed_on == date(2024, 4, 10)
    assert [bool(lately_closed([loop], day)) for day in (date(2024, 4, 10), date(2027, 4, 9), date(2027, 4, 10))] == [
        True,
        True,
        False,
    ]


@given(st.lists(st.tuples(st.sampled_from(Stage), st.integers(0, 60)), max_size=25))
def test_loops_follow_one_another_and_each_has_all_that_a_loop_needs(told: list[tuple[Stage, int]]) -> None:
    taken = [step(stage, days) for stage, days in told]
    loop = stood(*taken)
    for one in loop.closed:
        inside = {each.stage for each in taken if one.begun_on <= each.on <= one.closed_on}
        assert inside >= BETWEEN_ASSESSMENTS
    begins = [*(one.begun_on for one in loop.closed), loop.begun_on]
    assert begins[1:] == [one.closed_on for one in loop.closed]
    assert stood(*reversed(taken)).number == loop.number
