"""What is meant for single people: the plan that stands for them, and what they took on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.growth.commitments import Commitments, commitments
from domain.growth.growth_plan import GrowthPlan, live_plan
from domain.kernel.dates import a_year_before
from domain.kernel.facts import Event
from domain.kernel.standing import Noted
from projections.engine.reading import Reading
from projections.engine.visibility import visible
from projections.growth.figure_statements import PLANS_THAT_STAND
from projections.growth.period import last_day
from projections.leaves import leaves_begun
from projections.staff import last_days


async def growth_plans_of(reading: Reading, people: Sequence[str]) -> Mapping[str, GrowthPlan | None]:
    """The plan that stands for each of these people on the day."""
    day, leaves = last_day(reading), await leaves_begun(reading, people)
    told, left = await noted(reading, "growth_plans", people), await last_days(reading, people)
    return {person: live_plan(each, day, leaves.get(person, ()), left[person]) for person, each in told.items()}


@dataclass(frozen=True, slots=True)
class PlanReview:
    """When the development plan that stands for somebody is to be looked at again."""

    person: str
    review_on: date
    """The day."""
    plan: str
    since: date
    """The day on which the plan was agreed."""


async def plan_reviews(reading: Reading, people: Sequence[str]) -> tuple[PlanReview, ...]:
    """That of each of these people for whom a plan stands: one statement, however many they are."""
    rows = await reading.rows(PLANS_THAT_STAND, {"people": list(people)}, about=people)
    return tuple(PlanReview(*row) for row in rows)


async def commitments_of(
    reading: Reading, people: Sequence[str], *, first_day: date | None = None
) -> Mapping[str, Commitments]:
    """What each of these people took on, and what came of it; `first_day` is the ledger's, as known then."""
    until = last_day(reading)
    told, leaves = await noted(reading, "actions", people), await leaves_begun(reading, people)
    since, left = a_year_before(until), await last_days(reading, people)
    return {
        person: commitments(each, since, until, first_day, leaves.get(person, ()), left[person])
        for person, each in told.items()
    }


async def noted(reading: Reading, table: str, people: Sequence[str]) -> Mapping[str, list[Noted[Event[Any]]]]:
    """The entries behind the facts of a table about each of these people, in the order of effect."""
    rows = await reading.rows(
        f"SELECT person, position FROM read_models.{table} fact WHERE person = ANY (%(people)s) AND {visible('fact')}"
        " ORDER BY effective_on, origin, ordinal",
        {"people": list(people)},
        about=people,
    )
    entries = await reading.entries((position for _, position in rows), about=people)
    found: dict[str, list[Noted[Event[Any]]]] = {person: [] for person in people}
    for person, position in rows:
        if position in entries:
            found[person].append(Noted(entries[position].event, entries[position].at))
    return found
