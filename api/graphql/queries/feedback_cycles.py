"""Feedback cycles over GraphQL: how groups of others see somebody; and for a rater, what they are asked."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, cast

import strawberry

from api.feedback_cycles import answering, raters, running
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import output_of, row_type
from api.graphql.moment import Answered, Moment
from api.graphql.node import AN_ID, Node, checked_id
from api.graphql.queries import Questions
from api.graphql.queries.person import Person, person_at
from api.graphql.row_types import RowType, resolver
from domain.cycles.cycle import CycleId
from domain.cycles.nominating import Rater as NominatedRater
from domain.cycles.results import GroupsView, views_of
from projections import feedback_cycles as rows

Rater = output_of(NominatedRater)
View = output_of(GroupsView)
HANDED_OUT = "What `takeUpFeedbackRequest` handed to the rater."


@row_type(answering.FeedbackRequest)
class FeedbackRequest:
    """What somebody is asked about another, and what becomes of their answer: read before they answer."""

    @resolver("The same, with their name.")
    async def about(self, info: Info) -> Person | None:
        info.context.must_read()
        return await person_at(await info.context.moment(), cast("answering.FeedbackRequest", self).person)


@row_type(rows.CycleTold, without=("cycle", "person", "closing"))
class FeedbackCycle(RowType[rows.CycleTold], Node):
    """Others are asked how somebody leads. Who they are, and who answered what, no question tells."""

    prefix = "cycle"

    @resolver(AN_ID)
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.row.cycle)

    @classmethod
    async def find(cls, info: Info, moment: Moment, value: str) -> FeedbackCycle | None:
        return await cycle_known(info, moment, checked_id("id", value, cls.prefix))

    @resolver("About whom others are asked.")
    async def person(self) -> Person | None:
        return await person_at(self.moment, self.row.person)

    @resolver(
        "How each group sees them, competency by competency, and how far that is from how they see themselves: nothing"
        " before the close, and the same ever after. Nobody adds them up: groups that are too small are in `OTHERS`.",
        holds=20,
    )
    async def views(self) -> list[View]:  # type: ignore[valid-type]
        return list(views_of(await self.released("ratings") or (), self.row.groups))

    @resolver("What raters wrote, without their group, in pieces and shuffled; null before the close.")
    async def words(self) -> list[str] | None:
        told = await self.released("pieces")
        return None if told is None else list(told)

    @resolver("How many answers are waited for now; null where they are too few to be told, and once it is over.")
    async def still_missing(self, info: Info) -> int | None:
        return await asyncio.to_thread(raters.missing, CycleId(self.row.cycle), info.context.services.ledger)

    @resolver(
        "Who is nominated: for the person and for whoever approves, until it opens. Null otherwise, and ever after.",
        holds=20,
    )
    async def nominated(self, info: Info) -> list[Rater] | None:  # type: ignore[valid-type]
        context, cycle = info.context, CycleId(self.row.cycle)
        found = await asyncio.to_thread(running.nominations, cycle, context.caller, context.services.ledger)
        return None if found is None else list(found)

    @resolver("The moment that this is answered as of.")
    async def as_of(self) -> Answered:
        return self.moment.answered(await self.moment.reading.parked((self.row.cycle,)))

    async def released(self, what: str) -> Any:
        """Something of what the close released, as the gate lets it pass; None before, and once it is erased."""
        closing = self.row.closing
        return None if closing is None else (await self.moment.disclosing.one(closing)).value(what)


@strawberry.type
class FeedbackCycleQueries(Questions):
    @resolver("A feedback cycle by id; null if it was not planned by that moment.")
    async def feedback_cycle(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")],  # noqa: A002
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> FeedbackCycle | None:
        return await cycle_known(info, await moment_of(info.context, as_of), checked_id("id", id, "cycle"))

    @resolver("What whoever asks is asked about others now.", holds=10, price=50)
    async def my_feedback_requests(self, info: Info) -> list[FeedbackRequest]:
        context = info.context
        found = await asyncio.to_thread(answering.requests_of, context.caller, context.services.ledger)
        return cast("list[FeedbackRequest]", list(found))

    @resolver(
        "What whoever holds a secret is asked, until when, and who will read the result; null where it is good for"
        " nothing. Read before answering."
    )
    async def feedback_request(
        self, info: Info, secret: Annotated[str, strawberry.argument(description=HANDED_OUT)]
    ) -> FeedbackRequest | None:
        found = await asyncio.to_thread(answering.request_by, secret, info.context.services.ledger)
        return cast("FeedbackRequest | None", found)


async def cycle_known(info: Info, moment: Moment, cycle: str) -> FeedbackCycle | None:
    """A feedback cycle by its id at a moment; None for whoever is told nothing of it, as where there is none."""
    return await cycle_at(moment, cycle) if await info.context.knows_of("FeedbackCycle", cycle) else None


async def cycle_at(moment: Moment, cycle: str) -> FeedbackCycle | None:
    """A feedback cycle at a moment; None if it was not planned then."""
    row = await moment.look_up(cycle, rows.cycles)
    return FeedbackCycle(row, moment) if row else None


async def cycles_of(moment: Moment, person: str) -> list[FeedbackCycle]:
    """The feedback cycles about somebody, the latest first."""
    return [FeedbackCycle(row, moment) for row in await moment.look_up(person, rows.cycles_about) or ()]
