"""Successors side by side over GraphQL: what is told of each, in the order in which they were named, and no rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final, cast

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.errors import BadInput
from api.graphql.moment import Answered, Moment
from api.graphql.narrowing import subject_meant
from api.graphql.queries import Questions
from api.graphql.queries.person import Person, somebody
from api.graphql.queries.role import Role, Successor, benches_of, role_at, roles_by_id
from api.graphql.row_types import RowType, resolver
from projections import people as listing
from projections import succession_bench as rows

MOST_COMPARED: Final = 20
PEOPLE = f"Whom to compare, by id: up to {MOST_COMPARED}, on the bench of the role or not."


@row_type(rows.RoleHeld, without=("person", "role"))
class RoleHeld(RowType[rows.RoleHeld]):
    """A role that somebody holds on the day."""

    @resolver("The role; null where nothing is known of it at that moment.")
    async def role(self) -> Role | None:
        return await role_at(self.moment, self.row.role)


@dataclass(frozen=True)
class Compared:
    """Somebody beside others, for a role."""

    person: str
    role: str
    successor: rows.Successor | None


@strawberry.type(description="Somebody beside others, for a role: of each what you are told of them, and null else.")
class ComparedSuccessor:
    row: strawberry.Private[Compared]
    moment: strawberry.Private[Moment]

    @resolver("Who, with their present level and unit.")
    def person(self) -> Person | None:
        return somebody(self.moment, self.row.person)

    @resolver("How they stand on the bench of this role; null where they do not stand on it.")
    def successor(self) -> Successor | None:
        return Successor(self.row.successor, self.moment) if self.row.successor else None

    @resolver("The roles that they hold on the day, in the order in which they took them up.", holds=2)
    async def roles_held(self) -> list[RoleHeld]:
        held = await self.moment.look_up(self.row.person, rows.roles_held) or ()
        return [RoleHeld(each, self.moment) for each in held]

    @resolver("The other roles for which they are on the slate or nominated.", holds=4)
    async def other_benches(self) -> list[Role]:
        return [role for role in await benches_of(self.moment, self.row.person) if role.row.role != self.row.role]


@strawberry.type(description="People side by side, for a role. Nothing is ranked or scored.")
class SuccessorComparison:
    moment: strawberry.Private[Moment]
    of: strawberry.Private[Role]
    whom: strawberry.Private[Sequence[str]]

    @resolver("The role.")
    def role(self) -> Role:
        return self.of

    @resolver("Each of them, in the order in which they were named.", holds=MOST_COMPARED)
    def people(self) -> list[ComparedSuccessor]:
        bench = {successor.person: successor for successor in self.of.row.successors}
        compared = (Compared(person, self.of.row.role, bench.get(person)) for person in self.whom)
        return [ComparedSuccessor(row=row, moment=self.moment) for row in compared]

    @resolver("The moment that this is answered as of.")
    async def as_of(self) -> Answered:
        return self.moment.answered(await self.moment.reading.parked((self.of.row.role, *self.whom)))


@strawberry.type
class ComparingQueries(Questions):
    @resolver("People side by side who might come after in a role.", price=20)
    async def compare_successors(
        self,
        info: Info,
        role: Annotated[strawberry.ID, strawberry.argument(description="The role, by id.")],
        people: Annotated[list[strawberry.ID], strawberry.argument(description=PEOPLE)],
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> SuccessorComparison:
        moment = await moment_of(info.context, as_of)
        if len(people) > MOST_COMPARED:
            raise BadInput("people", len(people), f"are too many: name up to {MOST_COMPARED}")
        whom = [await subject_meant("people", each, "person", moment, listing.listed) for each in dict.fromkeys(people)]
        await moment.fetch(whom, listing.listed)
        of = cast("Role", await role_at(moment, await subject_meant("role", role, "role", moment, roles_by_id)))
        return SuccessorComparison(moment=moment, of=of, whom=whom)
