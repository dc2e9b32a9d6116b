"""All read models together, and the events that none of them tells."""

from __future__ import annotations

from typing import Any, Final

from domain.facts import EntryRetracted, Event
from domain.frameworks import FrameworkPublished
from domain.promotion_file import EvidenceFiled, FileClosed
from ledger.connections import Roles
from projections import storing
from projections.development_history import DEVELOPMENT_HISTORY
from projections.folding import Folds
from projections.people import PEOPLE
from projections.succession_bench import SUCCESSION_BENCH

UNTOLD: Final[dict[type[Event[Any]], str]] = {
    EntryRetracted: "what it retracts is marked as superseded, and has no successor",
    FrameworkPublished: "an edition is read from its page, whole",
    EvidenceFiled: "a step of a promotion case, which is read from its page",
    FileClosed: "a step of a promotion case, which is read from its page",
}
"""Events without facts in any read model, and why."""

ALL: Final = Folds((DEVELOPMENT_HISTORY, SUCCESSION_BENCH, PEOPLE), UNTOLD)


def migrate(connection: storing.Connection) -> None:
    """Make the home of all read models; for `ledger.migrations.migrate(url, told.migrate)`."""
    storing.migrate(connection, ALL, Roles(connection.info.dbname))
