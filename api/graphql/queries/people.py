"""People over GraphQL: who is here and where, by id, by what other systems call them, by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import strawberry

from api.access.sight import WHOLE
from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.connections import Connection, connection_of
from api.graphql.context import Context, Info
from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from api.graphql.narrowing import placing_meant, subject_meant
from api.graphql.node import checked_id, is_person_id
from api.graphql.paging import After, Before, First, Last, PageAsked, cut, page_asked
from api.graphql.queries import Questions
from api.graphql.queries.people_wanted import KEYS, PeopleInOrder, PersonOrder, page_in_order
from api.graphql.queries.person import Person, people_at, person_at
from api.graphql.queries.units import EXACTLY, UNITS, fetch_units, units_meant
from api.graphql.row_types import resolver
from projections import people as rows

FOUND_AT_MOST = 100
RANKS = tuple(str(rank) for rank in range(1, FOUND_AT_MOST + 1))
"""The places of those who are found."""
SEARCH = (
    f"Only people whose name, or an identifier of theirs, begins with each of these words: the {FOUND_AT_MOST} closest."
)
HERE = "Only people who are with the organisation on the day (true), who have left (false), or both (null)."


@strawberry.input(description="What another system calls somebody.")
class ExternalId:
    system: str = strawberry.field(description="The other system, as the entries name it.")
    identifier: str = strawberry.field(description="The identifier there.")


@strawberry.type
class PeopleQueries(Questions):
    @resolver("Somebody by id, or by what another system calls them; null if nobody was known so at that moment.")
    async def person(
        self,
        info: Info,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="Their id.")] = None,  # noqa: A002
        external_id: Annotated[
            ExternalId | None, strawberry.argument(description="What another system calls them, instead of `id`.")
        ] = None,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Person | None:
        if (id is None) == (external_id is None):
            given = "neither id nor externalId is given" if id is None else "both id and externalId are given"
            raise BadInput("person", None, f"{given}: give one of the two")
        moment = await moment_of(info.context, as_of)
        if external_id is None:
            return await person_at(moment, checked_id("id", str(id), "person"))
        found = await rows.identified(moment.reading, external_id.system, external_id.identifier)
        if len(found) > 1:
            raise BadInput(
                "externalId",
                external_id.identifier,
                f"is carried by {len(found)} people in “{external_id.system}”: ask by id",
            )
        if not found or await info.context.way_to(Information.ACCOUNTS, found[0], None) is None:
            return None
        return await person_at(moment, found[0])

    @resolver("Who asks: whoever has signed in, or whose token it is; null where no person does.")
    async def me(
        self,
        info: Info,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Person | None:
        caller = info.context.caller
        if caller is None or caller.person is None:
            return None
        return await person_at(await moment_of(info.context, as_of), caller.person)

    @resolver(
        "The directory: people who answer the description, or whose name begins with the words of `search`.",
        price_in_order=200,
    )
    async def people(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        search: Annotated[str | None, strawberry.argument(description=SEARCH)] = None,
        units: Annotated[list[str] | None, strawberry.argument(description=UNITS)] = None,
        exactly: Annotated[bool, strawberry.argument(description=EXACTLY)] = False,
        functions: Annotated[
            list[str] | None, strawberry.argument(description="Only people of these functions.")
        ] = None,
        levels: Annotated[
            list[str] | None, strawberry.argument(description="Only people on these levels of leadership.")
        ] = None,
        manager: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only direct reports of this person.")
        ] = None,
        here: Annotated[bool | None, strawberry.argument(description=HERE)] = True,
        order_by: PeopleInOrder = PersonOrder.KNOWN,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Connection[Person]:
        moment = await moment_of(info.context, as_of)
        described: rows.Described = {
            "units": await units_meant(moment, units, exactly=exactly),
            "functions": await placing_meant(info.context, moment, "function", functions),
            "levels": await placing_meant(info.context, moment, "level", levels),
            "manager": None
            if manager is None
            else await subject_meant("manager", manager, "person", moment, rows.listed),
            "here": here,
        }
        closest = None if search is None else await found_by_name(info.context, moment, search)
        places = is_person_id if closest is None or order_by in KEYS else RANKS.__contains__
        asked = page_asked(first, after, last, before, places, order_by, PersonOrder.KNOWN)
        if order_by in KEYS:
            return await page_in_order(info.context, moment, asked, order_by, described, closest)
        if closest is not None:
            return await closest_first(moment, closest, asked, described)
        page = await rows.directory(moment.reading, **asked.bounds, **described)
        await fetch_units(info, moment, [row.unit for row in page.people if row.unit])
        return connection_of(
            [(row.cursor, Person(row, moment)) for row in page.people],
            asked,
            more=page.more,
            as_of=moment.answered(page.parked),
            counted=lambda: rows.directory_counted(moment.reading, **described),
        )


async def found_by_name(context: Context, moment: Moment, words: str) -> Sequence[str]:
    """The closest by name; by identifiers, too, where whoever asks is told everybody's."""
    told = await context.way_to(Information.ACCOUNTS, WHOLE, None) is not None
    return await rows.search(moment.reading, words, first=FOUND_AT_MOST, by_identifiers=told)


async def closest_first(
    moment: Moment, closest: Sequence[str], asked: PageAsked, described: rows.Described
) -> Connection[Person]:
    """Those who answer the description; their place is their rank among those found."""
    found = await people_at(moment, closest)
    fitting = dict(zip(RANKS, (person for person in found if fits(person.row, described)), strict=False))
    page = cut(RANKS, asked, fitting.__contains__)
    told = [(rank, fitting[rank]) for rank in page.places]

    async def counted() -> int:
        return len(fitting)

    return connection_of(
        told,
        asked,
        more=page.more,
        behind=page.behind,
        as_of=moment.answered(await moment.reading.parked([person.row.person for _, person in told])),
        counted=counted,
    )


def fits(row: rows.PersonListed, described: rows.Described) -> bool:
    """Whether somebody answers the description."""
    exactly = ((described["here"], row.here), (described["manager"], row.manager))
    one_of = ((described["units"], row.unit), (described["functions"], row.function), (described["levels"], row.level))
    return all(wanted is None or wanted == has for wanted, has in exactly) and all(
        wanted is None or has in wanted for wanted, has in one_of
    )
