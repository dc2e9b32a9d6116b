"""How chances to grow are spread: to how many they were offered, and how many took them, group by group.

Who gets the stretching work is where careers part long before anybody is promoted (Silva, Carter and Beninger, “Good
intentions, imperfect execution?”, 2012). Declining is free: what was declined is counted apart, and is no part of the
share. Of few people nothing is said, and never of one group alone beside the whole: else the
whole less the others would tell it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.development.opportunities import OfferAnswer
from domain.kernel.small_groups import LEAST_COUNTED, withheld_of


@dataclass(frozen=True)
class OpportunityHad:
    """What somebody had to do with one opportunity in the period."""

    person: str
    group: str | None
    """Of which group they were that day; None where nobody has said."""
    applied: bool
    offered: bool
    answer: OfferAnswer | None


@dataclass(frozen=True)
class OpportunityFigures:
    """How chances to grow were spread in a year. Of fewer than five people nothing is told."""

    people: int | None
    """To how many people something was offered, or who applied."""
    applied: int | None
    """How often people applied."""
    offered: int | None
    """How often something was offered."""
    taken: int | None
    """How often it was taken."""
    declined: int | None
    """How often it was declined, freely: counted apart, and held against nobody."""
    unanswered: int | None
    """How many offers nobody has answered yet."""
    share_taken: float | None
    """What was taken of what was offered, what was declined left out. Null where nothing is left."""


def figures_of_parts(parts: Sequence[OpportunityHad], *, withheld: bool = False) -> OpportunityFigures:
    """The figures of some people, whichever group they are of."""
    people = len({part.person for part in parts})
    if withheld or people < LEAST_COUNTED:
        return OpportunityFigures(*(None,) * 7)
    offers = [part for part in parts if part.offered]
    taken = sum(part.answer is OfferAnswer.TAKEN for part in offers)
    declined = sum(part.answer is OfferAnswer.DECLINED for part in offers)
    meant = len(offers) - declined
    applied = sum(part.applied for part in parts)
    share = taken / meant if meant else None
    return OpportunityFigures(people, applied, len(offers), taken, declined, meant - taken, share)


def figures_by_group(parts: Iterable[OpportunityHad]) -> Mapping[str | None, OpportunityFigures]:
    """The figures of each group. Where some are too small, they are withheld together with the next smallest."""
    groups: dict[str | None, list[OpportunityHad]] = {}
    for part in parts:
        groups.setdefault(part.group, []).append(part)
    withheld = withheld_of({group: len({part.person for part in those}) for group, those in groups.items()})
    return {group: figures_of_parts(those, withheld=group in withheld) for group, those in groups.items()}
