"""Figures over time as lines: a scale of round steps, and a mark for each day."""

from __future__ import annotations

import pytest

from api.pages.line_drawing import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, lines_of, step_to


@pytest.mark.parametrize(
    ("most", "step"), [(0, 1), (1, 1), (5, 1), (6, 2), (21, 5), (26, 10), (300, 100), (9_999, 2_000)]
)
def test_a_scale_goes_by_round_steps(most: int, step: int) -> None:
    assert step_to(most) == step


def test_each_day_has_a_mark_on_each_line() -> None:
    days = [f"2026-{month:02}-01" for month in range(1, 13)]
    drawing = lines_of(days, {"all": [8] * 12, "some": [*range(12)]})
    everything, some = drawing.lines
    assert everything.shape != some.shape, "never by colour alone"
    assert [mark.day for mark in some.marks] == days
    assert (some.marks[0].x, some.marks[-1].x) == (LEFT, WIDTH - RIGHT)
    assert [value for _, value in drawing.scale] == [0, 5, 10, 15]
    assert (drawing.scale[0][0], drawing.scale[-1][0]) == (HEIGHT - BOTTOM, TOP)
    assert some.path.count("L") == 11
    assert len(drawing.days) == 6, "every second day is written below"


def test_one_day_and_nothing_on_it_can_be_drawn() -> None:
    [line] = lines_of(["2026-01-01"], {"all": [0]}).lines
    assert [(mark.x, mark.y) for mark in line.marks] == [(LEFT, HEIGHT - BOTTOM)]
