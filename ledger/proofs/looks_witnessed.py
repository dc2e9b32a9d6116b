"""What the book itself says of the log of who looked: entries with its root, which nobody changes unseen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import psycopg

from domain.safeguards.witnessing import LooksWitnessed
from ledger.entry import Entry
from ledger.storage.connections import in_role, roles_of
from ledger.storage.forms import stored_as
from ledger.storage.recorder import COLUMNS, ON_OWN_STREAMS
from ledger.storage.stored_form import StoredForm

OF_LOOKS: Final = (
    f"SELECT {COLUMNS} FROM ledger.entries"  # noqa: S608  (our own columns)
    f" WHERE {ON_OWN_STREAMS} AND kind = ANY (%s) ORDER BY position"
)


class RootGone(ValueError):
    """The log of who looked is not the one that the book witnessed; the message says which root does not hold."""


@dataclass(frozen=True)
class Witnessed:
    """A root of the log of who looked, as an entry says it."""

    entry: str
    """The address of that entry."""
    position: int
    looks: int
    """How many lines there were."""
    root: str
    """The hash of the last of them, in hexadecimal digits."""


def witnessed_in(url: str) -> list[Witnessed]:
    """All roots that the book in a database tells of, in the order of writing."""
    with psycopg.connect(in_role(url, roles_of(url).writer)) as connection:
        rows = connection.execute(OF_LOOKS, (list(stored_as(LooksWitnessed.__name__)),)).fetchall()
    entries: list[Entry[Any]] = [Entry(*(*row, StoredForm.unopened)) for row in rows]
    return [Witnessed(str(one.at), one.position, one.event.looks, one.event.root) for one in entries]


def last_that_holds(witnessed: Collection[Witnessed], hashes: Mapping[int, str]) -> Witnessed | None:
    """The last root that lines, by their hashes, come to; None where the book tells of none that is among them.

    Raises RootGone for the first that does not hold: another line stands there, or none that far.
    """
    last = max(hashes, default=0)
    held: Witnessed | None = None
    for one in sorted(witnessed, key=lambda one: (one.looks, one.position)):
        told = f"the root of looks 1 to {one.looks}, put on record in {one.entry} (position {one.position}),"
        before = f"; that of looks 1 to {held.looks} holds" if held else ""
        if one.looks > last:
            raise RootGone(f"{told} does not hold: the last is look {last}{before}")
        if hashes.get(one.looks, one.root) != one.root:
            raise RootGone(f"{told} does not hold: look {one.looks} is another one now{before}")
        held = one if one.looks in hashes else held
    return held
