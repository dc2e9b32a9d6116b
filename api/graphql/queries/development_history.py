"""A person's development over GraphQL: the whole timeline, as known and true at any moment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final, cast

from api.access.sight import OPEN_TO_ALL
from api.access.sorts import SORTS
from api.graphql.connections import Connection, connection_of
from api.graphql.context import Info
from api.graphql.derived import enum_of, row_type
from api.graphql.moment import Moment
from api.graphql.narrowing import one_of
from api.graphql.paging import PageAsked
from api.graphql.queries.entries import Entry, entry_of
from api.graphql.queries.remarks import REMARKS, Remark, remarks_on
from api.graphql.row_types import RowType, resolver
from domain.kernel.facts import Stage
from ledger import Entry as Written
from projections import development_history as rows

STAGES = "Only entries of these stages of the learning loop."
KINDS = "Only entries of these kinds, as `AssignmentGiven`."
OF_THEIR_OWN = (rows.Part.OWN, rows.Part.MENTEE, rows.Part.MENTOR)
"""What is about somebody, as against what they did for others: whom they saw, coached, told or proposed is theirs."""
OF_THE_ENTRY: Final = ("entry", "remarks")
"""The fields of a milestone for which its entry has to be opened."""
NONE = "none"
"""A kind of which there are no entries."""
enum_of(Stage)


@row_type(rows.Milestone, without=("person", "entry", "cursor", "ordinal"))
class Milestone(RowType[rows.Milestone]):
    """One entry on somebody's timeline."""

    @resolver("The entry that stands, opened: who wrote it when, and what it says.")
    def entry(self) -> Entry:
        return entry_of(self.moment, self._line())

    @resolver(REMARKS, holds=2)
    async def remarks(self, info: Info) -> list[Remark]:
        line = self._line()
        return await remarks_on(info.context, self.moment, line.stream, line.at)

    def _line(self) -> Written[Any]:
        """The entry, which was opened as it was asked for."""
        return cast("Written[Any]", self.row.entry)


Timeline = Connection[Milestone]


def is_withheld(stages: Collection[Stage], kinds: Collection[str], told: Collection[str] | None) -> bool:
    """Whether nothing of what is asked for is told to whoever asks but what everybody is told, be it there or not."""
    asked = {kind for kind in kinds or rows.KINDS if not stages or rows.STAGES.get(kind) in stages}
    not_for_all = {kind for kind in asked if SORTS.get(kind) not in OPEN_TO_ALL}
    return told is not None and bool(not_for_all) and not_for_all.isdisjoint(told)


async def timeline_of(
    moment: Moment,
    person: str,
    asked: PageAsked,
    stages: Sequence[Stage],
    kinds: Sequence[str],
    told: Collection[str] | None = None,
    parts: Collection[rows.Part] = (),
    *,
    opened: bool = True,
) -> Timeline:
    """A page of somebody's timeline. Where only some kinds or parts are told, others are neither listed nor counted.

    Its entries are `opened` where they are told.
    """
    kinds = one_of("kinds", kinds, rows.KINDS, "kind of entry on a timeline")
    if told is not None:
        kinds = [kind for kind in kinds or rows.KINDS if kind in told] or [NONE]
    narrowed = {"stages": tuple(stages), "kinds": tuple(kinds), "parts": tuple(parts)}
    found = cast(
        "rows.Timeline",  # every person asked about has one, be it empty
        await moment.look_up(person, rows.development_histories, **asked.as_kept.bounds, opened=opened, **narrowed),
    )

    async def counted() -> int:
        return await moment.look_up(person, rows.milestones_counted, **narrowed) or 0

    return connection_of(
        [(row.cursor, Milestone(row, moment)) for row in asked.as_told(found.milestones)],
        asked,
        more=found.more,
        as_of=moment.answered(found.parked),
        counted=counted,
    )
