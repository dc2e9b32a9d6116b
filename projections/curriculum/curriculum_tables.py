"""What a curriculum is told from: what people learned, the module that it was, and what went into it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from domain.development.learning import LearningCompleted
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import Wall


def learned(entry: SealedEntry[LearningCompleted]) -> tuple[Row, ...]:
    event = entry.event
    cost = None if event.cost is None else Decimal(event.cost)
    return ((entry.stream, event.framework, event.module, event.hours, cost, event.currency),)


LEARNED: Final = Table(
    "learning_completed",
    {
        "person": "text NOT NULL",
        "framework": "text",
        "module": "text",
        "hours": "float8",
        "cost": "numeric",
        "currency": "text",
    },
    {LearningCompleted: learned},
    walls=(Wall("development", ("person",)),),
    indexes=(f"person, {NEWEST_FIRST}", "effective_on"),
    coarse={"framework": None, "module": None, "hours": None, "cost": None, "currency": None},
)
CURRICULUM: Final = ReadModel("curriculum", (LEARNED,))
