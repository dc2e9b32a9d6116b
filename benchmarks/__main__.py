"""`python -m benchmarks [FIGURES…]`: measure, print the table, write the report; fails if a bar does not hold."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from benchmarks import (
    differencing,
    following,
    hostile,
    importing,
    keeping,
    over_time,
    proving,
    querying,
    recording,
    replaying,
    searching,
    stored_form,
    telling,
    walling,
    wearing,
)
from benchmarks.figures import Figure, report
from benchmarks.server import server

FIGURES: dict[str, Callable[[str], Iterator[Figure]]] = {
    "stored form": stored_form.stored_form,
    "recording": recording.recording,
    "bulk": recording.bulk,
    "catching up": following.catching_up,
    "rebuilding": following.rebuilding,
    "seeing": following.seeing,
    "histories": querying.histories,
    "benches": querying.benches,
    "series": over_time.series,
    "proving": proving.proving,
    "importing": importing.importing,
    "replaying": replaying.replaying,
    "searching": searching.searching,
    "differencing": differencing.differencing,
    "telling": telling.telling,
    "keeping": keeping.keeping,
    "walls": walling.walls,
    "wearing": wearing.wearing,
    "hostility": hostile.hostility,
}


def main(names: list[str]) -> int:
    """Measure the named figures, or all."""
    unknown = [name for name in names if name not in FIGURES]
    if unknown:
        print(f"no figures are called {', '.join(unknown)}: there are {', '.join(FIGURES)}", file=sys.stderr)
        return 2
    with server() as url:
        wanted = chain.from_iterable(FIGURES[name](url) for name in names or FIGURES)
        return 0 if report(wanted, Path(__file__).with_name("report.json")) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
