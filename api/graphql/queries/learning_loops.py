"""The learning loop over GraphQL: where somebody stands in it, and how the people of a group go round it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Annotated, Final

import strawberry

from api.access.sight import WHOLE
from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Context, Info
from api.graphql.derived import row_type
from api.graphql.moment import Answered
from api.graphql.narrowing import placing_meant
from api.graphql.queries import Questions
from api.graphql.queries.units import EXACTLY, units_meant, units_named
from api.graphql.release_points import AS_RELEASED, released, those_told
from api.graphql.row_types import RowType, resolver
from domain.development import loops
from projections import learning_loop as rows
from projections.staff import Member, members

LOOP: Final = (
    "Where they stand in the learning loop: assessment, exposure, practice, feedback, and again. Null for whoever was"
    " erased."
)
UNITS: Final = "Only people of these units and of all that belongs to them: each by its id or its name."
LEVELS: Final = "Only people on these levels of leadership."


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
        units: Annotated[list[str] | None, strawberry.argument(description=UNITS)] = None,
        exactly: Annotated[bool, strawberry.argument(description=EXACTLY)] = False,
        levels: Annotated[list[str] | None, strawberry.argument(description=LEVELS)] = None,
        as_of: Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)] = None,
    ) -> LoopFigures:
        asked = await moment_of(info.context, as_of)
        of = whole_or_one(await units_named(asked, units))
        moment = await released(info.context, asked, Information.LEARNING_LOOP, of, {"units": units, "levels": levels})
        within = await units_meant(moment, units, exactly=exactly)
        on_levels = await placing_meant(info.context, moment, "level", levels)
        group: Sequence[Member] = await members(moment.reading, units=within, levels=on_levels)
        everybody = await told_of_all(info.context)
        if not everybody:
            group = await those_told(info.context, group, Information.LEARNING_LOOP)
        return LoopFigures(await rows.loop_figures(moment.reading, group, of, as_figures=everybody), moment)


def whole_or_one(units: Collection[str] | None) -> str:
    """Of what figures are told: of a unit, where one is asked for, and else of the organisation."""
    [*asked] = units or ()
    return asked[0] if len(asked) == 1 else WHOLE


async def told_of_all(context: Context) -> bool:
    """Whether whoever asks is told the figures of the whole organisation."""
    return await context.way_to(Information.FIGURES, WHOLE, None) is not None
