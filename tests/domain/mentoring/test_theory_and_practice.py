"""Theory is learning apart from work; what is done, and learned in the work itself, is practice."""

from __future__ import annotations

from datetime import date

import pytest

from domain.development.learning import LearningMode
from domain.mentoring.theory_and_practice import HoursSpent, TheoryAndPractice, is_theory

ON = date(2024, 3, 4)


def beside(theory: HoursSpent, practice: HoursSpent) -> TheoryAndPractice:
    return TheoryAndPractice("person-1", ON, ON, theory, practice)


def test_learning_apart_from_work_is_theory() -> None:
    theory = {mode for mode in LearningMode if is_theory(mode)}
    assert theory == {LearningMode.COURSE, LearningMode.READING, LearningMode.CONFERENCE}
    assert not is_theory(None), "real situations and coaching are of no mode"


def test_hours_are_added_up_part_by_part() -> None:
    assert HoursSpent(1, 1, 2.0) + HoursSpent(2, 1, 3.5) == HoursSpent(3, 2, 5.5)
    assert HoursSpent() + HoursSpent(2, 1, 3.5) == HoursSpent(2, 1, 3.5)


@pytest.mark.parametrize(
    ("theory", "practice", "ratio"),
    [
        (HoursSpent(1, 0, 4), HoursSpent(2, 0, 16), 0.25),
        (HoursSpent(1, 0, 4), HoursSpent(2, 0, 15.5), None),
        (HoursSpent(3, 2, 4), HoursSpent(2, 0, 16), 0.25),
        (HoursSpent(3, 2, 4), HoursSpent(1, 0, 16), None),
        (HoursSpent(1, 0, 30), HoursSpent(), None),
        (HoursSpent(), HoursSpent(1, 0, 30), 0),
    ],
)
def test_the_ratio_is_told_from_twenty_hours_on_where_most_were_counted(
    theory: HoursSpent, practice: HoursSpent, ratio: float | None
) -> None:
    assert beside(theory, practice).theory_to_practice == ratio
