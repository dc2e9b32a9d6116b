"""What feedback cycles are read from: what was planned, and what happened to each. What was released stays sealed."""

from __future__ import annotations

from typing import Any, Final

from domain.cycles.closing import FeedbackCycleClosed
from domain.cycles.debriefing import FeedbackCycleDebriefed, FeedbackCycleShared
from domain.cycles.keeping_open import FeedbackCycleCancelled, FeedbackCycleExtended
from domain.cycles.opening import FeedbackCycleOpened
from domain.cycles.planning import FeedbackCyclePlanned
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import Wall


def planned(entry: SealedEntry[FeedbackCyclePlanned]) -> tuple[Row, ...]:
    said = entry.event
    return ((entry.stream, said.person, said.purpose.value),)


def until(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    """Planning and extending both say until when answers are taken."""
    return ((entry.stream, entry.event.closes_on),)


def step(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    return ((entry.stream, type(entry.event).__name__),)


ABOUT_CYCLE: Final = (Wall("cycle", ("cycle",)),)
OF_CYCLE: Final = f"cycle, {NEWEST_FIRST}"
PLANNED: Final = Table(
    "feedback_cycles",
    {
        "cycle": "text NOT NULL",
        "person": "text NOT NULL",
        "purpose": "text NOT NULL",
    },
    {FeedbackCyclePlanned: planned},
    walls=(Wall("cycle", ("cycle", "person")),),
    indexes=(OF_CYCLE, f"person, {NEWEST_FIRST}"),
)
LAST_DAYS: Final = Table(
    "feedback_cycle_last_days",
    {"cycle": "text NOT NULL", "closes_on": "date NOT NULL"},
    dict.fromkeys((FeedbackCyclePlanned, FeedbackCycleExtended), until),
    walls=ABOUT_CYCLE,
    indexes=(OF_CYCLE,),
)
STEPS: Final = Table(
    "feedback_cycle_steps",
    {"cycle": "text NOT NULL", "step": "text NOT NULL"},
    dict.fromkeys(
        (
            FeedbackCycleOpened,
            FeedbackCycleCancelled,
            FeedbackCycleClosed,
            FeedbackCycleDebriefed,
            FeedbackCycleShared,
        ),
        step,
    ),
    walls=ABOUT_CYCLE,
    indexes=(OF_CYCLE,),
)
FEEDBACK_CYCLES: Final = ReadModel("feedback_cycles", (PLANNED, LAST_DAYS, STEPS))
