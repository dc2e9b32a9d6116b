"""What a measurement says: a value, what stands beside it, their ratio, and the bar that it must reach."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Final

from rich.console import Console
from rich.table import Table

TIMES = 5
"""Pairs that are measured; what is told is their medians."""


@dataclass(frozen=True)
class Bar:
    """What a ratio must reach: at least, or at most."""

    limit: float
    at_most: bool = False

    def holds(self, ratio: float) -> bool:
        """Whether the ratio reaches the bar."""
        return ratio <= self.limit if self.at_most else ratio >= self.limit

    def __str__(self) -> str:
        return "told" if self == NO_BAR else f"{'≤' if self.at_most else '≥'} {self.limit:g}"


NO_BAR: Final = Bar(0.0)
"""Of what is told, whatever it comes to."""


@dataclass(frozen=True)
class Figure:
    """One line of the report."""

    figure: str
    value: float
    beside: float
    ratio: float
    bar: str
    holds: bool
    unit: str
    beside_what: str


Measurement = Callable[[], float]


def in_pairs(
    figure: str,
    unit: str,
    ours: Measurement,
    beside_what: str,
    beside: Measurement,
    bar: Bar,
    times: int = TIMES,
) -> Figure:
    """Measure both in turn, so that a machine that slows down does so for both; the ratio is the median pair's."""
    pairs = [(ours(), beside()) for _ in range(times)]
    ratio = median(mine / other for mine, other in pairs)
    return Figure(
        figure,
        median(mine for mine, _ in pairs),
        median(other for _, other in pairs),
        ratio,
        str(bar),
        bar.holds(ratio),
        unit,
        beside_what,
    )


def of_pairs(figure: str, unit: str, pairs: list[tuple[float, float]], beside_what: str, bar: Bar) -> Figure:
    """A figure of pairs that could only be measured together."""
    ours, beside = iter([mine for mine, _ in pairs]), iter([other for _, other in pairs])
    return in_pairs(figure, unit, lambda: next(ours), beside_what, lambda: next(beside), bar, times=len(pairs))


def report(figures: Iterator[Figure], path: Path) -> bool:
    """Print the figures as they come and write the report; whether all bars hold."""
    console = Console()
    found = []
    for figure in figures:
        found.append(figure)
        mark = "[green]holds[/]" if figure.holds else "[red]does not hold[/]"
        console.print(f"{figure.figure}: {figure.ratio:.2f} ({figure.bar}) {mark}")
        path.write_text(json.dumps([asdict(line) for line in found], indent=2, ensure_ascii=False) + "\n")
    table = Table("figure", "value", "beside", "ratio", "bar", "holds")
    for line in found:
        table.add_row(
            line.figure,
            f"{line.value:,.4g} {line.unit}",
            f"{line.beside:,.4g} ({line.beside_what})",
            f"{line.ratio:.2f}",
            line.bar,
            "yes" if line.holds else "no",
        )
    console.print(table)
    return all(line.holds for line in found)
