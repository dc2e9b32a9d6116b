"""A role over GraphQL: who holds it, and who might come after them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

import strawberry

from api.graphql.context import Info
from api.graphql.derived import output_of, row_type
from api.graphql.moment import Moment
from api.graphql.node import AN_ID, Node, checked_id
from api.graphql.queries.chains import all_last_said
from api.graphql.queries.entries import Entry
from api.graphql.queries.person import Person, somebody
from api.graphql.queries.units import Unit, fetch_units, name_of_unit, unit_shown
from api.graphql.row_types import RowType, resolver, selects
from domain.judging.findings import Finding
from domain.succession.retention import no_stay_conversation
from projections import role_history as histories
from projections import succession_bench as rows
from projections.conversations import stay_conversations
from projections.engine.reading import Reading
from projections.people import listed

Found = output_of(Finding)


@row_type(rows.RoleHolder, without=("person",))
class RoleHolder(RowType[rows.RoleHolder]):
    """Somebody who holds a role on the day."""

    @resolver("Who; null where nothing is known of them at that moment.")
    def person(self) -> Person | None:
        return somebody(self.moment, self.row.person)

    @resolver("A warning where their risk was judged and nobody had asked them before what keeps them; else null.")
    async def retention_warning(self) -> str | None:
        if self.row.retention_risk is None:
            return None
        talked = await self.moment.look_up(self.row.person, stay_conversations)
        return no_stay_conversation(self.row.retention_risk.effective_on, talked or ())


@row_type(rows.Successor, without=("person", "nominated_by", "cited", "role"))
class Successor(RowType[rows.Successor]):
    """Somebody who might come after, as they stand on the day."""

    @resolver("Who; null where nothing is known of them at that moment.")
    def person(self) -> Person | None:
        return somebody(self.moment, self.row.person)

    @resolver("Who named them, perhaps they themselves; null where nobody said.")
    def nominated_by(self) -> Person | None:
        return somebody(self.moment, self.row.nominated_by) if self.row.nominated_by else None

    @resolver(
        "What the edition's rule found when their readiness was judged; empty if it was before that was kept.", holds=10
    )
    async def findings(self) -> list[Found]:  # type: ignore[valid-type]
        if self.row.readiness is None:
            return []
        return [*(await self.moment.look_up(f"{self.row.role} {self.row.position}", rows.readiness_findings) or ())]

    @resolver(
        "The entries that the judgement of their readiness rests on, as far as they are told to you: each as it was"
        " last said by that moment, what was true last first.",
        holds=3,
        price=1,
    )
    async def evidence(self, info: Info) -> list[Entry]:
        ledger, position = info.context.services.ledger, self.moment.reading.position
        said = await asyncio.to_thread(all_last_said, ledger, self.row.facts, position) if self.row.facts else []
        disclosed = await self.moment.disclosing.all(said)
        told = [one for one in disclosed if await info.context.is_told(one)]
        newest_first = sorted(told, key=lambda one: (one.effective_on, one.position), reverse=True)
        return [Entry(disclosed=one, moment=self.moment) for one in newest_first]


@row_type(rows.EmergencyCover, without=("person",))
class EmergencyCover(RowType[rows.EmergencyCover]):
    """Somebody who could hold a role for a while."""

    @resolver("Who; null where nothing is known of them at that moment.")
    def person(self) -> Person | None:
        return somebody(self.moment, self.row.person)


@row_type(histories.RoleTenure, without=("person", "case"))
class RoleTenure(RowType[histories.RoleTenure]):
    """Somebody held a role from one day to another."""

    @resolver("Who; null where nothing is known of them at that moment.")
    def person(self) -> Person | None:
        return somebody(self.moment, self.row.person)

    @resolver("The promotion case that granted it, by id; null where none did.")
    def case(self) -> strawberry.ID | None:
        return strawberry.ID(self.row.case) if self.row.case else None


@row_type(rows.RoleBench, without=("role", "unit", "incumbents", "successors", "owner", "emergency_covers"))
class Role(RowType[rows.RoleBench], Node):
    """A role, who holds it, and who might come after them."""

    prefix = "role"

    @resolver(AN_ID)
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.row.role)

    @classmethod
    async def find(cls, info: Info, moment: Moment, value: str) -> Role | None:
        return await role_at(moment, checked_id("id", value, cls.prefix))

    @resolver("The organisational unit that it belongs to, as it is called.")
    def unit(self) -> str | None:
        return name_of_unit(self.moment, self.row.unit)

    @resolver("The unit that it belongs to.")
    def in_unit(self) -> Unit | None:
        return unit_shown(self.moment, self.row.unit)

    @resolver("Who holds it on the day; beside the holder there may be somebody acting up.", holds=2)
    def incumbents(self) -> list[RoleHolder]:
        return [RoleHolder(row, self.moment) for row in self.row.incumbents]

    @resolver("Who answers for its succession; null where nobody does, or nothing is known of them.")
    def owner(self) -> Person | None:
        return somebody(self.moment, self.row.owner) if self.row.owner else None

    @resolver("Who held it up to the day, in the order in which they took it up.", holds=8)
    async def history(self) -> list[RoleTenure]:
        held = await self.moment.look_up(self.row.role, histories.role_history) or ()
        return [RoleTenure(each, self.moment) for each in held]

    @resolver("Those on the slate by rank, then those only nominated, in the order in which they were.", holds=5)
    def successors(self) -> list[Successor]:
        return [Successor(row, self.moment) for row in self.row.successors]

    @resolver("Who could hold it for a while, in the order in which they were named.", holds=2)
    def emergency_covers(self) -> list[EmergencyCover]:
        return [EmergencyCover(row, self.moment) for row in self.row.emergency_covers]


async def roles_by_id(reading: Reading, roles: Sequence[str]) -> Mapping[str, rows.RoleBench]:
    """Several roles in one look."""
    bench = await rows.succession_bench(reading, roles=roles)
    return {row.role: row for row in bench.roles}


async def role_at(moment: Moment, role: str) -> Role | None:
    """A role at a moment; None if there was none."""
    row = await moment.look_up(role, roles_by_id)
    return Role(row, moment) if row else None


BESIDE: Final[Mapping[rows.Beside, frozenset[str]]] = {
    rows.Beside.SUCCESSORS: frozenset(
        ["successors", "strength", "placesCovered", "covered", "readyNow", "singlePointOfFailure"]
    ),
    rows.Beside.COVERS: frozenset(("emergencyCovers",)),
    rows.Beside.JUDGEMENTS: frozenset(("retentionRisk", "retentionWarning", "impactOfLoss")),
}
"""By which fields it is asked for."""


def asked_beside(info: Info) -> frozenset[rows.Beside]:
    """What is asked for beside roles and who holds them: what nobody asks for needs no looking up."""
    return frozenset(what for what, fields in BESIDE.items() if selects(info.selected_fields, fields))


async def fetch_people(info: Info, moment: Moment, roles: Sequence[rows.RoleBench]) -> None:
    """Everybody on these benches at once, if they are asked for; and the units in which they and the roles are."""
    units = [role.unit for role in roles]
    if selects(info.selected_fields, {"person", "nominatedBy"}):
        holders = {holder.person for role in roles for holder in role.incumbents}
        covers = {each.person for role in roles for each in role.emergency_covers}
        successors = [each for role in roles for each in role.successors]
        named = {person for each in successors for person in (each.person, each.nominated_by) if person}
        people = await moment.fetch(holders | covers | named, listed)
        units += [person.unit for person in people.values() if person.unit]
    await fetch_units(info, moment, units)


async def benches_of(moment: Moment, person: str) -> list[Role]:
    """The roles for which somebody is on the slate or nominated."""
    found = await asyncio.gather(
        *(role_at(moment, each) for each in await moment.look_up(person, rows.benches_of) or ())
    )
    return [role for role in found if role]
