"""Figures of learning loops over a group of people: how long a loop takes, how many are open, and who is dormant."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from domain.development.loops import LearningLoop, lately_closed
from domain.people.leave import Leave, days_here_between
from projections.engine.shares import MINIMUM, Share

LOOPS_AT_LEAST: Final = 10
"""Loops below which no time is told: of fewer, a median says more of single people than of how they learn."""
SIX_MONTHS: Final = 182
"""Days of their time here, less leave, after which somebody's development can be dormant."""


@dataclass(frozen=True, slots=True)
class LoopFigures:
    """How people of a group learn: counts, and what follows from them where there are enough."""

    of: str
    """The unit or the organisation whose people are counted."""
    people: int
    """How many people are counted: everybody here on the day who is part of the headcount, with a title or without."""
    closed: int
    """Loops that they closed in the last 36 months."""
    median_days: float | None
    """Days that such a loop took, less those of leave: the median; None below 10 loops."""
    open: Share
    """Loops that are open on the day, of these and the closed ones."""
    never_assessed: Share
    """People who were never assessed, so that no loop of theirs has begun."""
    dormant: Share
    """People of whom no step is known for more than 180 days of their time here, of those here for six months."""
    developing: Share
    """People whose development goes on: a step in the last 180 days of their time here, of all."""


def figures_of(
    of: str,
    loops: Mapping[str, LearningLoop],
    joined: Mapping[str, date],
    leaves: Mapping[str, Collection[Leave]],
    on: date,
) -> LoopFigures:
    """The figures of these people on a day; `joined` says since when each of them is here."""
    closed = [loop for one in loops.values() for loop in lately_closed(one.closed, on)]
    begun = [one for one in loops.values() if one.begun_on is not None]
    settled = [one for one, day in joined.items() if days_here_between([*leaves.get(one, ())], day, on) >= SIX_MONTHS]
    return LoopFigures(
        of=of,
        people=len(loops),
        closed=len(closed),
        median_days=median(loop.days for loop in closed) if len(closed) >= LOOPS_AT_LEAST else None,
        open=Share(len(begun), len(begun) + len(closed), LOOPS_AT_LEAST),
        never_assessed=Share(len(loops) - len(begun), len(loops), MINIMUM),
        dormant=Share(sum(loops[one].dormant for one in settled), len(settled), MINIMUM),
        developing=Share(sum(goes_on(one) for one in loops.values()), len(loops), MINIMUM),
    )


def goes_on(loop: LearningLoop) -> bool:
    """Whether there was a step that is not too long ago."""
    return loop.last_step_on is not None and not loop.dormant
