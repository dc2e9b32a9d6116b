"""How deep the bench was from one day to the next: the figures of several days, in as many statements as of one."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.kernel.facts import ORGANISATION
from projections.engine.planning import planned_until
from projections.engine.points import Point, rows_at_each
from projections.engine.reading import Reading
from projections.engine.seeing import FIGURES
from projections.succession_bench.bench import Judged, RoleBench, RoleHolder
from projections.succession_bench.bench_rows import holder, judged, own_holders
from projections.succession_bench.bench_statements import (
    JUDGED,
    OF_ALL,
    OF_THESE,
    holders_asked,
    roles_asked,
)
from projections.succession_bench.bench_tables import SUCCESSION_BENCH
from projections.succession_bench.counted import Candidates, candidates
from projections.succession_bench.figures import Figures, figures

Rows = Mapping[Point, Sequence[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class BenchSeries:
    """The figures at each point, in the order in which these were asked for."""

    figures: tuple[Figures, ...]
    parked: tuple[int, ...]
    """Positions of entries that could not be folded, whomever they touch."""


async def bench_planned_until(reading: Reading) -> date | None:
    """The day of the last change of any bench that is known."""
    tables = (*(table.name for table in SUCCESSION_BENCH.tables), "stays")
    return await planned_until(reading, tables, about=(ORGANISATION,), by=FIGURES)


@dataclass(frozen=True, slots=True)
class RowsOfAll:
    """What was read for all points."""

    roles: Rows
    holders: Rows
    successors: Candidates
    judged: Rows


async def bench_series(
    reading: Reading,
    points: Sequence[Point],
    *,
    units: Sequence[Collection[str]] | None = None,
    critical: bool | None = None,
) -> BenchSeries:
    """The figures of the whole bench at each point; or of the roles in the `units` of each, or in being critical."""
    asked = {"roles": None, "units": None, "functions": None, "levels": None, "owner": None, "critical": critical}
    roles = await rows_at_each(reading, points, roles_asked(OF_ALL), asked)
    if units is not None:
        roles = {one: [row for row in roles[one] if row[2] in of] for one, of in zip(points, units, strict=True)}
    narrow = units is not None or critical is not None
    where = OF_THESE if narrow else OF_ALL
    ids = sorted({row[0] for rows in roles.values() for row in rows})
    held = await rows_at_each(reading, points, holders_asked(where), {"roles": ids})
    people = sorted({row[1] for rows in held.values() for row in rows})
    named = await candidates(reading, points, ids, narrow=narrow)
    risks = await rows_at_each(reading, points, JUDGED, {"people": people}, about=(ORGANISATION,), by=FIGURES)
    counted = await asyncio.to_thread(figures_of, points, RowsOfAll(roles, held, named, risks))
    return BenchSeries(counted, await reading.parked(None, SUCCESSION_BENCH.name))


def figures_of(points: Sequence[Point], read: RowsOfAll) -> tuple[Figures, ...]:
    """The figures at each point."""
    return tuple(figures(bench_at(point, read)) for point in points)


def bench_at(point: Point, read: RowsOfAll) -> list[RoleBench]:
    """The roles as they stood at one point, with what figures count."""
    risks: dict[tuple[str, str], Judged | None] = {(row[0], row[1]): judged(row[2:]) for row in read.judged[point]}
    held: dict[str, list[RoleHolder]] = defaultdict(list)
    for row in read.holders[point]:
        held[row[0]].append(holder(row, risks))
    return [role_bench(row, held.get(row[0], ()), read.successors, point) for row in read.roles[point]]


def role_bench(row: tuple[Any, ...], holders: Sequence[RoleHolder], successors: Candidates, point: Point) -> RoleBench:
    """A row of the question which roles there are, with who holds it and who counts on its bench."""
    role, level = row[0], row[4]
    beside = (tuple(holders), tuple(successors.on_the_bench(role, level, own_holders(holders), point)), ())
    return RoleBench(*(*row[:6], *beside, *row[6:]))
