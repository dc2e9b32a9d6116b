"""Conversations between two people: the commonest act of leading. That they met, how, and what they want to keep."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Event
from domain.kernel.hours import HOURS_OF_A_DAY, hours_must_be_possible
from domain.kernel.ids import PersonId
from domain.kernel.memories import Nothing
from domain.kernel.refusals import Refusal
from domain.people.employment import PresentPersonCommand
from domain.people.named import Here, Known


class ConversationKind(StrEnum):
    """What a conversation is for."""

    ONE_TO_ONE = "one_to_one"
    """The regular talk of a leader with one of theirs."""
    CAREER = "career"
    """Where somebody wants to go, and what they need for it."""
    TRANSITION = "transition"
    """How somebody finds their feet in a new role."""
    STAY = "stay"
    """What keeps somebody here, and what would make them leave."""
    FEEDBACK = "feedback"
    """What somebody does well, and what they could do better."""


@dataclass(frozen=True)
class ConversationHeld(Event[Nothing]):
    """Two people talked. What was said is for the two alone, for good: whoever leads one of them later reads none."""

    conversation_kind: ConversationKind
    """What the conversation was for."""
    with_whom: PersonId
    """With whom they talked."""
    told_by: PersonId
    """Which of the two tells of it."""
    hours: float | None = None
    """How long it took, in hours."""
    words: Annotated[str | Erased | None, About("person")] = None
    """What the two want to keep of it, in words that nobody else reads."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.with_whom, self.told_by)))


@dataclass(frozen=True)
class RecordConversation(PresentPersonCommand[Nothing]):
    """Tell of a conversation that two people had. Either of the two does; both may, and it counts once."""

    records = (ConversationHeld,)

    conversation_kind: ConversationKind
    with_whom: Annotated[PersonId, Here()]
    told_by: Annotated[PersonId, Known(), Acts(in_person=True)]
    hours: float | None = None
    words: str | None = None

    def decide(self, nothing: Nothing, book: Book) -> Decision:
        if self.with_whom == self.person:
            raise TalkedWithOneself(f"with_whom is “{self.with_whom}”, the person themselves: name somebody else")
        if self.told_by not in (self.person, self.with_whom):
            raise ToldByAThird(
                f"told_by is “{self.told_by}”: give “{self.person}” or “{self.with_whom}”, who talked with each other"
            )
        hours_must_be_possible("hours", self.hours, HOURS_OF_A_DAY)
        return (self.becomes(ConversationHeld),)


class TalkedWithOneself(Refusal):
    """A conversation takes two."""

    instead = "Name whom they talked with; what one thinks alone is noted as a lesson."
    field = "with_whom"


class ToldByAThird(Refusal):
    """A conversation is told of by one of the two who had it."""

    instead = "Have one of the two tell of it."
    field = "told_by"
