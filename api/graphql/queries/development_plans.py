"""Growth as it is meant over GraphQL: plans, how people learn, what they took on, and figures of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, cast

import strawberry

from api.access.table import Information
from api.graphql.context import Info
from api.graphql.derived import output_of, row_type
from api.graphql.groups_asked import AsOfThen, Exactly, OfUnits, OnLevels, group_asked
from api.graphql.moment import Answered, Moment
from api.graphql.queries import Questions
from api.graphql.queries.practice import FirstDay
from api.graphql.release_points import AS_RELEASED
from api.graphql.row_types import RowType, resolver
from domain.growth import commitments as kept
from domain.growth import growth_plan as plans
from domain.kernel.facts import ORGANISATION
from projections import growth as rows

if TYPE_CHECKING:
    from api.graphql.queries.person import Person

Somebody = Annotated["Person", strawberry.lazy("api.graphql.queries.person")]
PLAN: Final = "The development plan that stands for them on the day; null where none does, and for whoever was erased."
LEARNING: Final = "How they learned in the year up to the day, by hours. Null for whoever was erased."
COMMITMENTS: Final = (
    "What they took on, and how much of it they kept in the year up to the day. Told to them alone; null for whoever"
    " was erased."
)
Learning = output_of(rows.Learning)


@row_type(plans.PlannedObjective, without=("owner",))
class PlannedObjective(RowType[plans.PlannedObjective]):
    """An objective of a development plan, and how far it is."""

    @resolver("Who sees to it; null where nothing is known of them at that moment.")
    async def owner(self) -> Somebody | None:
        return await shown(self.moment, self.row.owner)


@row_type(plans.GrowthPlan, without=("objectives", "co_owners"))
class GrowthPlan(RowType[plans.GrowthPlan]):
    """The development plan that stands for somebody on a day."""

    @resolver("What is to be reached, in the order in which it was agreed. Empty once it was erased.", holds=5)
    def objectives(self) -> list[PlannedObjective]:
        return [PlannedObjective(each, self.moment) for each in self.row.objectives]

    @resolver("Who answers for it with them.", holds=2)
    async def co_owners(self) -> list[Somebody]:
        return [each for each in [await shown(self.moment, one) for one in self.row.co_owners] if each]


@row_type(kept.Commitment, without=("agreed_with",))
class Commitment(RowType[kept.Commitment]):
    """Something that a person took on, and how it stands."""

    @resolver("With whom they agreed it; null for nobody, and where nothing is known of them at that moment.")
    async def agreed_with(self) -> Somebody | None:
        return await shown(self.moment, self.row.agreed_with) if self.row.agreed_with else None


@row_type(kept.Commitments, without=("actions", "counted", "first_day", "leaves"))
class Commitments(RowType[kept.Commitments]):
    """What somebody took on, and how much of it they kept in a year."""

    @resolver("All that is open, or was due or put off in the year, by the day by which it is due.", holds=10)
    def actions(self) -> list[Commitment]:
        return [Commitment(each, self.moment) for each in self.row.actions]


@row_type(rows.PlanFigures, without=("of",))
class PlanFigures(RowType[rows.PlanFigures]):
    """Who has a development plan, level by level, and how much of what is done was planned. Of nobody it says who."""

    @resolver(AS_RELEASED)
    def as_of(self) -> Answered:
        return self.moment.answered(())


@row_type(rows.LearningFigures, without=("of",))
class LearningFigures(RowType[rows.LearningFigures]):
    """How people learned in a year, by hours; and whether they did. Of nobody it says how."""

    @resolver(AS_RELEASED)
    def as_of(self) -> Answered:
        return self.moment.answered(())


@strawberry.type
class GrowthQueries(Questions):
    @resolver(
        "Who of everybody here who is part of the headcount, or of those of some units and levels, has a development"
        " plan, whose is stale, and how much of what is done was planned.",
        price=500,
    )
    async def growth_plans(
        self,
        info: Info,
        units: OfUnits = None,
        exactly: Exactly = False,
        levels: OnLevels = None,
        as_of: AsOfThen = None,
    ) -> PlanFigures:
        asked = await group_asked(info.context, Information.DEVELOPMENT, as_of, units, levels, exactly=exactly)
        found = await asked.told("growthPlans", rows.PlanFigures, rows.growth_plan_figures)
        return PlanFigures(found, asked.moment)

    @resolver(
        "How everybody here who is part of the headcount, or those of some units and levels, learned in the year up to"
        " the day, by hours. It is no target.",
        price=500,
    )
    async def learning_mix(
        self,
        info: Info,
        units: OfUnits = None,
        exactly: Exactly = False,
        levels: OnLevels = None,
        as_of: AsOfThen = None,
    ) -> LearningFigures:
        asked = await group_asked(info.context, Information.DEVELOPMENT, as_of, units, levels, exactly=exactly)
        found = await asked.told("learningMix", rows.LearningFigures, rows.learning_figures)
        return LearningFigures(found, asked.moment)


async def plan_of(moment: Moment, person: str) -> GrowthPlan | None:
    """The plan that stands for somebody."""
    found = await moment.look_up(person, rows.growth_plans_of)
    return GrowthPlan(found, moment) if found else None


async def learning_of(moment: Moment, person: str) -> rows.Learning | None:
    """How somebody learned."""
    return await moment.look_up(person, rows.learning_of)


async def commitments_of(info: Info, moment: Moment, person: str) -> Commitments:
    """What somebody took on. What was due before the ledger's first day, and is open, is not known."""
    first = await moment.look_up(ORGANISATION, FirstDay(info.context.services.ledger))
    found = await moment.look_up(person, rows.commitments_of, first_day=first)
    return Commitments(cast("kept.Commitments", found), moment)  # everybody asked about has some, be they none


async def shown(moment: Moment, person: str) -> Person | None:
    """Somebody who is named in what is told of another."""
    from api.graphql.queries.person import person_at  # noqa: PLC0415  a person knows their plan, too

    return await person_at(moment, person)
