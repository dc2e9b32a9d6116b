"""Flags of potential: what was judged of somebody, and their place in a talent pool, sixty days before they run out."""

from __future__ import annotations

from collections.abc import Iterator

from api.access.table import Information
from api.graphql.flagged.attention_asked import AttentionAsked
from api.graphql.flagged.flag import Flag, flag_kind
from domain.spotting.basis import TOLD_BEFORE
from domain.spotting.potential import AssessPotential
from domain.spotting.talent_pools import EnterTalentPool
from projections.spotting import Potential, potential_of


async def said_of_potential(asked: AttentionAsked) -> dict[str, Potential]:
    """What is said of the potential of whoever is meant, as far as whoever asks is told."""
    people = await asked.told(Information.POTENTIAL, asked.people)
    return dict(await potential_of(asked.reading, people)) if people else {}


@flag_kind(
    "M3",
    Information.POTENTIAL,
    rule="What was judged of somebody's potential runs out within sixty days.",
    clears="Judging it anew, or letting it run out.",
    clearing=AssessPotential,
    before=TOLD_BEFORE,
)
async def potential_running_out(asked: AttentionAsked) -> Iterator[Flag]:
    """Judgements of potential, by the day on which they run out: one for all aspects that were judged together."""
    found = await asked.once(said_of_potential)
    days = {
        (person, one.judged_on, one.expires_on)
        for person, potential in found.items()
        for one in potential.aspects
        if not one.expired
    }
    return (
        Flag(about=f"{person} potential {judged_on}", subject=person, whom=person, since=judged_on, due=expires_on)
        for person, judged_on, expires_on in sorted(days)
    )


@flag_kind(
    "M3",
    Information.POTENTIAL,
    rule="Somebody's time in a talent pool runs out within sixty days.",
    clears="Entering them anew, or letting it run out.",
    clearing=EnterTalentPool,
    before=TOLD_BEFORE,
)
async def pool_time_running_out(asked: AttentionAsked) -> Iterator[Flag]:
    """Places in talent pools, by the day on which they run out."""
    found = await asked.once(said_of_potential)
    return (
        Flag(
            about=f"{person} {one.pool}",
            subject=person,
            whom=person,
            since=one.since,
            due=one.expires_on,
            words=one.pool,
        )
        for person, potential in found.items()
        for one in potential.pools
    )
