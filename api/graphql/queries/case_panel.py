"""The panel on a promotion over GraphQL: who sits on it, and how they voted once the vote has closed."""

from __future__ import annotations

import strawberry

from api.access.disclosed import Disclosed
from api.graphql.derived import enum_of, row_type
from api.graphql.moment import Moment
from api.graphql.queries.person import Person, people_at, person_at
from api.graphql.row_types import RowType, resolver
from domain.promotions.panels import panel as rows

Choice = enum_of(rows.Choice)


@strawberry.type(description="Somebody's vote. That they voted is told at once; how, only when the vote has closed.")
class Vote:
    moment: strawberry.Private[Moment]
    disclosed: strawberry.Private[Disclosed]
    on_panel: strawberry.Private[int]

    @resolver("Which panel they voted on, from 1: after an appeal, or where one was tainted, another is convened.")
    def panel(self) -> int:
        return self.on_panel

    @resolver("Whether the vote is still open, so that nobody is told how they voted.")
    def withheld(self) -> bool:
        return "choice" in self.disclosed.withheld

    @resolver("Who voted; null where nothing is known of them at that moment.")
    async def voter(self) -> Person | None:
        return await person_at(self.moment, self.disclosed.value("voter"))

    @resolver("The round of voting of that panel.")
    def round(self) -> int:
        number: int = self.disclosed.value("round")
        return number

    @resolver("How they voted; null while that is withheld, or if it has been erased.")
    def choice(self) -> Choice | None:  # type: ignore[valid-type]
        choice: rows.Choice | None = self.disclosed.value("choice")
        return choice

    @resolver(
        "What they want to be read beside it; null while that is withheld, if there is nothing, or if it was erased."
    )
    def words(self) -> str | None:
        words: str | None = self.disclosed.value("words")
        return words


TOLD_OTHERWISE = (
    *("members", "convened_by", "declared", "recused", "replaced", "ballots", "counted", "seated", "recommendation"),
)
"""Votes and conflicts are told with the steps of the case, where they say who, when and why."""


@row_type(rows.Panel, without=TOLD_OTHERWISE)
class Panel(RowType[rows.Panel]):
    """People who recommend on a promotion, and how far their vote has come."""

    @resolver("Whoever was given a seat, substitutes included.", holds=10)
    async def members(self) -> list[Person]:
        return await people_at(self.moment, self.row.members)

    @resolver("Members who have their seat: not recused, and not replaced.", holds=10)
    async def seated(self) -> list[Person]:
        return await people_at(self.moment, self.row.seated)

    @resolver("Who called them together; null where nothing is known of them at that moment.")
    async def convened_by(self) -> Person | None:
        return await person_at(self.moment, self.row.convened_by)

    @resolver("Reference of the recommendation as it stands; null before there is one.")
    def recommendation(self) -> strawberry.ID | None:
        return strawberry.ID(str(self.row.recommendation)) if self.row.recommendation else None
