"""Recognition: mentors are thanked, by name, for what they did in a mentorship."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Event
from domain.kernel.ids import MentorshipId, PersonId
from domain.kernel.memories import Nothing
from domain.kernel.refusals import Refusal
from domain.mentoring.mentorship import Mentorship
from domain.people.employment import KnownPersonCommand
from domain.people.named import Here


@dataclass(frozen=True)
class MentorRecognised(Event[Nothing]):
    """Somebody thanked a mentor for what they did in a mentorship."""

    mentorship: MentorshipId
    """The mentorship for which they are thanked."""
    recognised_by: PersonId
    """Who thanks them."""
    in_words: Annotated[str | Erased, About("person")]
    """What they did, in words."""

    def concerns(self) -> tuple[str, ...]:
        return (self.mentorship, self.recognised_by)


@dataclass(frozen=True)
class RecogniseMentor(KnownPersonCommand[Nothing]):
    """Thank a mentor for what they did in a mentorship."""

    records = (MentorRecognised,)

    mentorship: MentorshipId
    recognised_by: Annotated[PersonId, Here(), Acts()]
    in_words: Annotated[str, Said("say what they did")]

    def decide(self, memory: Nothing, book: Book) -> Decision:
        if self.recognised_by == self.person:
            raise RecognisedByThemselves(f"recognised_by is “{self.recognised_by}”, the mentor: somebody else does")
        if book.recall(Mentorship, self.mentorship, on=self.effective_on).mentor != self.person:
            raise NotTheirMentorship(
                f"“{self.person}” was not the mentor in “{self.mentorship}” by {self.effective_on}: name one in which"
                " they were"
            )
        return (self.becomes(MentorRecognised),)


class RecognisedByThemselves(Refusal):
    """Thanks come from somebody else."""

    instead = "Let somebody else say it."
    field = "recognised_by"


class NotTheirMentorship(Refusal):
    """A mentor is thanked for a mentorship of theirs."""

    instead = "Name a mentorship in which they were the mentor by that day."
    field = "mentorship"
