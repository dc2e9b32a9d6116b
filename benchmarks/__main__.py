"""`python -m benchmarks [FIGURES…]`: measure, print the table, write the report; fails if a bar does not hold."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from benchmarks import (
    attending,
    differencing,
    following,
    hostile,
    importing,
    keeping,
    over_time,
    paging,
    proving,
    querying,
    recording,
    replaying,
    searching,
    stored_form,
    telling,
    walling,
    wearing,
    workers,
)
from benchmarks.dashboards import memory, parts
from benchmarks.figures import Figure, report
from benchmarks.server import server

FIGURES: dict[str, Callable[[str], Iterator[Figure]]] = {
    "stored form": stored_form.stored_form,
    "recording": recording.recording,
    "guards": recording.guards,
    "bulk": recording.bulk,
    "catching up": following.catching_up,
    "rebuilding": following.rebuilding,
    "seeing": following.seeing,
    "histories": querying.histories,
    "benches": querying.benches,
    "attention": attending.attention,
    "series": over_time.series,
    "proving": proving.proving,
    "importing": importing.importing,
    "importing: recorded": importing.recorded,
    "replaying": replaying.replaying,
    "searching": searching.searching,
    "differencing": differencing.differencing,
    "telling": telling.telling,
    "keeping": keeping.keeping,
    "walls": walling.walls,
    "wearing": wearing.wearing,
    "workers": workers.workers,
    "hostility": hostile.hostility,
    "pages": paging.pages,
    "pages: large": paging.large,
    "dashboards: timelines": parts.timelines,
    "dashboards: benches": parts.benches,
    "dashboards: many people": parts.many_people,
    "dashboards: memory": memory.memory,
}


def main(names: list[str]) -> int:
    """Measure the named figures, or all. A name stands also for all that it begins, before a colon."""
    named = {name: [each for each in FIGURES if name in (each, each.partition(":")[0])] for name in names}
    unknown = [name for name, found in named.items() if not found]
    if unknown:
        print(f"no figures are called {', '.join(unknown)}: there are {', '.join(FIGURES)}", file=sys.stderr)
        return 2
    with server() as url:
        asked = chain.from_iterable(named.values()) if names else FIGURES
        wanted = chain.from_iterable(FIGURES[name](url) for name in asked)
        return 0 if report(wanted, Path(__file__).with_name("report.json")) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
