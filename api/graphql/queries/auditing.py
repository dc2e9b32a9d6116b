"""The auditor's own work over GraphQL: samples, what was set aside, who decided for whom, and changes of charges."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated, Final

import strawberry

from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Context, Info
from api.graphql.derived import enum_of, output_of, row_type
from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from api.graphql.narrowing import one_of
from api.graphql.queries import Questions
from api.graphql.queries.entries import Entry, entry_at
from api.graphql.queries.person import Person, person_at
from api.graphql.row_types import RowType, resolver
from api.graphql.time_order import InTime, TimeOrder, in_time
from audit import cases_since as cases
from audit import sampling
from audit.charges_since import charges_since
from ledger.identifiers import is_person
from ledger.storage.forms import forms

MOST_DRAWN: Final = 50
"""How many are drawn at once over GraphQL; `leadership audit sample` draws any number."""
SINCE = "From this day on."
AsOfArgument = Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)]
Population = enum_of(sampling.Population)
Overridden = output_of(cases.Overridden)


@row_type(sampling.Drawn)
class Drawn(RowType[sampling.Drawn]):
    """One of a sample."""

    @resolver("The entry, where entries were drawn; null else.")
    async def entry(self, info: Info) -> Entry | None:
        return None if is_person(self.row.id) else await entry_at(info.context, self.moment, int(self.row.id))

    @resolver("Who, where people were drawn; null else.")
    async def person(self) -> Person | None:
        return await person_at(self.moment, self.row.id) if is_person(self.row.id) else None


@row_type(sampling.Sample, without=("drawn",))
class Sample(RowType[sampling.Sample]):
    """So many of a population, and how large that is. The same seed draws the same again."""

    @resolver("Those with the smallest SHA-256 of seed, line feed and id, in that order.", holds=MOST_DRAWN)
    def drawn(self) -> list[Drawn]:
        return [Drawn(one, self.moment) for one in self.row.drawn]


@row_type(cases.ProposedAndDecided, without=("proposed_by", "decided_by"))
class ProposedAndDecided(RowType[cases.ProposedAndDecided]):
    """Two people of whom one proposed and the other decided."""

    @resolver("Who proposed; null where nothing is known of them at that moment.")
    async def proposed_by(self) -> Person | None:
        return await person_at(self.moment, self.row.proposed_by)

    @resolver("Who decided, alone or with somebody else; null where nothing is known of them at that moment.")
    async def decided_by(self) -> Person | None:
        return await person_at(self.moment, self.row.decided_by)


@strawberry.type
class AuditQueries(Questions):
    @resolver(
        "A sample that anybody can draw again, with how large the population is and how it was counted.", price=1000
    )
    async def sample(
        self,
        info: Info,
        population: Annotated[Population, strawberry.argument(description="From what to draw.")],  # type: ignore[valid-type]
        n: Annotated[int, strawberry.argument(description=f"How many to draw, from 1 to {MOST_DRAWN}.")],
        seed: Annotated[str, strawberry.argument(description="What is hashed with the id of each member.")],
        kind: Annotated[str | None, strawberry.argument(description="The kind, where entries are drawn.")] = None,
        as_of: AsOfArgument = None,
    ) -> Sample:
        if not 1 <= n <= MOST_DRAWN:
            raise BadInput("n", n, f"is out of bounds: draw 1 to {MOST_DRAWN}")
        if kind is not None:
            one_of("kind", [kind], sorted(forms()), "kind of entry")
        moment = await moment_of(info.context, as_of)
        try:
            found = await asyncio.to_thread(
                sampling.sample, info.context.services.ledger, population, n, seed, moment.known, kind
            )
        except sampling.NoSuchPopulation as error:
            raise BadInput("kind", kind, f"goes with another population: {error}") from error
        return Sample(found, moment)

    @resolver(
        "Criteria that were set aside in approvals, by whom, and which reviews of it were done or are missing, in the"
        " order of writing.",
        holds=50,
        price=500,
    )
    async def overrides(
        self,
        info: Info,
        since: Annotated[date, strawberry.argument(description=SINCE)],
        order_by: InTime = TimeOrder.EARLIEST_FIRST,
        as_of: AsOfArgument = None,
    ) -> list[Overridden]:  # type: ignore[valid-type]
        moment = await moment_of(info.context, as_of)
        found = await asyncio.to_thread(cases.overridden_since, info.context.services.ledger, since, moment.known)
        await info.context.look_at(Information.CASE, {one.case for one in found})
        return in_time(found, order_by)

    @resolver(
        "Who proposed and who decided: each two with how often, and how often the other way round; most first.",
        holds=50,
        price=500,
    )
    async def deciders(
        self,
        info: Info,
        since: Annotated[date, strawberry.argument(description=SINCE)],
        as_of: AsOfArgument = None,
    ) -> list[ProposedAndDecided]:
        moment = await moment_of(info.context, as_of)
        found = await asyncio.to_thread(cases.deciders_since, info.context.services.ledger, since, moment.known)
        return [ProposedAndDecided(one, moment) for one in found]

    @resolver(
        "Changes of who may do or see what, in the order of writing: mandates, seats, accreditations, deputies, and"
        " access that a steward took.",
        holds=100,
        price=300,
    )
    async def charges(
        self,
        info: Info,
        since: Annotated[date, strawberry.argument(description="Written from this day on.")],
        order_by: InTime = TimeOrder.EARLIEST_FIRST,
        as_of: AsOfArgument = None,
    ) -> list[Entry]:
        moment = await moment_of(info.context, as_of)
        return in_time(await charges_at(info.context, since, moment), order_by)


async def charges_at(context: Context, since: date, moment: Moment) -> list[Entry]:
    """The entries that change who may do or see what."""
    found = await asyncio.to_thread(
        lambda: list(charges_since(context.services.ledger, since, moment.reading.position))
    )
    return [Entry(disclosed=one, moment=moment) for one in await context.disclosing.all(found)]
