"""Potential in groups: how many were looked at, and how a group is judged beside people whose results are the same.

Where results are equal, judgements of potential differ all the same, and often by group (Benson, Li and Shue,
“‘Potential’ and the Gender Promotion Gap”, 2022). The gap is how far a group's judgements lie from those of everybody
with the same rating of results. Of few people nothing is said, and never of one group alone beside the whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from domain.kernel.small_groups import LEAST_COUNTED, withheld_of


@dataclass(frozen=True)
class PotentialSeen:
    """What is said of one person on the day."""

    group: str | None
    """Of which group they are; None where nobody has said."""
    assessed: bool
    """Whether a judgement of their potential counts: a rating that has not run out."""
    potential: float | None = None
    """The mean of the aspects that were rated, on the scale of potential; None where none was."""
    equals: Hashable = None
    """What their results were rated, and on which scales both were; None where nobody rated them."""


@dataclass(frozen=True)
class PotentialFigures:
    """How many people of a group were looked at, and how they are judged. Of fewer than five nothing is told."""

    people: int | None
    """How many people there are."""
    assessed: int | None
    """Of how many a judgement of potential counts: one that rates an aspect, and has not run out."""
    not_assessed: int | None
    """Whom nobody has looked at, or longer ago than a judgement counts, or without seeing enough to tell."""
    share_assessed: float | None
    """How many of them were looked at, as a share: the coverage."""
    compared: int | None
    """How many could be held beside at least four others whose results were rated the same. Null for too few."""
    gap: float | None
    """The rating gap: how much higher (or, below 0, lower) they are judged than all whose results were rated the same,
    in steps of the scale of potential. Null for too few, and for all together, who have nobody beside them."""


NOTHING = PotentialFigures(*(None,) * 6)


def figures_of_all(seen: Sequence[PotentialSeen]) -> PotentialFigures:
    """The figures of everybody, whichever group they are of."""
    if len(seen) < LEAST_COUNTED:
        return NOTHING
    compared = sum(len(gaps) for gaps in gaps_by_group(seen).values())
    return counted(seen, compared if compared >= LEAST_COUNTED else None, None)


def potential_by_group(seen: Iterable[PotentialSeen]) -> Mapping[str | None, PotentialFigures]:
    """The figures of each group. Groups that are too small are withheld together with the next smallest.

    The gaps of all groups come to nothing together: so those are withheld in the same way, by how many are compared.
    """
    groups: dict[str | None, list[PotentialSeen]] = {}
    for one in seen:
        groups.setdefault(one.group, []).append(one)
    withheld = withheld_of({group: len(those) for group, those in groups.items()})
    told = {group: those for group, those in groups.items() if group not in withheld}
    gaps = gaps_by_group([one for those in told.values() for one in those])
    few = withheld_of({group: len(of_group) for group, of_group in gaps.items()}) if len(gaps) > 1 else {*gaps}
    figures: dict[str | None, PotentialFigures] = dict.fromkeys(withheld, NOTHING)
    for group, those in told.items():
        of_group = gaps.get(group, [])
        enough = bool(of_group) and group not in few
        figures[group] = counted(those, *((len(of_group), fmean(of_group)) if enough else (None, None)))
    return figures


def counted(seen: Sequence[PotentialSeen], compared: int | None, gap: float | None) -> PotentialFigures:
    """The figures of people who are enough to be told of."""
    assessed = sum(one.assessed for one in seen)
    return PotentialFigures(len(seen), assessed, len(seen) - assessed, assessed / len(seen), compared, gap)


def gaps_by_group(seen: Iterable[PotentialSeen]) -> Mapping[str | None, list[float]]:
    """By group, how far each is judged from all whose results were rated the same, where these are at least five."""
    equal: dict[Hashable, list[tuple[str | None, float]]] = {}
    for one in seen:
        if one.potential is not None and one.equals is not None:
            equal.setdefault(one.equals, []).append((one.group, one.potential))
    gaps: dict[str | None, list[float]] = {}
    for those in equal.values():
        if len(those) >= LEAST_COUNTED:
            expected = fmean(potential for _, potential in those)
            for group, potential in those:
                gaps.setdefault(group, []).append(potential - expected)
    return gaps
