"""Which step of a scale is meant by a mark of a table of reviews: a number, a step's own words, or low to high."""

from __future__ import annotations

import re
from typing import Final

from domain.frameworks.scales import Scale, ScalePoint

NUMBER: Final = re.compile(r"(\d+)(?:[.,]0+)?(?:\s*[-–—:./].*)?")
"""A number, whatever is said of it behind: “2”, “2.0”, “2 - full performance”, “2/3”."""
THREE: Final = (
    ("low", "below", "below expectations", "does not meet", "niedrig", "gering", "faible", "bajo", "baixo", "laag",
     "basso", "niski"),
    ("medium", "moderate", "mid", "meets", "meets expectations", "solid", "mittel", "moyen", "medio", "médio", "midden",
     "średni"),
    ("high", "above", "exceeds", "exceeds expectations", "hoch", "élevé", "fort", "alto", "hoog", "wysoki"),
)  # fmt: skip
"""The words of tables with three steps, which are taken for the steps of scales with three, the worst first."""


def as_number(mark: str) -> int | None:
    """The number of a mark; None where it is none."""
    number = NUMBER.fullmatch(mark)
    return int(number[1]) if number else None


def step_meant(mark: str, scale: Scale) -> ScalePoint | None:
    """The step that is meant; None where the mark is none."""
    if (number := as_number(mark)) is not None:
        return next((point for point in scale.points if point.value == number), None)
    word = mark.casefold()
    by_meaning = next((point for point in scale.points if point.meaning.casefold() == word), None)
    if by_meaning or len(scale.points) != len(THREE):
        return by_meaning
    steps = sorted(scale.points, key=lambda point: scale.worth(point.value))
    return next((step for step, words in zip(steps, THREE, strict=True) if word in words), None)
