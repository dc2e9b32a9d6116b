"""What is released of the answers of a cycle, once: pure functions of the answers and of the numbers promised.

What comes out holds no answer of anybody: each rating stands with the others of its group on one competency, in the
order of the scale. A group that is too small on a competency is in none of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final

from domain.cycles.answering import RatersAnswer
from domain.cycles.rater_groups import IN_THEIR_OWN_NAME, GroupTold, RaterGroup, merged
from domain.kernel.facts import NAME_OF_AN_EDITION

WHOLE_FROM: Final = 8
"""From so many who wrote something on, paragraphs are left whole: below, sentences are told apart."""
SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+|\n+")
PARAGRAPH: Final = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class GroupsAnswer:
    """What one rater says, and as whose it is told."""

    group: RaterGroup
    """The group as it is told."""
    answer: RatersAnswer


@dataclass(frozen=True)
class RatingsReleased:
    """What a group rated one competency."""

    of: Annotated[str, NAME_OF_AN_EDITION]
    """Name of the competency."""
    group: RaterGroup
    """The group; those that were too small are in `others`."""
    values: tuple[int, ...]
    """The ratings, lowest first."""


@dataclass(frozen=True)
class Released:
    """All that leaves the close of a cycle."""

    ratings: tuple[RatingsReleased, ...]
    pieces: tuple[str, ...]
    """What was written, without whose it is or how they stand; not in order yet."""


def released(
    competencies: Sequence[str], groups: Sequence[GroupTold], answers: Sequence[GroupsAnswer], *, too_near: bool
) -> Released:
    """What is released; nothing of hidden groups where an earlier result is so near that it could be subtracted."""
    counting = [one for one in answers if not one.answer.knows_too_little]
    if too_near:
        counting = [one for one in counting if one.group in IN_THEIR_OWN_NAME]
    ratings = [cell for of in competencies for cell in ratings_of(of, groups, counting)]
    return Released(tuple(ratings), pieces_of(groups, counting))


def ratings_of(of: str, groups: Sequence[GroupTold], answers: Sequence[GroupsAnswer]) -> list[RatingsReleased]:
    """What is told of one competency, group by group: those too small together, or not at all."""
    values: dict[RaterGroup, list[int]] = {one.group: [] for one in groups}
    for each in answers:
        rated = next((rating.value for rating in each.answer.ratings if rating.of == of), None)
        if rated is not None:
            values[each.group].append(rated)
    told = merged(answered(groups, {group: len(given) for group, given in values.items()}))
    together: dict[RaterGroup, list[int]] = {}
    for group, to in told.items():
        if to is not None and values[group]:
            together.setdefault(to, []).extend(values[group])
    return [RatingsReleased(of, group, tuple(sorted(together[group]))) for group in RaterGroup if group in together]


def answered(groups: Sequence[GroupTold], times: dict[RaterGroup, int]) -> tuple[GroupTold, ...]:
    """The groups with how many of each answered."""
    return tuple(replace(one, raters=times.get(one.group, 0)) for one in groups)


def pieces_of(groups: Sequence[GroupTold], answers: Sequence[GroupsAnswer]) -> tuple[str, ...]:
    """What was written, in pieces of which nobody can tell which belong together, where few wrote.

    Where hidden groups are too small to be told, what they wrote is not told either.
    """
    times = {one.group: sum(each.group is one.group for each in answers) for one in groups}
    told = {one.group for one in groups if merged(answered(groups, times))[one.group] is not None}
    texts = [each.answer.words for each in answers if each.group in told and each.answer.words.strip()]
    between = PARAGRAPH if len(texts) >= WHOLE_FROM else SENTENCE
    pieces = (piece for text in texts for piece in between.split(text))
    return tuple(piece.strip() for piece in pieces if piece.strip())
