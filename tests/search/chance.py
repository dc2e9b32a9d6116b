"""Chance: numbers drawn by a seed, so that whatever is found is found again, wherever and beside whatever it runs."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final, TypeVar

T = TypeVar("T")
IN_PERCENT: Final = 100


class Chance:
    """Draws. What comes first, or not at all, is what a failure is reduced to."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)
        self.drawn: list[int] = []
        """Everything that was drawn, in order."""

    def of(self, options: Sequence[T]) -> T:
        """One of these."""
        return options[self.number(0, len(options) - 1)]

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        self.drawn.append(self.draw(least, most))
        return self.drawn[-1]

    def draw(self, least: int, most: int) -> int:
        """The next number."""
        return self._random.randint(least, most)

    def in_percent(self, percent: int) -> bool:
        """Whether something happens that happens so many times of a hundred."""
        return self.number(0, IN_PERCENT - 1) >= IN_PERCENT - percent


class Again(Chance):
    """What was drawn before, drawn again as far as it goes and fits; whatever comes after it is the least."""

    def __init__(self, drawn: Sequence[int]) -> None:
        super().__init__("")
        self._before = iter(drawn)

    def draw(self, least: int, most: int) -> int:
        """The number that was drawn here, or the one closest to it."""
        return min(max(least, next(self._before, least)), most)
