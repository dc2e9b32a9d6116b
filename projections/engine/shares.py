"""Shares as figures tell them: a count, what it is of, and a ratio only where that is enough to speak of one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, with the number it rests on. Below the minimum there are counts only."""

    count: int
    """How many."""
    n: int
    """Out of how many."""
    minimum: int
    """Below this `n` there are counts only."""

    @property
    def ratio(self) -> float | None:
        """`count` of `n`; None below the minimum."""
        return self.count / self.n if self.n and self.n >= self.minimum else None
