"""What somebody practised over GraphQL, and whether they were coached on it: told to whoever reads their practice."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.errors import BadInput
from api.graphql.moment import Moment
from api.graphql.queries.entries import Entry, entry_of
from api.graphql.row_types import RowType, resolver
from domain.kernel.facts import ORGANISATION
from domain.kernel.history import first_day
from ledger import Ledger
from projections import development_history as rows
from projections.engine.reading import Reading

PRACTICE: Final = (
    "What they practised, and whether they were coached on it: by coaching that is on their timeline, no feedback,"
    " no mentoring. Null for whoever was erased."
)
SINCE: Final = (
    "The first day of the period, no later than its last: the day asked about, or today. Left out: a year before that."
)


@row_type(rows.PracticeSituation, without=("practice", "coaching"))
class PracticeSituation(RowType[rows.PracticeSituation]):
    """A real situation in which somebody led, and whether they were coached on it."""

    @resolver("The entry that tells of it.")
    def entry(self) -> Entry:
        return entry_of(self.moment, self.row.practice)

    @resolver("The coaching on it, the earliest first.", holds=2)
    def coaching(self) -> list[Entry]:
        return [entry_of(self.moment, one) for one in self.row.coaching]


@row_type(rows.Practice, without=("situations",))
class Practice(RowType[rows.Practice]):
    """What somebody practised from one day to another, and in how many situations they were coached on it."""

    @resolver("The situations in which they led, the latest first.", holds=10)
    def situations(self) -> list[PracticeSituation]:
        return [PracticeSituation(one, self.moment) for one in self.row.situations]


@dataclass(frozen=True)
class FirstDay:
    """Looks up the ledger's first day, as was known at a moment: once, of however many people is asked."""

    ledger: Ledger

    async def __call__(self, reading: Reading, organisations: Sequence[str]) -> Mapping[str, date | None]:
        said = await asyncio.to_thread(first_day, self.ledger.book(as_of=reading.position))
        return dict.fromkeys(organisations, said)


async def practice_of(info: Info, moment: Moment, person: str, since: date | None) -> Practice:
    """What somebody practised since a day, or in the year up to the day that is asked about.

    Raises BadInput for a day after that.
    """
    first = await moment.look_up(ORGANISATION, FirstDay(info.context.services.ledger))
    found = cast(  # everybody asked about has one, be it empty
        "rows.Practice", await moment.look_up(person, rows.practice_coached, since=since, first_day=first)
    )
    if found.since > found.until:
        raise BadInput("since", found.since, f"is after the last day of the period: give {found.until} or a day before")
    return Practice(found, moment)
