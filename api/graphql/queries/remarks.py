"""What people have said of what is written of them, over GraphQL: told beside the entries that it is about."""

from __future__ import annotations

from api.graphql.context import Context
from api.graphql.derived import row_type
from api.graphql.moment import Moment
from api.graphql.queries.entries import Entry, entry_of
from api.graphql.row_types import RowType, resolver
from domain.kernel.facts import Reference
from projections import remarks as rows

REMARKS = "What those whom it is about have said of it, and been answered: in the order in which it was written."


@row_type(rows.Remark, without=("entry",))
class Remark(RowType[rows.Remark]):
    """Something that was said of an entry: a statement, a request to mend it, or the answer to one."""

    @resolver("The entry that says it, on the stream of whoever it is about.")
    def entry(self) -> Entry:
        return entry_of(self.moment, self.row.entry)


async def remarks_on(context: Context, moment: Moment, stream: str, entry: Reference | None = None) -> list[Remark]:
    """What was said of the entries of a stream, or of one of them, as far as whoever asks is told that it was."""
    said = [one for one in await moment.look_up(stream, rows.remarks) or () if entry in (None, one.about)]
    disclosed = [await moment.disclosing.one(one.entry) for one in said]
    return [Remark(one, moment) for one, told in zip(said, disclosed, strict=True) if await context.is_told(told)]
