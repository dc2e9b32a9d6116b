"""Chance: what Hypothesis draws, so that whatever is found is found again, and made as small as it gets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
IN_PERCENT: Final = 100


@cache
def numbers(least: int, most: int) -> st.SearchStrategy[int]:
    """Whole numbers between two, both included; the first is the simplest."""
    return st.integers(least, most)


class Chance:
    """Draws. What comes first, or not at all, is what a failure is reduced to."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self._draw = draw

    def of(self, options: Sequence[T]) -> T:
        """One of these."""
        return options[self.number(0, len(options) - 1)]

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least if least == most else int(self._draw(numbers(least, most)))

    def in_percent(self, percent: int) -> bool:
        """Whether something happens that happens so many times of a hundred."""
        return self.number(0, IN_PERCENT - 1) >= IN_PERCENT - percent
