"""The panel on a promotion over GraphQL: who sits on it, and how they voted once the vote has closed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import strawberry

from api.graphql.context import Context
from api.graphql.derived import enum_of, shows
from api.graphql.moment import Moment
from api.graphql.queries.person import Person, people_at, person_at
from api.graphql.shown import Shown, tells
from audit.withholding import withheld
from domain.kernel.facts import Erased
from domain.promotions.panels import panel as rows
from domain.promotions.panels.vote_casting import VoteCast
from ledger import Entry as Written

Choice = enum_of(rows.Choice)


@strawberry.type(description="Somebody's vote. That they voted is told at once; how, only when the vote has closed.")
class Vote:
    moment: strawberry.Private[Moment]
    event: strawberry.Private[VoteCast]
    withheld: bool = strawberry.field(
        description="Whether the vote is still open, so that nobody is told how they voted."
    )

    @tells("Who voted; null where nothing is known of them at that moment.")
    async def voter(self) -> Person | None:
        return await person_at(self.moment, self.event.voter)

    @tells("The round of voting.")
    def round(self) -> int:
        return self.event.round

    @tells("How they voted; null while that is withheld, or if it has been erased.")
    def choice(self) -> Choice | None:  # type: ignore[valid-type]
        return None if self.withheld or isinstance(self.event.choice, Erased) else self.event.choice

    @tells(
        "What they want to be read beside it; null while that is withheld, if there is nothing, or if it was erased."
    )
    def words(self) -> str | None:
        return None if self.withheld or isinstance(self.event.words, Erased) else self.event.words


TOLD_OTHERWISE = (
    *("members", "convened_by", "declared", "recused", "replaced", "ballots", "counted", "seated", "recommendation"),
)
"""Votes and conflicts are told with the steps of the case, where they say who, when and why."""


@shows(rows.Panel, without=TOLD_OTHERWISE)
class Panel(Shown[rows.Panel]):
    """People who recommend on a promotion, and how far their vote has come."""

    @tells("Whoever was given a seat, substitutes included.")
    async def members(self) -> list[Person]:
        return await people_at(self.moment, self.row.members)

    @tells("Members who have their seat: not recused, and not replaced.")
    async def seated(self) -> list[Person]:
        return await people_at(self.moment, self.row.seated)

    @tells("Who called them together; null where nothing is known of them at that moment.")
    async def convened_by(self) -> Person | None:
        return await person_at(self.moment, self.row.convened_by)

    @tells("Reference of the recommendation as it stands; null before there is one.")
    def recommendation(self) -> strawberry.ID | None:
        return strawberry.ID(str(self.row.recommendation)) if self.row.recommendation else None


def votes_on(votes: Sequence[Written[Any]], moment: Moment, context: Context) -> list[Vote]:
    """Votes as they may be told by now. Reads the page of their case."""
    page = cache(context.house.ledger.stream)
    return [Vote(moment=moment, event=line.event, withheld=withheld(line, page)) for line in votes]
