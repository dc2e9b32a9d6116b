"""The learning loop over GraphQL: where somebody stands in it, and how the people of a group go round it."""

from __future__ import annotations

from typing import Final

import strawberry

from api.access.table import Information
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.groups_asked import AsOfThen, Exactly, OfUnits, OnLevels, group_asked
from api.graphql.moment import Answered
from api.graphql.queries import Questions
from api.graphql.release_points import AS_RELEASED
from api.graphql.row_types import RowType, resolver
from domain.development import loops
from projections import learning_loop as rows

LOOP: Final = (
    "Where they stand in the learning loop: assessment, exposure, practice, feedback, and again. Null for whoever was"
    " erased."
)


@row_type(loops.LearningLoop)
class LearningLoop(RowType[loops.LearningLoop]):
    """Where somebody stands in their learning, as of a moment. Of what is protected nothing is part of it."""


@row_type(rows.LoopFigures, without=("of",))
class LoopFigures(RowType[rows.LoopFigures]):
    """How the people of a group learn. Of nobody it says how."""

    @resolver(AS_RELEASED)
    def as_of(self) -> Answered:
        return self.moment.answered(())


@strawberry.type
class LearningLoopQueries(Questions):
    @resolver(
        "How everybody here who is part of the headcount goes round the learning loop, or those of some units and"
        " levels.",
        price=500,
    )
    async def learning_loops(
        self,
        info: Info,
        units: OfUnits = None,
        exactly: Exactly = False,
        levels: OnLevels = None,
        as_of: AsOfThen = None,
    ) -> LoopFigures:
        asked = await group_asked(info.context, Information.LEARNING_LOOP, as_of, units, levels, exactly=exactly)
        found = await asked.told("learningLoops", rows.LoopFigures, rows.loop_figures)
        return LoopFigures(found, asked.moment)
