"""Feedback cycles at any moment, each with the entry of what it released: nothing before, the same ever after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from domain.cycles.closing import FeedbackCycleClosed
from domain.cycles.debriefing import FeedbackCycleDebriefed
from domain.cycles.keeping_open import FeedbackCycleCancelled
from domain.cycles.opening import FeedbackCycleOpened
from domain.cycles.rater_groups import GroupTold
from domain.development.development import Purpose
from domain.kernel.ids import FrameworkId
from ledger import Entry
from projections.engine.reading import Reading
from projections.engine.seeing import CYCLES_THERE
from projections.engine.visibility import latest_of, visible
from projections.feedback_cycles.cycle_tables import FEEDBACK_CYCLES

__all__ = ["FEEDBACK_CYCLES", "CycleTold", "cycles", "cycles_about"]

CYCLES: Final = f"""
    SELECT planned.cycle, planned.person, planned.purpose, planned.position, planned.effective_on,
           ends.closes_on, coalesce(steps.steps, '{{}}'), coalesce(steps.days, '{{}}'),
           coalesce(steps.positions, '{{}}')
    FROM read_models.feedback_cycles planned
    JOIN LATERAL ({latest_of("feedback_cycle_last_days", "fact.cycle = planned.cycle")}) ends ON true
    JOIN LATERAL (
        SELECT array_agg(fact.step) AS steps, array_agg(fact.effective_on) AS days,
               array_agg(fact.position) AS positions
        FROM read_models.feedback_cycle_steps fact WHERE fact.cycle = planned.cycle AND {visible("fact")}
    ) steps ON true
    WHERE {visible("planned")} AND planned.cycle = ANY (%(asked)s)
    ORDER BY planned.effective_on DESC, planned.origin DESC"""
ABOUT: Final = (
    f"SELECT cycle FROM read_models.feedback_cycles fact WHERE person = ANY (%(people)s) AND {visible('fact')}"
)
THERE: Final = f"SELECT cycle FROM read_models.feedback_cycles fact WHERE cycle = ANY (%(asked)s) AND {visible('fact')}"
"""Which of them there are."""


@dataclass(frozen=True, slots=True)
class CycleTold:
    """A feedback cycle, as known at one moment and true on one day."""

    cycle: str
    person: str
    purpose: Purpose
    """What the result may be used for; said before anybody was asked, and for good."""
    competencies: tuple[str, ...]
    """What is asked about, by the names of the edition."""
    framework: FrameworkId
    """The framework whose names these are, and whose scale answers are on."""
    edition: int
    """The number of its edition."""
    planned_on: date
    """The day on which it was planned."""
    closes_on: date
    """The last day on which answers are taken."""
    opened_on: date | None
    """The day on which its raters were approved and asked; null before."""
    cancelled_on: date | None
    """The day on which it was given up; null where it was not."""
    closed_on: date | None
    """The day on which its result was released; null before."""
    debriefed_on: date | None
    """The day on which somebody went through the result with the person; null before."""
    groups: tuple[GroupTold, ...]
    """The groups that are asked, as they are told, with the numbers that were fixed when it opened."""
    too_near: bool
    """Whether what hidden groups said was withheld, as it could be subtracted from another result."""
    closing: Entry[Any] | None
    """The entry with what was released; null before."""


async def cycles(reading: Reading, asked: Sequence[str]) -> Mapping[str, CycleTold]:
    """Some feedback cycles, as far as they are known at the moment.

    Of one that whoever asks is told nothing of, there is nothing but that it is there.
    """
    found = {told.cycle: told for told in await _told(reading, asked)}
    if missing := [cycle for cycle in asked if cycle not in found]:
        there = await reading.rows(THERE, {"asked": missing}, by=CYCLES_THERE)
        found |= {cycle: untold(cycle) for (cycle,) in there}
    return found


async def cycles_about(reading: Reading, people: Sequence[str]) -> Mapping[str, Sequence[CycleTold]]:
    """The feedback cycles about some people, the latest first."""
    found: dict[str, list[CycleTold]] = {}
    rows = await reading.rows(ABOUT, {"people": list(people)}, about=people)
    for told in await _told(reading, [cycle for (cycle,) in rows]):
        found.setdefault(told.person, []).append(told)
    return found


def untold(cycle: str) -> CycleTold:
    """A feedback cycle of which nothing is told."""
    nothing: Any = None
    return CycleTold(cycle, *(nothing,) * (len(fields(CycleTold)) - 1))


async def _told(reading: Reading, asked: Sequence[str]) -> list[CycleTold]:
    rows = await reading.rows(CYCLES, {"asked": list(asked)}, about=asked) if asked else []
    steps = [{step: (day, at) for step, day, at in zip(*row[6:], strict=True)} for row in rows]
    needed = (FeedbackCycleOpened.__name__, FeedbackCycleClosed.__name__)
    cited = [held[kind][1] for held in steps for kind in needed if kind in held]
    entries = await reading.entries((*cited, *(row[3] for row in rows)), about=asked)
    return [_one(row, held, entries) for row, held in zip(rows, steps, strict=True)]


def _one(row: tuple[Any, ...], steps: Mapping[str, tuple[date, int]], entries: Mapping[int, Entry[Any]]) -> CycleTold:
    cycle, person, purpose, planned_at, planned_on, closes_on, *_ = row

    def on(kind: type) -> date | None:
        return steps[kind.__name__][0] if kind.__name__ in steps else None

    def entry(kind: type) -> Entry[Any] | None:
        return entries.get(steps[kind.__name__][1]) if kind.__name__ in steps else None

    planning: Any = entries[planned_at].event
    opening, closing = entry(FeedbackCycleOpened), entry(FeedbackCycleClosed)
    return CycleTold(
        cycle=cycle,
        person=person,
        purpose=Purpose(purpose),
        competencies=tuple(planning.competencies or ()),
        framework=planning.framework,
        edition=planning.edition,
        planned_on=planned_on,
        closes_on=closes_on,
        opened_on=on(FeedbackCycleOpened),
        cancelled_on=on(FeedbackCycleCancelled),
        closed_on=on(FeedbackCycleClosed),
        debriefed_on=on(FeedbackCycleDebriefed),
        groups=getattr(opening.event, "groups", None) or () if opening else (),
        too_near=bool(closing and getattr(closing.event, "too_near", False)),
        closing=closing,
    )
