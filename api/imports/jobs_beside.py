"""Several jobs of one person at a time: which of them their history follows, and what is left out of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from api.imports.actions import Act
from api.imports.spells import SpellRow
from domain.people.moving import WHOLE_TIME

DAY: Final = timedelta(days=1)
BESIDE: Final = "tells of a job beside that of row {row}, which is not the main one: left out"
COUNTED: Final = "tells of a job beside that of row {row}, which is not the main one: of it the share alone is counted"


def main_jobs(rows: Sequence[SpellRow], notice: Callable[[SpellRow, str], None]) -> list[SpellRow]:
    """One person's rows in time, of their main job alone: the one of the largest share that they hold, or the first.

    Their share of full time is that of all jobs that they hold, where each says it. Whoever gives up the main one and
    keeps another has moved to that, and has not left. What is left out is told.
    """
    if len({row.job for row in rows}) < 2:
        return list(rows)
    jobs = Jobs(notice)
    for row in sorted(rows, key=lambda row: turn(row, rows)):
        jobs.take(row)
    return jobs.kept


def turn(row: SpellRow, rows: Sequence[SpellRow]) -> tuple[date, bool]:
    """From which day on a row changes what somebody holds: a job that ends is held on its last day still."""
    goes_on = any(one.job == row.job and one.number != row.number and one.started_on == row.started_on for one in rows)
    ends = row.act is Act.ENDS and not goes_on
    return (row.started_on + DAY, False) if ends else (row.started_on, True)


@dataclass
class Jobs:
    """The jobs of one person, gone through day by day."""

    notice: Callable[[SpellRow, str], None]
    kept: list[SpellRow] = field(default_factory=list)
    _held: dict[str, SpellRow] = field(default_factory=dict)
    _main: str = ""
    _made: bool = False
    """Whether the last row that is kept says what follows from the rows of several jobs."""

    def take(self, row: SpellRow) -> None:
        """Take a row into account, and keep what it changes of the main job."""
        before = self._share_kept()
        if row.act is Act.ENDS:
            self._held.pop(row.job, None)
        elif row.said or row.job not in self._held:
            self._held[row.job] = row
        main = max(self._held, key=lambda job: share_of(self._held[job]) or 0, default=row.job)
        if main == row.job:
            changes = row.act is not Act.ENDS and bool(row.said)
            self._keep(self._with_share(row) if changes else row, made=False)
        else:
            day = row.started_on + (DAY if row.act is Act.ENDS else timedelta())
            follows = replace(self._with_share(self._held[main]), number=row.number, started_on=day)
            counted = follows.said.get("share_of_full_time") != before
            if main != self._main or counted:
                self._keep(replace(follows, sequence=row.sequence, act=Act.MOVES), made=True)
            if main == self._main:
                self.notice(row, (COUNTED if counted else BESIDE).format(row=self._held[main].number))
        self._main = main

    def _keep(self, row: SpellRow, *, made: bool) -> None:
        """One row more; in place of the one before, where that is of the same day and of another job, or was made."""
        last = self.kept[-1] if self.kept else None
        same_day = last is not None and Act.ENDS not in (last.act, row.act) and last.started_on == row.started_on
        if last is not None and same_day and (self._made or made or last.job != row.job):
            row = replace(self.kept.pop(), said=row.said, manager=row.manager, job=row.job)
            made = made and self._made
        self.kept.append(row)
        self._made = made

    def _share_kept(self) -> int | None:
        return share_of(self.kept[-1]) if self.kept else None

    def _with_share(self, row: SpellRow) -> SpellRow:
        """A row with the share of all jobs that are held, where each says it and it is no more than full time."""
        shares = [share_of(one) for one in self._held.values()]
        whole = sum(share for share in shares if share is not None)
        if None in shares or whole > WHOLE_TIME:
            return row
        return replace(row, said={**row.said, "share_of_full_time": whole})


def share_of(row: SpellRow) -> int | None:
    """The share of full time of a job; None where nobody says."""
    said = row.said.get("share_of_full_time")
    return said if isinstance(said, int) else None
