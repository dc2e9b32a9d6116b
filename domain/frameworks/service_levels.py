"""What an edition aims at in mentoring: a share of pairs across functions, and how soon whoever joins has a mentor."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ServiceLevels:
    """What is aimed at in mentoring. What is left out is not aimed at."""

    pairs_across_functions: float | None = None
    """The share of pairs whose two come from different functions that is aimed at: from 0 to 1."""
    days_to_mentor: int | None = None
    """Days from joining within which somebody is to have a mentor."""
