"""The entries that could not be folded, one by one: which, what they are, and why."""

from __future__ import annotations

from typing import Final, NamedTuple

import psycopg

from ledger.storage.connections import in_role, read_only, roles_of

PARKED: Final = """
    SELECT e.position, e.kind, e.stream, string_agg(DISTINCT p.read_model, ', ' ORDER BY p.read_model), p.error
    FROM read_models.parked p JOIN ledger.entries e USING (position)
    WHERE p.superseded_at IS NULL GROUP BY e.position, e.kind, e.stream, p.error ORDER BY e.position
"""


class EntryParked(NamedTuple):
    """One of them, as far as nothing has superseded it."""

    position: int
    kind: str
    stream: str
    read_models: str
    """Those that lack it."""
    error: str


def entries_parked(url: str) -> list[EntryParked]:
    """All of them, in the order of writing."""
    with psycopg.connect(in_role(read_only(url), roles_of(url).projector)) as connection:
        return [EntryParked(*row) for row in connection.execute(PARKED).fetchall()]
