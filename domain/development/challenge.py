"""Readiness for challenge: whether others saw somebody lead well where it is new or presses, in the four that it takes.

The four are a growth mindset, empathy, communication and problem solving. An edition says which of its competencies it
means by them, by its names or its aliases. What was seen in familiar work says little of harder work, and nobody
vouches for themselves: only ratings of others count, in contexts that are new or under pressure, and of each the
latest. How somebody feels about a challenge is no part of it, and what follows from it is left to those who know them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.development.development import LeadershipContext, Source
from domain.development.rating_series import RatingTold, Scaled, day_of
from domain.frameworks.edition import Edition
from domain.frameworks.scales import Scale
from domain.frameworks.shared_names import names_of
from domain.kernel.dates import months_after

THE_FOUR: Final = ("growth mindset", "empathy", "communication", "problem solving")
HARD: Final = frozenset((LeadershipContext.NEW, LeadershipContext.UNDER_PRESSURE))
RATERS_ENOUGH: Final = 2
"""How many must have rated each of the four: one person's word is no more than that."""


@dataclass(frozen=True)
class ChallengeSkill:
    """What others saw of one of the four where it was new or pressed."""

    skill: str
    """Which of the four it is."""
    competency: str | None
    """What the edition calls it; null where it has no name for it."""
    raters: int
    """How many others rated it there; whoever is no person of this ledger is not counted."""
    holding: int
    """How many of them rated it better than the middle of the scale, by the latest that each said."""


@dataclass(frozen=True)
class ReadinessForChallenge:
    """Whether somebody is ready for harder work, as far as others have seen them at it."""

    since: date
    """The day after which it must have been seen: what is older is old evidence by the edition."""
    until: date
    """The last day that counts."""
    skills: tuple[ChallengeSkill, ...]
    """The four: growth mindset, empathy, communication, problem solving."""

    @property
    def ready(self) -> bool | None:
        """Whether in each of the four more than half of the others rated them better than the middle of the scale; null
        where fewer than two rated one of them."""
        if any(one.raters < RATERS_ENOUGH for one in self.skills):
            return None
        return all(2 * one.holding > one.raters for one in self.skills)


def readiness_for_challenge(
    ratings: Mapping[str, Sequence[Scaled]], edition: Edition, until: date
) -> ReadinessForChallenge:
    """What others saw up to a day, by the ratings of each competency of an edition."""
    since = months_after(until, -edition.windows.evidence_months)
    return ReadinessForChallenge(since, until, tuple(skill_seen(one, ratings, edition, since) for one in THE_FOUR))


def skill_seen(skill: str, ratings: Mapping[str, Sequence[Scaled]], edition: Edition, since: date) -> ChallengeSkill:
    """What others saw of one of the four since a day."""
    meant = [one.name for one in edition.competencies if skill in names_of(one)]
    latest: dict[str, Scaled] = {}
    for told, scale in sorted((each for one in meant for each in ratings.get(one, ())), key=day_of):
        if told.rated_on > since and told.assessor is not None and shows_it(told):
            latest[told.assessor] = (told, scale)
    holding = sum(is_above_the_middle(*each) for each in latest.values())
    return ChallengeSkill(skill, meant[0] if meant else None, len(latest), holding)


def shows_it(told: RatingTold) -> bool:
    """Whether a rating is of others, in a context that is hard."""
    return told.value is not None and told.source is not Source.SELF and told.context in HARD


def is_above_the_middle(told: RatingTold, scale: Scale) -> bool:
    """Whether a rating is nearer to the best than to the worst of its scale."""
    middle = (scale.values[0] + scale.values[-1]) / 2
    return told.value is not None and scale.worth(told.value) > scale.worth(middle)
