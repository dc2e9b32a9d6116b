"""Whether whoever subtracts what feedback cycles released finds a rater, or what too few of them said."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Bar, Figure
from benchmarks.searching import figure, in_processes, tell
from tests.search.differencing import BROKEN, Found, attack

CYCLES = 10_000
PAIRS_OF_A_PART = 250
PAIRS_OF_A_RULE = 200
RELEASED_AT_LEAST = 0.5
"""Ratings of hidden groups a cycle, at least: where nothing is told, nothing can be found."""
NEAR_AT_LEAST = 0.1


def differencing(server_url: str) -> Iterator[Figure]:
    """Pairs of cycles as chance would have them; then the same with one rule broken after the other."""
    tally = Found()
    parts = range(-(-CYCLES // (2 * PAIRS_OF_A_PART)) + 1)  # one more, as some cycles are never opened
    for part in in_processes(of_a_part, parts, f"subtracting in {CYCLES:,} cycles"):
        tally.cycles += part.cycles
        tally.released += part.released
        tally.near += part.near
        tally.faults += part.faults
    tell(tally.faults)
    yield figure("cycles looked at", tally.cycles, CYCLES, "cycles", "cycles, at least", Bar(1.0))
    yield figure(
        "hidden groups’ ratings released", tally.released, tally.cycles, "ratings", "cycles", Bar(RELEASED_AT_LEAST)
    )
    yield figure("cycles near one that shares raters", tally.near, tally.cycles, "times", "cycles", Bar(NEAR_AT_LEAST))
    yield figure(
        "raters, and answers of too few, found by subtraction",
        len(tally.faults),
        tally.cycles,
        "found",
        "cycles",
        Bar(0.0, at_most=True),
    )
    told = sum(in_processes(finds_it, BROKEN, f"looking for {len(BROKEN)} broken rules"))
    yield figure("broken rules found by subtraction", told, len(BROKEN), "found", "broken", Bar(1.0))


def of_a_part(number: int) -> Found:
    """What is found in one part of the cycles."""
    return attack(number, PAIRS_OF_A_PART)


def finds_it(rule: str) -> bool:
    """Whether a broken rule is found."""
    with BROKEN[rule]():
        return bool(attack(0, PAIRS_OF_A_RULE).faults)
