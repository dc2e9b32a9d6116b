"""Several jobs of one person at a time: which of them their history follows, and what is left out of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from api.imports.actions import Act
from api.imports.spells import SpellRow

BESIDE: Final = "tells of a job beside that of row {row}, which is not the main one: left out"


def main_jobs(rows: Iterable[SpellRow], notice: Callable[[SpellRow, str], None]) -> Iterator[SpellRow]:
    """One person's rows in time, of their main job alone: the one of the largest share that they hold, or the first.

    Whoever gives up the main one and keeps another has moved to that, and has not left. What is left out is told.
    """
    held: dict[str, SpellRow] = {}
    before = ""
    for row in rows:
        if row.act is Act.ENDS:
            held.pop(row.job, None)
        else:
            held[row.job] = row
        main = max(held, key=lambda job: share(held[job]), default=row.job)
        if main == row.job:
            yield row
        elif main != before:
            day = row.started_on + timedelta(days=row.act is Act.ENDS)
            yield replace(held[main], number=row.number, started_on=day, sequence=row.sequence, act=Act.MOVES)
        else:
            notice(row, BESIDE.format(row=held[main].number))
        before = main


def share(row: SpellRow) -> float:
    """The share of full time of a job; the least where nobody says."""
    said = row.said.get("share_of_full_time")
    return float(said) if said else 0.0
