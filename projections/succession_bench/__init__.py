"""Who might come after whom: each role's incumbents and ranked successors, and how deep the organisation's bench is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.development.aspirations import Willingness
from domain.frameworks.edition import Readiness
from domain.judging.findings import Finding
from domain.kernel.dates import months_after
from domain.organisation.role import WHOLE, AppointmentKind
from domain.succession.retention import Grade, RetentionReason
from projections.engine.reading import Reading
from projections.succession_bench.bench import EmergencyCover, Judged, RoleBench, RoleHolder, Strength, Successor
from projections.succession_bench.bench_statements import (
    BENCHES_ASKED,
    OF_ALL,
    OF_THESE,
    covers_asked,
    holders_asked,
    roles_asked,
    successors_asked,
)
from projections.succession_bench.bench_tables import SUCCESSION_BENCH
from projections.succession_bench.figures import Figures, Rate, Share, figures

__all__ = [
    "SUCCESSION_BENCH",
    "Bench",
    "EmergencyCover",
    "Figures",
    "Judged",
    "Rate",
    "RoleBench",
    "RoleHolder",
    "Share",
    "Strength",
    "Successor",
    "benches_of",
    "figures",
    "readiness_findings",
    "succession_bench",
]

A_YEAR: Final = 12
"""Months below which somebody is new to their level."""
NOBODY: Final[frozenset[str]] = frozenset()
READINESS: Final[dict[str | None, Readiness | None]] = {None: None, **{each.value: each for each in Readiness}}
WILLINGNESS: Final[dict[str | None, Willingness | None]] = {None: None, **{each.value: each for each in Willingness}}


@dataclass(frozen=True, slots=True)
class Bench:
    """The roles asked for, as known at a position and true on a day."""

    roles: tuple[RoleBench, ...]
    position: int
    on: date
    parked: tuple[int, ...]
    """Positions of entries that touch these roles or their people and could not be folded."""

    @property
    def figures(self) -> Figures:
        """How deep this bench is: that of the organisation, if all its roles were asked for."""
        return figures(self.roles)


async def succession_bench(
    reading: Reading,
    *,
    roles: Sequence[str] | None = None,
    units: Sequence[str] | None = None,
    critical: bool | None = None,
) -> Bench:
    """The bench of the roles asked for; of the whole organisation if nothing narrows it. In order of title."""
    asked = {"roles": listed(roles), "units": listed(units), "critical": critical}
    established = await reading.rows(roles_asked(OF_ALL if roles is None else OF_THESE), asked, prepare=False)
    narrow = any(condition is not None for condition in (roles, units, critical))
    these = {"roles": [row[0] for row in established]}
    where = OF_THESE if narrow else OF_ALL
    holders: dict[str, list[RoleHolder]] = defaultdict(list)
    for row in await reading.rows(holders_asked(where), these, prepare=narrow):
        holders[row[0]].append(holder(row))
    own = {role: own_holders(those) for role, those in holders.items()}
    successors: dict[str, list[Successor]] = defaultdict(list)
    for row in await reading.rows(successors_asked(where), these, prepare=narrow):
        successors[row[0]].append(successor(row, own.get(row[0], NOBODY), reading.on))
    covers: dict[str, list[EmergencyCover]] = defaultdict(list)
    for role, person, *named in await reading.rows(covers_asked(where), these, prepare=narrow):
        if person not in own.get(role, NOBODY):
            covers[role].append(EmergencyCover(person, *named))
    benches = tuple(
        RoleBench(*row[:6], *(tuple(found[row[0]]) for found in (holders, successors, covers)), *row[6:])
        for row in established
    )
    held_by = (holder.person for role in benches for holder in role.incumbents)
    followed_by = (successor.person for role in benches for successor in role.successors)
    touched = (*these["roles"], *held_by, *followed_by) if narrow else None
    parked = await reading.parked(touched, SUCCESSION_BENCH.name)
    return Bench(benches, reading.position, reading.on, parked)


async def benches_of(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The roles for which each person stands on the slate or is nominated."""
    rows = await reading.rows(BENCHES_ASKED, {"people": list(people)})
    roles = sorted({role for _, role in rows})
    bench = await reading.rows(successors_asked(OF_THESE), {"roles": roles}) if roles else []
    standing = {(row[1], row[0]) for row in bench}
    return {person: tuple(role for role in roles if (person, role) in standing) for person in people}


def listed(chosen: Sequence[str] | None) -> list[str] | None:
    """As psycopg wants an array."""
    return None if chosen is None else list(chosen)


def holder(row: Sequence[Any]) -> RoleHolder:
    """A row of the question who holds a role."""
    _, person, kind, since, share, position, *judgements = row
    risk, impact = judged(judgements[:5]), judged(judgements[5:])
    return RoleHolder(person, AppointmentKind(kind), since, share or WHOLE, position, risk, impact)


def judged(row: Sequence[Any]) -> Judged | None:
    """A judgement, if there is one."""
    grade, reason, on, until, position = row
    coded = RetentionReason(reason) if reason else None
    return None if grade is None else Judged(Grade(grade), on, until, position, coded)


def own_holders(holders: Iterable[RoleHolder]) -> frozenset[str]:
    """Who holds a role as their own."""
    return frozenset(holder.person for holder in holders if holder.substantive)


def successor(row: Sequence[Any], holders: Collection[str], on: date) -> Successor:
    """A row of the question who might come after, beside who holds the role."""
    _, person, rank, nominated, by, readiness, judged_on, until, unexpired, supported, *more = row
    word, employed, since, cited, *judged_under = more
    return Successor(
        person,
        rank,
        nominated,
        by,
        READINESS[readiness],
        judged_on,
        until,
        unexpired,
        supported,
        WILLINGNESS[word],
        employed,
        person in holders,
        since,
        since is not None and on < months_after(since, A_YEAR),
        cited,
        *judged_under,
    )


async def readiness_findings(reading: Reading, positions: Sequence[str]) -> Mapping[str, tuple[Finding, ...]]:
    """What the rules found when somebody's readiness was judged, by the position of that entry."""
    entries = await reading.entries(map(int, positions))
    return {str(position): entry.event.findings for position, entry in entries.items()}
