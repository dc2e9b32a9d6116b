"""In which order people are told: by what the directory says of them, and by their tenure as far as it is told.

An order must tell nothing that the answer would not: of whom whoever asks is not told since when they are here, they
stand last where that is compared.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.access.table import Information
from api.graphql.connections import Connection, connection_of
from api.graphql.context import Context
from api.graphql.derived import enum_of
from api.graphql.editions_held import levels_of_editions
from api.graphql.moment import Moment
from api.graphql.paging import PageAsked, cut, not_ours, opaque
from api.graphql.queries.person import Person, people_at
from api.graphql.queries.roles_wanted import looked_at
from api.graphql.queries.units import tree_at
from projections import people as rows


class PersonOrder(Enum):
    """In which order people are told: those that are alike in it, in the order in which they became known."""

    KNOWN = "known"
    """As they became known; with `search`, the closest first."""
    NAME = "name"
    """As people look names up, without regard to accents and capitals; whoever has no name any more stands last."""
    UNIT = "unit"
    """By what the unit is called; whoever stands in none comes last."""
    LEVEL = "level"
    """From the highest level down, as the ladders of the frameworks have them; whoever is on none of them last."""
    TENURE = "tenure"
    """Who has been here longest first, by the first day of their stay, or that from which their service counts as
    continuous. Of whom you are not told it, they stand last."""


enum_of(PersonOrder)
PeopleInOrder = Annotated[PersonOrder, strawberry.argument(description="In which order people are told.")]
Key = Callable[[rows.Standing], Any]
LAST: Any = (1,)
"""Where that by which the others are compared is not there, or not told."""


async def page_in_order(
    context: Context,
    moment: Moment,
    asked: PageAsked,
    order: PersonOrder,
    described: rows.Described,
    among: Collection[str] | None,
) -> Connection[Person]:
    """A page of the people who are meant in an order that compares them all, among those who were found, if any were.

    Those at its cursors need not be meant any more.
    """
    everybody = await rows.standings(moment.reading, **described)
    meant = {one.person for one in everybody if one.described and (among is None or one.person in among)}
    compared = meant | ({asked.after, asked.before} - {None})
    key = await KEYS[order](context, moment, [one for one in everybody if one.person in compared])
    places = [one.person for one in sorted(everybody, key=key)]
    for field, place in (("after", asked.after), ("before", asked.before)):
        if place is not None and place not in compared.intersection(places):
            raise not_ours(field, opaque(place, asked.order))
    page = cut(places, asked, meant.__contains__)

    async def counted() -> int:
        return len(meant)

    return connection_of(
        [(person.row.person, person) for person in await people_at(moment, page.places)],
        asked,
        more=page.more,
        behind=page.behind,
        as_of=moment.answered(await moment.reading.parked(page.places)),
        counted=counted,
    )


async def by_name(context: Context, moment: Moment, people: Sequence[rows.Standing]) -> Key:
    """By name."""
    names = await rows.as_sorted(moment.reading)
    return lambda one: (0, names[one.person]) if one.person in names else LAST


async def by_unit(context: Context, moment: Moment, people: Sequence[rows.Standing]) -> Key:
    """By what the unit is called, with those of one name apart."""
    units = (await tree_at(moment)).units
    names = {unit: str(listed.name).casefold() for unit, listed in units.items()}
    return lambda one: (0, names.get(one.unit, one.unit), one.unit) if one.unit else LAST


async def by_level(context: Context, moment: Moment, people: Sequence[rows.Standing]) -> Key:
    """From the highest level of the ladders down."""
    heights = {level: height for height, level in enumerate(await levels_of_editions(context, moment))}
    return lambda one: -heights.get(one.level or "", -1)


async def by_tenure(context: Context, moment: Moment, people: Sequence[rows.Standing]) -> Key:
    """By the day since when they are here, where it is told. That they are compared by it is a look at each."""
    told = await looked_at(context, Information.EMPLOYMENT, {one.person for one in people if one.since})
    return lambda one: (0, one.since) if one.person in told else LAST


KEYS: Mapping[PersonOrder, Callable[[Context, Moment, Sequence[rows.Standing]], Awaitable[Key]]] = {
    PersonOrder.NAME: by_name,
    PersonOrder.UNIT: by_unit,
    PersonOrder.LEVEL: by_level,
    PersonOrder.TENURE: by_tenure,
}
"""Orders in which people are compared; to each are given those who are."""
