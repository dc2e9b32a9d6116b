"""Figures over time as lines: where each mark stands on paper, and in which cell of the table beside it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

SHAPES: Final = ("ASSESSMENT", "EXPOSURE", "PRACTICE")
"""The shapes of marks, line by line: lines differ by these, and not by colour alone."""
WIDTH, HEIGHT = 640, 150
LEFT, RIGHT, TOP, BOTTOM = 40, 40, 12, 24
STEPS: Final = (1, 2, 5)
MOST_STEPS: Final = 5
"""How many steps the scale has at most."""
LABELS: Final = 7
"""How many days are written below, at most."""


class Mark(NamedTuple):
    """A figure on one day."""

    x: float
    y: float
    value: int
    day: str


class Line(NamedTuple):
    """One figure over all days."""

    name: str
    shape: str
    marks: list[Mark]
    path: str


@dataclass(frozen=True)
class Lines:
    """The whole drawing."""

    lines: list[Line]
    scale: list[tuple[float, int]]
    """Where a figure stands on the scale."""
    days: list[tuple[float, str]]
    """Where a day is written below."""
    width: int = WIDTH
    height: int = HEIGHT


def lines_of(days: Sequence[str], figures: Mapping[str, Sequence[int]]) -> Lines:
    """The drawing of figures, by their names, each with a value for each day."""
    most = max((max(values) for values in figures.values()), default=0)
    step = step_to(most)
    top = max(step, -(-most // step) * step)

    def x(place: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * place / max(1, len(days) - 1), 1)

    def y(value: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 1)

    drawn = []
    for (name, values), shape in zip(figures.items(), SHAPES, strict=False):
        marks = [Mark(x(place), y(value), value, days[place]) for place, value in enumerate(values)]
        drawn.append(Line(name, shape, marks, "M" + "L".join(f"{mark.x} {mark.y}" for mark in marks)))
    every = -(-len(days) // LABELS)
    written = [(x(place), days[place]) for place in range(0, len(days), every)]
    return Lines(drawn, [(y(value), value) for value in range(0, top + 1, step)], written)


def step_to(most: int) -> int:
    """The smallest round step by which a scale reaches a figure."""
    power = 1
    while True:
        for one in STEPS:
            if one * power * MOST_STEPS >= most:
                return one * power
        power *= 10
