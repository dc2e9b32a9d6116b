"""One person's rows of a job history side by side: their stays, what cannot be, and what is worth knowing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from api.imports.actions import Act
from api.imports.belonging_in_stays import doubts
from api.imports.jobs_beside import main_jobs
from api.imports.last_days import LastDays
from api.imports.problems import Problem
from api.imports.rows import Progress, Rows
from api.imports.spells import SpellRow, SpellsRead, packed, spells_in
from api.imports.words_said import WordsSaid

DAY: Final = timedelta(days=1)
ELSEWHERE: Final = "is where row {row} begins too, in another place: keep the one that is right"
GAP: Final = "is after a gap: told as still where row {row} says, up to that day"
OVERLAP: Final = "is before row {row} has ended: told as having moved on that day"
AFTER: Final = "is after they left, by row {row}, and tells of no coming back: left out"
NOT_HERE: Final = "tells of a leaving, and of no time here before it: left out"
BESIDE: Final = "tells of a further post beside the main one, which stays what it is: left out"
STILL_HERE: Final = "tells of a beginning, and they were here already: told as a move"


def stays_told(rows: Rows, progress: Progress = lambda number: None, *, said: WordsSaid[str]) -> SpellsRead:
    """A file of spells, with everybody's rows in the order of their days, each in its stay. Raises CannotBeRead."""
    read = spells_in(rows, progress, said)
    last_days = LastDays(read)
    for identifier in read.packed:
        InOrder(read, identifier).put(last_days)
    read.notices += last_days.told()
    return read


class InOrder:
    """The rows about one person, gone through day by day."""

    def __init__(self, read: SpellsRead, identifier: str) -> None:
        self._read, self._identifier = read, identifier
        self._heading = read.headings.get("started_on", "started_on")
        self._kept: list[SpellRow] = []
        self._stay = 0
        self._left: SpellRow | None = None
        """The row of the leaving after which they have not come back."""

    def put(self, last_days: LastDays) -> None:
        """Keep what is told, in its order."""
        rows = self._read.of(self._identifier)
        jobs = main_jobs(rows, self._notice) if self._read.tells_acts else rows
        for row in last_days.taken_in(jobs):
            if row.act is Act.BESIDE and not row.job:
                self._notice(row, BESIDE)
            elif row.act is Act.ENDS:
                self._ended(row)
            elif self._left is not None and row.act not in (Act.BEGINS, Act.HERE):
                self._notice(row, AFTER.format(row=self._left.number))
            else:
                self._stands(row)
        self._read.notices += doubts(stays_in(self._kept), self._read.headings)
        self._read.packed[self._identifier] = [packed(row) for row in self._kept]

    def _ended(self, row: SpellRow) -> None:
        if self._left is not None:
            return  # a row about somebody who has left, and still has
        if not self._kept:
            self._notice(row, NOT_HERE)
            return
        self._left = row
        self._kept.append(replace(row, stay=self._stay))

    def _stands(self, row: SpellRow) -> None:
        if self._left is not None:
            self._came_back(row)
        elif row.act is Act.BEGINS and self._kept:
            self._notice(row, STILL_HERE)
        if not row.said and not row.manager:
            return
        last = self._kept[-1] if self._kept and self._kept[-1].stay == self._stay else None
        if last and is_one(last, row):
            return
        if last and row.started_on == last.started_on:
            if "sequence" in self._read.headings and row.sequence != last.sequence:
                self._kept.pop()  # the last row of a day is what came of it
            else:
                self._differ(row, last)
        elif last and not self._read.tells_acts:
            self._told_beside(row, last)
        self._kept.append(replace(row, stay=self._stay, ended_on=None if self._read.tells_acts else row.ended_on))

    def _came_back(self, row: SpellRow) -> None:
        """Another stay; where they left and came back on one day, the last day was the one before."""
        left = self._kept[-1]
        began = next(one.started_on for one in self._kept if one.stay == self._stay)
        if left.started_on >= row.started_on and began < row.started_on:
            self._kept[-1] = replace(left, started_on=row.started_on - DAY)
        self._left = None
        if left.started_on >= row.started_on and began >= row.started_on:
            self._kept.pop()
        else:
            self._stay += 1

    def _told_beside(self, row: SpellRow, last: SpellRow) -> None:
        if last.ended_on and row.started_on > last.ended_on + DAY:
            self._notice(row, GAP.format(row=last.number))
        elif "ended_on" in self._read.headings and (last.ended_on is None or row.started_on < last.ended_on):
            self._notice(row, OVERLAP.format(row=last.number))

    def _differ(self, row: SpellRow, last: SpellRow) -> None:
        self._read.contradicted.add(self._identifier)
        what = ELSEWHERE.format(row=last.number)
        self._read.problems.append(Problem(row.number, self._heading, str(row.started_on), what))

    def _notice(self, row: SpellRow, what: str) -> None:
        self._read.notices.append(Problem(row.number, self._heading, str(row.started_on), what))


def is_one(last: SpellRow, row: SpellRow) -> bool:
    """Whether two rows say the same of the same day."""
    return (row.started_on, row.said, row.manager) == (last.started_on, last.said, last.manager)


def stays_in(rows: Sequence[SpellRow]) -> list[list[SpellRow]]:
    """One person's rows by the stay that they tell of."""
    stays: dict[int, list[SpellRow]] = {}
    for row in rows:
        stays.setdefault(row.stay, []).append(row)
    return list(stays.values())
