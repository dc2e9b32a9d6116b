"""Who might come after whom: each role's incumbents and ranked successors, and how deep the organisation's bench is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.facts import Reference
from domain.role import AppointmentKind
from domain.succession import Grade, Readiness
from projections.reading import Reading


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement about somebody with the day on which it stops counting."""

    grade: Grade
    effective_on: date
    expires_on: date
    """The first day on which it no longer counts."""
    position: int


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """Somebody who holds the role on the day."""

    person: str
    appointment_kind: AppointmentKind
    since: date
    retention_risk: Judged | None
    """How likely they are to leave; None if nobody has said, or what was said has expired."""
    impact_of_loss: Judged | None
    position: int


@dataclass(frozen=True, slots=True)
class Successor:
    """Somebody who might come after, as they stand on the day."""

    person: str
    rank: int | None
    """Their place on the confirmed slate, from 1; None if they are only nominated."""
    nominated_by: str | None
    self_nominated: bool
    readiness: Readiness | None
    """As last assessed, also when that has expired; None if it never was."""
    assessed_on: date | None
    expires_on: date | None
    unexpired: bool
    willing: bool
    employed: bool
    facts: tuple[Reference, ...]
    """What the readiness rests on."""
    framework: str | None
    edition: int | None
    position: int
    """Of the readiness assessment; of the slate or nomination where there is none."""

    @property
    def confirmed(self) -> bool:
        """Whether they are on the confirmed slate."""
        return self.rank is not None

    @property
    def standing(self) -> bool:
        """On a confirmed slate, willing, employed, with unexpired readiness, and not emergency cover only."""
        return (
            self.confirmed
            and self.willing
            and self.employed
            and self.unexpired
            and self.readiness is not Readiness.EMERGENCY
        )

    @property
    def ready_now(self) -> bool:
        return self.standing and self.readiness is Readiness.NOW

    @property
    def within_two_years(self) -> bool:
        return self.standing and self.readiness in (Readiness.NOW, Readiness.ONE_TO_TWO_YEARS)


@dataclass(frozen=True, slots=True)
class Strength:
    """The bench strength of one role: its standing successors as a pair."""

    ready_now: int
    one_to_two_years: int


@dataclass(frozen=True, slots=True)
class RoleBench:
    """One role, who holds it, and who might come after them."""

    role: str
    title: str
    unit: str
    function: str
    level: str
    critical: bool
    incumbents: tuple[RoleHolder, ...]
    successors: tuple[Successor, ...]
    """Those on the slate by rank, then those only nominated, in the order in which they were."""

    @property
    def vacant(self) -> bool:
        return not self.incumbents

    @property
    def strength(self) -> Strength:
        ready_now = sum(successor.ready_now for successor in self.successors)
        return Strength(ready_now, sum(successor.within_two_years for successor in self.successors) - ready_now)

    @property
    def covered(self) -> bool:
        """Whether a standing successor is ready within two years."""
        return any(successor.within_two_years for successor in self.successors)

    @property
    def single_point_of_failure(self) -> bool:
        """Whether exactly one standing successor is ready within two years. None at all is *uncovered*."""
        return sum(successor.within_two_years for successor in self.successors) == 1


@dataclass(frozen=True, slots=True)
class Share:
    """A figure of the organisation with what it rests on. Below the minimum of n there are counts only."""

    count: int
    n: int
    minimum: int

    @property
    def ratio(self) -> float | None:
        """`count` of `n`; None below the minimum."""
        return self.count / self.n if self.n >= self.minimum else None


@dataclass(frozen=True, slots=True)
class Figures:
    """How deep the bench of the organisation is. Counted over its critical roles."""

    strength: Share
    """Critical roles with at least two standing successors within two years, one of them ready now."""
    coverage: Share
    """Critical roles with a standing successor ready within two years."""
    net_coverage: Share
    """The same with each successor counted once, for one role only (maximum matching)."""
    uncovered: tuple[str, ...]
    """Critical roles without any."""
    roles_failing_with_one: tuple[str, ...]
    """Roles, critical or not, with exactly one standing successor within two years."""
    people_failing_alone: Mapping[str, tuple[str, ...]]
    """People whose leaving uncovers two or more critical roles, and which roles those are."""
    on_several_benches: Mapping[str, tuple[str, ...]]
    """People who are standing successors for several roles, and which roles those are."""
    at_risk_uncovered: tuple[str, ...]
    """Critical roles without cover whose incumbent is at high risk of leaving."""


@dataclass(frozen=True, slots=True)
class Bench:
    """The roles asked for, as known at a position and true on a day."""

    roles: tuple[RoleBench, ...]
    position: int
    on: date
    parked: tuple[int, ...]
    """Positions of entries that could not be folded and touch these roles or their people."""

    @property
    def figures(self) -> Figures:
        """Over the roles of this answer: ask for all roles to speak of the organisation."""
        raise NotImplementedError


async def succession_bench(
    reading: Reading,
    *,
    roles: Sequence[str] | None = None,
    units: Sequence[str] | None = None,
    critical: bool | None = None,
) -> Bench:
    """The bench of the roles asked for; of the whole organisation if nothing narrows it. In order of title."""
    raise NotImplementedError


async def benches_of(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The roles for which each person is on the slate or nominated."""
    raise NotImplementedError
