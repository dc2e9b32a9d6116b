"""Searching: cases are drawn one after the other, and whatever should not have been in them is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Final

from tests.search.bench import Bench, days_asked
from tests.search.cases_oracle import CasesOracle, conflicts_met
from tests.search.chance import Again, Chance
from tests.search.course import Course
from tests.search.memory_ledger import MemoryLedger
from tests.search.organisation import Organisation
from tests.search.readiness_oracle import ReadinessOracle

TODAY: Final = date(2025, 6, 30)
"""Which day it is in every case: a Monday."""
WITH_A_BENCH: Final = 60
"""Of a hundred cases, so many have a bench beside."""


class Searched:
    """A case as it went, and what was written and asked for in it."""

    def __init__(self, ledger: MemoryLedger, counted: list[tuple[str, str, date]], began_at: int) -> None:
        self.ledger = ledger
        self.began_at = began_at
        """How much had been asked for before it began."""
        self.standing = len(counted)
        """How often somebody counted as a standing successor."""
        of_readiness = ReadinessOracle(ledger.rows)
        self.wrong_acts = CasesOracle(ledger.rows, TODAY).faults()
        """What was done by somebody in conflict, junior or unknown, or otherwise than it may be."""
        self.unsupported = [*of_readiness.faults(), *of_readiness.wrongly_counted(counted)]
        """What is counted without support; `counted` are those whom the rules count as standing successors."""

    @property
    def faults(self) -> list[str]:
        """Everything that should not have been."""
        return [*self.wrong_acts, *self.unsupported]

    def __repr__(self) -> str:
        return f"a case of {len(self.ledger.rows)} rows"

    @property
    def approved(self) -> bool:
        """Whether a promotion was approved in it."""
        return any(row.kind == "PromotionApproved" for row in self.ledger.rows)

    @property
    def conflicts(self) -> Counter[str]:
        """How often somebody tried to act who was in conflict, kind by kind."""
        return conflicts_met(self.ledger.rows, self.ledger.attempts[self.began_at :])

    def story(self) -> Iterator[str]:
        """What was asked for, line by line."""
        for attempt in self.ledger.attempts[self.began_at :]:
            yield f"{attempt.refused or 'done'}: {attempt.command} {attempt.said}"


@cache
def founded() -> Organisation:
    """The organisation in which every case begins."""
    organisation = Organisation(MemoryLedger.of(TODAY), TODAY, "a")
    organisation.open()
    return organisation


def played(chance: Chance) -> Searched:
    """One case, as chance would have it."""
    base = founded().ledger
    assert isinstance(base, MemoryLedger)
    ledger = base.fork()
    course = Course(founded().copied_into(ledger), chance)
    course.begin()
    course.run()
    bench = Bench(course, chance) if chance.in_percent(WITH_A_BENCH) else None
    counted = []
    if bench:
        bench.run()
        counted = [one for day in days_asked(TODAY) for one in bench.counted(day)]
    return Searched(ledger, counted, len(base.attempts))


class FaultFound(AssertionError):
    """Something should not have been."""


def search(cases_wanted: int, look: Callable[[Searched], None], *, number: int = 0, shrink: bool = False) -> None:
    """Look at so many cases, which are always the same ones for a number. Says which one it was that went wrong.

    With `shrink`, what is told of a fault is told of as small a case as it can be found in.
    """
    for case in range(cases_wanted):
        chance = Chance(f"{number}/{case}")
        try:
            found = played(chance)
            look(found)
        except FaultFound:
            if shrink:
                must_be_right(reduced(chance.drawn))
            raise
        except Exception as error:
            error.add_note(f"in the case drawn by “{number}/{case}”")
            raise


def must_be_right(found: Searched) -> None:
    """Raises FaultFound with what should not have been, and how it came to it."""
    if found.faults:
        fault = FaultFound("\n".join(found.faults))
        for line in found.story():
            fault.add_note(line)
        raise fault


def reduced(drawn: Sequence[int]) -> Searched:
    """A case with a fault in which as little as may be goes otherwise than it should: half, a quarter, one by one."""
    at_once = len(drawn)
    while at_once := at_once // 2:
        for first in range(0, len(drawn), at_once):
            past = first + at_once
            less = [*drawn[:first], *(0 for _ in drawn[first:past]), *drawn[past:]]
            if less != drawn and played(Again(less)).faults:
                drawn = less
    return played(Again(drawn))
