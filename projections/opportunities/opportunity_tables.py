"""What opportunities are read from: what was opened, what was closed, and who had to do with them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from domain.development.opportunities import (
    OpportunityAnswered,
    OpportunityApplied,
    OpportunityClosed,
    OpportunityOffered,
    OpportunityOpened,
)
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import OPEN, Wall


class OpportunityStep(StrEnum):
    """What happened between somebody and an opportunity."""

    APPLIED = "applied"
    OFFERED = "offered"
    ANSWERED = "answered"


def opened(entry: SealedEntry[OpportunityOpened]) -> tuple[Row, ...]:
    """What it is are the organisation's words, about nobody, in a list that everybody reads: held here in clear."""
    event = entry.event
    said = (event.what, event.opportunity_kind, event.in_unit, event.function, event.level)
    return ((entry.stream, *said, event.opened_by, event.open_until),)


def closed(entry: SealedEntry[OpportunityClosed]) -> tuple[Row, ...]:
    return ((entry.stream,),)


def step(step: OpportunityStep, entry: SealedEntry[Any]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.person, step, getattr(entry.event, "answer", None)),)


OPENED: Final = Table(
    "opportunities",
    {
        "opportunity": "text NOT NULL",
        "what": "text",
        "opportunity_kind": "text NOT NULL",
        "unit": "text NOT NULL",
        "function": "text",
        "level": "text",
        "opened_by": "text NOT NULL",
        "open_until": "date NOT NULL",
    },
    {OpportunityOpened: opened},
    walls=OPEN,
    indexes=(f"opportunity, {NEWEST_FIRST}",),
    opened=(OpportunityOpened,),
)
CLOSINGS: Final = Table(
    "opportunity_closings",
    {"opportunity": "text NOT NULL"},
    {OpportunityClosed: closed},
    walls=OPEN,
    indexes=(f"opportunity, {NEWEST_FIRST}",),
)
STEPS: Final = Table(
    "opportunity_steps",
    {"opportunity": "text NOT NULL", "person": "text NOT NULL", "step": "text NOT NULL", "answer": "text"},
    {
        OpportunityApplied: lambda entry: step(OpportunityStep.APPLIED, entry),
        OpportunityOffered: lambda entry: step(OpportunityStep.OFFERED, entry),
        OpportunityAnswered: lambda entry: step(OpportunityStep.ANSWERED, entry),
    },
    walls=(Wall("opportunity", ("opportunity", "person")),),
    indexes=("opportunity", "person"),
)
OPPORTUNITIES: Final = ReadModel("opportunities", (OPENED, CLOSINGS, STEPS))
