"""Exposure: how broadly somebody has worked, how long since they were stretched, and who stands by them.

Leaders learn most from work that they have not met before: other functions, and assignments one size too big
(McCall, Lombardo and Morrison, “The Lessons of Experience”, 1988). A challenge without support overwhelms (Sanford,
“Self and Society”, 1966), so a stretch with nobody to turn to is flagged. No number of these is a target.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.development.assignments import AssignmentGiven
from domain.kernel.dates import DAYS_IN_A_YEAR, months_between
from domain.people.leave import Leave, as_if_since, days_away

LEAST_TENURE: Final = 365
"""Days for which somebody has been here at least before assignments are told per year."""


@dataclass(frozen=True)
class Exposed:
    """An assignment that somebody was given, and when it was over."""

    given: AssignmentGiven
    closed_on: date | None
    """The day on which it was completed or cut short; None while it is open."""

    @property
    def is_unsupported(self) -> bool:
        """Whether it is a stretch that is open, with nobody named who stands by them."""
        return self.given.stretch and self.closed_on is None and self.given.supported_by is None

    @property
    def why_flagged(self) -> str | None:
        """Why it is flagged, and what would be right; None where it is not."""
        if not self.is_unsupported:
            return None
        return f"supported_by is empty, and “{self.given.assignment}” is a stretch: name who stands by them"


@dataclass(frozen=True)
class Breadth:
    """How broadly somebody has worked up to a day."""

    functions: tuple[str, ...]
    """The functions that they have met, where they stood and on assignments, from A to Z."""
    assignments: int
    """How many assignments they have begun."""
    months_since_stretch: int | None
    """Whole months since the last stretch was over, less leave; 0 while one is open, None where there was none."""
    years_here: float
    """For how many years they have been here, in all their stays, less leave."""
    assignments_a_year: float | None
    """Assignments begun while here, a year. Null for whoever has been here for less than a year."""


def breadth_on(
    day: date,
    assignments: Sequence[Exposed],
    functions: Collection[str],
    days_here: int,
    leaves: Collection[Leave] = (),
) -> Breadth:
    """How broadly somebody has worked up to a day: assignments that have begun, and functions in which they stood.

    On days of leave no exposure was to be had: they count for nothing.
    """
    begun = [one for one in assignments if one.given.starts_on <= day]
    met = {*functions, *(one.given.function for one in begun if one.given.function)}
    ends = [min(one.closed_on or day, day) for one in begun if one.given.stretch]
    tenure = days_here - days_away(leaves, date.min, day)
    return Breadth(
        tuple(sorted(met)),
        len(begun),
        months_between(as_if_since(leaves, max(ends), day), day) if ends else None,
        round(tenure / DAYS_IN_A_YEAR, 2),
        round(len(begun) * DAYS_IN_A_YEAR / tenure, 2) if tenure >= LEAST_TENURE else None,
    )


def days_here(stays: Sequence[tuple[bool, date]], until: date) -> int:
    """On how many days somebody was here up to a day, the last included; joining and leaving in their order."""
    days, since = 0, None
    for here, day in stays:
        if here:
            since = since or day
        elif since is not None:
            days, since = days + (min(day, until) - since).days + 1, None
    return days if since is None or since > until else days + (until - since).days + 1
