"""The second wall goes by the same table: what stands in it, and of which sort what is, as rows of the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.access.sorts import SORTS
from api.access.table import TABLE, Information
from ledger.storage.forms import stored_as
from ledger.storage.walling import Connection, have_it_say

OPENED_FOR: Final[Mapping[str, Information]] = {
    "FeedbackCycleClosed": Information.CYCLE_RESULT,
    "PersonJoined": Information.DIRECTORY,
    "PersonMoved": Information.DIRECTORY,
    "PersonRenamed": Information.DIRECTORY,
}
"""Kinds of entries that hold what is of another sort, too, and are opened for that: names, titles, the numbers of a
feedback cycle. What stands beside these in them is behind the gate alone."""


def rights() -> list[tuple[str, str]]:
    """To whom each sort is told."""
    return [(sort.value, relationship.value) for sort, those in TABLE.items() for relationship in those]


def kinds() -> list[tuple[str, str, bool]]:
    """Of which sort entries are, under every name that they are stored under; and for which else they are opened."""
    own = {(stored, sort.value) for kind, sort in SORTS.items() if sort for stored in stored_as(kind)}
    beside = {(stored, sort.value) for kind, sort in OPENED_FOR.items() for stored in stored_as(kind)} - own
    return [*((*row, False) for row in own), *((*row, True) for row in beside)]


def migrate(connection: Connection) -> None:
    """Have the database go by the table as it is; for `ledger.storage.migrations.migrate`."""
    have_it_say(connection, "rights", rights())
    have_it_say(connection, "kinds", kinds())
