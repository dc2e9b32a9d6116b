"""The curriculum: who completed which module, and what went into learning, in hours and money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from domain.kernel.dates import a_year_before
from domain.kernel.facts import ORGANISATION
from projections.curriculum.curriculum_tables import CURRICULUM
from projections.engine.reading import Reading
from projections.engine.seeing import FIGURES
from projections.engine.visibility import NEWEST_FIRST, known, visible

__all__ = ["CURRICULUM", "LearningCounted", "ModuleKey", "counted_days", "learning_counted", "modules_completed"]

ModuleKey = tuple[str, str]
"""A framework, and the name of a module of its curriculum."""

COMPLETED: Final = f"""
    SELECT DISTINCT fact.framework, fact.module, fact.person FROM read_models.learning_completed fact
    WHERE fact.module IS NOT NULL AND {visible("fact")}"""
COUNTED: Final = f"""
    SELECT learned.person, placed.unit, placed.level, learned.hours, learned.cost, learned.currency
    FROM read_models.learning_completed learned
    LEFT JOIN LATERAL (
        SELECT unit, level FROM read_models.placements fact
        WHERE fact.person = learned.person AND {known("fact")} AND fact.effective_on <= learned.effective_on
        ORDER BY {NEWEST_FIRST} LIMIT 1
    ) placed ON true
    WHERE {visible("learned")} AND learned.effective_on > %(since)s AND learned.effective_on <= %(until)s
      AND (%(units)s::text[] IS NULL OR placed.unit = ANY (%(units)s))
    ORDER BY learned.effective_on, learned.origin"""
"""Where somebody stood is that of the day on which they completed it."""


@dataclass(frozen=True, slots=True)
class LearningCounted:
    """One thing that somebody learned, what went into it, and where they stood then."""

    person: str
    unit: str | None
    level: str | None
    hours: float | None
    cost: Decimal | None
    currency: str | None


def counted_days(reading: Reading) -> tuple[date, date]:
    """The day after which learning is counted, and the last: the one asked about, or the last that is known."""
    until = min(reading.on, reading.known_on)
    return a_year_before(until), until


async def learning_counted(reading: Reading, units: Sequence[str] | None) -> tuple[LearningCounted, ...]:
    """What was learned in the year up to the day: by people of some units, or by all."""
    since, until = counted_days(reading)
    asked = {"units": None if units is None else [*units], "since": since, "until": until}
    rows = await reading.rows(COUNTED, asked, about=(ORGANISATION,), by=FIGURES, prepare=False)
    return tuple(LearningCounted(*row) for row in rows)


async def modules_completed(reading: Reading) -> Mapping[ModuleKey, frozenset[str]]:
    """Who has completed each module by the day."""
    found: dict[ModuleKey, set[str]] = defaultdict(set)
    for framework, module, person in await reading.rows(COMPLETED, {}, about=(ORGANISATION,), by=FIGURES):
        found[framework, module].add(person)
    return {key: frozenset(people) for key, people in found.items()}
