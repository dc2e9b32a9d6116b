"""What an edition says, it says completely and once: levels, dials, competencies and their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from domain.frameworks.edition import Dial, Edition, Overall
from domain.kernel.refusals import Refusal
from domain.kernel.words import says_something

LINES_A_DIAL: Final = 4
COMPETENCIES_A_LEVEL: Final = 7


def levels_must_differ_in_every_dial(edition: Edition) -> None:
    """A level is another job: it asks for other skills, other uses of time and other things to value."""
    if not edition.levels:
        raise DialMissing(f"edition {edition.number} has no levels: give each one its three dials")
    for level in edition.levels:
        for dial in Dial:
            if not any(map(says_something, level.dial(dial))):
                raise DialMissing(f"level “{level.name}” says nothing on {dial}: say what it asks")
    for lower, upper in pairwise(edition.levels):
        for dial in Dial:
            if plain_words(lower.dial(dial)) == plain_words(upper.dial(dial)):
                raise DialShared(
                    f"levels “{lower.name}” and “{upper.name}” say the same on {dial}:"
                    " say what the passage between them changes"
                )


def plain_words(texts: Iterable[str]) -> set[str]:
    """The texts without what is no difference: case and spacing."""
    return {" ".join(text.casefold().split()) for text in texts}


def dials_must_be_short(edition: Edition) -> None:
    """What nobody can keep in mind guides nobody."""
    for level in edition.levels if edition.scales else ():
        for dial in Dial:
            if len(level.dial(dial)) > LINES_A_DIAL:
                raise DialTooLong(
                    f"level “{level.name}” says {len(level.dial(dial))} things on {dial}: keep at most {LINES_A_DIAL}"
                )


def names_must_be_told_apart(edition: Edition) -> None:
    """Nobody should have to ask which of two things a rating was of."""
    levels = Counter(edition.ladder)
    competencies = (competency.name for competency in edition.competencies)
    aspects = (aspect.name for aspect in edition.potential_model)
    ratable = Counter([*competencies, *aspects, *Dial, *Overall])
    for name, times in (levels | ratable).items():
        if times > 1:
            raise NameGivenTwice(f"“{name}” names two things in edition {edition.number}: give each its own name")


def competencies_must_fit_the_levels(edition: Edition) -> None:
    """A competency counts on levels that exist, and is described on no level on which it does not count."""
    for competency in edition.competencies:
        described = [anchors.level for anchors in competency.anchors]
        for level in (*competency.levels, *described):
            if level not in edition.ladder:
                raise LevelStrange(
                    f"competency “{competency.name}” names level “{level}”: name one of {list(edition.ladder)}"
                )
            if not competency.counts_on(level):
                raise LevelStrange(
                    f"competency “{competency.name}” is described on level “{level}”, where it does not count:"
                    f" add it to {list(competency.levels)}, or leave the description out"
                )
        if len(set(described)) < len(described):
            raise LevelStrange(f"competency “{competency.name}” is described twice on a level: once is enough")


def competencies_must_be_few(edition: Edition) -> None:
    """Whoever is to grow in everything grows in nothing. Editions of before, which had one scale, are let be."""
    for level in edition.ladder if edition.scales else ():
        names = [one.name for one in edition.competencies if one.leadership and one.counts_on(level)]
        if len(names) > COMPETENCIES_A_LEVEL:
            raise TooManyCompetencies(
                f"level “{level}” asks for {len(names)} leadership competencies, {', '.join(names)}:"
                f" keep at most {COMPETENCIES_A_LEVEL} by saying on which levels each counts"
            )


WORDING_RULES: Final = (
    levels_must_differ_in_every_dial,
    dials_must_be_short,
    names_must_be_told_apart,
    competencies_must_fit_the_levels,
    competencies_must_be_few,
)


class DialMissing(Refusal):
    """Every level says what it asks on all three dials."""

    instead = "Say for every level what it asks on each of the three dials."
    field = "edition"


class DialShared(Refusal):
    """Neighbouring levels ask for different things, or they are one level."""

    instead = "Say what the passage from the lower level to the higher one changes on that dial."
    field = "edition"


class NameGivenTwice(Refusal):
    """Levels, competencies and dials are told apart by name."""

    instead = "Give each level, competency and dial its own name."
    field = "edition"


class DialTooLong(Refusal):
    """A dial of a level says a few things, not everything."""

    instead = "Keep the lines that tell this level from its neighbours."
    field = "edition"


class LevelStrange(Refusal):
    """A competency counts on levels of its edition, and is described where it counts."""

    instead = "Name levels that the edition has, and describe the competency only on those on which it counts."
    field = "edition"


class TooManyCompetencies(Refusal):
    """A level asks for a few leadership competencies, not for all of them."""

    instead = "Say for each competency on which levels it counts."
    field = "edition"
