"""A group of people that figures are told of, by level of leadership or by unit, over GraphQL."""

from __future__ import annotations

from typing import cast

import strawberry

from api.graphql.moment import Moment
from api.graphql.queries.units import Unit, unit_at
from api.graphql.row_types import attribute, resolver


@strawberry.type
class PeopleOfGroup:
    """Which group it is: a level, or a unit. What is told of it stands beside."""

    moment: strawberry.Private[Moment]
    group: strawberry.Private[str | None]
    of_units: strawberry.Private[bool]

    @resolver("What the unit is called, or the level itself; null where nobody has said.")
    async def name(self) -> str | None:
        unit = await self.in_unit()
        return cast("str | None", attribute(unit.row, "name")) if unit else None if self.of_units else self.group

    @resolver("The unit; null where people are put together by level.")
    async def in_unit(self) -> Unit | None:
        return await unit_at(self.moment, self.group) if self.of_units and self.group else None
