"""What an edition says, it says completely, briefly and once: levels, dials, competencies and their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from domain.frameworks.edition import Dial, Edition, Overall
from domain.frameworks.faults import Fault, Faults, Where
from domain.kernel.refusals import NothingSaid, Refusal
from domain.kernel.words import listed, says_something

LINES_A_DIAL: Final = 4
COMPETENCIES_A_LEVEL: Final = 7


def dials_say_something(edition: Edition) -> Faults:
    """Every level says what it asks on all three dials."""
    if not edition.levels:
        yield Fault(("levels",), DialMissing, f"edition {edition.number} has no levels: give each one its three dials")
    for level in edition.levels:
        for dial in Dial:
            if not any(map(says_something, level.dial(dial))):
                why = f"level “{level.name}” says nothing on {dial}: say what it asks"
                yield Fault(("levels", level.name, dial), DialMissing, why)


def texts_say_something(edition: Edition) -> Faults:
    """No text is blank: levels, competencies and aspects are called something, and what is described is described."""
    for where, text in texts_in(edition):
        if not says_something(text):
            yield Fault(
                where, NothingSaid, f"{'.'.join(map(str, where))} is “{text}”: write something, or leave it out"
            )


def texts_in(part: object, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Every text in an edition, and the place where its file has it."""
    if isinstance(part, str) and not isinstance(part, StrEnum):
        yield where, part
    elif isinstance(part, tuple):
        for number, each in enumerate(part):
            yield from texts_in(each, (*where, getattr(each, "name", number)))
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts_in(getattr(part, field.name), (*where, field.name))


def neighbours_differ_in_every_dial(edition: Edition) -> Faults:
    """A level is another job: it asks for other skills, other uses of time and other things to value."""
    for lower, upper in pairwise(edition.levels):
        for dial in Dial:
            said = plain_words(upper.dial(dial))
            if said and plain_words(lower.dial(dial)) == said:
                why = (
                    f"levels “{lower.name}” and “{upper.name}” say the same on {dial}:"
                    " say what the passage between them changes"
                )
                yield Fault(("levels", upper.name, dial), DialShared, why)


def plain_words(texts: Iterable[str]) -> set[str]:
    """The texts without what is no difference: case and spacing."""
    return {" ".join(text.casefold().split()) for text in texts}


def dials_are_short(edition: Edition) -> Faults:
    """What nobody can keep in mind guides nobody. Editions of before, which had one scale, are let be."""
    for level in edition.levels if edition.scales else ():
        for dial in Dial:
            lines = len(level.dial(dial))
            if lines > LINES_A_DIAL:
                why = f"level “{level.name}” says {lines} things on {dial}: keep at most {LINES_A_DIAL}"
                yield Fault(("levels", level.name, dial), DialTooLong, why)


def names_are_told_apart(edition: Edition) -> Faults:
    """Nobody should have to ask which of two things a rating was of."""
    levels = Counter(edition.ladder)
    competencies = [competency.name for competency in edition.competencies]
    aspects = [aspect.name for aspect in edition.potential_model]
    ratable = Counter([*competencies, *aspects, *Dial, *Overall])
    for name, times in (levels | ratable).items():
        if times > 1:
            why = f"“{name}” names two things in edition {edition.number}: give each its own name"
            kept = "levels" if levels[name] > 1 else "competencies" if name in competencies else "potential"
            yield Fault((kept, name), NameGivenTwice, why)


def prompts_are_told_apart(edition: Edition) -> Faults:
    """What somebody answered is an answer to one question."""
    return told_apart(edition, "prompts", "questions", (prompt.name for prompt in edition.prompts))


def tags_are_told_apart(edition: Edition) -> Faults:
    """What an entry was tagged with is one ability."""
    return told_apart(edition, "tags", "tags", (tag.name for tag in edition.tags))


def modules_are_told_apart(edition: Edition) -> Faults:
    """Nobody should have to ask which of two modules somebody completed."""
    return told_apart(edition, "modules", "modules", (module.name for module in edition.modules))


def told_apart(edition: Edition, kept: str, what: str, names: Iterable[str]) -> Faults:
    """Of what is kept under a name of its own no two have the same."""
    for name, times in Counter(names).items():
        if times > 1:
            why = f"“{name}” names {times} {what} in edition {edition.number}: give each its own name"
            yield Fault((kept, name), NameGivenTwice, why)


def competencies_fit_the_levels(edition: Edition) -> Faults:
    """A competency counts on levels that exist, and is described where it counts, once on each."""
    for competency in edition.competencies:
        described = Counter(anchors.level for anchors in competency.anchors)
        where = ("competencies", competency.name)
        for level in dict.fromkeys((*competency.levels, *described)):
            place = (*where, "on", level) if level in described else (*where, "levels")
            if level not in edition.ladder:
                why = f"competency “{competency.name}” names level “{level}”: name one of {listed(edition.ladder)}"
                yield Fault(place, LevelStrange, why)
            elif not competency.counts_on(level):
                why = (
                    f"competency “{competency.name}” is described on “{level}”, where it does not count:"
                    f" describe it on {listed(competency.levels)}"
                )
                yield Fault(place, LevelStrange, why)
            if described[level] > 1:
                why = f"competency “{competency.name}” is described {described[level]} times on “{level}”: once will do"
                yield Fault(place, LevelStrange, why)


def competencies_are_few(edition: Edition) -> Faults:
    """Whoever is to grow in everything grows in nothing. Editions of before, which had one scale, are let be."""
    for level in edition.ladder if edition.scales else ():
        names = [one.name for one in edition.competencies if one.leadership and one.counts_on(level)]
        if len(names) > COMPETENCIES_A_LEVEL:
            why = (
                f"level “{level}” asks for {len(names)} leadership competencies ({', '.join(names)}):"
                f" keep at most {COMPETENCIES_A_LEVEL}, by saying on which levels each counts"
            )
            yield Fault(("competencies",), TooManyCompetencies, why)


WORDING_RULES: Final = (
    dials_say_something,
    neighbours_differ_in_every_dial,
    dials_are_short,
    names_are_told_apart,
    prompts_are_told_apart,
    tags_are_told_apart,
    modules_are_told_apart,
    competencies_fit_the_levels,
    competencies_are_few,
)


class DialMissing(Refusal):
    """Every level says what it asks on all three dials."""

    instead = "Say for every level what it asks on each of the three dials."
    field = "edition"


class DialShared(Refusal):
    """Neighbouring levels ask for different things, or they are one level."""

    instead = "Say what the passage from the lower level to the higher one changes on that dial."
    field = "edition"


class DialTooLong(Refusal):
    """A dial of a level says a few things, not everything."""

    instead = "Keep the lines that tell this level from its neighbours."
    field = "edition"


class NameGivenTwice(Refusal):
    """Levels, competencies, dials, aspects of potential, modules and questions to reflect on are told apart by name."""

    instead = "Give each level, competency, dial, aspect, module and question its own name."
    field = "edition"


class LevelStrange(Refusal):
    """A competency counts on levels of its edition, and is described where it counts; a module is for such levels."""

    instead = "Name levels that the edition has, and describe the competency only on those on which it counts."
    field = "edition"


class TooManyCompetencies(Refusal):
    """A level asks for a few leadership competencies, not for all of them."""

    instead = "Say for each competency on which levels it counts."
    field = "edition"
