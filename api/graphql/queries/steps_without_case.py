"""Steps without a case over GraphQL: who came to a role or a level of leadership by none, and what is said of why."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.moment import Moment
from api.graphql.queries import Questions
from api.graphql.queries.frameworks import framework_at
from api.graphql.queries.person import Person, somebody
from api.graphql.queries.role import Role, role_at
from api.graphql.row_types import RowType, resolver
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from projections import role_history as rows


@row_type(rows.StepWithoutCase, without=("person", "role"))
class StepWithoutCase(RowType[rows.StepWithoutCase]):
    """Somebody came to a role or a level of leadership, and no case granted it."""

    @resolver("Who; null where nothing is known of them at that moment.")
    def person(self) -> Person | None:
        return somebody(self.moment, self.row.person)

    @resolver("The role; null where they moved to a higher level without one.")
    async def role(self) -> Role | None:
        return await role_at(self.moment, self.row.role) if self.row.role else None


@strawberry.type
class StepQueries(Questions):
    @resolver("Own appointments to roles of leadership, and moves to a higher level, that no case granted, by day.")
    async def appointments_without_case(
        self,
        info: Info,
        since: Annotated[date, strawberry.argument(description="From this day on.")],
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> list[StepWithoutCase]:
        moment = await moment_of(info.context, as_of)
        found = await rows.steps_without_case(moment.reading, since, await ladder_at(info, moment))
        return [StepWithoutCase(row, moment) for row in found]


async def ladder_at(info: Info, moment: Moment) -> tuple[str, ...]:
    """The levels of the edition in force at a moment, from the lowest; none before the first."""
    framework = await framework_at(info, moment, DEFAULT_FRAMEWORK)
    edition = framework.edition_of_number(None) if framework else None
    return edition.ladder if edition else ()
