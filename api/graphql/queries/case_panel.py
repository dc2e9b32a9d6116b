"""The panel on a promotion over GraphQL: who sits on it, and how they voted once the vote has closed."""

from __future__ import annotations

import strawberry

from api.access.disclosed import Disclosed
from api.graphql.derived import enum_of, shows
from api.graphql.moment import Moment
from api.graphql.queries.person import Person, people_at, person_at
from api.graphql.shown import Shown, tells
from domain.promotions.panels import panel as rows

Choice = enum_of(rows.Choice)


@strawberry.type(description="Somebody's vote. That they voted is told at once; how, only when the vote has closed.")
class Vote:
    moment: strawberry.Private[Moment]
    disclosed: strawberry.Private[Disclosed]

    @tells("Whether the vote is still open, so that nobody is told how they voted.")
    def withheld(self) -> bool:
        return "choice" in self.disclosed.withheld

    @tells("Who voted; null where nothing is known of them at that moment.")
    async def voter(self) -> Person | None:
        return await person_at(self.moment, self.disclosed.value("voter"))

    @tells("The round of voting.")
    def round(self) -> int:
        number: int = self.disclosed.value("round")
        return number

    @tells("How they voted; null while that is withheld, or if it has been erased.")
    def choice(self) -> Choice | None:  # type: ignore[valid-type]
        choice: rows.Choice | None = self.disclosed.value("choice")
        return choice

    @tells(
        "What they want to be read beside it; null while that is withheld, if there is nothing, or if it was erased."
    )
    def words(self) -> str | None:
        words: str | None = self.disclosed.value("words")
        return words


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
