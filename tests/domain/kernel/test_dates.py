"""Days: whole months between two of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kernel.dates import months_after, months_between

DAYS = st.dates(date(1999, 1, 1), date(2031, 12, 31))


@given(DAYS, DAYS)
def test_whole_months_are_the_most_that_do_not_pass_the_later_day(day: date, later: date) -> None:
    months = months_between(day, later)
    assert months_after(day, months) <= later < months_after(day, months + 1)


@pytest.mark.parametrize(
    ("day", "later", "months"),
    [
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 1, 31), date(2024, 3, 30), 1),
        (date(2024, 5, 1), date(2024, 5, 1), 0),
        (date(2020, 5, 1), date(2024, 6, 1), 49),
    ],
)
def test_whole_months(day: date, later: date, months: int) -> None:
    assert months_between(day, later) == months
