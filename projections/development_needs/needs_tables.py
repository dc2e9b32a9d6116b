"""What development needs are told from: what was said of each, and the plans that are for them."""

from __future__ import annotations

from typing import Final

from domain.growth.needs import DevelopmentNeedIdentified, DevelopmentNeedSettled
from domain.growth.plans import DevelopmentPlanAgreed
from domain.kernel.facts import Erased
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST, visible
from projections.engine.walls import Wall


def identified(entry: SealedEntry[DevelopmentNeedIdentified]) -> tuple[Row, ...]:
    """What they have to learn, in words, stays in the book."""
    event = entry.event
    competency = None if isinstance(event.competency, Erased) else event.competency
    address = f"{entry.stream}@{entry.version}"
    return ((entry.stream, event.need, None, competency, event.framework, event.edition, address),)


def settled(entry: SealedEntry[DevelopmentNeedSettled]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.need, entry.event.outcome, None, None, None, None),)


def planned_for(entry: SealedEntry[DevelopmentPlanAgreed]) -> tuple[Row, ...]:
    return tuple((entry.stream, str(at)) for at in entry.event.identified_needs)


DEVELOPMENT: Final = (Wall("development", ("person",)),)
OF_PERSON: Final = f"person, {NEWEST_FIRST}"
NEEDS: Final = Table(
    "development_needs",
    {
        "person": "text NOT NULL",
        "need": "text NOT NULL",
        "outcome": "text",
        "competency": "text",
        "framework": "text",
        "edition": "integer",
        "address": "text",
    },
    {DevelopmentNeedIdentified: identified, DevelopmentNeedSettled: settled},
    walls=DEVELOPMENT,
    indexes=(OF_PERSON,),
    opened=(DevelopmentNeedIdentified,),
    coarse={"competency": None, "framework": None, "edition": None},
)
"""Where a row has an outcome, the need was settled; else it was identified."""
PLANS_FOR_NEEDS: Final = Table(
    "plans_for_needs",
    {"person": "text NOT NULL", "cited": "text NOT NULL"},
    {DevelopmentPlanAgreed: planned_for},
    walls=DEVELOPMENT,
    indexes=(OF_PERSON,),
)
SETTLED_SINCE: Final = f"""
    SELECT said.outcome, said.effective_on FROM read_models.development_needs said
    WHERE said.person = fact.person AND said.need = fact.need AND said.outcome IS NOT NULL AND {visible("said")}
    ORDER BY said.effective_on DESC, said.origin DESC LIMIT 1"""
"""What became of the need that a fact identifies."""
DEVELOPMENT_NEEDS: Final = ReadModel("development_needs", (NEEDS, PLANS_FOR_NEEDS))
