"""Spotted potential: what is said of somebody and until when, who is in which pool, and how groups are judged."""

from projections.spotting.groups_seen import potential_seen
from projections.spotting.said_of_people import (
    AspectStanding,
    PoolMembership,
    Potential,
    pool_memberships,
    potential_of,
)
from projections.spotting.spotting_tables import SPOTTING

__all__ = [
    "SPOTTING",
    "AspectStanding",
    "PoolMembership",
    "Potential",
    "pool_memberships",
    "potential_of",
    "potential_seen",
]
