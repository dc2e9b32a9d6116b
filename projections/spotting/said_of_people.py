"""What is said of the potential of single people: each aspect as it was judged last, and the pools that they are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.kernel.facts import Reference
from domain.kernel.words import folded
from domain.spotting.basis import is_running_out
from domain.spotting.potential import AspectOfPotential
from projections.engine.reading import Reading
from projections.engine.visibility import visible
from projections.spotting.spotting_tables import LATEST_ASPECTS

JUDGED: Final = f"SELECT * FROM ({LATEST_ASPECTS}) latest ORDER BY person, array_position(%(aspects)s::text[], aspect)"
STEPS: Final = f"""
    SELECT person, pool, unit, nominated_by, basis, effective_on, expires_on FROM read_models.talent_pool_steps fact
    WHERE person = ANY (%(people)s) AND {visible("fact")}
    ORDER BY effective_on, origin, ordinal"""


@dataclass(frozen=True, slots=True)
class AspectStanding:
    """One aspect of somebody's potential, as it was rated last: it stands until it runs out."""

    person: str
    aspect: AspectOfPotential
    """Which one it is."""
    rating: int | None
    """On the scale of potential of that edition; None where not enough was seen to tell."""
    cited: str
    framework: str
    """The framework on whose scale it was judged."""
    edition: int
    """The number of its edition."""
    assessed_by: str
    judged_on: date
    """The day on which it was judged."""
    expires_on: date
    """The first day on which it no longer counts."""
    age_days: int
    """For how many days it has been said."""
    expired: bool
    """Whether it has run out: then it is told as what was once said, and counts for nothing."""
    running_out: bool
    """Whether it runs out within sixty days."""

    @property
    def basis(self) -> tuple[Reference, ...]:
        """What it rests on."""
        return tuple(map(Reference.parse, self.cited.split()))


@dataclass(frozen=True, slots=True)
class PoolMembership:
    """Somebody's place in a talent pool on the day."""

    person: str
    pool: str
    """What the pool is called."""
    unit: str | None
    since: date
    """Since when they are in it, without a break."""
    nominated_by: str | None
    cited: str | None
    expires_on: date
    """The first day on which they are in it no longer."""
    running_out: bool
    """Whether that is within sixty days."""

    @property
    def basis(self) -> tuple[Reference, ...]:
        """What it rests on."""
        return tuple(map(Reference.parse, (self.cited or "").split()))


@dataclass(frozen=True, slots=True)
class Potential:
    """What is said of somebody's potential on a day."""

    aspects: tuple[AspectStanding, ...] = ()
    """Each aspect as it was rated last, whether it still counts or has run out."""
    pools: tuple[PoolMembership, ...] = ()
    """The pools that they are in."""


NOTHING_SAID: Final = Potential()


async def potential_of(reading: Reading, people: Sequence[str]) -> Mapping[str, Potential]:
    """What is said of each of these people, as far as whoever asks is told."""
    asked = {"people": [*people], "aspects": [*AspectOfPotential]}
    judged: defaultdict[str, list[AspectStanding]] = defaultdict(list)
    for row in await reading.rows(JUDGED, asked, about=people):
        judged[row[0]].append(standing(row, reading.on))
    pools: defaultdict[str, list[PoolMembership]] = defaultdict(list)
    for one in await pool_memberships(reading, people):
        pools[one.person].append(one)
    said = {person: Potential(tuple(judged[person]), tuple(pools[person])) for person in {*judged, *pools}}
    return dict.fromkeys(people, NOTHING_SAID) | said


async def pool_memberships(reading: Reading, people: Sequence[str]) -> tuple[PoolMembership, ...]:
    """The places in pools of these people on the day, as far as whoever asks is told of them."""
    steps = await reading.rows(STEPS, {"people": [*people]}, about=people, prepare=False) if people else []
    return memberships(steps, reading.on)


def standing(row: Sequence[Any], on: date) -> AspectStanding:
    """A row as what it says on a day."""
    person, aspect, rating, cited, framework, edition, assessed_by, judged_on, expires_on = row
    return AspectStanding(
        person,
        AspectOfPotential(aspect),
        rating,
        cited,
        framework,
        edition,
        assessed_by,
        judged_on,
        expires_on,
        (on - judged_on).days,
        on >= expires_on,
        is_running_out(expires_on, on),
    )


def memberships(steps: Iterable[Sequence[Any]], on: date) -> tuple[PoolMembership, ...]:
    """The places in pools on a day, of steps in the order of effect: by pool, and who is longest in it first.

    Whoever enters again before their time runs out is in it since they first entered.
    """
    last: dict[tuple[str, str, str | None], tuple[date, Sequence[Any]]] = {}
    for step in steps:
        person, pool, unit, _, _, day, _ = step
        key = (person, folded(pool), unit)
        before = last.get(key)
        goes_on = before is not None and before[1][6] is not None and day <= before[1][6]
        last[key] = (before[0] if before is not None and goes_on else day, step)
    found = [
        PoolMembership(person, pool, unit, since, by, cited, until, is_running_out(until, on))
        for since, (person, pool, unit, by, cited, _, until) in last.values()
        if until is not None and on < until
    ]
    return tuple(sorted(found, key=lambda one: (folded(one.pool), one.unit or "", one.since, one.person)))
