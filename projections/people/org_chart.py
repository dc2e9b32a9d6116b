"""The org chart: who reports to whom on the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from projections.engine.reading import Reading
from projections.engine.visibility import latest, latest_of

HERE = "(stay.here OR stay.effective_on = %(on)s)"

REPORTS = f"""
    SELECT placed.manager, placed.person
    FROM (SELECT DISTINCT person FROM read_models.placements WHERE manager = ANY (%(managers)s)) reported
    CROSS JOIN LATERAL ({latest_of("placements", "fact.person = reported.person")}) placed
    CROSS JOIN LATERAL ({latest_of("stays", "fact.person = reported.person")}) stay
    WHERE placed.manager = ANY (%(managers)s) AND {HERE} ORDER BY placed.manager, placed.person"""
"""Whoever ever reported to one of them, where they stand on the day."""

CHAIN = f"""
    WITH RECURSIVE chain (person, manager, steps) AS (
        SELECT placed.person, placed.manager, 1
        FROM ({latest_of("placements", "fact.person = %(person)s")}) placed
        UNION ALL
        SELECT placed.person, placed.manager, chain.steps + 1
        FROM chain CROSS JOIN LATERAL ({latest_of("placements", "fact.person = chain.manager")}) placed
    ) CYCLE person SET round USING path
    SELECT manager FROM chain WHERE manager IS NOT NULL AND NOT round ORDER BY steps"""

WHOLE = f"""
    SELECT placed.person, placed.manager FROM ({latest("placements", "person")}) placed
    JOIN ({latest("stays", "person")}) stay ON stay.person = placed.person WHERE {HERE} ORDER BY placed.person"""


async def reports(reading: Reading, managers: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Who reports directly to each of these people on the day."""
    found: dict[str, list[str]] = {manager: [] for manager in managers}
    for manager, person in await reading.rows(REPORTS, {"managers": list(found)}):
        found[manager].append(person)
    return {manager: tuple(people) for manager, people in found.items()}


async def chain_of_managers(reading: Reading, person: str) -> tuple[str, ...]:
    """The managers above somebody on the day, the nearest first; cut where it would go round in a circle."""
    managers = dict.fromkeys(manager for (manager,) in await reading.rows(CHAIN, {"person": person}))
    return tuple(manager for manager in managers if manager != person)


async def org_chart(reading: Reading) -> Mapping[str, str | None]:
    """Everybody who is here on the day, each with their manager."""
    return dict(await reading.rows(WHOLE))
