"""Flags of the bench: readiness that stops to count, successions to be looked at again, roles that nobody covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api.access.table import Information
from api.graphql.flagged.attention_asked import AttentionAsked
from api.graphql.flagged.flag import Flag, flag_kind
from domain.organisation.profiles import DefineRoleProfile
from domain.succession.readiness import AssessReadiness
from projections.succession_bench import Beside, RoleBench, RolesDescribed, roles_in_order, succession_bench


async def benches(asked: AttentionAsked) -> Sequence[RoleBench]:
    """The roles of whose bench whoever asks is told; of a person's own, those for which they answer."""
    meant: RolesDescribed = {
        "units": None if asked.units is None else [*asked.units],
        "owner": asked.person if asked.of_their_own else None,
    }
    if not asked.context.sight.all:
        roles = await asked.told(Information.SUCCESSION, await roles_in_order(asked.reading, **meant))
        if not roles:
            return ()
        meant = {"roles": roles}
    bench = await succession_bench(asked.reading, beside=frozenset((Beside.SUCCESSORS,)), **meant)
    asked.moment.note(bench.parked)
    return bench.roles


@flag_kind(
    "M53",
    Information.SUCCESSION,
    rule="How ready a possible successor is, was judged so long ago that it stops to count soon, or does not any more.",
    clears="Judging it anew.",
    clearing=AssessReadiness,
)
async def readiness_expiring(asked: AttentionAsked) -> Iterator[Flag]:
    """Whose readiness for a role stops to count, as far as they could still come after."""
    return (
        Flag(
            about=f"{role.role} {one.person}",
            subject=role.role,
            whom=one.person,
            since=one.assessed_on,
            due=one.expires_on,
            role=role.role,
        )
        for role in await asked.once(benches)
        for one in role.successors
        if one.expires_on is not None and one.employed and not one.holds_it
    )


@flag_kind(
    "M82",
    Information.SUCCESSION,
    rule="The day on which the succession of a role is to be looked at again is near or past.",
    clears="Setting the next day, once it was looked at.",
    clearing=DefineRoleProfile,
)
async def succession_review_due(asked: AttentionAsked) -> Iterator[Flag]:
    """When successions are to be looked at again: for a person, of the roles for which they answer."""
    return (
        Flag(about=role.role, subject=role.role, whom=role.owner, due=role.review_on, role=role.role)
        for role in await asked.once(benches)
        if role.review_on is not None and asked.person in (None, role.owner)
    )


@flag_kind(
    "M53",
    Information.SUCCESSION,
    rule="Nobody, or only one, could come after within two years in a critical role; or fewer than it has places.",
    clears="Standing successors who are ready within two years: one for each place, and one more.",
)
async def role_not_covered(asked: AttentionAsked) -> Iterator[Flag]:
    """Critical roles that nobody could take within two years, or exactly one could."""
    return (
        Flag(about=role.role, subject=role.role, role=role.role)
        for role in await asked.once(benches)
        if role.critical and (not role.covered or role.single_point_of_failure)
    )
