"""Publishing frameworks: an edition is complete and consistent, or it does not come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, ClassVar

from domain.frameworks.criteria import MEASURES
from domain.frameworks.edition import Dial, Edition, Overall
from domain.frameworks.framework import Framework, FrameworkCommand
from domain.kernel.book import Book, Decision
from domain.kernel.commands import LeftToItsRules
from domain.kernel.facts import Event, Reference
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.kernel.words import says_something


@dataclass(frozen=True)
class FrameworkPublished(Event[Framework]):
    """An edition came out. From now on it can be assessed and decided under, and it stays as it is."""

    act: ClassVar[bool] = True

    edition: Edition
    """The edition, complete: it is never changed afterwards."""

    def evolve(self, framework: Framework, at: Reference) -> Framework:
        return changed(framework, editions={**framework.editions, self.edition.number: self.edition})


@dataclass(frozen=True)
class PublishFramework(FrameworkCommand):
    """Bring out the next edition of a framework."""

    records = (FrameworkPublished,)

    edition: Annotated[Edition, LeftToItsRules()]

    def decide(self, framework: Framework, book: Book) -> Decision:
        number = self.edition.number
        if framework.edition(number) == self.edition:
            return ()
        if number <= framework.newest:
            raise EditionIsOut(
                f"edition {number} of “{self.framework}” is out and stays as it is: publish {framework.newest + 1}"
            )
        if number > framework.newest + 1:
            raise EditionOutOfTurn(
                f"edition {number} of “{self.framework}” is not next: publish {framework.newest + 1}"
            )
        levels_must_differ_in_every_dial(self.edition)
        names_must_be_told_apart(self.edition)
        scale_must_climb(self.edition)
        criteria_must_be_complete(self.edition)
        procedure_must_be_possible(self.edition)
        return (self.becomes(FrameworkPublished),)


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


def names_must_be_told_apart(edition: Edition) -> None:
    """Nobody should have to ask which of two things a rating was of."""
    levels = Counter(edition.ladder)
    ratable = Counter([*(competency.name for competency in edition.competencies), *Dial, *Overall])
    for name, times in (levels | ratable).items():
        if times > 1:
            raise NameGivenTwice(f"“{name}” names two things in edition {edition.number}: give each its own name")


def scale_must_climb(edition: Edition) -> None:
    """A scale has at least two points, lowest first, and a word for “not observed”."""
    values = [point.value for point in edition.scale.points]
    if len(values) < 2 or values != sorted(set(values)):
        raise ScaleBroken(f"the points of the scale are {values}: give at least two, each higher than the one before")
    if not says_something(edition.scale.not_observed):
        raise ScaleBroken("the scale has no word for “not observed”: give one, for it is an answer")


def criteria_must_be_complete(edition: Edition) -> None:
    """A criterion brings the numbers that it is judged by, and names levels that exist."""
    for criterion in (*edition.promotion, *(c for rule in edition.readiness for c in rule.criteria)):
        given = sorted(bound.of for bound in criterion.bounds)
        asked = sorted(MEASURES[criterion.requirement])
        if given != asked:
            raise CriterionIncomplete(
                f"criterion “{criterion.requirement}” has numbers for {given}: give one each for {asked}"
            )
        strangers = [level for level in criterion.levels if level not in edition.ladder]
        if strangers:
            raise CriterionIncomplete(
                f"criterion “{criterion.requirement}” applies to “{strangers[0]}”: name one of {list(edition.ladder)}"
            )


def procedure_must_be_possible(edition: Edition) -> None:
    """A panel has members, and whoever appeals has time to do so and is answered."""
    for name in ("quorum", "appeal_working_days", "appeal_answer_days"):
        number = getattr(edition.procedure, name)
        if number < 1:
            raise ProcedureImpossible(f"procedure: {name} is {number}: give 1 or more")
    if edition.procedure.mentorship_months < 0:
        raise ProcedureImpossible(
            f"procedure: mentorship_months is {edition.procedure.mentorship_months}: give 0 or more"
        )


class EditionIsOut(Refusal):
    """What is published stays as it is: what was decided under it is replayed under it."""

    instead = "Publish the next edition."
    field = "edition"


class EditionOutOfTurn(Refusal):
    """Editions are numbered without gaps."""

    instead = "Publish under the number that is next."
    field = "edition"


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


class ScaleBroken(Refusal):
    """A scale climbs, and can say “not observed”."""

    instead = "Give at least two points, each higher than the one before, and a word for “not observed”."
    field = "edition"


class CriterionIncomplete(Refusal):
    """A criterion can be judged as it stands."""

    instead = "Give the criterion each number that it is judged by, and levels that the edition has."
    field = "edition"


class ProcedureImpossible(Refusal):
    """A procedure can be kept."""

    instead = "Give numbers that can be kept."
    field = "edition"
