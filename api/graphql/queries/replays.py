"""A promotion's decisions over GraphQL, each judged again from nothing but the book."""

from __future__ import annotations

import strawberry

from api.graphql.derived import shows
from api.graphql.queries.entries import Entry, entry_of
from api.graphql.shown import Shown, tells
from audit import coming_to_light
from audit import replay as rows

EDITION = "Number of another edition of the framework to try the same case under."
DECISION = "Reference of the decision to replay. Left out: the latest."


@shows(coming_to_light.CameToLight, without=("entry", "before", "now"))
class CameToLight(Shown[coming_to_light.CameToLight]):
    """One thing that is known now and was not known then, although it was about that time."""

    @tells("The entry that says so: a late fact, a correction or a retraction, with who wrote it when and why.")
    def entry(self) -> Entry:
        return entry_of(self.moment, self.row.entry)

    @tells("Reference of the fact that it is about, as findings cite it.")
    def reference(self) -> strawberry.ID:
        return strawberry.ID(str(self.row.entry.at))


@shows(rows.Since, without=("came_to_light",))
class Since(Shown[rows.Since]):
    """What is known by now of the time before the decision."""

    @tells("Facts that were recorded late, corrected or retracted, in the order in which that was written.")
    def came_to_light(self) -> list[CameToLight]:
        return [CameToLight(one, self.moment) for one in self.row.came_to_light]


@shows(rows.Replay, without=("decision", "since"))
class Replay(Shown[rows.Replay]):
    """One decision of a case, judged again."""

    @tells("The decision that was replayed.")
    def decision(self) -> Entry:
        return entry_of(self.moment, self.row.decision)

    @tells("What has come to light since; null where it is not known what was known.")
    def since_then(self) -> Since | None:
        return Since(self.row.since, self.moment) if self.row.since else None
