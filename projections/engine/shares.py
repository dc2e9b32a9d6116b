"""Figures about groups: a part of a whole, told with the number it rests on, and as counts only where that is small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from domain.kernel.small_groups import LEAST_COUNTED

MINIMUM: Final = LEAST_COUNTED
"""People, or places, below which shares are not formed, unless the edition says otherwise."""


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


@dataclass(frozen=True, slots=True)
class Rate:
    """So many to a hundred of something else, with the number it rests on; it may well be more than 100."""

    count: int
    """How many."""
    n: int
    """To how many."""
    minimum: int
    """Below this `n` there are counts only."""

    @property
    def per_hundred(self) -> float | None:
        """`count` to a hundred of `n`; None below the minimum."""
        return 100 * self.count / self.n if self.n and self.n >= self.minimum else None
