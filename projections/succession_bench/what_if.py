"""The bench as it would be if some left and some were appointed, and what falls vacant then. Stores nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.organisation.role import WHOLE
from projections.succession_bench.bench import RoleBench, RoleHolder, Successor
from projections.succession_bench.bench_rows import own_holders


def what_if(
    roles: Iterable[RoleBench], leaves: Collection[str], appointed: Mapping[str, Sequence[RoleHolder]]
) -> tuple[RoleBench, ...]:
    """These roles as if some people had left, and others had been appointed, by role.

    Whoever is appointed gives up whatever they held; whoever has left stands on slates still, and counts on none.
    """
    moved = {holder.person for holders in appointed.values() for holder in holders}
    return tuple(changed(role, frozenset(leaves), moved, appointed.get(role.role, ())) for role in roles)


def changed(
    role: RoleBench, gone: Collection[str], moved: Collection[str], appointed: Sequence[RoleHolder]
) -> RoleBench:
    """One role as if some were gone from the organisation, some from what they held, and some appointed to it."""
    stay = (holder for holder in role.incumbents if holder.person not in gone and holder.person not in moved)
    holders = (*stay, *appointed)
    own = own_holders(holders)
    successors = (
        replace(one, holds_it=one.person in own, employed=one.employed and one.person not in gone)
        for one in role.successors
    )
    covers = (one for one in role.emergency_covers if one.person not in gone and one.person not in own)
    return replace(role, incumbents=holders, successors=tuple(successors), emergency_covers=tuple(covers))


def is_overfull(role: RoleBench) -> bool:
    """Whether more of it is held than there is."""
    return sum(holder.share for holder in role.incumbents if holder.substantive) > WHOLE * role.places


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A role in which a place falls vacant because whoever held it moves up, and who could come after them."""

    role: str
    left_by: str
    """Who moves up from it."""
    ready: tuple[Successor, ...]
    """Its standing successors who are ready now and have not moved before, in the order of the slate."""

    @property
    def taken_by(self) -> str | None:
        """The first of them on the slate, with whom the chain goes on; None where nobody is ready."""
        return self.ready[0].person if self.ready else None


def vacancy_chain(roles: Iterable[RoleBench], role: str, person: str) -> tuple[Vacancy, ...]:
    """What falls vacant one after the other if somebody is appointed to a role, as far as the benches are told.

    Each role and each person stands in it once. It ends where nobody is ready, or whoever moves up held nothing.
    """
    benches = {each.role: each for each in roles}
    held: dict[str, list[str]] = {}
    for each in benches.values():
        for holder in own_holders(each.incumbents):
            held.setdefault(holder, []).append(each.role)
    moved, filled, chain = {person}, {role}, list[Vacancy]()
    waiting = deque((left, person) for left in held.get(person, ()))
    while waiting:
        left, by = waiting.popleft()
        if left in filled:
            continue
        filled.add(left)
        ready = (one for one in benches[left].successors if one.ready_now and one.person not in moved)
        chain.append(Vacancy(left, by, tuple(ready)))
        if (follower := chain[-1].taken_by) is not None:
            moved.add(follower)
            waiting += ((each, follower) for each in held.get(follower, ()))
    return tuple(chain)
