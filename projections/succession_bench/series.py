"""How deep the bench was from one day to the next: the figures of several days, in as many statements as of one."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import is_
from typing import Any

from domain.kernel.facts import ORGANISATION
from projections.engine.planning import planned_until
from projections.engine.points import Point, rows_at_each
from projections.engine.reading import Reading
from projections.engine.seeing import FIGURES
from projections.succession_bench.bench import RoleBench
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
from projections.succession_bench.figures import Counted, Figures, counted, figures_of

JUDGED_IN = ("retention_risks", "impacts_of_loss")
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
    told = await asyncio.to_thread(figures_at_each, points, RowsOfAll(roles, held, named, risks))
    return BenchSeries(told, await reading.parked(None, SUCCESSION_BENCH.name))


def figures_at_each(points: Sequence[Point], read: RowsOfAll) -> tuple[Figures, ...]:
    """The figures at each point; where no bench has changed since the one before, they are the same."""
    told: list[Figures] = []
    known: dict[str, Line] = {}
    before: list[Counted] | None = None
    for point in points:
        benches = bench_at(point, read, known)
        unchanged = before is not None and len(benches) == len(before) and all(map(is_, benches, before))
        told.append(told[-1] if unchanged else figures_of(benches))
        before = benches
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Line:
    """A role as it last stood, and what it follows from."""

    rows: tuple[Any, ...]
    """Of the role, of who holds it, and of what is judged of them."""
    own: frozenset[str]
    """Who holds it as their own."""
    counted: Counted


def bench_at(point: Point, read: RowsOfAll, known: dict[str, Line]) -> list[Counted]:
    """The roles as they stood at one point, with what figures count: those that are `known`, where nothing changed."""
    risks = {(row[0], row[1]): row[2:] for row in read.judged[point]}
    held: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in read.holders[point]:
        held[row[0]].append(row)
    for row in read.roles[point]:
        holders = held.get(row[0], [])
        judged_of_them = [risks.get((table, one[1])) for one in holders for table in JUDGED_IN]
        known[row[0]] = line((row, holders, judged_of_them), known.get(row[0]), read.successors, point)
    return [known[row[0]].counted for row in read.roles[point]]


def line(rows: tuple[Any, ...], before: Line | None, successors: Candidates, point: Point) -> Line:
    """A row of the question which roles there are, with who holds it and who counts on its bench."""
    row, held, judged_of_them = rows
    role, level = row[0], row[4]
    if before is not None and before.rows == rows:
        on_the_bench = successors.on_the_bench(role, level, before.own, point)
        if on_the_bench is before.counted.bench.successors:
            return before
    names = [(table, one[1]) for one in held for table in JUDGED_IN]
    risks = {name: judged(said) for name, said in zip(names, judged_of_them, strict=True) if said is not None}
    holders = tuple(holder(one, risks) for one in held)
    own = own_holders(holders)
    on_the_bench = successors.on_the_bench(role, level, own, point)
    said = (*row[:6], holders, on_the_bench, (), *row[6:])
    return Line(rows, own, counted(RoleBench(*said)))
