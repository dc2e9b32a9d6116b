"""Mentoring over GraphQL: how it goes in the organisation, what people found who looked back, and who has room."""

from __future__ import annotations

from typing import Annotated, Final

import strawberry

from api.access.sight import WHOLE
from api.access.table import Information
from api.graphql.as_of import DESCRIPTION, AsOfInput, moment_of
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.editions_held import active_in
from api.graphql.moment import Answered, Moment
from api.graphql.narrowing import placing_meant
from api.graphql.queries import Questions
from api.graphql.queries.mentoring import MentoringOffer
from api.graphql.queries.units import UNITS, units_meant, units_named
from api.graphql.release_points import AS_RELEASED, released, released_whole
from api.graphql.row_types import RowType, resolver
from projections import mentoring_network as rows

SOUGHT: Final = "What is sought: competencies by their names, or words as they are offered. Left out: anything."
OFFERED_AT_MOST: Final = 50
Units = Annotated[list[str] | None, strawberry.argument(description=UNITS)]
As = Annotated[AsOfInput | None, strawberry.argument(description=DESCRIPTION)]


@row_type(rows.MentoringFigures)
class MentoringFigures(RowType[rows.MentoringFigures]):
    """How mentoring goes among some of the staff. A pair counts where one of the two is, and both are here."""

    @resolver(AS_RELEASED)
    def as_of(self) -> Answered:
        return self.moment.answered(())


@row_type(rows.MentoringSuccess)
class MentoringSuccess(RowType[rows.MentoringSuccess]):
    """What people answered who looked back on a mentorship within twelve months; each once, their latest word."""

    @resolver(AS_RELEASED)
    def as_of(self) -> Answered:
        return self.moment.answered(())


@strawberry.type
class MentoringQueries(Questions):
    @resolver("How mentoring goes among the staff of some units and levels, or of the whole organisation.", price=500)
    async def mentoring_network(
        self,
        info: Info,
        units: Units = None,
        levels: Annotated[
            list[str] | None, strawberry.argument(description="Only people on these levels of leadership.")
        ] = None,
        as_of: As = None,
    ) -> MentoringFigures | None:
        asked = await moment_of(info.context, as_of)
        parts = {"units": units, "levels": levels}
        at = await released_whole(info.context, asked, Information.MENTORING, WHOLE, parts)
        if at is None:
            info.context.sight.withhold("Query.mentoringNetwork")
            return None

        async def found(moment: Moment) -> rows.MentoringFigures:
            meant = await units_meant(moment, units)
            on_levels = await placing_meant(info.context, moment, "level", levels)
            active = await active_in(info.context, moment, await units_named(moment, units))
            return await rows.mentoring_network(moment.reading, meant, on_levels, active)

        told = await at.told("mentoringNetwork", rows.MentoringFigures, found)
        at.moment.answered(await at.moment.reading.parked(None, rows.MENTORING_NETWORK.name))
        return MentoringFigures(told, at.moment)

    @resolver("What people found who looked back on a mentorship within twelve months.", price=200)
    async def mentoring_success(self, info: Info, units: Units = None, as_of: As = None) -> MentoringSuccess:
        asked = await moment_of(info.context, as_of)
        at = await released(info.context, asked, Information.BETWEEN_TWO, WHOLE, {"units": units})

        async def found(moment: Moment) -> rows.MentoringSuccess:
            return await rows.mentoring_success(moment.reading, await units_meant(moment, units))

        told = await at.told("mentoringSuccess", rows.MentoringSuccess, found)
        at.moment.answered(await at.moment.reading.parked(None, rows.MENTORING_NETWORK.name))
        return MentoringSuccess(told, at.moment)

    @resolver(
        f"Who has room as a mentor and offers what is sought: those who offer most of it first, {OFFERED_AT_MOST} at"
        " most.",
        holds=OFFERED_AT_MOST,
        price=50,
    )
    async def mentors(
        self,
        info: Info,
        strengths: Annotated[list[str] | None, strawberry.argument(description=SOUGHT)] = None,
        as_of: As = None,
    ) -> list[MentoringOffer]:
        moment = await moment_of(info.context, as_of)
        found = rows.fitting(await rows.mentoring_offers(moment.reading), strengths or ())
        return [MentoringOffer(one, moment) for one in found[:OFFERED_AT_MOST]]
