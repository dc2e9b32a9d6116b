"""Rater groups: from where those stand who are asked, and how many of a group there must be before it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.development.development import Source
from domain.development.viewpoints import source_of
from domain.frameworks.edition import Edition
from domain.kernel.book import Book
from domain.kernel.ids import PersonId


class RaterGroup(StrEnum):
    """From where raters see somebody. It follows from how both stand when they are nominated, never from a claim."""

    SELF = "self"
    MANAGER = "manager"
    """Who leads them, in the line or beside it. They are told by themselves, and know it."""
    PEERS = "peers"
    """Who reports to the same manager."""
    REPORTS = "reports"
    """Who reports to them."""
    OTHERS = "others"
    """Everybody else; and groups that are too small to be told by themselves."""


IN_THEIR_OWN_NAME: Final = frozenset((RaterGroup.SELF, RaterGroup.MANAGER))
"""Groups that promise nobody that they cannot be told: everybody knows who is in them."""

BY_SOURCE: Final[Mapping[Source, RaterGroup]] = {
    Source.SELF: RaterGroup.SELF,
    Source.LINE_MANAGER: RaterGroup.MANAGER,
    Source.HIGHER_MANAGER: RaterGroup.MANAGER,
    Source.OTHER_MANAGER: RaterGroup.MANAGER,
    Source.PEER: RaterGroup.PEERS,
    Source.DIRECT_REPORT: RaterGroup.REPORTS,
}
"""Whoever sees them from anywhere else is one of the others."""

ANONYMITY: Final = ("raters_in_a_group", 3)
"""The threshold of an edition by which a group is told, and what holds where it says none (Bracken, Timmreck and
Church, The Handbook of Multisource Feedback, 2001: three)."""
ANONYMITY_OF_REPORTS: Final = ("direct_reports_in_a_group", 4)
RELIABILITY: Final[Mapping[RaterGroup, tuple[str, int]]] = {
    RaterGroup.MANAGER: ("managers_to_rely_on", 4),
    RaterGroup.PEERS: ("peers_to_rely_on", 8),
    RaterGroup.REPORTS: ("direct_reports_to_rely_on", 9),
    RaterGroup.OTHERS: ("others_to_rely_on", 8),
}
"""How many it takes until raters of a group agree well enough to decide on it: a reliability of 0.70 between them
(Greguras and Robie, Journal of Applied Psychology 83, 1998); an edition may say otherwise."""


@dataclass(frozen=True)
class GroupAsked:
    """How many of a group are asked."""

    group: RaterGroup
    """From where they see the person."""
    raters: int
    """How many they are."""


@dataclass(frozen=True)
class GroupTold:
    """A group as it will be told, as fixed when the cycle opens."""

    group: RaterGroup
    """The group; those that are too small are in `others`."""
    raters: int
    """How many are asked."""
    at_least: int
    """How many answers there must be before it is told at all."""
    to_rely_on: int
    """How many answers there must be before anything may rest on it."""


def group_of(rater: PersonId, person: PersonId, on: date, book: Book) -> RaterGroup:
    """The group in which somebody would rate a person, as both stand on a day."""
    return BY_SOURCE.get(source_of(rater, person, on, book), RaterGroup.OTHERS)


def threshold(edition: Edition, named: tuple[str, int]) -> int:
    """A number of the edition, or what holds where it says none."""
    name, otherwise = named
    return next((int(one.value) for one in edition.thresholds if one.name == name), otherwise)


def as_asked(asked: Sequence[GroupAsked], edition: Edition) -> tuple[GroupTold, ...]:
    """The groups that are asked, with the numbers of the edition."""
    return tuple(
        GroupTold(
            one.group,
            one.raters,
            1
            if one.group in IN_THEIR_OWN_NAME
            else threshold(edition, ANONYMITY_OF_REPORTS if one.group is RaterGroup.REPORTS else ANONYMITY),
            threshold(edition, RELIABILITY[one.group]) if one.group in RELIABILITY else 1,
        )
        for one in asked
    )


def merged(groups: Sequence[GroupTold]) -> dict[RaterGroup, RaterGroup | None]:
    """As what each group is told, by how many there are of it; None where it is withheld.

    A group below its number goes with the others. Where even those are too few, the next smallest goes with them: a
    remainder that can be had by subtraction is told by that alone. What is left out tells nothing, where all are.
    """
    hidden = [one for one in groups if one.group not in IN_THEIR_OWN_NAME and one.raters > 0]
    told: dict[RaterGroup, RaterGroup | None] = {one.group: one.group for one in groups}
    small = [one for one in hidden if one.raters < one.at_least]
    if not small:
        return told
    pool = [one for one in hidden if one in small or one.group is RaterGroup.OTHERS]
    for one in sorted((one for one in hidden if one not in pool), key=lambda one: (one.raters, one.group)):
        if enough(pool):
            break
        pool.append(one)
    return told | {one.group: RaterGroup.OTHERS if enough(pool) else None for one in pool}


def enough(pool: Sequence[GroupTold]) -> bool:
    """Whether groups are told together: by the highest number that any of them was promised."""
    return sum(one.raters for one in pool) >= max(one.at_least for one in pool)


def rolled_up(groups: Sequence[GroupTold]) -> tuple[GroupTold, ...]:
    """The groups as they are told: those that are too small together, and nothing of what is withheld."""
    told: dict[RaterGroup, GroupTold] = {}
    for one in groups:
        to = merged(groups)[one.group]
        if to is None:
            continue
        with_it = told.get(to, GroupTold(to, 0, 0, 0))
        told[to] = GroupTold(
            to,
            with_it.raters + one.raters,
            max(with_it.at_least, one.at_least),
            max(with_it.to_rely_on, one.to_rely_on),
        )
    return tuple(told[group] for group in RaterGroup if group in told)
