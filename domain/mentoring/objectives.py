"""Objectives of a mentorship: which of those that were agreed have been met, and what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.mentoring.agreements import must_stand, objectives_of
from domain.mentoring.mentorship import MentoringProgress, Mentorship, MentorshipCommand


@dataclass(frozen=True)
class ObjectiveMet(Event[MentoringProgress]):
    """The mentee reached one of the objectives that were agreed."""

    mentor: PersonId
    """The mentor."""
    mentee: PersonId
    """The mentee."""
    objective: int
    """Which of the objectives of the agreement, counted from 1."""
    facts: Annotated[str | Erased, About("mentee")]
    """What shows that it was met."""

    def concerns(self) -> tuple[str, ...]:
        return (self.mentor, self.mentee)

    def evolve(self, progress: MentoringProgress, at: Reference) -> MentoringProgress:
        return changed(progress, met=progress.met | {self.objective})


@dataclass(frozen=True)
class MeetObjective(MentorshipCommand):
    """Record that an objective of the agreement was met, and what shows it."""

    records = (ObjectiveMet,)
    for_the_record = True

    objective: int
    facts: Annotated[str, Said("say what shows that it was met")]

    def decide(self, mentorship: Mentorship, book: Book) -> Decision:
        mentor, mentee = self.pair(mentorship)
        objectives = objectives_of(self.mentorship, mentee, book)
        if not 1 <= self.objective <= objectives:
            agreed = f"give 1 to {objectives}" if objectives else "none was agreed"
            raise NotAnObjective(f"objective “{self.objective}” is none of “{self.mentorship}”: {agreed}")
        if self.objective in book.recall(MentoringProgress, self.mentorship).met:
            raise ObjectiveMetBefore(
                f"objective “{self.objective}” of “{self.mentorship}” has been met: correct that entry if it is wrong"
            )
        must_stand(self, mentorship)
        return (self.becomes(ObjectiveMet, mentor=mentor, mentee=mentee),)


class NotAnObjective(Refusal):
    """Only what the two agreed on can be met."""

    instead = "Give the number of an objective of the agreement, counted from 1."
    field = "objective"


class ObjectiveMetBefore(Refusal):
    """An objective is met once."""

    instead = "Correct the entry that says so, if it is wrong."
    field = "objective"
