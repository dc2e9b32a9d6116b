"""Last days that a history gives in a column of their own, beside the changes: taken in, and told where both differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from msgspec.structs import replace

from api.imports.actions import Act
from api.imports.problems import Problem
from api.imports.spells import SpellRow, SpellsRead

DAY: Final = timedelta(days=1)
EXAMPLES: Final = 3
ANOTHER: Final = "is another last day than that of the change in row {row}, {day}: this one is taken"
REVISED: Final = "is another last day than row {row} says, {day}: that one is taken"
GOES_ON: Final = "is before row {row}, which tells of no coming back: not used"
TOO_EARLY: Final = "is before the first day that the file tells of: not used"
BY_ONE_DAY: Final = (
    "says the last day, and in {count} the leaving that the change tells of is one day {off} ({examples}): this column"
    " is taken; to have both say the same, give the word of the change as {act} with --action"
)
OFF: Final = {-1: ("before it", Act.ENDS), 1: ("after it", Act.GONE)}


@dataclass
class LastDays:
    """Takes the column of last days into the changes of one person after another."""

    read: SpellsRead
    off: dict[int, list[str]] = field(default_factory=lambda: {-1: [], 1: []})
    """Where a change and the column differ by the one day between a last day and the first one away."""

    def taken_in(self, rows: Sequence[SpellRow]) -> list[SpellRow]:
        """One person's rows in time, with a leaving on each last day that the column gives."""
        if not any(row.left_on for row in rows):
            return list(rows)
        stays = list(self._stays(rows))
        saying: dict[int, list[SpellRow]] = {}
        for row in rows:
            begun = [place for place, stay in enumerate(stays) if row.left_on and stay[0].started_on <= row.left_on]
            if begun:
                saying.setdefault(begun[-1], []).append(row)
            elif row.left_on:
                self._notice(row, TOO_EARLY)
        for place, told in saying.items():
            self._end(stays[place], told)
        return [row for stay in self._begun(stays) for row in stay]

    def told(self) -> Iterator[Problem]:
        """In how many rows a change and the column differ by one day."""
        for days, rows in self.off.items():
            if rows:
                where, act = OFF[days]
                count = f"{len(rows)} row{'s' if len(rows) > 1 else ''}"
                examples = ", ".join(rows[:EXAMPLES])
                what = BY_ONE_DAY.format(count=count, off=where, examples=examples, act=act)
                yield Problem(0, self._heading, "", what)

    def _stays(self, rows: Sequence[SpellRow]) -> Iterator[list[SpellRow]]:
        """Rows by the stay that they tell of, where only changes are asked."""
        own: list[SpellRow] = []
        for row in rows:
            over = any(one.act is Act.ENDS for one in own)
            if own and self._begins_anew(own, row, over=over):
                yield own
                own = []
            own.append(row)
        if own:
            yield own

    def _begins_anew(self, own: Sequence[SpellRow], row: SpellRow, *, over: bool) -> bool:
        """Whether a row tells of another stay: by its action, or by a last day that has passed before it."""
        if row.act is Act.ENDS:
            return False
        if self.read.tells_acts:
            passed = any(one.left_on and own[0].started_on <= one.left_on < row.started_on for one in own)
            return row.act in (Act.BEGINS, Act.HERE) if over else row.act is Act.BEGINS and passed
        return any(one.left_on and own[0].started_on <= one.left_on < row.started_on - DAY for one in own)

    def _begun(self, stays: Sequence[list[SpellRow]]) -> Iterator[list[SpellRow]]:
        """The stays, each after one that has ended with a row that begins it, where rows do not say what happened."""
        ended = False
        for stay in stays:
            if ended and not self.read.tells_acts:
                stay[0] = replace(stay[0], act=Act.BEGINS)
            yield stay
            ended = any(row.act is Act.ENDS for row in stay)

    def _end(self, stay: list[SpellRow], saying: Sequence[SpellRow]) -> None:
        """End a stay on the day that the latest row says; told where others say another."""
        told = saying[-1]
        for day, row in {row.left_on: row for row in saying}.items():
            if day != told.left_on:
                self._notice(row, REVISED.format(row=told.number, day=told.left_on))
        ends = next((place for place, one in enumerate(stay) if one.act is Act.ENDS), None)
        day = told.left_on or told.started_on
        later = next((one for one in stay[:ends] if one.started_on > day), None)
        if later:
            self._notice(told, GOES_ON.format(row=later.number))
        elif ends is None:
            stay.append(replace(told, started_on=day, act=Act.ENDS, said={}, manager=""))
        elif stay[ends].started_on != day:
            self._differ(stay[ends], told, (stay[ends].started_on - day).days)
            stay[ends] = replace(stay[ends], started_on=day)

    def _differ(self, change: SpellRow, told: SpellRow, days: int) -> None:
        if days in self.off:
            self.off[days].append(f"row {change.number} “{told.left_on}”")
        else:
            self._notice(told, ANOTHER.format(row=change.number, day=change.started_on))

    @property
    def _heading(self) -> str:
        return self.read.headings.get("left_on", "left_on")

    def _notice(self, row: SpellRow, what: str) -> None:
        self.read.notices.append(Problem(row.number, self._heading, str(row.left_on), what))
