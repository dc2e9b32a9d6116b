"""Which roles are wanted, and in which order: by what stands of each, and by its bench as far as whoever asks is told.

A filter or an order must tell nothing that the answer would not. A role whose bench is not told to whoever asks meets
no condition on benches, neither the one nor its opposite, and stands last where benches are compared.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Final

import strawberry

from api.access.table import Information
from api.graphql.context import Context
from api.graphql.derived import enum_of
from api.graphql.editions_held import levels_of_editions
from api.graphql.moment import Moment
from api.graphql.narrowing import one_of, subject_meant
from api.graphql.queries.units import tree_at, units_meant
from domain.frameworks.edition import Readiness
from projections import people
from projections import succession_bench as rows
from projections.succession_bench.figures import may_well_leave


class RoleOrder(Enum):
    """In which order roles are told: those that are alike in it, in order of title."""

    TITLE = "title"
    UNIT = "unit"
    """By what the unit is called."""
    LEVEL = "level"
    """From the highest level down, as the ladders of the frameworks have them."""
    STRENGTH = "strength"
    """The weakest bench first, by places against standing successors within two years, then against those ready now; of
    the equally weak, vacant ones first. Benches that you may not see stand last."""
    READINESS = "readiness"
    """The same by places against standing successors who are ready now, then against those within two years."""


enum_of(RoleOrder)
enum_of(Readiness)

OfFunctions = Annotated[list[str] | None, strawberry.argument(description="Only roles of these functions.")]
OnLevels = Annotated[list[str] | None, strawberry.argument(description="Only roles on these levels of leadership.")]
OwnedBy = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only roles for whose succession this person answers.")
]
Critical = Annotated[
    bool | None, strawberry.argument(description="Only critical roles (true), only others (false), or both (null).")
]
Vacant = Annotated[
    bool | None,
    strawberry.argument(description="Only roles that nobody holds as their own (true), only others (false), or both."),
]
Covered = Annotated[
    bool | None,
    strawberry.argument(
        description="Only roles each of whose places has a standing successor of its own within two years (true), only"
        " others (false), or both. Either way only roles whose bench you may see."
    ),
]
AtRisk = Annotated[
    bool | None,
    strawberry.argument(
        description="Only roles with a holder whose risk of leaving is high (true), only those without (false), or"
        " both. Only what you may see of holders is counted: of whom you may not, neither is known."
    ),
]
SuccessorsReady = Annotated[
    list[Readiness] | None,
    strawberry.argument(
        description="Only roles with somebody on the slate, or nominated, whose readiness is one of these and still"
        " counts. Only roles whose bench you may see."
    ),
]
OrderBy = Annotated[RoleOrder, strawberry.argument(description="In which order roles are told.")]


@dataclass(frozen=True)
class RolesWanted:
    """What roles are asked for by that follows from who holds them and from their bench, and in which order."""

    vacant: bool | None = None
    covered: bool | None = None
    at_risk: bool | None = None
    readiness: Collection[Readiness] | None = None
    order: RoleOrder = RoleOrder.TITLE

    @property
    def beside(self) -> frozenset[rows.Beside]:
        """What has to be read of roles to know which are wanted."""
        by_bench = self.order in BY_BENCH or self.covered is not None or self.readiness is not None
        needed = {rows.Beside.SUCCESSORS: by_bench, rows.Beside.JUDGEMENTS: self.at_risk is not None}
        return frozenset(what for what, is_needed in needed.items() if is_needed)

    @property
    def only_titles(self) -> bool:
        """Whether every role is wanted, in order of title: who holds it does not matter."""
        return self.order is RoleOrder.TITLE and self.vacant is None and not self.beside

    def narrowed(self, roles: Iterable[rows.RoleBench], told: Told) -> list[rows.RoleBench]:
        """Those of these roles that are wanted, in the same order."""
        return [role for role in roles if self._is_wanted(role, told)]

    def _is_wanted(self, role: rows.RoleBench, told: Told) -> bool:
        on_bench = (
            self.covered in (None, role.covered),
            self.readiness is None or any(one.unexpired and one.readiness in self.readiness for one in role.successors),
        )
        by_bench = self.covered is not None or self.readiness is not None
        return (
            self.vacant in (None, role.vacant)
            and (not by_bench or (role.role in told.benches and all(on_bench)))
            and self.at_risk in (None, told.at_risk(role))
        )


@dataclass(frozen=True)
class Told:
    """Whose bench, and whose risk of leaving, whoever asks is told; of what had to be read."""

    benches: frozenset[str]
    risks: frozenset[str]

    def at_risk(self, role: rows.RoleBench) -> bool | str:
        """Whether somebody who holds a role is likely to leave; neither where it is not told of all who hold it."""
        told = [holder for holder in role.incumbents if holder.person in self.risks]
        if any(map(may_well_leave, told)):
            return True
        return False if len(told) == len(role.incumbents) else "not told"


async def told_of(context: Context, roles: Sequence[rows.RoleBench], beside: Collection[rows.Beside]) -> Told:
    """What of these roles whoever asks is told. That they are compared by it is a look at each."""
    benches = {role.role for role in roles} if rows.Beside.SUCCESSORS in beside else set()
    holders = {holder.person for role in roles for holder in role.incumbents}
    risks = holders if rows.Beside.JUDGEMENTS in beside else set()
    return Told(
        await looked_at(context, Information.SUCCESSION, benches), await looked_at(context, Information.RISK, risks)
    )


async def looked_at(context: Context, sort: Information, subjects: Collection[str]) -> frozenset[str]:
    """Those of these subjects of whom whoever asks is told what is of a sort; they are looked at."""
    told = await told_among(context, sort, subjects)
    await context.look_at(sort, told)
    return told


async def told_among(context: Context, sort: Information, subjects: Collection[str]) -> frozenset[str]:
    """The same, where what is told is no look at each, as figures are none."""
    ways = await asyncio.gather(*(context.way_to(sort, subject, None) for subject in subjects))
    return frozenset(subject for subject, way in zip(subjects, ways, strict=True) if way is not None)


async def roles_described(
    context: Context,
    moment: Moment,
    *,
    units: Sequence[str] | None,
    exactly: bool,
    functions: Sequence[str] | None,
    levels: Sequence[str] | None,
    owner: str | None,
    critical: bool | None,
) -> rows.RolesDescribed:
    """What stands of the roles that are wanted. BadInput for units, functions, levels and people that there are not."""
    return {
        "units": await units_meant(moment, units, exactly=exactly),
        "functions": await word_meant(context, moment, "function", functions),
        "levels": await word_meant(context, moment, "level", levels),
        "owner": None if owner is None else await subject_meant("owner", owner, "person", moment, people.listed),
        "critical": critical,
    }


async def word_meant(
    context: Context, moment: Moment, word: rows.RoleWord, asked: Sequence[str] | None
) -> Sequence[str] | None:
    """Functions or levels, if any role was ever said to be of them or, of levels, an edition that holds has them."""
    if not asked:
        return asked
    there = await rows.role_words(moment.reading, word)
    if word == "level" and not set(asked).issubset(there):
        there += await levels_of_editions(context, moment)
    return one_of(f"{word}s", asked, dict.fromkeys(there), f"{word} of any role at that moment")


Key = Callable[[rows.RoleBench], Any]


async def in_order(
    context: Context, moment: Moment, roles: Sequence[rows.RoleBench], order: RoleOrder, told: Told
) -> list[rows.RoleBench]:
    """Roles, which are given in order of title, in another one."""
    if order is RoleOrder.UNIT:
        return sorted(roles, key=await by_unit(moment))
    if order is RoleOrder.LEVEL:
        return sorted(roles, key=await by_level(context, moment))
    if order in BY_BENCH:
        weakness = BY_BENCH[order]
        return sorted(
            roles, key=lambda role: (0, *weakness(role), not role.places_vacant) if role.role in told.benches else (1,)
        )
    return list(roles)


async def by_unit(moment: Moment) -> Key:
    """By what the unit is called, with those of one name apart."""
    units = (await tree_at(moment)).units
    names = {unit: str(listed.name).casefold() for unit, listed in units.items()}
    return lambda role: (names.get(role.unit, role.unit), role.unit)


async def by_level(context: Context, moment: Moment) -> Key:
    """From the highest level of the ladders down; what is on none of them last."""
    heights = {level: height for height, level in enumerate(await levels_of_editions(context, moment))}
    return lambda role: -heights.get(role.level, -1)


def by_strength(role: rows.RoleBench) -> tuple[int, ...]:
    """How many more standing successors than places there are within two years, and ready now."""
    strength = role.strength
    return strength.ready_now + strength.one_to_two_years - role.places, strength.ready_now - role.places


def by_readiness(role: rows.RoleBench) -> tuple[int, ...]:
    """The same, those who are ready now first."""
    return by_strength(role)[::-1]


BY_BENCH: Final[dict[RoleOrder, Callable[[rows.RoleBench], tuple[int, ...]]]] = {
    RoleOrder.STRENGTH: by_strength,
    RoleOrder.READINESS: by_readiness,
}
"""Orders that compare benches."""
