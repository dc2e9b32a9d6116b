"""Remarks: what people say about what is written of them, and how they are answered when they ask to have it mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Final

from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal, remembering
from domain.grounds import entry_about, months_after
from domain.person import Person, PersonCommand, PersonId

ANSWERED_WITHIN_MONTHS: Final = 1
"""Whoever asks is answered within a month: Regulation (EU) 2016/679, article 12(3)."""


class RectificationOutcome(StrEnum):
    """What came of a request to mend an entry."""

    MENDED = "mended"
    """The entry was corrected or retracted, by an entry of its own."""
    DECLINED = "declined"
    """It stays as it is."""


@dataclass(frozen=True)
class StatementAttached(Event[Person]):
    """Somebody said what they have to say about an entry that concerns them. It stands beside it from then on."""

    act: ClassVar[bool] = True

    entry: Reference
    words: Annotated[str | Erased, About("person")]

    def concerns(self) -> tuple[str, ...]:
        return (self.entry.stream,)


@dataclass(frozen=True)
class RectificationRequested(Event[Person]):
    """Somebody asked to have an entry mended that concerns them."""

    act: ClassVar[bool] = True

    entry: Reference
    words: Annotated[str | Erased, About("person")]
    due_on: date
    """The day by which they are to be answered."""

    def concerns(self) -> tuple[str, ...]:
        return (self.entry.stream,)

    def evolve(self, person: Person, at: Reference) -> Person:
        return remembering(person, to_be_mended={**person.to_be_mended, at: self.entry})


@dataclass(frozen=True)
class RectificationAnswered(Event[Person]):
    """Somebody was told what came of it, and why."""

    act: ClassVar[bool] = True

    request: Reference
    entry: Reference
    outcome: RectificationOutcome
    answered_by: PersonId
    words: Annotated[str | Erased, About("person")]

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.entry.stream, self.answered_by)))

    def evolve(self, person: Person, at: Reference) -> Person:
        open_still = {asked: entry for asked, entry in person.to_be_mended.items() if asked != self.request}
        return remembering(person, to_be_mended=open_still)


@dataclass(frozen=True)
class Remark(PersonCommand):
    """What every remark needs: words, about an entry that stands and concerns them. Whoever has left may make one."""

    entry: Reference
    words: str

    def must_be_theirs_to_make(self, person: Person, book: Book) -> None:
        self.must_be_known(person)
        if entry_about(self.person, self.entry, self.effective_on, book) is None:
            raise NotAboutThem(
                f"entry “{self.entry}” is none about “{self.person}” that stands on {self.effective_on}:"
                " name one that is"
            )
        if not self.words.strip():
            raise NothingSaid(f"words are “{self.words}”: say what is to be read beside “{self.entry}”")


@dataclass(frozen=True)
class AttachStatement(Remark):
    """Say what you have to say about an entry that concerns you; it will be read beside it."""

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_be_theirs_to_make(person, book)
        return (StatementAttached(self.entry, self.words, effective_on=self.effective_on),)


@dataclass(frozen=True)
class RequestRectification(Remark):
    """Ask to have an entry mended that concerns you, and say what is wrong with it."""

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_be_theirs_to_make(person, book)
        if self.entry in person.to_be_mended.values():
            raise AlreadyRequested(f"entry “{self.entry}”: a request to mend it waits for its answer already")
        due_on = months_after(self.effective_on, ANSWERED_WITHIN_MONTHS)
        return (RectificationRequested(self.entry, self.words, due_on, effective_on=self.effective_on),)


@dataclass(frozen=True)
class AnswerRectification(PersonCommand):
    """Tell somebody what came of their request; where it was right, the entry has been mended before."""

    request: Reference
    outcome: RectificationOutcome
    answered_by: PersonId
    words: str

    def decide(self, person: Person, book: Book) -> Decision:
        entry = person.to_be_mended.get(self.request)
        if entry is None:
            waiting = ", ".join(map(str, person.to_be_mended)) or "none"
            raise NoSuchRequest(f"request “{self.request}” does not wait for an answer; waiting are: {waiting}")
        if self.answered_by == self.person:
            raise AnsweredByThemselves(f"answered_by “{self.answered_by}” asked for it: name somebody else")
        if not book.recall(Person(), self.answered_by).is_here_on(self.effective_on):
            raise AnswererNotHere(
                f"answered_by “{self.answered_by}” is not with the organisation on {self.effective_on}: name who is"
            )
        if not self.words.strip():
            raise AnswerWithoutReasons(f"words are “{self.words}”: say why it came out as “{self.outcome}”")
        return (
            RectificationAnswered(
                self.request, entry, self.outcome, self.answered_by, self.words, effective_on=self.effective_on
            ),
        )


class NotAboutThem(Refusal):
    """People remark on what is written of them."""

    field = "entry"


class NothingSaid(Refusal):
    """A remark says something."""

    field = "words"


class AlreadyRequested(Refusal):
    """One request at a time for one entry."""

    field = "entry"


class NoSuchRequest(Refusal):
    """A request is answered once, on the page of whoever made it."""

    field = "request"


class AnsweredByThemselves(Refusal):
    """Nobody answers their own request."""

    field = "answered_by"


class AnswererNotHere(Refusal):
    """An answer is given by somebody who answers for it."""

    field = "answered_by"


class AnswerWithoutReasons(Refusal):
    """An answer gives its reasons."""

    field = "words"
