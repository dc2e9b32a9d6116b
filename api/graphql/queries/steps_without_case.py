"""Steps without a case over GraphQL: who came to a role or a level of leadership by none, and what is said of why."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.editions_held import editions_held
from api.graphql.moment import Moment
from api.graphql.queries import Questions
from api.graphql.queries.person import Person, somebody
from api.graphql.queries.role import Role, role_at
from api.graphql.queries.units import tree_at
from api.graphql.row_types import RowType, resolver
from api.graphql.time_order import InTime, TimeOrder, in_time
from domain.people.steps_up import GRANTS, Grant
from ledger import Ledger
from projections import role_history as rows


@row_type(rows.StepWithoutCase, without=("person", "role"))
class StepWithoutCase(RowType[rows.StepWithoutCase]):
    """Somebody came to a role or a level of leadership, and no case grants it, or none does any more."""

    @resolver("Who; null where nothing is known of them at that moment.")
    def person(self) -> Person | None:
        return somebody(self.moment, self.row.person)

    @resolver("The role; null where they moved to a higher level without one.")
    async def role(self) -> Role | None:
        return await role_at(self.moment, self.row.role) if self.row.role else None


@strawberry.type
class StepQueries(Questions):
    @resolver(
        "Own appointments to roles of leadership, and moves to a higher level, with no case that grants them, by day.",
        holds=50,
        price=1000,
    )
    async def appointments_without_case(
        self,
        info: Info,
        since: Annotated[date, strawberry.argument(description="From this day on.")],
        order_by: InTime = TimeOrder.EARLIEST_FIRST,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> list[StepWithoutCase]:
        moment = await moment_of(info.context, as_of)
        units = list((await tree_at(moment)).units)
        ladders = await asyncio.to_thread(ladders_at, info.context.services.ledger, units, moment)
        found = await rows.steps_up(moment.reading, since, ladders)
        left = await asyncio.to_thread(without_grant, info.context.services.ledger, found, moment)
        return [StepWithoutCase(row, moment) for row in in_time(left, order_by)]


def without_grant(ledger: Ledger, found: Sequence[rows.StepWithoutCase], moment: Moment) -> list[rows.StepWithoutCase]:
    """Those of steps that name no case, or one that no longer grants it at a moment, as an appeal sent it back."""
    position, on = moment.reading.position, moment.reading.on
    cases = {step.case for step in found if step.case}
    book = ledger.open_parts(GRANTS.keys(), as_of=position, ahead=cases)
    granting = {case for case in cases if book.recall(Grant, case, on=on, folds=GRANTS).candidate}
    return [step for step in found if step.case not in granting]


def ladders_at(ledger: Ledger, units: Sequence[str], moment: Moment) -> Mapping[str, Sequence[str]]:
    """By unit, the levels of the edition that holds there at a moment, from the lowest; none before the first."""
    held = editions_held(ledger, units, moment)
    return {unit: active.edition.ladder for unit, active in held.items() if unit and active}
