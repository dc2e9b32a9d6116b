"""The rhythm of feedback over GraphQL: of one person to whoever reads their feedback, and of groups as figures."""

from __future__ import annotations

from typing import Annotated, Final, cast

import strawberry

from api.access.sight import WHOLE
from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import output_of, row_type
from api.graphql.moment import Answered, Moment
from api.graphql.queries import Questions
from api.graphql.queries.units import EXACTLY, UNITS, units_meant
from api.graphql.release_points import AS_RELEASED, released
from api.graphql.row_types import RowType, resolver
from domain.development import feedback_rhythm as counted
from projections import feedback_rhythm as rows

RHYTHM: Final = (
    "How much feedback they were given and asked for over a year, and from how many sides; feedback cycles are told"
    " apart. Null for whoever was erased."
)
SourceCounted = output_of(counted.SourceCounted)


@row_type(rows.FeedbackRhythm)
class FeedbackRhythm(RowType[rows.FeedbackRhythm]):
    """How much feedback somebody was given and asked for in a year, from how many sides, and how good it is."""


@row_type(rows.FeedbackFigures, without=("sources",))
class FeedbackFigures(RowType[rows.FeedbackFigures]):
    """The rhythm of feedback to the people of a group in a year. Of nobody it says how."""

    @resolver("From which sides, the most frequent first; null where there are too few people.", holds=6)
    def sources(self) -> list[SourceCounted] | None:  # type: ignore[valid-type]
        return None if self.row.sources is None else [*self.row.sources]

    @resolver(AS_RELEASED)
    def as_of(self) -> Answered:
        return self.moment.answered(())


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
    ) -> FeedbackFigures:
        asked = await moment_of(info.context, as_of)
        at = await released(info.context, asked, Information.FEEDBACK, WHOLE, {"units": units})

        async def found(moment: Moment) -> rows.FeedbackFigures:
            return await rows.feedback_figures(moment.reading, await units_meant(moment, units, exactly=exactly))

        return FeedbackFigures(await at.told("feedbackRhythm", rows.FeedbackFigures, found), at.moment)
