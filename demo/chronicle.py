"""Time passes, and what people ask to be recorded is written down in its order: commands, never events."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import count
from random import Random
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from demo.lots import Lots
from demo.working_days import working_day
from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.kernel.commands import Command
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from ledger import Request, new_id

MONTHS: Final = 72
"""How long the demo's organisation has kept its ledger."""

Life = Iterator[date]
"""Somebody's doings: does something, then names the day on which it goes on. Time passes while it waits."""


@dataclass(frozen=True)
class Asked:
    """A request, and where the entry that it becomes will stand."""

    request: Request
    at: Reference


class Turn(IntEnum):
    """When in a day a life goes on."""

    EARLY = 0
    AS_IT_COMES = 1
    LATE = 2
    """Once everybody stands where they will stand that day."""


@dataclass(frozen=True)
class Course:
    """A life under way, with dice of its own: what happens in it turns no other life another way."""

    life: Life
    name: str
    """Which life began it, what it is of, and which of those."""
    dice: Random
    turn: Turn


class Chronicle:
    """A calendar with lives in it, and the requests that they make. The same seed and day make the same requests."""

    def __init__(self, seed: int, today: date) -> None:
        self.today = today
        self.opens_on = months_after(today.replace(day=1), -MONTHS)
        self.on = self.opens_on
        self.lots = Lots(f"{seed} {today}")
        self._under_way: list[Course] = []
        self._first_day = self.lots.dice("the first day")
        self.asked: list[Asked] = []
        self._pages: defaultdict[str, list[Asked]] = defaultdict(list)
        self._namespace = uuid5(NAMESPACE_URL, f"leadership-ledger/demo/{seed}/{today}")
        self._versions: Counter[str] = Counter()
        self._ids: Counter[str] = Counter()
        self._turn = count()
        self._waiting: list[tuple[date, Turn, int, Course]] = []

    @property
    def dice(self) -> Random:
        """The dice of the life that is under way."""
        return self._under_way[-1].dice if self._under_way else self._first_day

    def new_id(self, kind: str, series: str = "") -> str:
        """The next id of a kind, as `person-…`; a series of its own moves no id of others."""
        name = f"{kind} {series}".strip()
        self._ids[name] += 1
        return new_id(kind, uuid5(self._namespace, f"{name} {self._ids[name]}"))

    def write(self, command: Command[Any], by: str, *, lines: int = 1) -> Reference:
        """Ask for something today; the address of its first entry, which for a correction is that of what it corrects.

        `lines` is how many entries it makes.
        """
        at = Reference(command.stream, self._versions[command.stream] + 1)
        if isinstance(command, CorrectEntry | RetractEntry):
            at = command.entry
        self._versions[command.stream] += lines
        self.asked.append(Asked(Request(command, by, uuid5(self._namespace, f"command {len(self.asked)}")), at))
        self._pages[command.stream].append(self.asked[-1])
        return at

    def of(self, stream: str) -> Sequence[Asked]:
        """What has been asked for on a stream so far."""
        return self._pages[stream]

    def begin(self, life: Life, turn: Turn = Turn.AS_IT_COMES) -> None:
        """Let a life take its course."""
        name = f"{self._under_way[-1].name if self._under_way else ''}/{getattr(life, '__name__', '')}"
        name = f"{name} {self.lots.turn(name)}"
        self._go_on(Course(life, name, self.lots.dice(name), turn))

    def _go_on(self, course: Course) -> None:
        """Let it do what it does today."""
        self._under_way.append(course)
        until = next(course.life, None)
        self._under_way.pop()
        if until is not None:
            heapq.heappush(self._waiting, (max(until, self.on), course.turn, next(self._turn), course))

    def run(self, progress: Callable[[int, int], None] = lambda done, of: None) -> None:
        """Let time pass until today. `progress` hears how many days have passed, and of how many."""
        days, passed = (self.today - self.opens_on).days, -1
        while self._waiting and self._waiting[0][0] <= self.today:
            self.on, _, _, course = heapq.heappop(self._waiting)
            if (self.on - self.opens_on).days != passed:
                passed = (self.on - self.opens_on).days
                progress(passed, days)
            self._go_on(course)
        self.on = self.today

    # Days

    def months_ago(self, months: int, day: int = 1) -> date:
        """A working day, so many months before the month of today."""
        return working_day(months_after(self.today.replace(day=1), -months).replace(day=day))

    def after(self, days: int, spread: int = 0) -> date:
        """A working day, so many days from now; with `spread`, up to so many more."""
        return working_day(self.on + timedelta(days + self.dice.randint(0, spread)))
