"""Opportunities over GraphQL: what is open to everybody, who has to do with it, and how chances are spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Annotated

import strawberry

from api.access.sight import WHOLE
from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import enum_of, output_of, row_type
from api.graphql.moment import Moment
from api.graphql.node import AN_ID, Node, checked_id
from api.graphql.queries import Questions
from api.graphql.queries.entries import Entry, entry_of
from api.graphql.queries.groups_of_people import PeopleOfGroup, Spread, largest_first
from api.graphql.queries.person import Person, person_at
from api.graphql.queries.units import EXACTLY, UNITS, Unit, unit_at, units_meant
from api.graphql.release_points import released
from api.graphql.row_types import RowType, resolver
from domain.development import opportunity_figures as spread
from projections import opportunities as rows
from projections.engine.reading import Reading

OpportunityFigures = output_of(spread.OpportunityFigures)


@row_type(rows.OpportunityPart, without=("person", "application"))
class OpportunityPart(RowType[rows.OpportunityPart]):
    """What somebody has to do with an opportunity."""

    @resolver("Who; null where nothing is known of them at that moment.")
    async def person(self) -> Person | None:
        return await person_at(self.moment, self.row.person)

    @resolver("The entry in which they applied, with their own words; null where they did not.")
    def application(self) -> Entry | None:
        return entry_of(self.moment, self.row.application) if self.row.application else None


@row_type(rows.OpportunityListed, without=("opportunity", "unit", "opened_by"))
class Opportunity(RowType[rows.OpportunityListed], Node):
    """A chance to grow, open to everybody here: nobody is matched or scored."""

    prefix = "opportunity"

    @resolver(AN_ID)
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.row.opportunity)

    @classmethod
    async def find(cls, info: Info, moment: Moment, value: str) -> Opportunity | None:
        row = await moment.look_up(checked_id("id", value, cls.prefix), opportunities_by_id)
        return cls(row, moment) if row else None

    @resolver("Whether people may apply on the day.")
    def open(self) -> bool:
        return self.row.is_open_on(self.moment.reading.on)

    @resolver("The unit in which it is.")
    async def unit(self) -> Unit | None:
        return await unit_at(self.moment, self.row.unit)

    @resolver("Who opened it, and answers whoever applies.")
    async def opened_by(self) -> Person | None:
        return await person_at(self.moment, self.row.opened_by)

    @resolver("Everybody who applied for it, or was offered it, in the order in which they did.", holds=5)
    async def people(self) -> list[OpportunityPart]:
        found = await self.moment.look_up(self.row.opportunity, rows.parts) or ()
        return [OpportunityPart(one, self.moment) for one in found]

    @resolver("What whoever asks has to do with it themselves; null where nothing, and where nobody asks.")
    async def own(self, info: Info) -> OpportunityPart | None:
        caller = info.context.caller
        if caller is None or caller.person is None:
            return None
        found = await self.moment.look_up(caller.person, rows.own_parts) or {}
        part = found.get(self.row.opportunity)
        return OpportunityPart(part, self.moment) if part else None


class OpportunityGroup(Enum):
    """By what people are put together, as they stood when they applied or were offered something."""

    LEVEL = "level"
    """By level of leadership."""
    UNIT = "unit"
    """By the unit itself in which they stood."""


enum_of(OpportunityGroup)


@strawberry.type(description="People of one level or unit, and how chances to grow were spread among them.")
class GroupOfPeople(PeopleOfGroup):
    row: strawberry.Private[spread.OpportunityFigures]

    @resolver("The figures of these people.")
    def figures(self) -> OpportunityFigures:  # type: ignore[valid-type]
        return self.row


@strawberry.type(description="How chances to grow were spread in the year up to the day, over all and group by group.")
class OpportunitiesSpread:
    row: strawberry.Private[Spread[spread.OpportunityFigures]]
    moment: strawberry.Private[Moment]
    of_units: strawberry.Private[bool]

    @resolver("The figures of all of them.")
    def whole(self) -> OpportunityFigures:  # type: ignore[valid-type]
        return self.row.whole

    @resolver("Those of each group, the largest first; a group that is too small takes the next one with it.", holds=20)
    def groups(self) -> list[GroupOfPeople]:
        return [
            GroupOfPeople(moment=self.moment, row=figures, group=group, of_units=self.of_units)
            for group, figures in self.row.groups
        ]


@strawberry.type
class OpportunityQueries(Questions):
    @resolver("Opportunities, those first for which time runs out first.", holds=50)
    async def opportunities(
        self,
        info: Info,
        open: Annotated[  # noqa: A002
            bool | None, strawberry.argument(description="Only those for which people may apply on the day, or not.")
        ] = None,
        units: Annotated[list[str] | None, strawberry.argument(description=UNITS)] = None,
        exactly: Annotated[bool, strawberry.argument(description=EXACTLY)] = False,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> list[Opportunity]:
        moment = await moment_of(info.context, as_of)
        listed = await rows.opportunities(moment.reading, units=await units_meant(moment, units, exactly=exactly))
        on = moment.reading.on
        return [Opportunity(row, moment) for row in listed if open is None or row.is_open_on(on) is open]

    @resolver("How chances to grow were spread in the year up to the day: who applied, was offered one, took it.")
    async def opportunity_figures(
        self,
        info: Info,
        by: Annotated[
            OpportunityGroup, strawberry.argument(description="By what people are put together.")
        ] = OpportunityGroup.LEVEL,
        units: Annotated[list[str] | None, strawberry.argument(description=UNITS)] = None,
        exactly: Annotated[bool, strawberry.argument(description=EXACTLY)] = False,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> OpportunitiesSpread:
        asked = await moment_of(info.context, as_of)
        parts = {"units": units, "by": None if by is OpportunityGroup.LEVEL else [by.name]}
        at = await released(info.context, asked, Information.OPPORTUNITY, WHOLE, parts)

        async def found(moment: Moment) -> Spread[spread.OpportunityFigures]:
            offers = await rows.offers(moment.reading, await units_meant(moment, units, exactly=exactly))
            parts = [part_of(one, by) for one in offers]
            return largest_first(spread.figures_of_parts(parts), spread.figures_by_group(parts))

        told = await at.told("opportunityFigures", Spread[spread.OpportunityFigures], found)
        return OpportunitiesSpread(row=told, moment=at.moment, of_units=by is OpportunityGroup.UNIT)


def part_of(one: rows.Counted, by: OpportunityGroup) -> spread.OpportunityHad:
    """What somebody had to do with an opportunity, of the group that is asked for."""
    group = one.level if by is OpportunityGroup.LEVEL else one.unit
    return spread.OpportunityHad(one.person, group, one.applied, one.offered, one.answer)


async def opportunities_by_id(reading: Reading, those: Sequence[str]) -> Mapping[str, rows.OpportunityListed]:
    """Those of these opportunities that there were at the moment."""
    return {row.opportunity: row for row in await rows.opportunities(reading, those=those)}
