"""Small groups: how many people there are at least in what is told of a group, so that it tells of nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, TypeVar

Group = TypeVar("Group")

LEAST_COUNTED: Final = 5
"""People, pairs or places of whom a figure speaks at least: of fewer, counts alone are told, or nothing."""


def withheld_of(people: Mapping[str | None, int]) -> frozenset[str | None]:
    """The groups that are not told: those that are too small, and, as long as these are one or few, the next."""
    in_order = sorted(people, key=lambda group: (people[group], str(group)))
    withheld = [group for group in in_order if people[group] < LEAST_COUNTED]
    for group in in_order[len(withheld) :]:
        if not withheld or (len(withheld) > 1 and sum(people[one] for one in withheld) >= LEAST_COUNTED):
            break
        withheld.append(group)
    return frozenset(withheld)


def withheld_of_sets(people: Mapping[Group, Collection[str]]) -> frozenset[Group]:
    """The same by who is in them, as somebody may be in several: of those withheld each person counts once."""
    in_order = sorted(people, key=lambda group: (len({*people[group]}), str(group)))
    withheld = [group for group in in_order if len({*people[group]}) < LEAST_COUNTED]
    together = {person for group in withheld for person in people[group]}
    for group in in_order[len(withheld) :]:
        if not withheld or (len(withheld) > 1 and len(together) >= LEAST_COUNTED):
            break
        withheld.append(group)
        together |= {*people[group]}
    return frozenset(withheld)
