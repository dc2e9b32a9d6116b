"""How broadly somebody has worked over GraphQL, and who stands by them: told to whoever reads their development."""

from __future__ import annotations

from datetime import date
from typing import Final, cast

import strawberry

from api.graphql.derived import enum_of, row_type
from api.graphql.moment import Moment
from api.graphql.queries.entries import Entry, entry_of
from api.graphql.row_types import RowType, resolver
from domain.development.development import AssignmentKind
from projections import development_history as rows

EXPOSURE: Final = (
    "How broadly they have worked: functions, stretch and assignments, and who stands by them. Null for whoever was"
    " erased."
)


@strawberry.type(description="An assignment that somebody is on.")
class OpenAssignment:
    row: strawberry.Private[rows.OpenAssignment]
    moment: strawberry.Private[Moment]

    @resolver("The entry that gave it.")
    def entry(self) -> Entry:
        return entry_of(self.moment, self.row.entry)

    @resolver("The way into exposure that it is.")
    def assignment_kind(self) -> enum_of(AssignmentKind):  # type: ignore[valid-type]
        return self.row.exposed.given.assignment_kind

    @resolver("Whether it is one size too big, on purpose.")
    def stretch(self) -> bool:
        return self.row.exposed.given.stretch

    @resolver("Its first day.")
    def starts_on(self) -> date:
        return self.row.exposed.given.starts_on

    @resolver("Why it is flagged: it is a stretch, and nobody is named who stands by them. Null where it is not.")
    def flagged(self) -> str | None:
        return self.row.exposed.why_flagged


@row_type(rows.Exposure, without=("open",))
class Exposure(RowType[rows.Exposure]):
    """How broadly somebody has worked up to a day, and the assignments that they are on."""

    @resolver("The assignments that they are on, the earliest first.", holds=3)
    def open_assignments(self) -> list[OpenAssignment]:
        return [OpenAssignment(row=one, moment=self.moment) for one in self.row.open]


async def exposure_of(moment: Moment, person: str) -> Exposure:
    """How broadly somebody has worked up to the day that is asked about."""
    found = cast("rows.Exposure", await moment.look_up(person, rows.exposure_had))
    return Exposure(found, moment)
