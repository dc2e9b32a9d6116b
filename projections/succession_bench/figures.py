"""How deep the bench is: figures over the roles of one answer, each with what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.succession.retention import Grade
from projections.succession_bench.bench import RoleBench, Successor
from projections.succession_bench.matching import covered_after_the_chain, most_covered

MINIMUM: Final = 5
"""Roles below which shares are not formed, unless the edition says otherwise."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, with the number it rests on. Below the minimum there are counts only."""

    count: int
    """How many."""
    n: int
    """Out of how many."""
    minimum: int
    """Below this `n` there are counts only."""

    @property
    def ratio(self) -> float | None:
        """`count` of `n`; None below the minimum."""
        return self.count / self.n if self.n and self.n >= self.minimum else None


@dataclass(frozen=True, slots=True)
class Rate:
    """So many to a hundred of something else, with the number it rests on; it may well be more than 100."""

    count: int
    """How many."""
    n: int
    """To how many."""
    minimum: int
    """Below this `n` there are counts only."""

    @property
    def per_hundred(self) -> float | None:
        """`count` to a hundred of `n`; None below the minimum."""
        return 100 * self.count / self.n if self.n and self.n >= self.minimum else None


@dataclass(frozen=True, slots=True)
class Figures:
    """How deep a bench is. The shares are of its critical roles."""

    strength: Share
    """Critical roles with at least two standing successors within two years, one of them ready now."""
    coverage: Share
    """Critical roles with a standing successor ready within two years."""
    ready_now_coverage: Share
    """Critical roles with a standing successor who is ready now."""
    net_coverage: Share
    """Coverage with each successor counted once, for one role only."""
    coverage_after_chain: Share
    """Critical roles that could all lose their holders at once, or are vacant, and every chair be filled again.

    Each person is counted once, and the chair that whoever moves up leaves is filled, too.
    """
    successor_coverage_rate: Rate
    """Potential successors to a hundred leadership positions (ISO/TS 30433): people who are standing successors."""
    vacant: Share
    """Critical roles that nobody holds as their own."""
    held_for_now: Share
    """Vacant critical roles in which somebody acts up or stands in for the time being, of those that are vacant."""
    uncovered: tuple[str, ...]
    """Critical roles without a standing successor ready within two years."""
    roles_failing_with_one: tuple[str, ...]
    """Roles, critical or not, with exactly one standing successor within two years: single points of failure."""
    people_failing_alone: Mapping[str, tuple[str, ...]]
    """People whose leaving uncovers two or more critical roles, and which: single points of failure too."""
    on_several_benches: Mapping[str, tuple[str, ...]]
    """People who are standing successors for several roles, and for which."""
    holding_several: Mapping[str, tuple[str, ...]]
    """People who hold several roles as their own, and which."""
    at_risk_uncovered: tuple[str, ...]
    """Uncovered critical roles that are vacant, and after these the ones with a holder at high risk of leaving."""


def figures(roles: Sequence[RoleBench], *, minimum: int = MINIMUM) -> Figures:
    """The figures of these roles; of the organisation, if they are all its roles."""
    critical = [role for role in roles if role.critical]
    soon = {role.role: [s.person for s in role.successors if s.within_two_years] for role in roles}
    soon_critical = {role.role: soon[role.role] for role in critical}
    uncovered = [role for role in critical if not role.covered]
    resting = {role: people[0] for role, people in soon_critical.items() if len(people) == 1}
    vacant = [role for role in critical if role.vacant]
    potential = {s.person for role in roles for s in role.successors if s.standing}

    def of_critical(count: int) -> Share:
        return Share(count, len(critical), minimum)

    return Figures(
        strength=of_critical(sum(map(is_strong, critical))),
        coverage=of_critical(len(critical) - len(uncovered)),
        ready_now_coverage=of_critical(sum(role.ready_now for role in critical)),
        net_coverage=of_critical(len(most_covered(soon_critical))),
        coverage_after_chain=of_critical(len(covered_after_the_chain(soon_critical, soon, holders_of(roles)))),
        successor_coverage_rate=Rate(len(potential), len(roles), minimum),
        vacant=of_critical(len(vacant)),
        held_for_now=Share(sum(role.held_for_now for role in vacant), len(vacant), minimum),
        uncovered=tuple(role.role for role in uncovered),
        roles_failing_with_one=tuple(role.role for role in roles if role.single_point_of_failure),
        people_failing_alone=several((person, role) for role, person in resting.items()),
        on_several_benches=benches(roles, lambda successor: successor.standing),
        holding_several=several((h.person, role.role) for role in roles for h in role.incumbents if h.substantive),
        at_risk_uncovered=(
            *(role.role for role in uncovered if role.vacant),
            *(role.role for role in uncovered if not role.vacant and is_at_risk(role)),
        ),
    )


def is_strong(role: RoleBench) -> bool:
    """Two within two years, one of them ready now."""
    strength = role.strength
    return strength.ready_now >= 1 and strength.ready_now + strength.one_to_two_years >= 2


def is_at_risk(role: RoleBench) -> bool:
    """Whether an incumbent may well leave."""
    return any(holder.retention_risk and holder.retention_risk.grade is Grade.HIGH for holder in role.incumbents)


def holders_of(roles: Iterable[RoleBench]) -> Mapping[str, str]:
    """Who holds each role as their own, and would leave a chair; where several do, the first of them."""
    return {
        role.role: next(holder.person for holder in role.incumbents if holder.substantive)
        for role in roles
        if not role.vacant
    }


def benches(roles: Sequence[RoleBench], counts: Callable[[Successor], bool]) -> Mapping[str, tuple[str, ...]]:
    """People who count on several benches, and on which."""
    return several((s.person, role.role) for role in roles for s in role.successors if counts(s))


def several(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """People that stand beside two roles or more."""
    found: dict[str, list[str]] = defaultdict(list)
    for person, role in pairs:
        found[person].append(role)
    return {person: tuple(roles) for person, roles in found.items() if len(roles) > 1}
