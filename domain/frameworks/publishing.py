"""Publishing frameworks: an edition is complete and consistent, or it does not come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from domain.frameworks.curriculum_rules import CURRICULUM_RULES
from domain.frameworks.edition import Edition
from domain.frameworks.faults import Faults
from domain.frameworks.framework import Framework, FrameworkCommand
from domain.frameworks.number_rules import NUMBER_RULES
from domain.frameworks.service_level_rules import service_levels_can_be_reached
from domain.frameworks.wording_rules import WORDING_RULES, texts_say_something
from domain.kernel.book import Book, Decision
from domain.kernel.commands import LeftToItsRules
from domain.kernel.facts import Event, Reference
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal

RULES: Final = (*WORDING_RULES, *NUMBER_RULES, *CURRICULUM_RULES, service_levels_can_be_reached, texts_say_something)


def faults(edition: Edition) -> Faults:
    """Everything that is wrong with an edition."""
    return (fault for rule in RULES for fault in rule(edition))


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
        if framework.editions and number > framework.newest + 1:
            raise EditionOutOfTurn(
                f"edition {number} of “{self.framework}” is not next: publish {framework.newest + 1}"
            )
        self.must_be_of_today(book)
        for fault in faults(self.edition):
            raise fault.refusal(fault.why, field="edition")
        return (self.becomes(FrameworkPublished),)


class EditionIsOut(Refusal):
    """What is published stays as it is: what was decided under it is replayed under it."""

    instead = "Publish the next edition."
    field = "edition"


class EditionOutOfTurn(Refusal):
    """Editions are numbered without gaps, from whichever came out here first."""

    instead = "Publish under the number that is next."
    field = "edition"
