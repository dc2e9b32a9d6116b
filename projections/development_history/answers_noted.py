"""What people have answered to questions to reflect on: lessons of theirs, which nobody else is told of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from domain.development.practice import LessonNoted
from ledger import Entry
from projections.development_history.timeline_tables import ASKED, OF_ASKED
from projections.engine.reading import Reading
from projections.engine.visibility import visible

LESSONS: Final = f"""
    SELECT m.person, m.position FROM {ASKED} JOIN read_models.milestones m ON {OF_ASKED} AND {visible("m")}
    WHERE m.kind = '{LessonNoted.__name__}' ORDER BY m.effective_on DESC, m.origin DESC"""


async def answers_noted(reading: Reading, people: Sequence[str]) -> Mapping[str, Sequence[Entry[Any]]]:
    """The answers of each of these people, the latest first, as far as whoever asks is told them."""
    rows = await reading.rows(LESSONS, {"people": [*people]}, about=people)
    entries = await reading.entries((position for _, position in rows), about=people)
    told: dict[str, list[Entry[Any]]] = defaultdict(list)
    for person, position in rows:
        entry = entries.get(position)
        if entry is not None and isinstance(entry.event, LessonNoted) and entry.event.prompt is not None:
            told[person].append(entry)
    return {person: told[person] for person in people}
