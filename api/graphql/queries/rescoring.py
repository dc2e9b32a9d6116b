"""Re-scoring over GraphQL: what people's histories come to under one edition of a framework, and under another."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated

import strawberry

from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.connections import Connection, connection_of
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from api.graphql.narrowing import placing_meant, what_there_is
from api.graphql.node import checked_id, is_person_id
from api.graphql.paging import After, Before, First, Last, page_asked
from api.graphql.queries import Questions
from api.graphql.queries.frameworks import framework_at
from api.graphql.queries.person import Person, person_at
from api.graphql.queries.units import UNITS, units_meant
from api.graphql.row_types import RowType, resolver
from audit.rescoring import rescored
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.edition import Edition
from domain.promotions.judging import rescoring as rows
from projections import people

EDITION = "Number of the edition to try."
INSTEAD_OF = "Number of the edition to compare with."
FRAMEWORK = "The framework, by id."
TO_LEVEL = "The level that people are judged for. Left out: the one above their own under `edition`."


@row_type(rows.Rescored, without=("person",))
class Rescored(RowType[rows.Rescored]):
    """What the rules find in all that was assessed of somebody for decisions, under two editions."""

    @resolver("Who; null where nothing is known of them at that moment.")
    async def person(self) -> Person | None:
        return await person_at(self.moment, self.row.person)


@strawberry.type
class RescoringQueries(Questions):
    @resolver(
        "One history under two editions, person by person: what was assessed of them for decisions by that moment, as"
        " if all of it were filed, for the step to a level. Nothing is decided by it.",
        price=2000,
    )
    async def rescoring(
        self,
        info: Info,
        edition: Annotated[int, strawberry.argument(description=EDITION)],
        instead_of: Annotated[int, strawberry.argument(description=INSTEAD_OF)],
        framework: Annotated[strawberry.ID, strawberry.argument(description=FRAMEWORK)] = strawberry.ID(  # noqa: B008
            DEFAULT_FRAMEWORK
        ),
        to_level: Annotated[str | None, strawberry.argument(description=TO_LEVEL)] = None,
        units: Annotated[list[str] | None, strawberry.argument(description=UNITS)] = None,
        levels: Annotated[
            list[str] | None, strawberry.argument(description="Only people on these levels of leadership.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> Connection[Rescored]:
        moment = await moment_of(info.context, as_of)
        asked = page_asked(first, after, last, before, is_person_id)
        narrowed = await placing_meant(info.context, moment, "level", levels)
        described = people.Described(units=await units_meant(moment, units), levels=narrowed)
        tried, held = await editions(info, moment, framework, edition=edition, insteadOf=instead_of)
        if to_level is not None and to_level not in tried.ladder:
            raise BadInput(
                "toLevel", to_level, f"is no level of edition {edition}: {what_there_is(to_level, tried.ladder)}"
            )
        page = await people.directory(moment.reading, **asked.bounds, **described)
        steps = {row.person: to_level or rows.level_above(row.level, tried) for row in page.people}
        ledger, unread = info.context.services.ledger, moment.reading.note
        found = await asyncio.to_thread(rescored, ledger, steps, held, tried, moment.known, unread)
        await info.context.look_at(Information.ASSESSMENT, found)
        return connection_of(
            [(row.cursor, Rescored(found[row.person], moment)) for row in page.people],
            asked,
            more=page.more,
            as_of=moment.answered(page.parked),
            counted=lambda: people.directory_counted(moment.reading, **described),
        )


async def editions(info: Info, moment: Moment, framework: str, **numbers: int) -> Sequence[Edition]:
    """Editions by their numbers, each under the name of its argument."""
    known = await framework_at(info, moment, checked_id("framework", framework, "framework"))
    there = known.known.editions if known else {}
    for name, number in numbers.items():
        if number not in there:
            published = ", ".join(map(str, sorted(there))) or "none"
            raise BadInput(name, number, f"is no edition of “{framework}” at that moment: published are {published}")
    return [there[number] for number in numbers.values()]
