"""Parts and figures of pairs or people, each with the number that it rests on, and nothing more below the minimum."""

from __future__ import annotations

from dataclasses import dataclass

from projections.engine.shares import MINIMUM


@dataclass(frozen=True, slots=True)
class MentoringShare:
    """A part of some pairs or people, with the number that it rests on. Below the minimum that number alone is told."""

    n: int
    """Out of how many."""
    minimum: int
    """Below this `n` nothing else is told."""
    count: int | None
    """How many; null below the minimum."""

    @property
    def ratio(self) -> float | None:
        """`count` of `n`; None below the minimum."""
        return None if self.count is None else self.count / self.n


@dataclass(frozen=True, slots=True)
class MentoringMeasure:
    """A figure over some pairs or people, with the number that it rests on. Below the minimum that alone is told."""

    n: int
    """Over how many."""
    minimum: int
    """Below this `n` nothing else is told."""
    value: float | None
    """The figure; null below the minimum."""


def share(count: int, n: int) -> MentoringShare:
    """A part of a whole; below the minimum the whole alone."""
    return MentoringShare(n, MINIMUM, count if n >= MINIMUM else None)


def measure(value: float, n: int) -> MentoringMeasure:
    """A figure; below the minimum over how many alone."""
    return MentoringMeasure(n, MINIMUM, float(value) if n >= MINIMUM else None)
