"""The second wall beside the gate: whether database and table tell the same, in random worlds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from api.access import second_wall
from benchmarks.figures import Bar, Figure
from benchmarks.searching import figure, in_processes, tell
from benchmarks.server import database
from ledger.storage.migrations import migrate
from tests.search.worlds import Compared, Worlds

WORLDS = 1_000_000
WORLDS_OF_A_PART = 50_000
TRIED_AT_LEAST = 100
"""Times that each cell is allowed, and is denied."""


def walls(server_url: str) -> Iterator[Figure]:
    """Random worlds, of which the database tells just what the table in Python does."""
    found = Compared()
    parts = range(WORLDS // WORLDS_OF_A_PART)
    for part in in_processes(partial(of_a_part, server_url), parts, f"looking over the wall in {WORLDS:,} worlds"):
        found += part
    tell(found.differences)
    yield figure("worlds compared", found.worlds, WORLDS, "worlds", "worlds, at least", Bar(1.0))
    yield figure(
        "… in which database and table differ",
        len(found.differences),
        found.worlds,
        "worlds",
        "worlds",
        Bar(0.0, at_most=True),
    )
    yield figure(
        "times that the cell was allowed or denied that was least", found.fewest(), TRIED_AT_LEAST, "times",
        "times, at least", Bar(1.0),
    )  # fmt: skip


def of_a_part(server_url: str, number: int) -> Compared:
    """What is found in one part of the worlds, with rows of its own."""
    with database(server_url) as url:
        migrate(url, second_wall.migrate)
        worlds = Worlds(url, number)
        worlds.furnish()
        return worlds.compare(WORLDS_OF_A_PART)
