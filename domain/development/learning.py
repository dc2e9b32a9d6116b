"""Learning: courses, reading and conferences, and what is learned from peers, at work and in communities."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, ClassVar, Final

from domain.development.development import Development
from domain.development.learning_loop import DevelopmentCommand, DevelopmentEvent
from domain.frameworks.adopting import Active
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Reference, Stage
from domain.kernel.hours import HOURS_AT_MOST, hours_must_be_possible
from domain.kernel.ids import FrameworkId
from domain.kernel.later import LATER
from domain.kernel.money import money_must_be_exact
from domain.kernel.near_misses import right_one
from domain.kernel.refusals import Refusal
from domain.kernel.standing import Folds, Noted
from domain.kernel.words import folded
from domain.units.adopting_frameworks import edition_for


class LearningMode(StrEnum):
    """How something was learned."""

    COURSE = "course"
    READING = "reading"
    CONFERENCE = "conference"
    PEERS = "peers"
    """From people in the same work, as in a visit, a tandem or a group that talks through cases."""
    ON_THE_JOB = "on_the_job"
    COMMUNITY = "community"
    """In a community of practice, across units."""


EMBEDDED: Final = frozenset((LearningMode.PEERS, LearningMode.ON_THE_JOB, LearningMode.COMMUNITY))
"""The modes in which people learn in their work and from those beside them, and not at an event."""


@dataclass(frozen=True)
class LearningCompleted(DevelopmentEvent):
    """They learned something, and saw it through."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    mode: LearningMode
    """How it was learned."""
    topic: Annotated[str | Erased, About("person")]
    """What they learned about."""
    hours: float | None = None
    """How long it took, in hours."""
    provider: Annotated[str | Erased | None, About("person")] = None
    """Who offered it, as a school or a publisher, where anybody did."""
    module: str | None = field(default=None, metadata=LATER)
    """The module of the curriculum that they completed, by its name, where it was one."""
    framework: FrameworkId | None = field(default=None, metadata=LATER)
    """The framework whose curriculum it is a module of."""
    edition: int | None = field(default=None, metadata=LATER)
    """The number of the framework's edition that has it."""
    cost: str | None = field(default=None, metadata=LATER)
    """What it cost, as an exact decimal, where anybody counted."""
    currency: str | None = field(default=None, metadata=LATER)
    """The currency of the cost, in three letters of ISO 4217."""

    def is_what(self, told: CompleteLearning) -> bool:
        """Whether it is what somebody tells of: the same topic, in the same way, on the same day, for that module."""
        if isinstance(self.topic, Erased) or folded(self.topic) != folded(told.topic):
            return False
        return (self.effective_on, self.mode, self.module) == (told.effective_on, told.mode, told.module)


@dataclass(frozen=True)
class LearningOnRecord:
    """What somebody has learned, as it stands on record."""

    entries: tuple[Noted[LearningCompleted], ...] = ()


def with_learning(known: LearningOnRecord, event: LearningCompleted, at: Reference) -> LearningOnRecord:
    """What is on record with one more of it."""
    return LearningOnRecord((*known.entries, Noted(event, at)))


LEARNING_ON_RECORD: Final[Folds] = {LearningCompleted.__name__: with_learning}


@dataclass(frozen=True)
class CompleteLearning(DevelopmentCommand):
    """Tell of something that they have learned, and how."""

    records = (LearningCompleted,)

    mode: LearningMode
    topic: Annotated[str, Said("say what it was about")]
    hours: float | None = None
    provider: str | None = None
    module: str | None = field(default=None, metadata=LATER)
    cost: str | None = field(default=None, metadata=LATER)
    currency: str | None = field(default=None, metadata=LATER)

    def decide(self, development: Development, book: Book) -> Decision:
        hours_must_be_possible("hours", self.hours, HOURS_AT_MOST)
        money_must_be_exact(self.cost, self.currency)
        held = None if self.module is None else self.curriculum_held(self.module, book)
        self.must_not_be_on_record(book)
        if held is None:
            return (self.becomes(LearningCompleted),)
        return (self.becomes(LearningCompleted, framework=held.framework, edition=held.edition.number),)

    def must_not_be_on_record(self, book: Book) -> None:
        """Refuses what was told before: twice on record, it would count twice in every figure."""
        known = book.recall(LearningOnRecord, self.person, folds=LEARNING_ON_RECORD).entries
        if (first := next((one for one in known if one.event.is_what(self)), None)) is not None:
            raise LearningToldBefore(
                f"topic “{self.topic}” of {self.effective_on} is on record of “{self.person}” as “{first.at}”:"
                " cite that entry"
            )

    def curriculum_held(self, module: str, book: Book) -> Active:
        """What was in force where they stood that day; refuses a module that it does not have.

        What an earlier record tells is a module of today's curriculum: before the ledger nothing was in force here.
        """
        on = book.today if self.is_brought_over(book) else self.effective_on
        held = edition_for(self.unit_on_that_day(book), on, book)
        there = {each.name for each in held.edition.modules} if held else set()
        if held is None or module not in there:
            of = f"edition {held.edition.number} of “{held.framework}”, in force" if held else "any edition in force"
            raise ModuleUnknown(f"module “{module}” is none of {of} on {on}: {right_one(module, sorted(there))}")
        return held


class ModuleUnknown(Refusal):
    """A module that was completed is one of the curriculum in force where they stand."""

    instead = "Name a module of the edition in force, or leave it out."
    field = "module"


class LearningToldBefore(Refusal):
    """What somebody learned stands on record once."""

    instead = "Cite the entry that is named, or correct it."
    field = "topic"
