"""Potential over GraphQL: what is said of somebody and until when, who is in which pool, and how groups are judged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Final, cast

import strawberry

from api.access.sight import WHOLE
from api.access.table import Information
from api.graphql.as_of import moment_of
from api.graphql.context import Info
from api.graphql.derived import enum_of, output_of, row_type
from api.graphql.groups_asked import AsOfThen, Exactly, OfUnits, people_told_of
from api.graphql.moment import Answered, Moment
from api.graphql.queries import Questions
from api.graphql.queries.chains import chain_of, retraction_of
from api.graphql.queries.entries import Entry
from api.graphql.queries.groups_of_people import PeopleOfGroup, Spread, largest_first
from api.graphql.queries.units import Unit, unit_at, units_meant
from api.graphql.release_points import AS_RELEASED, released
from api.graphql.row_types import RowType, resolver
from domain.kernel.facts import Reference
from domain.kernel.words import folded
from domain.spotting import potential_figures as counted
from projections import spotting as rows
from projections.staff import members

if TYPE_CHECKING:
    from api.graphql.queries.person import Person

POTENTIAL: Final = (
    "What is said of their potential: each aspect as it was rated last, on which basis and until when, and the pools"
    " that they are in. They are told all of it themselves. Null for whoever was erased."
)
RESTS_ON: Final = "The entries that it rests on, as they stand at that moment and as far as you are told them."
PotentialFigures = output_of(counted.PotentialFigures)


async def cited(info: Info, moment: Moment, basis: Iterable[Reference]) -> list[Entry]:
    """What a basis cites, the latest first; what was retracted is none any more."""
    ledger = info.context.services.ledger
    chains = await asyncio.gather(*(chain_of(at, moment, ledger) for at in basis))
    said = [chain[-1] for chain in chains if chain and retraction_of(chain) is None]
    disclosed = await moment.disclosing.all(said)
    told = [one for one in disclosed if await info.context.is_told(one)]
    newest_first = sorted(told, key=lambda one: (one.effective_on, one.position), reverse=True)
    return [Entry(disclosed=one, moment=moment) for one in newest_first]


@row_type(rows.AspectStanding, without=("person", "cited", "assessed_by"))
class AspectStanding(RowType[rows.AspectStanding]):
    """One aspect of somebody's potential, as it was rated last."""

    @resolver("Who judged it; null where nothing is known of them at that moment.")
    async def assessed_by(self) -> Annotated[Person, strawberry.lazy("api.graphql.queries.person")] | None:
        from api.graphql.queries.person import person_at  # noqa: PLC0415  of a person potential is told, too

        return await person_at(self.moment, self.row.assessed_by)

    @resolver(RESTS_ON, holds=3, price=1)
    async def basis(self, info: Info) -> list[Entry]:
        return await cited(info, self.moment, self.row.basis)


@row_type(rows.PoolMembership, without=("person", "unit", "nominated_by", "cited"))
class PoolMembership(RowType[rows.PoolMembership]):
    """Somebody's place in a talent pool."""

    @resolver("Who is in it; null where nothing is known of them at that moment.")
    async def person(self) -> Annotated[Person, strawberry.lazy("api.graphql.queries.person")] | None:
        from api.graphql.queries.person import person_at  # noqa: PLC0415  of a person potential is told, too

        return await person_at(self.moment, self.row.person)

    @resolver("The unit whose pool it is; null where it is the organisation's.")
    async def unit(self) -> Unit | None:
        return await unit_at(self.moment, self.row.unit) if self.row.unit else None

    @resolver("Who put them in: somebody else, or they themselves; null where nothing is known of them.")
    async def nominated_by(self) -> Annotated[Person, strawberry.lazy("api.graphql.queries.person")] | None:
        from api.graphql.queries.person import person_at  # noqa: PLC0415  of a person potential is told, too

        return await person_at(self.moment, self.row.nominated_by) if self.row.nominated_by else None

    @resolver(RESTS_ON, holds=3, price=1)
    async def basis(self, info: Info) -> list[Entry]:
        return await cited(info, self.moment, self.row.basis)


@row_type(rows.Potential, without=("aspects", "pools"))
class Potential(RowType[rows.Potential]):
    """What is said of somebody's potential on a day. It opens and closes no access to development."""

    @resolver("Each aspect as it was rated last, whether it still counts or has run out.", holds=3)
    def aspects(self) -> list[AspectStanding]:
        return [AspectStanding(one, self.moment) for one in self.row.aspects]

    @resolver("The pools that they are in.", holds=1)
    def pools(self) -> list[PoolMembership]:
        return [PoolMembership(one, self.moment) for one in self.row.pools]


async def potential_of(moment: Moment, person: str) -> Potential:
    """What is said of somebody's potential."""
    return Potential(cast("rows.Potential", await moment.look_up(person, rows.potential_of)), moment)


@dataclass(frozen=True)
class PoolListed:
    """A talent pool, and who is in it of whom whoever asks is told."""

    pool: str
    """What the pool is called, as it was said of whoever is in it longest."""
    unit: str | None
    memberships: tuple[rows.PoolMembership, ...]


@row_type(PoolListed, without=("unit", "memberships"))
class TalentPool(RowType[PoolListed]):
    """A talent pool, and who is in it, as far as you are told of them."""

    @resolver("The unit whose pool it is; null where it is the organisation's.")
    async def unit(self) -> Unit | None:
        return await unit_at(self.moment, self.row.unit) if self.row.unit else None

    @resolver("Who is in it, whoever is in it longest first.", holds=10)
    def memberships(self) -> list[PoolMembership]:
        return [PoolMembership(one, self.moment) for one in self.row.memberships]


class PotentialGroup(Enum):
    """By what people are put together, as they stand on the day."""

    LEVEL = "level"
    """By level of leadership."""
    UNIT = "unit"
    """By the unit itself in which they stand."""


enum_of(PotentialGroup)


@strawberry.type(description="People of one level or unit, and how their potential is judged.")
class PotentialOfGroup(PeopleOfGroup):
    row: strawberry.Private[counted.PotentialFigures]

    @resolver("The figures of these people.")
    def figures(self) -> PotentialFigures:  # type: ignore[valid-type]
        return self.row


@strawberry.type(description="How many people were looked at, and how groups are judged where results are equal.")
class PotentialSpread:
    row: strawberry.Private[Spread[counted.PotentialFigures]]
    moment: strawberry.Private[Moment]
    of_units: strawberry.Private[bool]

    @resolver("The figures of all of them.")
    def whole(self) -> PotentialFigures:  # type: ignore[valid-type]
        return self.row.whole

    @resolver("Those of each group, the largest first; a group that is too small takes the next one with it.", holds=20)
    def groups(self) -> list[PotentialOfGroup]:
        return [
            PotentialOfGroup(moment=self.moment, row=figures, group=group, of_units=self.of_units)
            for group, figures in self.row.groups
        ]

    @resolver(AS_RELEASED)
    def as_of(self) -> Answered:
        return self.moment.answered(())


@strawberry.type
class PotentialQueries(Questions):
    @resolver("Talent pools with whoever is in them of the people of some units, or of all.", holds=5)
    async def talent_pools(
        self, info: Info, units: OfUnits = None, exactly: Exactly = False, as_of: AsOfThen = None
    ) -> list[TalentPool]:
        moment = await moment_of(info.context, as_of)
        within = await units_meant(moment, units, exactly=exactly)
        among = await people_told_of(info.context, moment, within, Information.POTENTIAL)
        found = await rows.pool_memberships(moment.reading, among)
        pools = (tuple(those) for _, those in groupby(found, key=lambda one: (folded(one.pool), one.unit)))
        return [TalentPool(PoolListed(those[0].pool, those[0].unit, those), moment) for those in pools]

    @resolver("How many people were looked at, and the rating gap: how groups are judged where results are equal.")
    async def potential_figures(
        self,
        info: Info,
        by: Annotated[
            PotentialGroup, strawberry.argument(description="By what people are put together.")
        ] = PotentialGroup.LEVEL,
        units: OfUnits = None,
        exactly: Exactly = False,
        as_of: AsOfThen = None,
    ) -> PotentialSpread:
        asked = await moment_of(info.context, as_of)
        of_units = by is PotentialGroup.UNIT
        parts = {"units": units, "by": [by.name] if of_units else None}
        at = await released(info.context, asked, Information.POTENTIAL, WHOLE, parts)

        async def found(moment: Moment) -> Spread[counted.PotentialFigures]:
            group = await members(moment.reading, units=await units_meant(moment, units, exactly=exactly))
            seen = await rows.potential_seen(
                moment.reading, {one: one.unit if of_units else one.level for one in group}
            )
            return largest_first(counted.figures_of_all(seen), counted.potential_by_group(seen))

        told = await at.told("potentialFigures", Spread[counted.PotentialFigures], found)
        return PotentialSpread(row=told, moment=at.moment, of_units=of_units)
