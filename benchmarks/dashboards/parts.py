"""The figures of dashboards, part by part: timelines, benches, many people, and what the server keeps in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from statistics import median
from typing import Final

from rich.console import Console

from benchmarks.dashboards import loading
from benchmarks.dashboards.beside import BARE, OURS, beside_peers, compare, figures, measured, targets
from benchmarks.dashboards.houses import house, of_lives, of_roles, of_the_demo
from benchmarks.dashboards.loading import Target
from benchmarks.dashboards.questions import (
    BENCH,
    NAME,
    PEOPLE,
    SCREEN,
    TIMELINE,
    TIMELINE_WITH_ENTRIES,
    UNIT_BENCH,
    Question,
)
from benchmarks.figures import Figure

ROLES: Final = 400
PEOPLE_OF_THESE: Final = 2_000
MANY: Final = 20_000
ROLES_OF_MANY: Final = 1_000
CLIENTS_OF_MANY: Final = 8
MOST_MS: Final = 50.0
"""Milliseconds within which 99 of 100 are answered."""

Part = Callable[[str], Iterator[Figure]]


def with_wrk(part: Part) -> Part:
    """A part that is left out where there is nothing to load servers with."""

    @wraps(part)
    def measured_by_it(server_url: str) -> Iterator[Figure]:
        if loading.is_there():
            yield from part(server_url)
        else:
            Console(stderr=True).print("dashboards are left out: wrk is not on this machine (Debian: apt install wrk)")

    return measured_by_it


@with_wrk
def timelines(server_url: str) -> Iterator[Figure]:
    """One person: their name, and fifty milestones."""
    with house(server_url, of_lives) as dashboard, beside_peers(dashboard) as servers:
        for question, bar in ((NAME, 1.0), (TIMELINE, 1.3), (TIMELINE_WITH_ENTRIES, 1.0)):
            yield from figures(servers, question, dashboard.developed, bar)


@with_wrk
def benches(server_url: str) -> Iterator[Figure]:
    """The bench of the demo and of many roles, and the screen of a unit."""
    with house(server_url, of_the_demo) as dashboard, beside_peers(dashboard) as servers:
        yield from figures(servers, BENCH, (), 1.5, " of the demo")
    with house(server_url, of_roles(PEOPLE_OF_THESE, ROLES)) as dashboard, beside_peers(dashboard) as servers:
        yield from figures(servers, BENCH, (), 1.5, f" of {ROLES} roles")
        yield from figures(servers, SCREEN, dashboard.units, 1.2)


@with_wrk
def many_people(server_url: str) -> Iterator[Figure]:
    """How long the slowest wait in a large organisation."""
    with house(server_url, of_roles(MANY, ROLES_OF_MANY)) as dashboard, beside_peers(dashboard) as servers:
        about = ((UNIT_BENCH, dashboard.units), (TIMELINE, dashboard.developed), (PEOPLE, ()))
        for question, those in about:
            asked = {name: each for name, each in targets(servers, question, those).items() if name in (OURS, BARE)}
            compare(asked)
            yield of_the_slowest(question, asked)


def of_the_slowest(question: Question, asked: Mapping[str, Target]) -> Figure:
    """Milliseconds within which 99 of 100 are answered, beside the bare SQL."""
    rounds = measured(asked, CLIENTS_OF_MANY)
    ours, bare = (median(each[name].p99 for each in rounds) for name in (OURS, BARE))
    name = f"{question.name} at {MANY:,} people, p99 of {CLIENTS_OF_MANY} clients"
    return Figure(name, ours, bare, ours, f"≤ {MOST_MS:g} ms", ours <= MOST_MS, "ms", BARE)
