"""Small groups: how many people there are at least in what is told of a group, so that it tells of nobody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, TypeVar

Group = TypeVar("Group")

LEAST_COUNTED: Final = 5
"""People, pairs or places of whom a figure speaks at least: of fewer, counts alone are told, or nothing."""


def withheld_of(people: Mapping[str | None, int]) -> frozenset[str | None]:
    """The groups that are not told: those that are too small, and, as long as these are one or few, the next."""
    return withheld(people, lambda groups: sum(people[group] for group in groups))


def withheld_of_sets(people: Mapping[Group, Collection[str]]) -> frozenset[Group]:
    """The same by who is in them, as somebody may be in several: of those withheld each person counts once."""
    return withheld(
        {group: len({*those}) for group, those in people.items()},
        lambda groups: len({person for group in groups for person in people[group]}),
    )


def withheld(sizes: Mapping[Group, int], together: Callable[[Sequence[Group]], int]) -> frozenset[Group]:
    """The same by how many are in each group, and in several of them together."""
    in_order = sorted(sizes, key=lambda group: (sizes[group], str(group)))
    found = [group for group in in_order if sizes[group] < LEAST_COUNTED]
    for group in in_order[len(found) :]:
        if not found or (len(found) > 1 and together(found) >= LEAST_COUNTED):
            break
        found.append(group)
    return frozenset(found)
