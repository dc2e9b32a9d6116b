"""A group of people that figures are told of, by level of leadership or by unit, over GraphQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, cast

import strawberry

from api.graphql.moment import Moment
from api.graphql.queries.units import Unit, unit_at
from api.graphql.row_types import attribute, resolver


class OfPeople(Protocol):
    """Figures that say of how many people they are; None where that is not told."""

    @property
    def people(self) -> int | None: ...


F = TypeVar("F", bound=OfPeople)


@dataclass(frozen=True)
class Spread(Generic[F]):
    """Figures of everybody, and beside them those of each group."""

    whole: F
    groups: tuple[tuple[str | None, F], ...]
    """Each with its level or unit, None for those of whom nobody has said; the largest first."""


def largest_first(whole: F, groups: Mapping[str | None, F]) -> Spread[F]:
    """Figures put together, in the order in which they are told."""
    return Spread(whole, tuple(sorted(groups.items(), key=lambda one: (-(one[1].people or 0), str(one[0])))))


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
