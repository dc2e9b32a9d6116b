"""Development needs over GraphQL: what somebody has to learn and what serves that; and how many have which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import strawberry

from api.access.table import Information
from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.groups_asked import AsOfThen, Exactly, OfUnits, OnLevels, group_asked
from api.graphql.moment import Answered, Moment
from api.graphql.queries import Questions
from api.graphql.queries.development_plans import shown
from api.graphql.queries.entries import Entry, entry_of
from api.graphql.queries.potential import RESTS_ON, cited
from api.graphql.release_points import AS_RELEASED
from api.graphql.row_types import RowType, resolver
from projections import development_needs as rows

if TYPE_CHECKING:
    from api.graphql.queries.person import Person

NEEDS: Final = (
    "What they have to learn, as it was identified: open, met and dropped, in order of days. Null for whoever was"
    " erased."
)


@row_type(rows.DevelopmentNeed, without=("identified_by", "entry", "basis", "served_by"))
class DevelopmentNeed(RowType[rows.DevelopmentNeed]):
    """What somebody has to learn, what became of it, and what is done for it."""

    @resolver("Who identified it; null where nothing is known of them at that moment.")
    async def identified_by(self) -> Annotated[Person, strawberry.lazy("api.graphql.queries.person")] | None:
        return await shown(self.moment, self.row.identified_by)

    @resolver("What they have to learn, and what for; null where it is not told.")
    async def words(self) -> str | None:
        return await self._said("words")

    @resolver("The competency that it is of, by its name in the edition; null where it is of none.")
    async def competency(self) -> str | None:
        return await self._said("competency")

    async def _said(self, field: str) -> str | None:
        said: str | None = (await self.moment.disclosing.one(self.row.entry)).value(field)
        return said

    @resolver(RESTS_ON, holds=2, price=1)
    async def basis(self, info: Info) -> list[Entry]:
        return await cited(info, self.moment, self.row.basis)

    @resolver("What is done for it: assignments, practice, coaching, learning and plans that cite it.", holds=3)
    def served_by(self) -> list[Entry]:
        return [entry_of(self.moment, each) for each in self.row.served_by]


@row_type(rows.NeedsOfGroup, without=("of",))
class NeedsOfGroup(RowType[rows.NeedsOfGroup]):
    """How many people have an open development need, and in which competencies. Of nobody it says which."""

    @resolver(AS_RELEASED)
    def as_of(self) -> Answered:
        return self.moment.answered(())


@strawberry.type
class NeedQueries(Questions):
    @resolver(
        "How many of everybody here who is part of the headcount, or of those of some units and levels, have an open"
        " development need, and in which competencies: beside what stands in the way of mentoring"
        " (`mentoringNetwork`).",
        price=300,
    )
    async def development_needs(
        self,
        info: Info,
        units: OfUnits = None,
        exactly: Exactly = False,
        levels: OnLevels = None,
        as_of: AsOfThen = None,
    ) -> NeedsOfGroup:
        asked = await group_asked(info.context, Information.DEVELOPMENT, as_of, units, levels, exactly=exactly)
        found = await asked.told("developmentNeeds", rows.NeedsOfGroup, rows.needs_of_group)
        return NeedsOfGroup(found, asked.moment)


async def needs_of(moment: Moment, person: str) -> list[DevelopmentNeed]:
    """What somebody has to learn."""
    return [DevelopmentNeed(each, moment) for each in await moment.look_up(person, rows.needs_of) or ()]
