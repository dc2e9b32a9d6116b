"""What the server keeps in memory: at rest, and after as many different documents as nobody will ever ask."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import httpx
import psutil

from benchmarks.dashboards.beside import OURS, POSTGRAPHILE, Servers, beside_peers, targets
from benchmarks.dashboards.houses import house, of_lives
from benchmarks.dashboards.loading import AnsweredWrongly, Target
from benchmarks.dashboards.questions import NAME, TIMELINE, TIMELINE_WITH_ENTRIES
from benchmarks.figures import NO_BAR, Bar, Figure, of_pairs

DOCUMENTS: Final = 10_000
FIRST: Final = 3_000
"""After so many all that is kept of documents is full, in each process."""
ASKED: Final = (*(NAME,) * 8, TIMELINE, TIMELINE_WITH_ENTRIES)
"""In turn; the last is answered by the process for what takes long."""
AT_ONCE: Final = 4
FLAT: Final = Bar(1.1, at_most=True)
MIB: Final = 2**20

Resident = tuple[float, float, float]
"""MiB at rest, after the first documents, and after all."""


def memory(server_url: str) -> Iterator[Figure]:
    """Of the server and all processes that it has started, beside PostGraphile's."""
    with house(server_url, of_lives) as dashboard, beside_peers(dashboard) as servers:
        processes = {OURS: servers.ours} | ({POSTGRAPHILE: servers.postgraphile} if servers.postgraphile else {})
        found = {name: resident_after(servers, name, served.process) for name, served in processes.items()}
    rest, first, all_ = found[OURS]
    documents = f"{DOCUMENTS:,} different documents"
    if POSTGRAPHILE in found:
        theirs = found[POSTGRAPHILE]
        yield of_pairs("memory at rest", "MiB", [(rest, theirs[0])], POSTGRAPHILE, NO_BAR)
        yield of_pairs(f"memory after {documents}", "MiB", [(all_, theirs[2])], POSTGRAPHILE, NO_BAR)
    yield of_pairs(f"memory after {documents}", "MiB", [(all_, rest)], "at rest", NO_BAR)
    yield of_pairs(f"memory after {documents}", "MiB", [(all_, first)], f"after {FIRST:,}", FLAT)


def resident_after(servers: Servers, name: str, process: int) -> Resident:
    """How much is resident in one server's processes, before and after it was asked."""
    asked = [targets(servers, each, servers.dashboard.developed)[name] for each in ASKED]
    ask_documents(asked, 0, AT_ONCE * len(asked))  # whatever is only opened when it is needed
    at_rest = resident(process)
    ask_documents(asked, DOCUMENTS, DOCUMENTS + FIRST)
    first = resident(process)
    ask_documents(asked, DOCUMENTS + FIRST, 2 * DOCUMENTS)
    return at_rest, first, resident(process)


def ask_documents(asked: list[Target], begin: int, end: int) -> None:
    """Ask documents of which each has a name of its own. Raises AnsweredWrongly."""

    def ask(number: int) -> None:
        target = asked[number % len(asked)]
        query = target.query.replace("query (", f"query Asked{number} (", 1)
        variables = target.variables[number % len(target.variables)]
        headers = {"authorization": target.shown[number % len(target.shown)]} if target.shown else {}
        answer = client.post(target.address, json={"query": query, "variables": variables}, headers=headers)
        if b'"errors":' in answer.raise_for_status().content:
            raise AnsweredWrongly(answer.text[:500])

    with httpx.Client(timeout=60) as client, ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(ask, range(begin, end)))


def resident(process: int) -> float:
    """MiB of a process and of all that it has started."""
    first = psutil.Process(process)
    return sum(each.memory_info().rss for each in (first, *first.children(recursive=True))) / MIB
