"""Capability tags over GraphQL: what somebody's evidence shows, and in the evidence of how many each tag is found."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Final

import strawberry

from api.access.sight import WHOLE
from api.access.table import Information
from api.graphql.as_of import moment_of
from api.graphql.context import Info
from api.graphql.derived import enum_of, output_of, row_type
from api.graphql.editions_held import editions_held
from api.graphql.groups_asked import AsOfThen, Exactly, OfUnits
from api.graphql.moment import Answered, Moment
from api.graphql.queries import Questions
from api.graphql.queries.entries import Entry, entry_of
from api.graphql.queries.groups_of_people import PeopleOfGroup, Spread, largest_first
from api.graphql.queries.units import units_meant
from api.graphql.release_points import AS_RELEASED, released
from api.graphql.row_types import RowType, resolver
from domain.development import capability_figures as counted
from domain.frameworks.adopting import Active
from domain.frameworks.edition import CapabilityTag
from domain.kernel.ids import FrameworkId, UnitId
from projections import capability_tags as rows
from projections.staff import Member, members

TAGS: Final = (
    "What their evidence was tagged with, the latest first. A tag whose entry was retracted does not count. Null for"
    " whoever was erased."
)
Tag = output_of(CapabilityTag)
TaggedPeople = output_of(counted.TaggedPeople)


class CapabilityGroup(Enum):
    """By what people are put together, as they stand on the day."""

    LEVEL = "level"
    """By level of leadership."""
    UNIT = "unit"
    """By the unit itself in which they stand."""


enum_of(CapabilityGroup)


@row_type(rows.CapabilityShown, without=("evidence",))
class CapabilityShown(RowType[rows.CapabilityShown]):
    """A tag, and the evidence of somebody that has it."""

    @resolver("How many entries have the tag, as far as whoever asks is told them.")
    def entries(self) -> int:
        return self.row.entries

    @resolver("The day of the latest of them.")
    def last_on(self) -> date:
        return self.row.last_on

    @resolver("The entries that have the tag, the latest first.", holds=3)
    def evidence(self) -> list[Entry]:
        return [entry_of(self.moment, each) for each in self.row.evidence]


@dataclass(frozen=True)
class TagFound:
    """A tag of an edition that holds somewhere, and in the evidence of how many it is found."""

    framework: FrameworkId
    edition: int
    tag: CapabilityTag
    spread: Spread[counted.TaggedPeople]


@dataclass(frozen=True)
class CapabilitiesTold:
    """What is told of the capabilities of groups."""

    since: date
    until: date
    tags: tuple[TagFound, ...]


@strawberry.type(description="People of one level or unit, and how many of them have evidence with the tag.")
class TaggedGroup(PeopleOfGroup):
    row: strawberry.Private[counted.TaggedPeople]

    @resolver("How many of these people have it.")
    def figures(self) -> TaggedPeople:  # type: ignore[valid-type]
        return self.row


@strawberry.type(
    description="A tag of an edition that holds, and in the evidence of how many people it was found: one line of a"
    " heat map."
)
class TagFigures:
    row: strawberry.Private[TagFound]
    moment: strawberry.Private[Moment]
    of_units: strawberry.Private[bool]

    @resolver("The framework that has the tag.")
    def framework(self) -> strawberry.ID:
        return strawberry.ID(self.row.framework)

    @resolver("The number of the edition that holds.")
    def edition(self) -> int:
        return self.row.edition

    @resolver("The tag, as that edition has it.")
    def tag(self) -> Tag:  # type: ignore[valid-type]
        return self.row.tag

    @resolver("All people where the edition holds.")
    def whole(self) -> TaggedPeople:  # type: ignore[valid-type]
        return self.row.spread.whole

    @resolver("Group by group, the largest first; a group that is too small takes the next one with it.", holds=20)
    def groups(self) -> list[TaggedGroup]:
        return [
            TaggedGroup(moment=self.moment, row=tagged, group=group, of_units=self.of_units)
            for group, tagged in self.row.spread.groups
        ]


@strawberry.type(
    description="In the evidence of how many people each tag was found in the year up to the day, over all and group by"
    " group: a heat map of tags and groups. People are of the group in which they stand on the day."
)
class CapabilityFigures:
    row: strawberry.Private[CapabilitiesTold]
    moment: strawberry.Private[Moment]
    of_units: strawberry.Private[bool]

    @resolver(AS_RELEASED)
    def as_of(self) -> Answered:
        return self.moment.answered(())

    @resolver("The day after which evidence is counted: a year before the last.")
    def since(self) -> date:
        return self.row.since

    @resolver("The last day: the one asked about, or the last up to which anything was known, if that came first.")
    def until(self) -> date:
        return self.row.until

    @resolver("Each tag of the editions that hold where these people stand, in the order of the edition.", holds=5)
    def tags(self) -> list[TagFigures]:
        return [TagFigures(row=tag, moment=self.moment, of_units=self.of_units) for tag in self.row.tags]


@strawberry.type
class CapabilityQueries(Questions):
    @resolver(
        "In the evidence of how many people each tag was found in the year up to the day, by the level or unit in which"
        " they stand.",
        price=500,
    )
    async def capability_figures(
        self,
        info: Info,
        by: Annotated[
            CapabilityGroup, strawberry.argument(description="By what people are put together.")
        ] = CapabilityGroup.LEVEL,
        units: OfUnits = None,
        exactly: Exactly = False,
        as_of: AsOfThen = None,
    ) -> CapabilityFigures:
        asked = await moment_of(info.context, as_of)
        parts = {"units": units, "by": None if by is CapabilityGroup.LEVEL else [by.name]}
        at = await released(info.context, asked, Information.CAPABILITY, WHOLE, parts)

        async def found(moment: Moment) -> CapabilitiesTold:
            return await capabilities_told(info, moment, await units_meant(moment, units, exactly=exactly), by)

        told = await at.told("capabilityFigures", CapabilitiesTold, found)
        return CapabilityFigures(row=told, moment=at.moment, of_units=by is CapabilityGroup.UNIT)


async def capabilities_of(moment: Moment, person: str) -> list[CapabilityShown]:
    """What somebody's evidence was tagged with."""
    return [CapabilityShown(each, moment) for each in await moment.look_up(person, rows.capabilities_shown) or ()]


async def capabilities_told(
    info: Info, moment: Moment, units: Sequence[str] | None, by: CapabilityGroup
) -> CapabilitiesTold:
    """The tags of the editions that hold for the people of some units, or for all, and how many have evidence of each.

    A tag that was given under an earlier edition of the framework counts under its name.
    """
    tagged = await rows.people_tagged(moment.reading)
    found = [
        TagFound(active.framework, active.edition.number, tag, spread_over(those, by, tagged_so))
        for active, those in await people_by_edition(info, moment, units)
        for tag in active.edition.tags
        for tagged_so in (tagged.get((active.framework, tag.name), frozenset()),)
    ]
    return CapabilitiesTold(*rows.counted_days(moment.reading), tuple(found))


async def people_by_edition(
    info: Info, moment: Moment, units: Sequence[str] | None
) -> Iterator[tuple[Active, list[Member]]]:
    """Each edition that holds for somebody here, with those for whom it does, in the order of frameworks."""
    people = await members(moment.reading, units=units)
    where = {one.unit for one in people if one.unit is not None}
    held = await asyncio.to_thread(editions_held, info.context.services.ledger, where, moment)
    editions: dict[tuple[str, int], Active] = {}
    those: dict[tuple[str, int], list[Member]] = defaultdict(list)
    for one in people:
        if active := held[UnitId(one.unit) if one.unit is not None else None]:
            key = active.framework, active.edition.number
            editions[key] = active
            those[key].append(one)
    return ((editions[key], those[key]) for key in sorted(editions))


def spread_over(people: Sequence[Member], by: CapabilityGroup, tagged: frozenset[str]) -> Spread[counted.TaggedPeople]:
    """How many of some people are among those whose evidence has a tag, over all and group by group."""
    grouped = [(one.person, one.level if by is CapabilityGroup.LEVEL else one.unit) for one in people]
    whole = counted.tagged_among([person for person, _ in grouped], tagged)
    return largest_first(whole, counted.tagged_by_group(grouped, tagged))
