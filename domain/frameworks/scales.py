"""Scales: how ratings are spelled, what each scale measures, and which way is up on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measured(StrEnum):
    """What a scale measures: three judgements, none of which stands for another."""

    RESULTS = "results"
    """What was achieved, as performance is rated."""
    LEADERSHIP = "leadership"
    """How somebody leads: the dials and the competencies."""
    POTENTIAL = "potential"
    """What somebody could grow into."""


class Up(StrEnum):
    """Which way is up on a scale."""

    HIGHER = "higher"
    """The higher number is the better one."""
    LOWER = "lower"
    """The lower number is the better one, as with marks at school."""


@dataclass(frozen=True)
class ScalePoint:
    """One step of the scale."""

    value: int
    """The number that is given as a rating."""
    meaning: str
    """What a rating of that number says."""


@dataclass(frozen=True)
class Scale:
    """How ratings are spelled, lowest first. “Not observed” is an answer, and never averaged."""

    points: tuple[ScalePoint, ...]
    """The steps of the scale, the lowest first."""
    not_observed: str
    """How “not observed” is spelled; never averaged."""

    @property
    def lowest(self) -> int:
        return self.points[0].value

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(point.value for point in self.points)

    @property
    def words(self) -> tuple[tuple[ScalePoint, ...], str]:
        return self.points, self.not_observed

    def has(self, value: int) -> bool:
        return value in self.values

    def is_extreme(self, value: int | None) -> bool:
        """Whether a rating is the lowest or the highest there is."""
        return value in (self.values[0], self.values[-1])

    @property
    def worst(self) -> int:
        return min(self.values, key=self.worth)

    def worth(self, value: float) -> float:
        """Grows as a rating, or the average of several, gets better."""
        return value

    def reaches(self, value: float, asked: int) -> bool:
        """Whether a rating, or the average of several, is at least as good as what is asked for."""
        return self.worth(value) >= self.worth(asked)


@dataclass(frozen=True)
class MeasureScale(Scale):
    """The scale of one judgement: it names what it measures, and which way is up."""

    of: Measured
    """What it measures."""
    up: Up = Up.HIGHER
    """Which way is up on it."""

    def worth(self, value: float) -> float:
        return value if self.up is Up.HIGHER else -value
