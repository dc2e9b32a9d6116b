"""Who might come after whom: each role's incumbents and ranked successors, and how deep the organisation's bench is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypedDict, Unpack

from domain.judging.findings import Finding
from projections.engine.reading import Reading
from projections.engine.seeing import WHOLE_SLATES
from projections.engine.shares import Rate, Share
from projections.succession_bench.bench import (
    EmergencyCover,
    Judged,
    RoleBench,
    RoleHeld,
    RoleHolder,
    Strength,
    Successor,
)
from projections.succession_bench.bench_rows import ALL_BESIDE, BenchRows, Beside, judged_of, own_holders, roles_held
from projections.succession_bench.bench_statements import (
    BENCHES_ASKED,
    OF_ALL,
    OF_THESE,
    roles_asked,
    successors_asked,
)
from projections.succession_bench.bench_tables import SUCCESSION_BENCH
from projections.succession_bench.figures import Figures, figures, figures_by
from projections.succession_bench.series import BenchSeries, bench_planned_until, bench_series
from projections.succession_bench.what_if import Vacancy, is_overfull, vacancy_chain, what_if

__all__ = [
    "ALL_BESIDE",
    "SUCCESSION_BENCH",
    "Bench",
    "BenchSeries",
    "Beside",
    "EmergencyCover",
    "Figures",
    "Judged",
    "Rate",
    "RoleBench",
    "RoleHeld",
    "RoleHolder",
    "RoleWord",
    "RolesDescribed",
    "Share",
    "Strength",
    "Successor",
    "Vacancy",
    "bench_planned_until",
    "bench_series",
    "benches_of",
    "figures",
    "figures_by",
    "is_overfull",
    "judged_of",
    "readiness_findings",
    "role_words",
    "roles_held",
    "roles_in_order",
    "succession_bench",
    "vacancy_chain",
    "what_if",
]


RoleWord = Literal["function", "level"]
"""What a role's place is told in, beside its unit."""


class RolesDescribed(TypedDict, total=False):
    """What roles are asked for by. What is left out, or None, narrows nothing; they have to meet all the rest."""

    roles: Sequence[str] | None
    units: Sequence[str] | None
    functions: Sequence[str] | None
    levels: Sequence[str] | None
    owner: str | None
    critical: bool | None


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
    beside: Collection[Beside] = ALL_BESIDE,
    for_figures: bool = False,
    **described: Unpack[RolesDescribed],
) -> Bench:
    """The bench of the roles asked for; of the whole organisation if nothing narrows it. In order of title.

    `beside` the roles and who holds them it tells only what it is asked for, and of that what whoever asks is told of
    each role and holder. All of it is read `for_figures`, by whoever is told these.
    """
    where = OF_ALL if described.get("roles") is None else OF_THESE
    established = await reading.rows(roles_asked(where), conditions(described), prepare=False)
    narrow = any(condition is not None for condition in described.values())
    ids = [row[0] for row in established]
    asking = BenchRows(reading, OF_THESE if narrow else OF_ALL, ids, for_figures=for_figures)
    holders = await asking.holders(judged=Beside.JUDGEMENTS in beside)
    own = {role: own_holders(those) for role, those in holders.items()}
    successors = await asking.successors(own) if Beside.SUCCESSORS in beside else {}
    covers = await asking.covers(own) if Beside.COVERS in beside else {}
    benches = tuple(
        RoleBench(*row[:6], *(tuple(found.get(row[0], ())) for found in (holders, successors, covers)), *row[6:])
        for row in established
    )
    held_by = (holder.person for role in benches for holder in role.incumbents)
    followed_by = (successor.person for role in benches for successor in role.successors)
    touched = (*ids, *held_by, *followed_by) if narrow else None
    parked = await reading.parked(touched, SUCCESSION_BENCH.name)
    return Bench(benches, reading.position, reading.on, parked)


async def benches_of(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The roles for which each person stands on the slate or is nominated."""
    rows = await reading.rows(BENCHES_ASKED, {"people": list(people)}, about=people)
    roles = sorted({role for _, role in rows})
    bench = await reading.rows(successors_asked(OF_THESE), {"roles": roles}, by=WHOLE_SLATES) if roles else []
    standing = {(row[1], row[0]) for row in bench}.intersection((person, role) for person, role in rows)
    return {person: tuple(role for role in roles if (person, role) in standing) for person in people}


async def roles_in_order(reading: Reading, **described: Unpack[RolesDescribed]) -> tuple[str, ...]:
    """The roles that there are on the day, in order of title."""
    asked = conditions({**described, "roles": None})
    return tuple(row[0] for row in await reading.rows(roles_asked(OF_ALL), asked, prepare=False))


async def role_words(reading: Reading, word: RoleWord) -> list[str]:
    """All functions, or levels, that roles were ever said to be of, as far as was known, from A to Z."""
    rows = await reading.rows(
        f"SELECT DISTINCT {word} FROM read_models.roles fact WHERE fact.position <= %(position)s ORDER BY 1"
    )
    return [each for (each,) in rows]


def conditions(described: RolesDescribed) -> dict[str, Any]:
    """What roles are described by as psycopg wants it: every condition, and arrays as lists."""
    given = {name: described.get(name) for name in RolesDescribed.__annotations__}
    return {name: list(said) if isinstance(said, (list, tuple)) else said for name, said in given.items()}


async def readiness_findings(reading: Reading, judged: Sequence[str]) -> Mapping[str, tuple[Finding, ...]]:
    """What the rules found when readiness was judged: by the role, a blank, and the position of that entry."""
    roles, positions = zip(*(one.split() for one in judged), strict=True)
    entries = await reading.entries(map(int, positions), about=dict.fromkeys(roles))
    found = {str(position): entry.event.findings for position, entry in entries.items()}
    return {one: found[position] for one, position in zip(judged, positions, strict=True) if position in found}
