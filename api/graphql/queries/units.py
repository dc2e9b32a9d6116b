"""Units over GraphQL: what belongs to what, and how many people stand there, at any moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, cast

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from api.graphql.narrowing import subject_meant, what_there_is
from api.graphql.node import AN_ID, Node, checked_id
from api.graphql.over_time import ALL, MOST_POINTS, Every, From, KnownThen, Step, To, days_asked
from api.graphql.paging import OfThese, page_length
from api.graphql.queries import Questions
from api.graphql.row_types import RowType, attribute, resolver, selects
from api.graphql.scalars import Position
from projections import units as rows
from projections.engine.points import Point, points_on
from projections.engine.reading import Reading

UNITS = "Only of these units and of all that belongs to them on the day: each by its id or its name."
AfterUnit = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only what follows this unit in the list: its id. Left out: from the beginning."),
]
EXACTLY = "Whether only these units themselves are meant, and nothing that belongs to them."
MOST_UNITS = 100
"""What the tree of an organisation holds, as a rule at most."""
WHOLE = "whole"
"""Stands for all units where one look answers for all of them."""


@strawberry.type(description="How many people stood in a unit on one day; agency staff and contractors left out.")
class HeadcountPoint:
    effective_on: date = strawberry.field(description="The day.")
    position: Position = strawberry.field(description="What was known of it: the ledger up to this position.")
    headcount: int = strawberry.field(description="How many stood in the unit itself.")
    headcount_with_below: int = strawberry.field(description="How many stood in it and in all that belonged to it.")


@row_type(rows.UnitListed, without=("unit", "parent", "into"))
class Unit(RowType[rows.UnitListed], Node):
    """A unit of the organisation, as known at one moment and true on one day."""

    prefix = "unit"

    @resolver(AN_ID)
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.row.unit)

    @classmethod
    async def find(cls, info: Info, moment: Moment, value: str) -> Unit | None:
        return await unit_at(moment, checked_id("id", value, cls.prefix))

    @resolver("The unit that it belongs to; null for a root of the tree.")
    async def parent(self) -> Unit | None:
        return await unit_at(self.moment, self.row.parent) if self.row.parent else None

    @resolver("The unit that went on with its work when it closed, where there is one.")
    async def into(self) -> Unit | None:
        return await unit_at(self.moment, self.row.into) if self.row.into else None

    @resolver("Everything that it belongs to, the nearest first.", holds=8)
    async def path(self) -> list[Unit]:
        above: dict[str, Unit] = {}
        here: Unit | None = self
        while here and (here := await here.parent()) and here.row.unit not in above:
            above[here.row.unit] = here
        return list(above.values())

    @resolver("The units that belong directly to it, in the order of their names.", holds=10)
    async def children(self, first: OfThese = None, after: AfterUnit = None) -> list[Unit]:
        return part_of(in_order(await tree_at(self.moment), self.row.unit, self.moment), first, after)

    @resolver("How many people stand in it itself on the day; agency staff and contractors are not counted.")
    async def headcount(self) -> int:
        return (await counts_at(self.moment)).get(self.row.unit, 0)

    @resolver("How many people stand in it and in all that belongs to it; counted likewise.")
    async def headcount_with_below(self) -> int:
        counts, tree = await counts_at(self.moment), await tree_at(self.moment)
        return sum(counts.get(unit, 0) for unit in tree.with_below((self.row.unit,)))

    @resolver("How many people stood in it on each of several days, and with all below it.", holds=MOST_POINTS)
    async def headcount_series(
        self, from_: From = None, to: To = None, every: Step = Every.MONTH, known_then: KnownThen = False
    ) -> list[HeadcountPoint]:
        days = await days_asked(self.moment, from_, to, every, planned)
        told = await self.moment.look_up(WHOLE, counts_over_time, days=days, known_then=known_then) or ()
        return [
            HeadcountPoint(
                effective_on=point.on,
                position=Position(point.position),
                headcount=each.of(self.row.unit),
                headcount_with_below=each.with_below(self.row.unit),
            )
            for point, each in told
        ]


@strawberry.type
class UnitQueries(Questions):
    @resolver("A unit by id; null if the organisation did not have it by that moment.")
    async def unit(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],  # noqa: A002
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Unit | None:
        return await unit_at(await moment_of(info.context, as_of), checked_id("id", id, "unit"))

    @resolver(
        "The tree of units: its roots, or what belongs directly to one unit, in the order of their names.", holds=20
    )
    async def units(
        self,
        info: Info,
        under: Annotated[strawberry.ID | None, strawberry.argument(description="Only what belongs to this.")] = None,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
        first: OfThese = None,
        after: AfterUnit = None,
    ) -> list[Unit]:
        moment = await moment_of(info.context, as_of)
        above = None if under is None else await subject_meant("under", under, "unit", moment, rows.units_listed)
        return part_of(in_order(await tree_at(moment), above, moment), first, after)

    @resolver(
        "All units, or all that belongs to one, in the order of the tree: each is followed by what belongs to it.",
        holds=MOST_UNITS,
    )
    async def unit_tree(
        self,
        info: Info,
        under: Annotated[strawberry.ID | None, strawberry.argument(description="Only what belongs to this.")] = None,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> list[Unit]:
        moment = await moment_of(info.context, as_of)
        above = None if under is None else await subject_meant("under", under, "unit", moment, rows.units_listed)
        return in_order_of_tree(await tree_at(moment), above, moment)


def in_order_of_tree(tree: rows.UnitTree, under: str | None, moment: Moment) -> list[Unit]:
    """All that belongs to a unit, or to none, through whatever others: each followed by what belongs to it."""
    found: dict[str, Unit] = {}
    waiting = in_order(tree, under, moment)[::-1]
    while waiting:
        unit = waiting.pop()
        if unit.row.unit not in found:
            found[unit.row.unit] = unit
            waiting += in_order(tree, unit.row.unit, moment)[::-1]
    return [*found.values()]


def in_order(tree: rows.UnitTree, under: str | None, moment: Moment) -> list[Unit]:
    """What belongs to a unit, or to none, in the order of names."""
    listed = (tree.units[unit] for unit in tree.children.get(under, ()))
    return [Unit(row, moment) for row in sorted(listed, key=lambda row: (str(row.name).casefold(), row.unit))]


def part_of(units: list[Unit], first: int | None, after: str | None) -> list[Unit]:
    """So many of some units, from the one that follows another on. BadInput where that is not among them."""
    length = None if first is None else page_length(first)
    begin = 0
    if after is not None:
        checked_id("after", after, "unit")
        ids = [unit.row.unit for unit in units]
        if after not in ids:
            raise BadInput("after", after, "is no unit of this list: give the id of one that it tells, or leave it out")
        begin = ids.index(after) + 1
    return units[begin:] if length is None else units[begin : begin + length]


async def unit_at(moment: Moment, unit: str) -> Unit | None:
    """A unit at a moment; None if there was none."""
    row = await moment.look_up(unit, rows.units_listed)
    return Unit(row, moment) if row else None


def unit_shown(moment: Moment, unit: str) -> Unit | None:
    """The same as a field answers it."""
    return moment.shown(unit, rows.units_listed, Unit)


def name_of_unit(moment: Moment, unit: str) -> str | None:
    """What a unit is called, as a field answers it."""
    return moment.shown(unit, rows.units_listed, lambda row, _: cast("str | None", attribute(row, "name")))


async def fetch_units(info: Info, moment: Moment, units: Iterable[str]) -> None:
    """Several units at once, if the units in which something is are asked for."""
    if selects(info.selected_fields, {"unit", "inUnit"}):
        await moment.fetch(units, rows.units_listed)


async def tree_at(moment: Moment) -> rows.UnitTree:
    """The whole tree at a moment, looked up once."""
    return await moment.look_up(WHOLE, whole_tree) or rows.UnitTree({})


async def counts_at(moment: Moment) -> Mapping[str, int]:
    """How many people stand in each unit, looked up once."""
    return await moment.look_up(WHOLE, all_counts) or {}


async def whole_tree(reading: Reading, _: Sequence[str]) -> Mapping[str, rows.UnitTree]:
    return {WHOLE: await rows.unit_tree(reading)}


async def all_counts(reading: Reading, _: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    return {WHOLE: await rows.headcounts(reading)}


async def counts_over_time(
    reading: Reading, _: Sequence[str], days: Sequence[date] = (), known_then: bool = False
) -> Mapping[str, Sequence[tuple[Point, rows.Headcounts]]]:
    points = await points_on(reading, days, known_then=known_then)
    return {WHOLE: [*zip(points, await rows.headcount_series(reading, points), strict=True)]}


async def planned(reading: Reading, _: Sequence[str]) -> dict[str, date]:
    """How far ahead anything is known of headcounts."""
    until = await rows.headcount_planned_until(reading)
    return {} if until is None else {ALL: until}


async def units_meant(moment: Moment, named: Sequence[str] | None, *, exactly: bool = False) -> list[str] | None:
    """The ids of the units that are named, by id or name, and of all below them; None if none are named.

    Raises BadInput for what no unit is or is called, with those that come near.
    """
    meant = await units_named(moment, named)
    return meant if exactly or meant is None else (await tree_at(moment)).with_below(meant)


async def units_named(moment: Moment, named: Sequence[str] | None) -> list[str] | None:
    """The ids of the units that are named, by id or name, without those below them; None if none are named.

    Raises BadInput likewise.
    """
    if named is None:
        return None
    tree = await tree_at(moment)
    return [unit for each in named for unit in ([each] if each in tree.units else called(each, tree))]


def called(name: str, tree: rows.UnitTree) -> list[str]:
    """The units of a name."""
    if found := tree.called(name):
        return found
    names = [unit.name for unit in tree.units.values() if isinstance(unit.name, str)]
    raise BadInput("units", name, f"is no unit at that moment, by id or by name: {what_there_is(name, names)}")
