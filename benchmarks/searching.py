"""Whether a search at random finds decisions by whoever may not decide, hollow readiness, and broken rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TypeVar

from rich.console import Console
from rich.progress import track

from benchmarks.figures import Bar, Figure
from tests.search.mutants import MUTANTS, broken
from tests.search.searching import FaultFound, Searched, must_be_right, search

CASES = 10_000
CASES_OF_A_PART = 250
"""Cases that are looked at in one go, by one process."""
PROCESSES = 2
EACH_AT_LEAST = 200
"""Times that somebody in each kind of conflict has tried to act."""
APPROVED_AT_LEAST = 0.2
STANDING_AT_LEAST = 0.1
CASES_OF_A_MUTANT = 4_000
"""Cases among which a broken rule must be found."""
CONFLICTS = (
    *("candidate", "proposer", "line_manager", "direct_report", "mentor", "rival", "incumbent", "took_part"),
    *("close_relation", "other"),
)
Asked = TypeVar("Asked")
Told = TypeVar("Told")


@dataclass
class Tally:
    """What was found in some cases."""

    cases: int = 0
    approved: int = 0
    standing: int = 0
    conflicts: Counter[str] = field(default_factory=Counter)
    wrong_acts: list[str] = field(default_factory=list)
    unsupported: list[str] = field(default_factory=list)

    def look(self, found: Searched) -> None:
        """Count one more."""
        self.cases += 1
        self.approved += found.approved
        self.standing += found.standing
        self.conflicts.update(found.conflicts)
        self.wrong_acts += found.wrong_acts
        self.unsupported += found.unsupported

    def add(self, other: Tally) -> None:
        """Count what others have found."""
        self.cases += other.cases
        self.approved += other.approved
        self.standing += other.standing
        self.conflicts += other.conflicts
        self.wrong_acts += other.wrong_acts
        self.unsupported += other.unsupported


def searching(server_url: str) -> Iterator[Figure]:
    """Cases and benches as chance would have them; then the same with one rule broken after the other."""
    tally = Tally()
    for part in in_processes(of_a_part, range(CASES // CASES_OF_A_PART), f"searching {CASES:,} cases"):
        tally.add(part)
    yield figure("cases approved", tally.approved, tally.cases, "approved", "cases", Bar(APPROVED_AT_LEAST))
    yield figure("standing successors counted", tally.standing, tally.cases, "times", "cases", Bar(STANDING_AT_LEAST))
    for kind in CONFLICTS:
        what = f"somebody tried to act in conflict: {kind}"
        yield figure(what, tally.conflicts[kind], EACH_AT_LEAST, "times", "times, at least", Bar(1.0))
    for what, faults in (
        ("done by somebody in conflict, junior or unknown", tally.wrong_acts),
        ("readiness and slates counted without support", tally.unsupported),
    ):
        tell(faults)
        yield figure(what, len(faults), tally.cases, "found", "cases", Bar(0.0, at_most=True))
    found = dict(in_processes(of_a_mutant, MUTANTS, f"looking for {len(MUTANTS)} broken rules"))
    tell([f"not found: {rule}" for rule, cases in found.items() if cases is None])
    told = sum(cases is not None for cases in found.values())
    yield figure("broken rules found", told, len(MUTANTS), "found", "broken", Bar(1.0))


def figure(what: str, value: int, of: int, unit: str, of_what: str, bar: Bar) -> Figure:
    """How many, beside how many."""
    ratio = value / of if of else 0.0
    return Figure(what, value, of, ratio, str(bar), bar.holds(ratio), unit, f"{of:,} {of_what}")


def in_processes(ask: Callable[[Asked], Told], those: Iterable[Asked], what: str) -> Iterator[Told]:
    """What comes of each. It can be stopped at any time."""
    asked = list(those)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        yield from track(processes.map(ask, asked), what, total=len(asked), transient=True)


def of_a_part(number: int) -> Tally:
    """What is found in one part of the cases."""
    tally = Tally()
    search(CASES_OF_A_PART, tally.look, number=number)
    return tally


def of_a_mutant(rule: str) -> tuple[str, int | None]:
    """After how many cases a broken rule was found; None where it was not."""
    looked = 0

    def look(found: Searched) -> None:
        nonlocal looked
        looked += 1
        must_be_right(found)

    with broken(MUTANTS[rule]):
        for part in range(CASES_OF_A_MUTANT // CASES_OF_A_PART):
            try:
                search(CASES_OF_A_PART, look, number=part)
            except FaultFound:
                return rule, looked
    return rule, None


def tell(faults: list[str]) -> None:
    """What should not have been; the first of it, for whoever mends it."""
    for fault in faults[:20]:
        Console(stderr=True).print(fault, markup=False)
