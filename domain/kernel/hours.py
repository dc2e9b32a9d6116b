"""Hours: how many of them something can have taken, so that a slip of one hand does not stand in every sum."""

from __future__ import annotations

from typing import Final

from domain.kernel.refusals import HoursOutOfRange

HOURS_OF_A_DAY: Final = 24
"""What happens on one day takes so many at most."""
HOURS_AT_MOST: Final = 10_000
"""What goes on over many days takes so many at most: that is about five years of full work."""


def hours_must_be_possible(field: str, hours: float | None, at_most: int) -> None:
    """Refuses what took no time, or more than there was; None where nobody counted."""
    if hours is not None and not 0 < hours <= at_most:
        raise HoursOutOfRange(f"{field} is {hours}: give more than 0 and at most {at_most:,} hours", field=field)
