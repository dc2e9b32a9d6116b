"""How deep the bench is: figures over the roles of one answer, each with what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.organisation.role import WHOLE
from domain.succession.retention import Grade
from projections.engine.shares import MINIMUM, Rate, Share
from projections.succession_bench.bench import RoleBench, RoleHolder
from projections.succession_bench.matching import Place, covered_after_the_chain, most_covered


@dataclass(frozen=True, slots=True)
class Figures:
    """How deep a bench is. The shares are of the places of its critical roles: most roles have one."""

    strength: Share
    """Critical places with two standing successors of their own within two years, one of them ready now."""
    coverage: Share
    """Critical places with a standing successor of their own, within the role, who is ready within two years."""
    ready_now_coverage: Share
    """Critical places with a standing successor of their own, within the role, who is ready now."""
    net_coverage: Share
    """Coverage with each successor counted once, for one place of one role only."""
    coverage_after_chain: Share
    """Critical places that could all lose their holders at once, or are vacant, and every place be filled again.

    Each person is counted once, and the place that whoever moves up leaves is filled, too.
    """
    successor_coverage_rate: Rate
    """Potential successors to a hundred leadership positions (ISO/TS 30433): people who are standing successors."""
    vacant: Share
    """Critical places that nobody holds as their own."""
    held_for_now: Share
    """Vacant critical places for which somebody acts up or stands in for the time being, of those that are vacant."""
    uncovered: tuple[str, ...]
    """Critical roles with fewer standing successors ready within two years than places."""
    roles_failing_with_one: tuple[str, ...]
    """Roles, critical or not, with exactly one standing successor within two years: single points of failure."""
    people_failing_alone: Mapping[str, tuple[str, ...]]
    """People whose leaving uncovers two or more critical roles, and which: single points of failure too."""
    on_several_benches: Mapping[str, tuple[str, ...]]
    """People who are standing successors for several roles, and for which."""
    holding_several: Mapping[str, tuple[str, ...]]
    """People who hold several roles as their own, and which."""
    at_risk_uncovered: tuple[str, ...]
    """Uncovered critical roles with a vacant place, and after these the ones with a holder at high risk of leaving."""


class Counted(NamedTuple):
    """What figures count of one role."""

    bench: RoleBench
    standing: tuple[str, ...]
    """Who is a standing successor."""
    soon: tuple[str, ...]
    """Who of them is ready within two years."""
    ready_now: int
    """How many of these are ready now."""
    places: tuple[Place, ...]
    own: tuple[str, ...]
    """Who holds it as their own."""

    @property
    def places_covered(self) -> int:
        """How many of its places have a standing successor of their own who is ready within two years."""
        return min(self.bench.places, len(self.soon))

    @property
    def strong_places(self) -> int:
        """Places with two of their own within two years, one of them ready now."""
        return min(self.bench.places, self.ready_now, len(self.soon) // 2)


def counted(role: RoleBench) -> Counted:
    """What figures count of a role; it stays the same as long as the role does."""
    standing = [successor for successor in role.successors if successor.standing]
    return Counted(
        role,
        tuple(successor.person for successor in standing),
        tuple(successor.person for successor in standing if successor.within_two_years),
        sum(successor.ready_now for successor in standing),
        places_of(role),
        tuple(holder.person for holder in role.incumbents if holder.substantive),
    )


def figures(roles: Iterable[RoleBench], *, minimum: int = MINIMUM) -> Figures:
    """The figures of these roles; of the organisation, if they are all its roles."""
    return figures_of([counted(role) for role in roles], minimum=minimum)


def figures_of(roles: Sequence[Counted], *, minimum: int = MINIMUM) -> Figures:
    """The figures of roles that have been counted."""
    critical = [role for role in roles if role.bench.critical]
    soon = {role.bench.role: role.soon for role in roles}
    soon_critical = {role.bench.role: role.soon for role in critical}
    uncovered = [role.bench for role in critical if role.places_covered < role.bench.places]
    resting = [(person, role.bench.role) for role in critical if rests_on_each(role) for person in role.soon]
    vacant = sum(role.bench.places_vacant for role in critical)
    critical_places = [place for role in critical for place in role.places]
    every_place = [place for role in roles for place in role.places]
    potential = {person for role in roles for person in role.standing}

    def of_critical(count: int) -> Share:
        return Share(count, len(critical_places), minimum)

    return Figures(
        strength=of_critical(sum(role.strong_places for role in critical)),
        coverage=of_critical(sum(role.places_covered for role in critical)),
        ready_now_coverage=of_critical(sum(min(role.bench.places, role.ready_now) for role in critical)),
        net_coverage=of_critical(len(most_covered(critical_places, soon))),
        coverage_after_chain=of_critical(len(covered_after_the_chain(every_place, soon_critical, soon))),
        successor_coverage_rate=Rate(len(potential), len(every_place), minimum),
        vacant=of_critical(vacant),
        held_for_now=Share(sum(stood_in_for(role.bench) for role in critical), vacant, minimum),
        uncovered=tuple(role.role for role in uncovered),
        roles_failing_with_one=tuple(role.bench.role for role in roles if len(role.soon) == 1),
        people_failing_alone=several(resting),
        on_several_benches=several((person, role.bench.role) for role in roles for person in role.standing),
        holding_several=several((person, role.bench.role) for role in roles for person in role.own),
        at_risk_uncovered=(
            *(role.role for role in uncovered if role.places_vacant),
            *(role.role for role in uncovered if not role.places_vacant and is_at_risk(role)),
        ),
    )


def figures_by(
    roles: Iterable[RoleBench], groups: Callable[[RoleBench], Iterable[str]], *, minimum: int = MINIMUM
) -> Mapping[str, Figures]:
    """The figures of each group of these roles by itself; a role may be of several."""
    found: dict[str, list[RoleBench]] = defaultdict(list)
    for role in roles:
        for group in groups(role):
            found[group].append(role)
    return {group: figures(those, minimum=minimum) for group, those in found.items()}


def rests_on_each(role: Counted) -> bool:
    """Whether it is covered, and would no longer be if any one of its successors left."""
    return len(role.soon) == role.bench.places


def stood_in_for(role: RoleBench) -> int:
    """Vacant places for which somebody acts up or stands in."""
    return min(role.places_vacant, sum(not holder.substantive for holder in role.incumbents))


def is_at_risk(role: RoleBench) -> bool:
    """Whether an incumbent may well leave."""
    return any(map(may_well_leave, role.incumbents))


def may_well_leave(holder: RoleHolder) -> bool:
    """Whether the risk that somebody leaves is high, as far as that counts."""
    return holder.retention_risk is not None and holder.retention_risk.grade is Grade.HIGH


def places_of(role: RoleBench) -> tuple[Place, ...]:
    """Its places, each with who holds it: whoever holds a part shares the first place that has so much to give."""
    held: list[list[RoleHolder]] = [[] for _ in range(role.places)]
    for holder in (holder for holder in role.incumbents if holder.substantive):
        fitting = (those for those in held if share_of(those) + holder.share <= WHOLE)
        next(fitting, min(held, key=share_of)).append(holder)
    return tuple(Place(role.role, at, tuple(one.person for one in those)) for at, those in enumerate(held))


def share_of(holders: Iterable[RoleHolder]) -> int:
    """How much of a place they hold together, in percent."""
    return sum(holder.share for holder in holders)


def several(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """People that stand beside two roles or more."""
    found: dict[str, list[str]] = defaultdict(list)
    for person, role in pairs:
        found[person].append(role)
    return {person: tuple(roles) for person, roles in found.items() if len(roles) > 1}
