"""Capabilities of groups: of how many people each tag was found in the evidence of a year, tag by tag, group by group.

Of a group of fewer than five nothing is told, and of none that would follow from the whole and the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from domain.kernel.small_groups import LEAST_COUNTED, withheld_of


@dataclass(frozen=True)
class TaggedPeople:
    """Of how many people a tag was found in the evidence of the year."""

    people: int
    """How many people are meant: those here who are part of the headcount, where the edition holds."""
    tagged: int | None
    """How many of them have an entry of the year with the tag; None where they are too few, or would tell of fewer."""

    @property
    def ratio(self) -> float | None:
        """`tagged` of `people`; None where it is not told."""
        return None if self.tagged is None else self.tagged / self.people


def tagged_among(people: Collection[str], tagged: Collection[str]) -> TaggedPeople:
    """How many of all of these people are among those whose evidence has a tag."""
    return TaggedPeople(len(people), len({*people} & {*tagged}) if len(people) >= LEAST_COUNTED else None)


def tagged_by_group(
    people: Iterable[tuple[str, str | None]], tagged: Collection[str]
) -> Mapping[str | None, TaggedPeople]:
    """The same of each group, of people with the group that each is of. The next smallest goes with one too small."""
    groups: dict[str | None, set[str]] = defaultdict(set)
    for person, group in people:
        groups[group].add(person)
    withheld = withheld_of({group: len(those) for group, those in groups.items()})
    return {
        group: TaggedPeople(len(those), None if group in withheld else len(those & {*tagged}))
        for group, those in groups.items()
    }
