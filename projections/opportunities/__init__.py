"""Opportunities: which there are, who applied for them, to whom they were offered, and what became of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.development.development import AssignmentKind
from domain.development.opportunities import OfferAnswer
from domain.kernel.dates import a_year_before
from domain.kernel.facts import ORGANISATION
from ledger import Entry
from projections.engine.reading import Reading
from projections.engine.seeing import OFFERS_COUNTED
from projections.engine.visibility import NEWEST_FIRST, known, latest, latest_of, visible
from projections.opportunities.opportunity_tables import OPPORTUNITIES, OpportunityStep

__all__ = ["OPPORTUNITIES", "OpportunityListed", "OpportunityPart", "offers", "opportunities", "own_parts", "parts"]

LISTED: Final = f"""
    SELECT opened.opportunity, opened.what, opened.opportunity_kind, opened.unit, opened.function, opened.level,
           opened.opened_by, opened.effective_on, opened.open_until, closed.effective_on
    FROM ({latest("opportunities", "opportunity", where="{among}")}) opened
    LEFT JOIN LATERAL (
        {latest_of("opportunity_closings", "fact.opportunity = opened.opportunity")}
    ) closed ON true
    WHERE %(units)s::text[] IS NULL OR opened.unit = ANY (%(units)s)
    ORDER BY opened.open_until, opened.opportunity"""
OF_STEPS: Final = f"""
    SELECT step.opportunity, step.person, step.step, step.answer, step.effective_on, step.position
    FROM read_models.opportunity_steps step
    WHERE step.{{whose}} = ANY (%(those)s) AND {visible("step")} ORDER BY step.effective_on, step.origin"""
COUNTED: Final = f"""
    SELECT step.opportunity, step.person, step.step, step.answer, placed.unit, placed.level
    FROM read_models.opportunity_steps step
    LEFT JOIN LATERAL (
        SELECT unit, level FROM read_models.placements fact
        WHERE fact.person = step.person AND {known("fact")} AND fact.effective_on <= step.effective_on
        ORDER BY {NEWEST_FIRST} LIMIT 1
    ) placed ON true
    WHERE {visible("step")} AND step.effective_on > %(since)s
      AND (%(units)s::text[] IS NULL OR placed.unit = ANY (%(units)s))
    ORDER BY step.effective_on, step.origin"""
"""Where somebody stood is that of the day on which they applied, or were offered something."""


@dataclass(frozen=True, slots=True)
class OpportunityListed:
    """A chance to grow, open to everybody here."""

    opportunity: str
    what: str | None
    """What it is."""
    opportunity_kind: AssignmentKind
    """The way into exposure that it is."""
    unit: str
    function: str | None
    """The function that it takes them into."""
    level: str | None
    """The level whose work it is; it bars nobody."""
    opened_by: str
    opened_on: date
    """The day on which it was opened."""
    open_until: date
    """The last day on which people may apply."""
    closed_on: date | None
    """From which day on it is closed; None as long as nobody has closed it."""

    def is_open_on(self, day: date) -> bool:
        """Whether people may apply on that day."""
        return self.opened_on <= day <= self.open_until and (self.closed_on is None or day < self.closed_on)


@dataclass(frozen=True)
class OpportunityPart:
    """What somebody has to do with an opportunity."""

    person: str
    applied_on: date | None = None
    """The day on which they applied."""
    offered_on: date | None = None
    """The day on which it was offered to them."""
    answer: OfferAnswer | None = None
    """What they answered. To decline is free, and no mark on anybody."""
    application: Entry[Any] | None = None


Parts = Mapping[str, tuple[OpportunityPart, ...]]


async def opportunities(
    reading: Reading, *, units: Sequence[str] | None = None, those: Sequence[str] | None = None
) -> tuple[OpportunityListed, ...]:
    """The opportunities of some units, or all, those first for which time runs out first."""
    among = "true" if those is None else "fact.opportunity = ANY (%(those)s)"
    asked = {"units": None if units is None else [*units], "those": None if those is None else [*those]}
    rows = await reading.rows(LISTED.replace("{among}", among), asked)
    return tuple(OpportunityListed(*(*row[:2], AssignmentKind(row[2]), *row[3:])) for row in rows)


async def parts(reading: Reading, those: Sequence[str]) -> Parts:
    """By opportunity, everybody who has to do with it, as far as whoever asks is told: in the order of their first."""
    rows = await reading.rows(OF_STEPS.format(whose="opportunity"), {"those": [*those]}, about=those)
    entries = await reading.entries({row[5] for row in rows if row[2] == OpportunityStep.APPLIED}, about=those)
    found: dict[str, dict[str, dict[str, Any]]] = {each: {} for each in those}
    for row in rows:
        found[row[0]].setdefault(row[1], {}).update(said_in(row, entries))
    return {
        each: tuple(OpportunityPart(person, **said) for person, said in people.items())
        for each, people in found.items()
    }


async def own_parts(reading: Reading, people: Sequence[str]) -> Mapping[str, Mapping[str, OpportunityPart]]:
    """By person, and by opportunity, what they have to do with it."""
    rows = await reading.rows(OF_STEPS.format(whose="person"), {"those": [*people]}, about=people)
    found: dict[str, dict[str, dict[str, Any]]] = {each: {} for each in people}
    for row in rows:
        found[row[1]].setdefault(row[0], {}).update(said_in(row, {}))
    return {
        person: {each: OpportunityPart(person, **said) for each, said in of.items()} for person, of in found.items()
    }


def said_in(row: Sequence[Any], entries: Mapping[int, Entry[Any]]) -> dict[str, Any]:
    """What one step says of somebody's part."""
    _, _, step, answer, day, position = row
    if step == OpportunityStep.APPLIED:
        return {"applied_on": day, "application": entries.get(position)}
    return {"offered_on": day} if step == OpportunityStep.OFFERED else {"answer": OfferAnswer(answer)}


@dataclass(frozen=True)
class Counted:
    """What somebody had to do with an opportunity, and where they stood then."""

    person: str
    unit: str | None
    level: str | None
    applied: bool
    offered: bool
    answer: OfferAnswer | None


async def offers(reading: Reading, units: Sequence[str] | None) -> tuple[Counted, ...]:
    """Who applied for something, or was offered it, in the year up to the day: of people of some units, or of all."""
    until = min(reading.on, reading.known_on)
    asked = {"units": None if units is None else [*units], "since": a_year_before(until)}
    rows = await reading.rows(COUNTED, asked, about=(ORGANISATION,), by=OFFERS_COUNTED, prepare=False)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for opportunity, person, step, answer, unit, level in rows:
        of = found.setdefault((opportunity, person), {"answer": None, "applied": False, "offered": False})
        if step == OpportunityStep.ANSWERED:
            of["answer"] = OfferAnswer(answer)
        else:
            of.update({step: True, "unit": unit, "level": level})
    there = (of | {"person": person} for (_, person), of in found.items() if of["applied"] or of["offered"])
    return tuple(Counted(**of) for of in there)
