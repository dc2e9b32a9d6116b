"""Groups of people of which figures are asked: who is meant, as of which moment it is told, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Protocol, TypeVar

import strawberry

from api.access.sight import WHOLE
from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Context
from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from api.graphql.narrowing import placing_meant
from api.graphql.queries.units import EXACTLY, units_meant, units_named
from api.graphql.release_points import FiguresAt, released, those_told
from projections.engine.reading import Reading
from projections.staff import Member, members

OfUnits = Annotated[
    list[str] | None,
    strawberry.argument(
        description="Only people of these units and of all that belongs to them: each by its id or its name."
    ),
]
Exactly = Annotated[bool, strawberry.argument(description=EXACTLY)]
OnLevels = Annotated[list[str] | None, strawberry.argument(description="Only people on these levels of leadership.")]
AsOfThen = Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)]

PEOPLE_AT_MOST: Final = 500
"""Of so many people whoever is not told of everybody may ask at once: of each it has to be looked up."""


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class ReadOfGroup(Protocol[T_co]):
    """How a read model answers of a group of people: of which unit, or of the organisation, and by which way."""

    async def __call__(self, reading: Reading, group: Sequence[Member], of: str, /, *, as_figures: bool) -> T_co: ...


@dataclass(frozen=True)
class GroupAsked:
    """A group of which figures are asked, as of a moment."""

    at: FiguresAt
    people: Sequence[Member]
    of: str
    """The unit or the organisation that the figures are of."""
    as_figures: bool
    """Whether they are read by the pass for figures."""

    @property
    def moment(self) -> Moment:
        return self.at.moment

    async def told(self, figure: str, kind: type[T], read: ReadOfGroup[T]) -> T:
        """A figure of theirs by the name of its question: as it was released, or as it is read."""

        async def found(moment: Moment) -> T:
            return await read(moment.reading, self.people, self.of, as_figures=self.as_figures)

        return await self.at.told(figure, kind, found)


async def group_asked(
    context: Context,
    each: Information,
    as_of: AsOfInput | None,
    units: Sequence[str] | None,
    levels: Sequence[str] | None,
    *,
    exactly: bool,
) -> GroupAsked:
    """The group that is asked about, at the moment as of which its figures are told to whoever asks.

    `each` is the sort of what the figures are made of. Whoever is told no figures of the organisation is told those of
    the people of whom they are told each.
    """
    asked = await moment_of(context, as_of)
    of = unit_or_whole(await units_named(asked, units))
    at = await released(context, asked, each, of, {"units": units, "levels": levels})
    moment = at.moment
    within = await units_meant(moment, units, exactly=exactly)
    on_levels = await placing_meant(context, moment, "level", levels)
    people: Sequence[Member] = await members(moment.reading, units=within, levels=on_levels)
    as_figures = await context.way_to(Information.FIGURES, WHOLE, None) is not None
    return GroupAsked(at, people if as_figures else await those_told(context, people, each), of, as_figures)


async def people_told_of(context: Context, moment: Moment, units: Sequence[str] | None, each: Information) -> list[str]:
    """Among whom is looked: those of some units, or everybody. What is told of them stands behind the wall of each.

    `each` is the sort of what is told of each. Raises BadInput where it would have to be looked up of too many whether
    whoever asks is told of them.
    """
    of_all = await context.way_to(each, WHOLE, None) is not None
    people = [one.person for one in await members(moment.reading, units=units)]
    if not of_all and len(people) > PEOPLE_AT_MOST:
        raise BadInput("units", None, f"leaves {len(people)} people: name units of {PEOPLE_AT_MOST} at most")
    return people


def unit_or_whole(units: Sequence[str] | None) -> str:
    """Of what figures are told: of a unit, where one is asked for, and else of the organisation."""
    return units[0] if units is not None and len(units) == 1 else WHOLE
