"""Informal mentoring: two people who met to learn without an agreement, which is welcome and told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Event, Stage
from domain.kernel.hours import HOURS_OF_A_DAY, hours_must_be_possible
from domain.kernel.ids import PersonId
from domain.kernel.memories import Nothing
from domain.kernel.refusals import Refusal
from domain.mentoring.agreements import MentorOfThemselves
from domain.people.employment import PresentPersonCommand
from domain.people.named import Here


@dataclass(frozen=True)
class InformalMentoringHeld(Event[Nothing]):
    """Two people met for one of them to learn, without an agreement. What each learned is theirs."""

    stage: ClassVar[Stage | None] = Stage.EXPOSURE

    mentor: PersonId
    """Who passed something on."""
    told_by: PersonId
    """Which of the two tells of it."""
    hours: float
    """How long they met, in hours."""
    mentee_learned: Annotated[str | Erased | None, About("person")]
    """What the person learned, as far as they want to tell."""
    mentor_learned: Annotated[str | Erased | None, About("mentor")]
    """What the mentor learned, as far as they want to tell."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.mentor, self.told_by)))


@dataclass(frozen=True)
class HoldInformalMentoring(PresentPersonCommand[Nothing]):
    """Tell of a session of mentoring without an agreement, how long it was, and what either learned."""

    records = (InformalMentoringHeld,)

    mentor: Annotated[PersonId, Here()]
    told_by: Annotated[PersonId, Here(), Acts(in_person=True)]
    hours: float
    mentee_learned: str | None = None
    mentor_learned: str | None = None

    def decide(self, memory: Nothing, book: Book) -> Decision:
        if self.mentor == self.person:
            raise MentorOfThemselves(f"mentor “{self.mentor}” is the person too: name two people", field="mentor")
        if self.told_by not in (self.person, self.mentor):
            raise NotOneOfTheTwo(
                f"told_by is “{self.told_by}”: name “{self.person}” or “{self.mentor}”, who were there"
            )
        hours_must_be_possible("hours", self.hours, HOURS_OF_A_DAY)
        return (self.becomes(InformalMentoringHeld),)


class NotOneOfTheTwo(Refusal):
    """What happened between two people is told by one of them."""

    instead = "Name one of the two."
    field = "told_by"
