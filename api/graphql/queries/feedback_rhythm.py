"""The rhythm of feedback over GraphQL: of one person to whoever reads their feedback, and of groups as figures."""

from __future__ import annotations

from typing import Annotated, Final, cast

import strawberry

from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import output_of, row_type
from api.graphql.moment import Moment
from api.graphql.queries import Questions
from api.graphql.queries.units import EXACTLY, UNITS, units_meant
from api.graphql.row_types import RowType, resolver
from projections import feedback_rhythm as rows

RHYTHM: Final = (
    "How much feedback they were given and asked for over a year, and from how many sides; feedback cycles are told"
    " apart. Null for whoever was erased."
)
FeedbackFigures = output_of(rows.FeedbackFigures)


@row_type(rows.FeedbackRhythm)
class FeedbackRhythm(RowType[rows.FeedbackRhythm]):
    """How much feedback somebody was given and asked for in a year, from how many sides, and how good it is."""


async def feedback_rhythm_of(moment: Moment, person: str) -> FeedbackRhythm:
    """The rhythm of feedback to somebody."""
    return FeedbackRhythm(cast("rows.FeedbackRhythm", await moment.look_up(person, rows.feedback_rhythm)), moment)


@strawberry.type
class FeedbackRhythmQueries(Questions):
    @resolver("The rhythm of feedback to the people of some units, or to all, over the year up to the day.", price=500)
    async def feedback_rhythm(
        self,
        info: Info,
        units: Annotated[list[str] | None, strawberry.argument(description=UNITS)] = None,
        exactly: Annotated[bool, strawberry.argument(description=EXACTLY)] = False,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> FeedbackFigures:  # type: ignore[valid-type]
        moment = await moment_of(info.context, as_of)
        return await rows.feedback_figures(moment.reading, await units_meant(moment, units, exactly=exactly))
