"""Competencies: what a leader can be seen to do, on which levels it counts, and what it looks like there."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from domain.kernel.later import LATER


class Facet(StrEnum):
    """What a competency is made of. A technical one never meets a leadership criterion."""

    MINDSET = "mindset"
    CHARACTER = "character"
    SKILL = "skill"
    HABIT = "habit"
    VALUE = "value"
    TECHNICAL = "technical"


@dataclass(frozen=True)
class LevelAnchors:
    """What the lowest and the highest rating of a competency look like on one level."""

    level: str
    """The level, by its name."""
    lowest: str
    """What the lowest rating looks like there."""
    highest: str
    """What the highest rating looks like there."""


@dataclass(frozen=True)
class Competency:
    """Something a leader can be seen to do, with what the lowest and the highest rating look like."""

    name: str
    """What the competency is called, as “direction”."""
    facet: Facet
    """What the competency is made of."""
    anchor_of_lowest: str
    """What the lowest rating looks like, whatever the level."""
    anchor_of_highest: str
    """What the highest rating looks like, whatever the level."""
    aliases: tuple[str, ...] = ()
    """What other frameworks call it, as in the four skills."""
    levels: tuple[str, ...] = field(default=(), metadata=LATER)
    """The levels on which it counts; all of them where none is named."""
    anchors: tuple[LevelAnchors, ...] = field(default=(), metadata=LATER)
    """What it looks like on a level, where that is said more closely."""

    @property
    def leadership(self) -> bool:
        return self.facet is not Facet.TECHNICAL

    def counts_on(self, level: str) -> bool:
        return not self.levels or level in self.levels
