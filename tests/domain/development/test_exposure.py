"""Exposure: breadth, months since a stretch, pace, and stretches that nobody stands by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from domain.development.assignments import AssignmentGiven
from domain.development.development import AssignmentId, AssignmentKind
from domain.development.exposure import Exposed, breadth_on, days_here
from domain.people.leave import A_DAY, Leave
from tests.examples import CAI

DAY = date(2024, 6, 15)
STRETCH = AssignmentGiven(
    AssignmentId("assignment-nights"),
    "The night shift",
    AssignmentKind.PROJECT_LEAD,
    stretch=True,
    function="Production",
    objectives=(),
    supported_by=None,
    starts_on=date(2023, 1, 10),
    effective_on=date(2023, 1, 3),
)


def test_breadth_counts_functions_stood_in_and_met_on_assignments_that_have_begun() -> None:
    later = replace(STRETCH, function="Finance", starts_on=DAY + timedelta(1))
    plain = replace(STRETCH, function=None, stretch=False, starts_on=DAY)
    found = breadth_on(DAY, [Exposed(STRETCH, None), Exposed(later, None), Exposed(plain, None)], {"Sales"}, 731)
    assert (found.functions, found.assignments, found.assignments_a_year) == (("Production", "Sales"), 2, 1.0)
    assert found.years_here == 2.0


def test_months_since_a_stretch_are_counted_from_when_it_was_over() -> None:
    over = Exposed(STRETCH, date(2024, 3, 16))
    assert breadth_on(DAY, [over], (), 0).months_since_stretch == 2
    away = Leave(date(2024, 3, 20), date(2024, 5, 10))
    assert breadth_on(DAY, [over], (), 0, [away]).months_since_stretch == 1, "less the weeks of leave"
    assert breadth_on(DAY, [over, Exposed(STRETCH, None)], (), 0).months_since_stretch == 0
    assert breadth_on(DAY, [Exposed(replace(STRETCH, stretch=False), None)], (), 0).months_since_stretch is None


def test_pace_is_told_from_a_year_on_and_leave_is_no_part_of_it() -> None:
    one = [Exposed(STRETCH, None)]
    assert breadth_on(DAY, one, (), 364).assignments_a_year is None
    assert breadth_on(DAY, one, (), 730).assignments_a_year == 0.5
    assert breadth_on(DAY, one, (), 730, [Leave(DAY - 364 * A_DAY, DAY)]).assignments_a_year == 1.0
    assert breadth_on(DAY, one, (), 730, [Leave(DAY - 365 * A_DAY, DAY)]).assignments_a_year is None


def test_an_open_stretch_that_nobody_stands_by_is_flagged_with_what_would_be_right() -> None:
    flagged = Exposed(STRETCH, None).why_flagged
    assert flagged == "supported_by is empty, and “assignment-nights” is a stretch: name who stands by them"
    assert Exposed(replace(STRETCH, supported_by=CAI), None).why_flagged is None
    assert Exposed(replace(STRETCH, stretch=False), None).why_flagged is None
    assert Exposed(STRETCH, DAY).why_flagged is None


def test_days_here_are_those_of_all_stays_up_to_the_day() -> None:
    stays = [(True, date(2024, 1, 1)), (False, date(2024, 1, 10)), (True, date(2024, 6, 1))]
    assert days_here(stays, DAY) == 10 + 15
    assert days_here(stays[:1], DAY) == 167
    assert days_here([], DAY) == 0
    assert days_here([(True, DAY + timedelta(1))], DAY) == 0
