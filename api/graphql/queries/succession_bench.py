"""The succession bench over GraphQL: who might come after whom, how ready they are, and how deep the bench is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Annotated

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.connections import AFTER, FIRST, Connection, connection_of, page_length, place_of
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.moment import Answered, Moment
from api.graphql.narrowing import subject_meant
from api.graphql.node import checked_id
from api.graphql.queries import Questions
from api.graphql.queries.person import Person, somebody
from api.graphql.queries.role import Role, asked_beside, fetch_people, role_at, roles_by_id
from api.graphql.queries.units import EXACTLY, UNITS, units_meant
from api.graphql.row_types import RowType, resolver
from projections import succession_bench as rows

CRITICAL = "Only critical roles (true), only others (false), or both (null)."


@strawberry.type(description="Somebody, and several roles that depend on them.")
class PersonAndRoles:
    moment: strawberry.Private[Moment]
    of: strawberry.Private[str]
    roles: list[strawberry.ID] = strawberry.field(description="The roles, by id.")

    @resolver("Who; null where nothing is known of them at that moment.")
    def person(self) -> Person | None:
        return somebody(self.moment, self.of)


@row_type(rows.Figures, without=("people_failing_alone", "on_several_benches", "holding_several"))
class Figures(RowType[rows.Figures]):
    """How deep the bench is, over the critical roles of the answer. Ask for all roles to speak of the organisation."""

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
        return [
            PersonAndRoles(moment=self.moment, of=person, roles=[strawberry.ID(role) for role in of_them])
            for person, of_them in roles.items()
        ]


@strawberry.type(description="The bench of the roles asked for, in order of title.")
class SuccessionBench:
    row: strawberry.Private[rows.Bench]
    moment: strawberry.Private[Moment]
    counted: strawberry.Private[Callable[[], Awaitable[rows.Bench]]]

    @resolver("Each role with its holders and successors.", holds=100, price=500)
    def roles(self) -> list[Role]:
        return [Role(row, self.moment) for row in self.row.roles]

    @resolver("How deep this bench is.")
    async def figures(self) -> Figures:
        return Figures((await self.counted()).figures, self.moment)

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
        critical: Annotated[bool | None, strawberry.argument(description=CRITICAL)] = None,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> SuccessionBench:
        moment = await moment_of(info.context, as_of)
        wanted = [checked_id("roles", each, "role") for each in roles] if roles is not None else None
        meant = await units_meant(moment, units, exactly=exactly)
        asked = partial(rows.succession_bench, moment.reading, roles=wanted, units=meant, critical=critical)
        all_told = info.context.sight.all
        bench = await asked(beside=rows.ALL_BESIDE if all_told else asked_beside(info))
        moment.answered(bench.parked)
        known = {row.role for row in bench.roles}
        for each in (each for each in wanted or () if each not in known):
            await subject_meant(
                "roles", each, "role", moment, roles_by_id
            )  # it may be of another unit, or not critical
        await fetch_people(info, moment, bench.roles)

        async def counted() -> rows.Bench:
            return bench if all_told else await asked(for_figures=True)

        return SuccessionBench(row=bench, moment=moment, counted=counted)

    @resolver("Roles in order of title.")
    async def roles(
        self,
        info: Info,
        first: Annotated[int, strawberry.argument(description=FIRST)],
        after: Annotated[str | None, strawberry.argument(description=AFTER)] = None,
        units: Annotated[list[str] | None, strawberry.argument(description=UNITS)] = None,
        exactly: Annotated[bool, strawberry.argument(description=EXACTLY)] = False,
        critical: Annotated[bool | None, strawberry.argument(description=CRITICAL)] = None,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Connection[Role]:
        moment, length = await moment_of(info.context, as_of), page_length(first)
        meant = await units_meant(moment, units, exactly=exactly)
        ids = await rows.roles_in_order(moment.reading, units=meant, critical=critical)
        place = place_of(after, ids.__contains__)
        begin = 0 if place is None else ids.index(place) + 1
        page = ids[begin : begin + length]
        bench = await rows.succession_bench(moment.reading, roles=page, beside=asked_beside(info))
        await fetch_people(info, moment, bench.roles)

        async def counted() -> int:
            return len(ids)

        return connection_of(
            [(row.role, Role(row, moment)) for row in bench.roles],
            more=len(ids) > begin + length,
            after=after,
            as_of=moment.answered(bench.parked),
            counted=counted,
        )
