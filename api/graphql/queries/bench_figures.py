"""Figures of the bench over GraphQL: how deep it is, of which roles and people that speaks, and unit by unit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import Enum
from typing import cast

import strawberry

from api.graphql.context import Context
from api.graphql.derived import enum_of, row_type
from api.graphql.described import meaning
from api.graphql.editions_held import levels_of_editions
from api.graphql.moment import Moment
from api.graphql.queries.person import Person, somebody
from api.graphql.queries.role import Role, role_at
from api.graphql.queries.units import Unit, tree_at, unit_at
from api.graphql.row_types import RowType, attribute, resolver
from projections import succession_bench as rows


@strawberry.type(description="Somebody, and several roles that depend on them.")
class PersonAndRoles:
    moment: strawberry.Private[Moment]
    of: strawberry.Private[str]
    on: strawberry.Private[Sequence[str]]

    @resolver("Who; null where nothing is known of them at that moment.")
    def person(self) -> Person | None:
        return somebody(self.moment, self.of)

    @resolver("The roles.", holds=5)
    async def in_roles(self) -> list[Role]:
        return await roles_at(self.moment, self.on)

    @resolver("The roles, by id.", instead="inRoles")
    def roles(self) -> list[strawberry.ID]:
        return [strawberry.ID(role) for role in self.on]


@row_type(rows.Figures, without=("people_failing_alone", "on_several_benches", "holding_several"))
class Figures(RowType[rows.Figures]):
    """How deep the bench is, over the critical roles of the answer. Ask for all roles to speak of the organisation."""

    @resolver(str(meaning(rows.Figures, "uncovered")), holds=20, price=50)
    async def uncovered_roles(self) -> list[Role]:
        return await roles_at(self.moment, self.row.uncovered)

    @resolver(str(meaning(rows.Figures, "roles_failing_with_one")), holds=20, price=50)
    async def single_points_of_failure(self) -> list[Role]:
        return await roles_at(self.moment, self.row.roles_failing_with_one)

    @resolver(str(meaning(rows.Figures, "at_risk_uncovered")), holds=20, price=50)
    async def at_risk_uncovered_roles(self) -> list[Role]:
        return await roles_at(self.moment, self.row.at_risk_uncovered)

    @resolver("The same as ids.", instead="uncoveredRoles")
    def uncovered(self) -> list[str]:
        return [*self.row.uncovered]

    @resolver("The same as ids.", instead="singlePointsOfFailure")
    def roles_failing_with_one(self) -> list[str]:
        return [*self.row.roles_failing_with_one]

    @resolver("The same as ids.", instead="atRiskUncoveredRoles")
    def at_risk_uncovered(self) -> list[str]:
        return [*self.row.at_risk_uncovered]

    @resolver("People whose leaving uncovers two or more critical roles, and which roles those are.", holds=50)
    def people_failing_alone(self) -> list[PersonAndRoles]:
        return self._people(self.row.people_failing_alone)

    @resolver("People who are standing successors for several roles, and which roles those are.", holds=50)
    def on_several_benches(self) -> list[PersonAndRoles]:
        return self._people(self.row.on_several_benches)

    @resolver("People who hold several roles as their own, and which roles those are.", holds=50)
    def holding_several(self) -> list[PersonAndRoles]:
        return self._people(self.row.holding_several)

    def _people(self, roles: Mapping[str, Sequence[str]]) -> list[PersonAndRoles]:
        return [PersonAndRoles(moment=self.moment, of=person, on=of_them) for person, of_them in roles.items()]


class RoleGroup(Enum):
    """By what roles are put together."""

    UNIT = "unit"
    """By unit, each with all that belongs to it on the day: a role counts in its unit and in all above it."""
    FUNCTION = "function"
    LEVEL = "level"
    """By level of leadership."""


enum_of(RoleGroup)


@strawberry.type(
    description="The roles of an answer that are of one unit, function or level, and how deep their bench is."
)
class GroupOfRoles:
    moment: strawberry.Private[Moment]
    row: strawberry.Private[rows.Figures]
    group: strawberry.Private[str]
    of_units: strawberry.Private[bool]

    @resolver("What the unit is called, or the function or level itself.")
    async def name(self) -> str | None:
        if not self.of_units:
            return self.group
        unit = await self.in_unit()
        return cast("str | None", attribute(unit.row, "name")) if unit else None

    @resolver("The unit; null where roles are put together by function or level.")
    async def in_unit(self) -> Unit | None:
        return await unit_at(self.moment, self.group) if self.of_units else None

    @resolver("How deep the bench of these roles is.")
    def figures(self) -> Figures:
        return Figures(self.row, self.moment)


async def roles_at(moment: Moment, roles: Iterable[str]) -> list[Role]:
    """Several roles at a moment, in the same order; all that are asked for meanwhile are looked up together."""
    found = await asyncio.gather(*(role_at(moment, each) for each in roles))
    return [role for role in found if role]


async def figures_by(
    context: Context, moment: Moment, bench: rows.Bench, by: RoleGroup, units: Collection[str] | None
) -> list[GroupOfRoles]:
    """The figures of each group: units by what they are called, functions from A to Z, levels from the highest down.

    Where only some units were asked for, of these alone: of what lies above them the answer has a part.
    """
    groups = await (groups_of_units(moment, units) if by is RoleGroup.UNIT else groups_of_words(context, moment, by))
    of, place = groups
    found = rows.figures_by(bench.roles, of)
    return [
        GroupOfRoles(moment=moment, row=found[each], group=each, of_units=by is RoleGroup.UNIT)
        for each in sorted(found, key=place)
    ]


Groups = tuple[Callable[[rows.RoleBench], Iterable[str]], Callable[[str], tuple[object, ...]]]
"""Of which groups a role is, and where a group stands."""


async def groups_of_units(moment: Moment, units: Collection[str] | None) -> Groups:
    """The unit of a role and all above it, as far as these are asked for."""
    tree = await tree_at(moment)
    asked = None if units is None else frozenset(units)

    def of(role: rows.RoleBench) -> list[str]:
        return [unit for unit in tree.with_above(role.unit) if asked is None or unit in asked]

    return of, lambda unit: (str(getattr(tree.units.get(unit), "name", "")).casefold(), unit)


async def groups_of_words(context: Context, moment: Moment, by: RoleGroup) -> Groups:
    """The function of a role, or its level."""
    if by is RoleGroup.FUNCTION:
        return (lambda role: (role.function,)), lambda function: (function.casefold(), function)
    heights = {level: height for height, level in enumerate(await levels_of_editions(context, moment))}
    return (lambda role: (role.level,)), lambda level: (-heights.get(level, -1), level)
