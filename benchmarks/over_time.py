"""What the figures of a bench cost over six years: all months by one question, beside a question for each month."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC

import psycopg

from benchmarks.figures import Bar, Figure, in_pairs
from benchmarks.histories import FIRST_DAY, asked
from benchmarks.querying import organisation, readiness, record_all, successors
from benchmarks.server import WRAPPING, database, open_ledger
from domain.development.aspirations import Path as AspirationPath
from domain.development.aspirations import StateAspiration
from domain.frameworks.edition import Readiness
from domain.kernel.dates import months_after
from domain.kernel.ids import PersonId, RoleId
from ledger import AsOf, Ledger, Request
from projections.engine.points import points_on
from projections.engine.reading import ReadModels
from projections.engine.seeing import EVERYTHING
from projections.registry import rebuild
from projections.succession_bench import bench_series, succession_bench
from projections.succession_bench.figures import Figures

PEOPLE = 8_000
ROLES = 400
JUDGED_AFTER = (450, 810, 1_170, 1_530, 1_890)
"""Days after the first on which the first readiness of a round is judged."""
APART = 30
"""Days by which a twelfth of the roles is judged after the one before: something changes in each month, as it does."""
MONTHS = [months_after(FIRST_DAY, month) for month in range(1, 73)]

Asking = Callable[[ReadModels], Awaitable[list[Figures]]]


def series(server_url: str) -> Iterator[Figure]:
    """Six years of a bench, month by month; what is told of each month is the same."""
    with database(server_url) as url, open_ledger(url) as ledger:
        six_years(ledger, url)
        figures = {each: asyncio.run(seconds(url, ledger, each))[1] for each in (all_at_once, one_by_one)}
        if figures[all_at_once] != figures[one_by_one]:
            raise AssertionError("a month of the series is told otherwise than by itself")
        yield in_pairs(
            f"{len(MONTHS)} months of the bench of {ROLES} roles, by one question",
            "s",
            lambda: asyncio.run(seconds(url, ledger, all_at_once))[0],
            "a question each",
            lambda: asyncio.run(seconds(url, ledger, one_by_one))[0],
            Bar(0.5, at_most=True),
        )


def six_years(ledger: Ledger, url: str) -> None:
    """A bench on which nearly everybody stands: willing, and judged anew each year.

    Readiness there cites a single feedback, which no edition supports. The rows say that it does, so that it counts.
    """
    everybody, roles = organisation(ledger, PEOPLE, ROLES)[1:]
    record_all(ledger, wishes(everybody, roles), "wishes")
    for round_, days in enumerate(JUDGED_AFTER):
        judged = (Readiness.ONE_TO_TWO_YEARS, Readiness.NOW, Readiness.THREE_TO_FIVE_YEARS)[round_ % 3]
        record_all(ledger, readiness(everybody, roles, judged, days=days, apart=APART), f"year {round_ + 2}")
    rebuild(url, WRAPPING)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("UPDATE read_models.readiness SET supported = true, held_against = NULL")
        connection.execute("ANALYZE")


def wishes(everybody: list[PersonId], roles: list[RoleId]) -> Iterator[Request]:
    """Whoever is on a slate wants to lead."""
    for number in range(len(roles)):
        for person in successors(everybody, len(roles), number):
            yield asked(StateAspiration(person, AspirationPath.LEADERSHIP, mobile=True, effective_on=FIRST_DAY))


async def seconds(url: str, ledger: Ledger, asking: Asking) -> tuple[float, list[Figures]]:
    """How long it takes on a warm connection, and what is told."""
    async with ReadModels(url, ledger.form, UTC) as read_models:
        async with read_models.reading(seeing=EVERYTHING) as reading:
            await succession_bench(reading)
        start = time.perf_counter()
        told = await asking(read_models)
        return time.perf_counter() - start, told


async def all_at_once(read_models: ReadModels) -> list[Figures]:
    """The figures of each month by one question."""
    async with read_models.reading(seeing=EVERYTHING) as reading:
        points = await points_on(reading, MONTHS, known_then=False)
        return [*(await bench_series(reading, points)).figures]


async def one_by_one(read_models: ReadModels) -> list[Figures]:
    """The figures of each month by a question of its own."""
    told = []
    for day in MONTHS:
        async with read_models.reading(AsOf(effective_on=day), seeing=EVERYTHING) as reading:
            told.append((await succession_bench(reading)).figures)
    return told
