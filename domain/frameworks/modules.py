"""Modules of a curriculum: what a programme of learning is made of, for whom, and which competencies each serves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CurriculumModule:
    """One part of a curriculum, which people complete."""

    name: str
    """What the module is called where learning names it, as “figures-1”."""
    title: str
    """What it is called in words, as “Reading figures”."""
    competencies: tuple[str, ...]
    """The competencies that it serves, by their names in the edition."""
    hours: float
    """How many hours it is expected to take."""
    levels: tuple[str, ...] = ()
    """The levels that it is for; all of them where none is named."""
    cost: str | None = None
    """What a place in it is expected to cost: an exact decimal, as 450.00."""
    currency: str | None = None
    """The currency of the cost, in three letters of ISO 4217, as EUR."""

    def is_for(self, level: str | None) -> bool:
        """Whether it is for people on a level; on none, where nobody has said theirs, it is if it is for all."""
        return not self.levels or level in self.levels
