"""The curriculum over GraphQL: who completed which module, and what goes into learning, in hours and money."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated

import strawberry

from api.access.sight import WHOLE
from api.access.table import Information
from api.graphql.as_of import moment_of
from api.graphql.context import Info
from api.graphql.derived import enum_of, output_of
from api.graphql.editions_held import editions_held
from api.graphql.groups_asked import AsOfThen, Exactly, OfUnits
from api.graphql.moment import Answered, Moment
from api.graphql.queries import Questions
from api.graphql.queries.groups_of_people import PeopleOfGroup, Spread, largest_first
from api.graphql.queries.units import units_meant
from api.graphql.release_points import AS_RELEASED, released
from api.graphql.row_types import resolver
from domain.development import curriculum_figures as figures
from domain.frameworks.adopting import Active
from domain.kernel.ids import UnitId
from projections import curriculum as rows
from projections.staff import Member, members

LearningInvestment = output_of(figures.LearningInvestment)
ModuleFigures = output_of(figures.ModuleFigures)


class CurriculumGroup(Enum):
    """By what people are put together, as they stood when they learned."""

    LEVEL = "level"
    """By level of leadership."""
    UNIT = "unit"
    """By the unit itself in which they stood."""


enum_of(CurriculumGroup)


@strawberry.type(description="People of one level or unit, and what went into their learning.")
class LearnersOfGroup(PeopleOfGroup):
    row: strawberry.Private[figures.LearningInvestment]

    @resolver("What went into the learning of these people.")
    def invested(self) -> LearningInvestment:  # type: ignore[valid-type]
        return self.row


@dataclass(frozen=True)
class CurriculumRead:
    """What completion is made of."""

    people: Sequence[Member]
    """Everybody here who is part of the headcount, for whom modules may be."""
    held: Mapping[UnitId | None, Active | None]
    """What holds for each unit in which one of them stands."""
    completed: Mapping[rows.ModuleKey, Collection[str]]


@dataclass(frozen=True)
class CurriculumTold:
    """What is told of a curriculum."""

    since: date
    until: date
    modules: tuple[figures.ModuleFigures, ...]
    invested: Spread[figures.LearningInvestment]


@strawberry.type(
    description="How far a curriculum has come, and what went into learning in the year up to the day, over all and"
    " group by group. The level is that on which somebody stood then: for which step up it was, nobody records."
)
class CurriculumFigures:
    row: strawberry.Private[CurriculumTold]
    moment: strawberry.Private[Moment]
    of_units: strawberry.Private[bool]

    @resolver(AS_RELEASED)
    def as_of(self) -> Answered:
        return self.moment.answered(())

    @resolver("The day after which learning is counted: a year before the last.")
    def since(self) -> date:
        return self.row.since

    @resolver("The last day: the one asked about, or the last up to which anything was known, if that came first.")
    def until(self) -> date:
        return self.row.until

    @resolver("Each module of the editions that hold where these people stand, in the order of the edition.", holds=20)
    def modules(self) -> list[ModuleFigures]:  # type: ignore[valid-type]
        return [*self.row.modules]

    @resolver("What went into the learning of all of them.")
    def whole(self) -> LearningInvestment:  # type: ignore[valid-type]
        return self.row.invested.whole

    @resolver(
        "What went into that of each group, the largest first; a group that is too small takes the next one with it.",
        holds=20,
    )
    def groups(self) -> list[LearnersOfGroup]:
        return [
            LearnersOfGroup(moment=self.moment, row=invested, group=group, of_units=self.of_units)
            for group, invested in self.row.invested.groups
        ]


@strawberry.type
class CurriculumQueries(Questions):
    @resolver(
        "How many have completed each module of the curriculum, and what went into learning in the year up to the day,"
        " in hours and money, by the level or unit of whoever learned.",
        price=500,
    )
    async def curriculum_figures(
        self,
        info: Info,
        by: Annotated[
            CurriculumGroup, strawberry.argument(description="By what people are put together.")
        ] = CurriculumGroup.LEVEL,
        units: OfUnits = None,
        exactly: Exactly = False,
        as_of: AsOfThen = None,
    ) -> CurriculumFigures:
        asked = await moment_of(info.context, as_of)
        parts = {"units": units, "by": None if by is CurriculumGroup.LEVEL else [by.name]}
        at = await released(info.context, asked, Information.DEVELOPMENT, WHOLE, parts)

        async def found(moment: Moment) -> CurriculumTold:
            return await curriculum_of(info, moment, await units_meant(moment, units, exactly=exactly), by)

        told = await at.told("curriculumFigures", CurriculumTold, found)
        return CurriculumFigures(row=told, moment=at.moment, of_units=by is CurriculumGroup.UNIT)


async def curriculum_of(info: Info, moment: Moment, units: Sequence[str] | None, by: CurriculumGroup) -> CurriculumTold:
    """How far a curriculum has come among the people of some units, or of all, and what went into their learning."""
    learned = await rows.learning_counted(moment.reading, units)
    people = await members(moment.reading, units=units)
    where = {one.unit for one in people if one.unit is not None}
    held = await asyncio.to_thread(editions_held, info.context.services.ledger, where, moment)
    read = CurriculumRead(people, held, await rows.modules_completed(moment.reading))
    parts = [part_of(one, by) for one in learned]
    invested = largest_first(figures.invested_in_all(parts), figures.invested_by_group(parts))
    return CurriculumTold(*rows.counted_days(moment.reading), tuple(modules_of(read)), invested)


def modules_of(read: CurriculumRead) -> list[figures.ModuleFigures]:
    """The modules that hold for anybody, edition by edition, with how many have completed each."""
    editions: dict[tuple[str, int], Active] = {}
    those: dict[tuple[str, int], list[tuple[str, str | None]]] = defaultdict(list)
    for one in read.people:
        if active := read.held[UnitId(one.unit) if one.unit is not None else None]:
            key = active.framework, active.edition.number
            editions[key] = active
            those[key].append((one.person, one.level))
    return [
        figures.ModuleFigures(
            active.framework,
            active.edition.number,
            module,
            figures.completion_of(module, those[key], read.completed.get((active.framework, module.name), ())),
        )
        for key, active in sorted(editions.items())
        for module in active.edition.modules
    ]


def part_of(one: rows.LearningCounted, by: CurriculumGroup) -> figures.LearningPart:
    """What somebody learned, of the group that is asked for."""
    group = one.level if by is CurriculumGroup.LEVEL else one.unit
    return figures.LearningPart(one.person, group, one.hours, one.cost, one.currency)
