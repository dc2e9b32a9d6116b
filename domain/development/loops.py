"""The learning loop as a figure: how often somebody has been round it, where they stand now, and since when nothing.

A loop begins with an assessment and closes with the next one that follows at least one exposure, one practice and one
feedback, in any order. Until then assessments belong to the loop that they find open: assessment, challenge and support
have to come together for experience to develop a leader (McCauley and Van Velsor, “Handbook of Leadership Development”,
2004). All answers of one sitting, as of a 360, are one assessment. That a step cites what it builds on strengthens a
loop, and is not required of one.

How long a loop took is told in days less those of leave. Nothing here says how good any of it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.kernel.dates import months_after
from domain.kernel.facts import Reference, Stage
from domain.people.leave import Leave, days_here_between

BETWEEN_ASSESSMENTS: Final = frozenset((Stage.EXPOSURE, Stage.PRACTICE, Stage.FEEDBACK))
"""What a loop needs before an assessment closes it."""
DORMANT_AFTER: Final = 180
"""Days without a step, less those of leave, beyond which somebody's development is dormant: a measure of ours, half
the year from one review to the next."""
MONTHS_LOOKED_BACK: Final = 36
"""Loops are timed that were closed within so many months."""


@dataclass(frozen=True)
class Step:
    """A step of somebody's learning loop."""

    stage: Stage
    on: date
    sitting: str
    """What assessments have in common that are one: a 360 and its cycle. Empty for those that stand alone."""
    at: Reference | None = None
    """How it is cited."""
    builds_on: frozenset[Reference] = frozenset()


@dataclass(frozen=True)
class Loop:
    """Once round: from one assessment to the one that closed it."""

    begun_on: date
    """The day of the assessment with which it began."""
    closed_on: date
    """The day of the assessment that closed it, and with which the next one begins."""
    days: int
    """How many days it took, less those of leave."""
    feedback_taken_up: bool
    """Whether the assessment that closed it cites feedback of this loop."""


@dataclass(frozen=True)
class LearningLoop:
    """Where somebody stands in their learning."""

    closed: tuple[Loop, ...]
    """The loops that they have closed, the earliest first."""
    begun_on: date | None
    """Since when the present loop is open; None for whoever was never assessed."""
    stage: Stage | None
    """The stage of their latest step, whether in a loop or before the first; None where there is none."""
    missing: tuple[Stage, ...]
    """The stages that the present loop has not met yet."""
    last_step_on: date | None
    """The day of their latest step; None where there is none."""
    days_since: int | None
    """Days since then, or since they joined, less those of leave; None for whoever is not here."""

    @property
    def number(self) -> int:
        """Which loop they are in: one more than they have closed; 0 for whoever was never assessed."""
        return len(self.closed) + (self.begun_on is not None)

    @property
    def dormant(self) -> bool:
        """Whether nothing has developed them for more than 180 days of their time here."""
        return self.days_since is not None and self.days_since > DORMANT_AFTER


def learning_loop(steps: Iterable[Step], leaves: Sequence[Leave], joined_on: date | None, on: date) -> LearningLoop:
    """Where somebody stands on a day, by all steps up to it; `joined_on` begins their stay, None if there is none."""
    told = in_order(steps)
    closed: list[Loop] = []
    begun_on: date | None = None
    met: set[Stage] = set()
    feedback: set[Reference] = set()
    for step in told:
        if step.stage is not Stage.ASSESSMENT:
            met.add(step.stage)
            if step.stage is Stage.FEEDBACK and step.at is not None:
                feedback.add(step.at)
        elif begun_on is None or met >= BETWEEN_ASSESSMENTS:
            if begun_on is not None:
                days = days_here_between(leaves, begun_on, step.on)
                closed.append(Loop(begun_on, step.on, days, not feedback.isdisjoint(step.builds_on)))
            begun_on, met, feedback = step.on, set(), set()
    last = told[-1] if told else None
    since = max((day for day in (joined_on, last.on if last else None) if day is not None), default=None)
    return LearningLoop(
        closed=tuple(closed),
        begun_on=begun_on,
        stage=last.stage if last else None,
        missing=() if begun_on is None else tuple(stage for stage in Stage if stage in BETWEEN_ASSESSMENTS - met),
        last_step_on=last.on if last else None,
        days_since=None if joined_on is None or since is None else days_here_between(leaves, since, on),
    )


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Steps by day, those of one sitting together as one at its first; on one day an assessment comes last."""
    sittings: dict[str, Step] = {}
    single: list[Step] = []
    for step in steps:
        if step.stage is not Stage.ASSESSMENT or not step.sitting:
            single.append(step)
        elif (before := sittings.get(step.sitting)) is None:
            sittings[step.sitting] = step
        else:
            first = min(before, step, key=lambda one: one.on)
            cited = before.builds_on | step.builds_on
            sittings[step.sitting] = Step(Stage.ASSESSMENT, first.on, step.sitting, first.at, cited)
    return sorted((*single, *sittings.values()), key=lambda one: (one.on, one.stage is Stage.ASSESSMENT))


def lately_closed(loops: Iterable[Loop], on: date) -> list[Loop]:
    """The loops that were closed in the 36 months up to a day."""
    since = months_after(on, -MONTHS_LOOKED_BACK)
    return [loop for loop in loops if since < loop.closed_on <= on]
