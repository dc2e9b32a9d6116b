"""What has been done for one person's development, and by them for others: the whole timeline, newest first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.kernel.facts import Stage
from ledger import Entry
from projections.development_history.answers_noted import answers_noted
from projections.development_history.exposure_had import Exposure, OpenAssignment, exposure_had
from projections.development_history.practice_coached import Practice, PracticeSituation, practice_coached
from projections.development_history.timeline_tables import (
    ASKED,
    DEVELOPMENT_HISTORY,
    MILESTONES,
    OF_ASKED,
    STAGES,
    Part,
    part_in,
)
from projections.engine.reading import Reading
from projections.engine.visibility import NEWEST_FIRST, visible

__all__ = [
    "DEVELOPMENT_HISTORY",
    "KINDS",
    "MILESTONES",
    "STAGES",
    "Exposure",
    "Milestone",
    "OpenAssignment",
    "Part",
    "Practice",
    "PracticeSituation",
    "Timeline",
    "answers_noted",
    "development_histories",
    "development_history",
    "exposure_had",
    "is_cursor",
    "milestones_counted",
    "part_in",
    "practice_coached",
]

KINDS: Final = tuple(sorted(STAGES))
"""The kinds of entries that stand on timelines."""
NARROWED_BY: Final[Mapping[str, str]] = {"kinds": "kind", "parts": "part"}
"""The columns of what narrows a timeline."""
OLDEST_FIRST: Final = NEWEST_FIRST.replace("DESC", "ASC")
BETWEEN: Final[Mapping[str, str]] = {
    f"{bound}_day": f"AND (m.effective_on, m.origin, m.ordinal) {than}"
    f" (%({bound}_day)s, %({bound}_origin)s, %({bound}_ordinal)s)"
    for bound, than in (("after", "<"), ("before", ">"))
}
"""What keeps out what is not between two cursors, by a parameter that says so."""
MOST_DIGITS: Final = 18
"""No position and no place within an entry has more."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One entry on somebody's timeline."""

    person: str
    part: Part
    """What they were in it."""
    kind: str
    """What sort of entry it is: the event's name, as `AssignmentGiven`."""
    effective_on: date
    """The day it was true, or true from."""
    position: int
    """Of the entry that stands: the correction, where there was one."""
    origin: int
    """Of the first entry of its chain of corrections; `position` again if it was never corrected."""
    ordinal: int
    entry: Entry[Any] | None
    """The entry, opened: who wrote it when, and what it says; None where it was not asked for."""

    @property
    def stage(self) -> Stage | None:
        """Its place in the learning loop, if it develops somebody."""
        return STAGES[self.kind]

    @property
    def corrected(self) -> bool:
        """Whether it stands in the place of an earlier entry."""
        return self.position != self.origin

    @property
    def cursor(self) -> str:
        """Where on the timeline it is; give it as `after` to go on from here."""
        return f"{self.effective_on.isoformat()}.{self.origin}.{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Milestones of one person, newest first, as known at a position and true on a day."""

    person: str
    milestones: tuple[Milestone, ...]
    more: bool
    """Whether there are others beyond, in the direction of reading."""
    position: int
    on: date
    parked: tuple[int, ...]
    """Positions of entries that touch this person and could not be told."""


async def development_history(
    reading: Reading,
    person: str,
    *,
    first: int = 50,
    after: str | None = None,
    stages: Sequence[Stage] = (),
    kinds: Sequence[str] = (),
    parts: Sequence[Part] = (),
) -> Timeline:
    """One person's timeline. ValueError if `after` is no cursor of a milestone."""
    timelines = await development_histories(
        reading, (person,), first=first, after=after, stages=stages, kinds=kinds, parts=parts
    )
    return timelines[person]


async def development_histories(
    reading: Reading,
    people: Sequence[str],
    *,
    first: int = 50,
    after: str | None = None,
    before: str | None = None,
    from_end: bool = False,
    stages: Sequence[Stage] = (),
    kinds: Sequence[str] = (),
    parts: Sequence[Part] = (),
    opened: bool = True,
) -> Mapping[str, Timeline]:
    """The timelines of several people, each cut at `first`, or at so many `from_end`: as many statements as for one.

    Entries are opened where they are to be told; else milestones have none.
    """
    asked = {"people": list(dict.fromkeys(people)), "first": first + 1, **narrowed(stages, kinds, parts)}
    for bound, cursor in (("after", after), ("before", before)):
        if cursor is not None:
            names = (f"{bound}_day", f"{bound}_origin", f"{bound}_ordinal")
            asked |= dict(zip(names, pointed_to(cursor), strict=True))
    rows = await reading.rows(timelines_asked(asked, from_end=from_end), asked, about=people)
    entries = await reading.entries({row[4] for row in rows}, about=people) if opened else {}
    found: dict[str, list[Milestone]] = {person: [] for person in people}
    for person, part, kind, effective_on, position, origin, ordinal in rows:
        found[person].append(
            Milestone(person, Part(part), kind, effective_on, position, origin, ordinal, entries.get(position))
        )
    return {
        person: Timeline(
            person,
            tuple(milestones[-first:] if from_end else milestones[:first]),
            len(milestones) > first,
            reading.position,
            reading.on,
            await reading.parked((person,), DEVELOPMENT_HISTORY.name),
        )
        for person, milestones in found.items()
    }


async def milestones_counted(
    reading: Reading,
    people: Sequence[str],
    *,
    stages: Sequence[Stage] = (),
    kinds: Sequence[str] = (),
    parts: Sequence[Part] = (),
) -> Mapping[str, int]:
    """How many milestones each timeline has altogether."""
    asked = {"people": list(people), **narrowed(stages, kinds, parts)}
    rows = await reading.rows(
        f"SELECT asked.person, count(*) FROM {ASKED}"
        f" JOIN read_models.milestones m ON {OF_ASKED} AND {visible('m')}"
        f" {narrowing(asked)} GROUP BY asked.person",
        asked,
        about=people,
    )
    return dict.fromkeys(people, 0) | dict(rows)


def narrowing(asked: Collection[str]) -> str:
    """What keeps milestones out, by what is asked for."""
    return " ".join(f"AND m.{column} = ANY (%({name})s)" for name, column in NARROWED_BY.items() if name in asked)


def timelines_asked(asked: Collection[str], *, from_end: bool) -> str:
    """The statement for several timelines, newest first within each; cut at the newest of them, or at the oldest."""
    between = " ".join(condition for bound, condition in BETWEEN.items() if bound in asked)
    return f"""
        SELECT asked.person, m.part, m.kind, m.effective_on, m.position, m.origin, m.ordinal
        FROM {ASKED}
        CROSS JOIN LATERAL (
            SELECT * FROM read_models.milestones m
            WHERE {OF_ASKED} AND {visible("m")}
            {narrowing(asked)} {between}
            ORDER BY {OLDEST_FIRST if from_end else NEWEST_FIRST} LIMIT %(first)s
        ) m ORDER BY asked.person, m.effective_on DESC, m.origin DESC, m.ordinal DESC"""


def narrowed(stages: Sequence[Stage], kinds: Sequence[str], parts: Sequence[Part]) -> dict[str, list[str]]:
    """The kinds that stages and kinds leave, if either was asked for; and the parts, if any were."""
    asked: dict[str, list[str]] = {"parts": [*parts]} if parts else {}
    if stages or kinds:
        left = [k for k, stage in STAGES.items() if (not stages or stage in stages) and (not kinds or k in kinds)]
        asked["kinds"] = left
    return asked


def is_cursor(text: str) -> bool:
    """Whether a text says where a milestone stands, as a cursor does."""
    try:
        pointed_to(text)
    except ValueError:
        return False
    return True


def pointed_to(cursor: str) -> tuple[date, int, int]:
    """Where a cursor points to."""
    try:
        day, *numbers = cursor.split(".")
        origin, ordinal = (int(number) for number in numbers if number.isascii() and len(number) <= MOST_DIGITS)
        return date.fromisoformat(day), origin, ordinal
    except ValueError:
        raise ValueError(f"after “{cursor}” is no cursor: give the cursor of a milestone, as it was answered") from None
