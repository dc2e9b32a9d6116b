"""Questions to reflect on over GraphQL, and what somebody answered: told to them alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import strawberry

from api.graphql.context import Info
from api.graphql.derived import output_of
from api.graphql.moment import Moment
from api.graphql.queries.entries import Entry, entry_of
from api.graphql.row_types import resolver
from domain.development import reflections as rows
from domain.kernel.ids import PersonId
from ledger import Entry as Written
from projections import development_history

REFLECTIONS: Final = (
    "The questions to reflect on that are put to them, and what they answered. Told to them alone; null for whoever was"
    " erased."
)
PromptStanding = output_of(rows.PromptStanding)


@strawberry.type(description="Questions to reflect on, and what somebody answered.")
class Reflections:
    moment: strawberry.Private[Moment]
    person: strawberry.Private[PersonId]
    given: strawberry.Private[Sequence[Written[Any]]]

    @resolver(
        "The questions of the edition that holds where they stand: first those that they never answered, then those"
        " that they answered longest ago.",
        holds=5,
    )
    async def prompts(self, info: Info) -> list[PromptStanding]:  # type: ignore[valid-type]
        ledger, reading = info.context.services.ledger, self.moment.reading
        book = ledger.book(as_of=reading.position)
        asked = await asyncio.to_thread(rows.prompts_for, self.person, reading.on, book)
        answers = await self.moment.disclosing.all(self.given)
        answered = ((one.value("prompt"), one.effective_on) for one in answers)
        return list(rows.prompts_standing(asked, answered))

    @resolver("What they answered, the latest first.", holds=5)
    def answers(self) -> list[Entry]:
        return [entry_of(self.moment, one) for one in self.given]


async def reflections_of(moment: Moment, person: str) -> Reflections:
    """What somebody is asked, and has answered."""
    given = await moment.look_up(person, development_history.answers_noted) or ()
    return Reflections(moment=moment, person=PersonId(person), given=given)
