"""A promotion's decisions over GraphQL, each judged again from nothing but the book."""

from __future__ import annotations

import asyncio

import strawberry

from api.graphql.context import Info
from api.graphql.derived import row_type
from api.graphql.queries.chains import all_last_said
from api.graphql.queries.entries import Entry, entry_of
from api.graphql.row_types import RowType, resolver
from audit import coming_to_light
from audit import replay as rows
from domain.kernel.facts import Reference

EDITION = "Number of another edition of the framework to try the same case under."
DECISION = "Reference of the decision to replay. Left out: the latest."


@row_type(coming_to_light.CameToLight, without=("entry", "before", "now"))
class CameToLight(RowType[coming_to_light.CameToLight]):
    """One thing that is known now and was not known then, although it was about that time."""

    @resolver("The entry that says so: a late fact, a correction or a retraction, with who wrote it when and why.")
    def entry(self) -> Entry:
        return entry_of(self.moment, self.row.entry)

    @resolver("Reference of the fact that it is about, as findings cite it.")
    def reference(self) -> strawberry.ID:
        return strawberry.ID(str(self.row.entry.at))


@row_type(rows.Since, without=("came_to_light",))
class Since(RowType[rows.Since]):
    """What is known by now of the time before the decision."""

    @resolver(
        "Facts that were recorded late, corrected or retracted, in the order in which that was written.", holds=20
    )
    def came_to_light(self) -> list[CameToLight]:
        return [CameToLight(one, self.moment) for one in self.row.came_to_light]


@row_type(rows.Replay, without=("decision", "since"))
class Replay(RowType[rows.Replay]):
    """One decision of a case, judged again."""

    @resolver(
        "The entries that its findings rest on or did not count, then and now, each as it was last said by that moment;"
        " in the order of writing.",
        holds=20,
    )
    async def cited(self, info: Info) -> list[Entry]:
        origins = cited_in(self.row)
        ledger, position = info.context.services.ledger, self.moment.reading.position
        said = await asyncio.to_thread(all_last_said, ledger, origins, position)
        return [Entry(disclosed=one, moment=self.moment) for one in await self.moment.disclosing.all(said)]

    @resolver("The decision that was replayed.")
    def decision(self) -> Entry:
        return entry_of(self.moment, self.row.decision)

    @resolver("What has come to light since; null where it is not known what was known.")
    def since_then(self) -> Since | None:
        return Since(self.row.since, self.moment) if self.row.since else None


def cited_in(replay: rows.Replay) -> set[Reference]:
    """What the findings of a decision name: as recorded, as judged again, and with what has come to light."""
    now = replay.since.now.judgement.findings if replay.since else ()
    findings = (*replay.decision.event.found, *replay.again.findings, *now)
    return {at for finding in findings for at in (*finding.rests_on, *finding.not_counted)}
