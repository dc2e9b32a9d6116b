"""When people were away: to be subtracted from whatever is told of how long something took them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from domain.kernel.facts import Reference
from domain.people.leave import Absences, Leave, LeaveEnded, LeaveRecorded
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.reading import Reading
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST, visible
from projections.engine.walls import OPEN

__all__ = ["LEAVES", "leaves_begun"]


def recorded(entry: SealedEntry[LeaveRecorded]) -> tuple[Row, ...]:
    return ((entry.stream, False, entry.event.until),)


def ended(entry: SealedEntry[LeaveEnded]) -> tuple[Row, ...]:
    return ((entry.stream, True, None),)


DAYS_OF_LEAVE: Final = Table(
    "leaves",
    {"person": "text NOT NULL", "ended": "boolean", "until": "date"},
    {LeaveRecorded: recorded, LeaveEnded: ended},
    walls=OPEN,
    indexes=(f"person, {NEWEST_FIRST}",),
    coarse={"ended": None, "until": None},
)
"""Open to every statement, as these days are subtracted whoever asks; the entries themselves are told to few.

Of whoever was erased a row says neither: they were on no leave, whatever is told of them as of a day before."""
LEAVES: Final = ReadModel("leaves", (DAYS_OF_LEAVE,))

IN_ORDER: Final = "ORDER BY effective_on, origin, ordinal"
BEGUN: Final = f"""
    SELECT person, ended, effective_on, until FROM read_models.leaves fact
    WHERE person = ANY (%(people)s) AND ended IS NOT NULL AND {visible("fact")} {IN_ORDER}"""


async def leaves_begun(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[Leave, ...]]:
    """By person, every leave that had begun by the day, the earliest first."""
    return by_person(await reading.rows(BEGUN, {"people": [*people]}))


def by_person(rows: Iterable[tuple[str, bool, date, date | None]]) -> dict[str, tuple[Leave, ...]]:
    """Leaves as their facts say, in order of days, by whose they are."""
    found: dict[str, Absences] = {}
    for person, has_ended, day, until in rows:
        fact = LeaveEnded(effective_on=day) if has_ended else LeaveRecorded(until, effective_on=day)
        found[person] = fact.evolve(found.get(person, Absences()), Reference(person, 0))
    return {person: leaves.taken for person, leaves in found.items()}
