"""The succession bench over GraphQL: who might come after whom, how ready they are, and how deep the bench is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Annotated

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.connections import Connection, connection_of
from api.graphql.context import Info
from api.graphql.moment import Answered, Moment
from api.graphql.narrowing import subject_meant
from api.graphql.node import checked_id
from api.graphql.paging import After, Before, First, Last, PageAsked, cut, page_asked
from api.graphql.queries import Questions
from api.graphql.queries.bench_figures import Figures, GroupOfRoles, RoleGroup, figures_by
from api.graphql.queries.role import Role, asked_beside, fetch_people, role_at, roles_by_id
from api.graphql.queries.roles_wanted import (
    AtRisk,
    Covered,
    Critical,
    OfFunctions,
    OnLevels,
    OrderBy,
    OwnedBy,
    RoleOrder,
    RolesWanted,
    SuccessorsReady,
    Vacant,
    in_order,
    roles_described,
    told_of,
)
from api.graphql.queries.units import EXACTLY, UNITS
from api.graphql.row_types import resolver
from projections import succession_bench as rows

By = Annotated[RoleGroup, strawberry.argument(description="By what the roles are put together.")]


@strawberry.type(description="The bench of the roles asked for.")
class SuccessionBench:
    row: strawberry.Private[rows.Bench]
    moment: strawberry.Private[Moment]
    units: strawberry.Private[Collection[str] | None]
    counted: strawberry.Private[Callable[[], Awaitable[rows.Bench]]]

    @resolver("Each role with its holders and successors.", holds=100, price=500)
    def roles(self) -> list[Role]:
        return [Role(row, self.moment) for row in self.row.roles]

    @resolver("How deep this bench is.")
    async def figures(self) -> Figures:
        return Figures((await self.counted()).figures, self.moment)

    @resolver(
        "The same for the roles of this answer unit by unit, function by function or level by level.",
        holds=50,
        price=500,
    )
    async def figures_by(self, info: Info, group: By) -> list[GroupOfRoles]:
        return await figures_by(info.context, self.moment, await self.counted(), group, self.units)

    @resolver("The moment that this is answered as of.")
    def as_of(self) -> Answered:
        return self.moment.answered(self.row.parked)


@strawberry.type
class SuccessionBenchQueries(Questions):
    @resolver("A role by id; null if it was not established by that moment.")
    async def role(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],  # noqa: A002
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Role | None:
        return await role_at(await moment_of(info.context, as_of), checked_id("id", id, "role"))

    @resolver("The bench of the whole organisation, or of the roles that are asked for.")
    async def succession_bench(
        self,
        info: Info,
        roles: Annotated[list[strawberry.ID] | None, strawberry.argument(description="Only these roles.")] = None,
        units: Annotated[list[str] | None, strawberry.argument(description=UNITS)] = None,
        exactly: Annotated[bool, strawberry.argument(description=EXACTLY)] = False,
        functions: OfFunctions = None,
        levels: OnLevels = None,
        critical: Critical = None,
        vacant: Vacant = None,
        covered: Covered = None,
        at_risk: AtRisk = None,
        readiness: SuccessorsReady = None,
        owner: OwnedBy = None,
        order_by: OrderBy = RoleOrder.TITLE,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> SuccessionBench:
        moment = await moment_of(info.context, as_of)
        standing = await roles_described(info.context, moment, units=units, exactly=exactly, functions=functions,
                                   levels=levels, owner=owner, critical=critical)  # fmt: skip
        if roles is not None:
            standing["roles"] = [checked_id("roles", each, "role") for each in roles]
        wanted = RolesWanted(vacant, covered, at_risk, readiness, order_by)
        return await bench_wanted(info, moment, standing, wanted)

    @resolver("Roles, a page at a time.", price=200)
    async def roles(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        units: Annotated[list[str] | None, strawberry.argument(description=UNITS)] = None,
        exactly: Annotated[bool, strawberry.argument(description=EXACTLY)] = False,
        functions: OfFunctions = None,
        levels: OnLevels = None,
        critical: Critical = None,
        vacant: Vacant = None,
        covered: Covered = None,
        at_risk: AtRisk = None,
        readiness: SuccessorsReady = None,
        owner: OwnedBy = None,
        order_by: OrderBy = RoleOrder.TITLE,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Connection[Role]:
        moment = await moment_of(info.context, as_of)
        standing = await roles_described(info.context, moment, units=units, exactly=exactly, functions=functions,
                                   levels=levels, owner=owner, critical=critical)  # fmt: skip
        wanted = RolesWanted(vacant, covered, at_risk, readiness, order_by)
        page = partial(page_asked, first, after, last, before, order=order_by, own=RoleOrder.TITLE)
        return await page_wanted(info, moment, standing, wanted, page)


async def bench_wanted(
    info: Info, moment: Moment, standing: rows.RolesDescribed, wanted: RolesWanted
) -> SuccessionBench:
    """The bench of the roles that are wanted."""
    all_told = info.context.sight.all
    beside = wanted.beside | (rows.ALL_BESIDE if all_told else asked_beside(info))
    bench = await rows.succession_bench(moment.reading, beside=beside, **standing)
    moment.answered(bench.parked)
    known = {row.role for row in bench.roles}
    for each in (each for each in standing.get("roles") or () if each not in known):
        await subject_meant("roles", each, "role", moment, roles_by_id)  # it may be of another unit, or not critical
    told = await told_of(info.context, bench.roles, wanted.beside)
    roles = wanted.narrowed(bench.roles, told)
    if len(roles) < len(bench.roles):
        standing = {**standing, "roles": [row.role for row in roles]}

    @cache  # read once, however many figures are asked for
    def counted() -> asyncio.Future[rows.Bench]:
        return asyncio.ensure_future(read())

    async def read() -> rows.Bench:
        if all_told:
            return replace(bench, roles=tuple(roles))
        return await rows.succession_bench(moment.reading, for_figures=True, **standing)

    ordered = await in_order(info.context, moment, roles, wanted.order, told)
    await fetch_people(info, moment, ordered)
    units = standing["units"]
    return SuccessionBench(row=replace(bench, roles=tuple(ordered)), moment=moment, units=units, counted=counted)


async def page_wanted(
    info: Info, moment: Moment, standing: rows.RolesDescribed, wanted: RolesWanted, page_of: Callable[..., PageAsked]
) -> Connection[Role]:
    """A page of the roles that are wanted. Those at its cursors need not be wanted any more."""
    ids, is_wanted, parked = await all_wanted(info, moment, standing, wanted)
    asked = page_of(ids.__contains__)
    told = cut(ids, asked, is_wanted.__contains__)
    bench = await rows.succession_bench(moment.reading, roles=told.places, beside=asked_beside(info))
    await fetch_people(info, moment, bench.roles)
    page = {row.role: row for row in bench.roles}

    async def counted() -> int:
        return len(is_wanted)

    return connection_of(
        [(role, Role(page[role], moment)) for role in told.places if role in page],
        asked,
        more=told.more,
        behind=told.behind,
        as_of=moment.answered((*parked, *bench.parked)),
        counted=counted,
    )


async def all_wanted(
    info: Info, moment: Moment, standing: rows.RolesDescribed, wanted: RolesWanted
) -> tuple[Sequence[str], Collection[str], Sequence[int]]:
    """The roles that are described, in order; those of them that are wanted; and what is missing from finding them."""
    if wanted.only_titles:
        ids = await rows.roles_in_order(moment.reading, **standing)
        return ids, frozenset(ids), ()
    bench = await rows.succession_bench(moment.reading, beside=wanted.beside, **standing)
    told = await told_of(info.context, bench.roles, wanted.beside)
    roles = await in_order(info.context, moment, bench.roles, wanted.order, told)
    return [row.role for row in roles], {row.role for row in wanted.narrowed(roles, told)}, bench.parked
