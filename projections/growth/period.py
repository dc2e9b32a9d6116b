"""The day up to which figures of growth go."""

from __future__ import annotations

from datetime import date

from projections.engine.reading import Reading


def last_day(reading: Reading) -> date:
    """The day that is asked about, or the last up to which anything was known, if that came first."""
    return min(reading.on, reading.known_on)
