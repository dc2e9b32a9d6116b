"""The rhythm of conversations over GraphQL: to the two who talk, to a leader of their own team, and as figures."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated, Final

import strawberry

from api.access.sight import WHOLE
from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import output_of, row_type
from api.graphql.moment import Moment
from api.graphql.queries import Questions
from api.graphql.queries.units import EXACTLY, UNITS, units_meant
from api.graphql.release_points import released
from api.graphql.row_types import RowType, resolver
from domain.development import rhythm
from domain.development.rhythm import ONE_TO_ONE_WITHIN, LedPerson, figures_of
from projections import conversations as rows
from projections import people

RHYTHM: Final = (
    "When they last talked with whoever leads them on the day, and how often: to the two alone, and of the two alone."
    " Null for whoever is led by nobody."
)
TEAM: Final = (
    "How many of those who report to them had a one-to-one with them lately: to the leader alone. Null for whoever"
    " leads nobody."
)
FIGURES: Final = (
    "How many people have regular one-to-ones with whoever leads them on the day: people who count in the headcount."
)
ConversationFigures = output_of(rhythm.ConversationFigures)


@row_type(rows.Conversations, without=("leader", "one_to_one_on", "away"))
class Conversations(RowType[rows.Conversations]):
    """When somebody talked with whoever leads them on the day, and how often; never what was said."""


async def conversations_of(moment: Moment, person: str) -> Conversations | None:
    """Somebody's with whoever leads them."""
    found = await moment.look_up(person, rows.conversations)
    return Conversations(found, moment) if found else None


async def team_conversations_of(moment: Moment, leader: str) -> rhythm.ConversationFigures | None:
    """Those of a leader with everybody who reports to them; they know each of them, so that few are enough."""
    team = await moment.look_up(leader, people.reports) or ()
    if not team:
        return None
    listed = await asyncio.gather(*(moment.look_up(each, people.listed) for each in team))
    talks = await asyncio.gather(*(moment.look_up(each, rows.conversations) for each in team))
    led = (
        LedPerson(one.joined_on, talk.one_to_one_on, talk.away)
        for one, talk in zip(listed, talks, strict=True)
        if one and talk and one.joined_on
    )
    return figures_of(led, until(moment), least=1)


def until(moment: Moment) -> date:
    """The day up to which days are counted."""
    return rows.until_of(moment.reading)


@strawberry.type
class ConversationQueries(Questions):
    @resolver(f"{FIGURES} A one-to-one counts for {ONE_TO_ONE_WITHIN} days.", price=500)
    async def conversations(
        self,
        info: Info,
        units: Annotated[list[str] | None, strawberry.argument(description=UNITS)] = None,
        exactly: Annotated[bool, strawberry.argument(description=EXACTLY)] = False,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> ConversationFigures:  # type: ignore[valid-type]
        asked = await moment_of(info.context, as_of)
        at = await released(info.context, asked, Information.BETWEEN_TWO, WHOLE, {"units": units})

        async def found(moment: Moment) -> rows.ConversationFigures:
            return await rows.conversation_figures(moment.reading, await units_meant(moment, units, exactly=exactly))

        return await at.told("conversations", rows.ConversationFigures, found)
