"""Remarks: what people say about what is written of them, and how they are answered when they ask to have it mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Final

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision, entry_about
from domain.kernel.commands import Said, precondition
from domain.kernel.dates import months_after
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import ReasonMissing, Refusal
from domain.people.employment import KnownPersonCommand, PersonCommand
from domain.people.named import Here

ANSWERED_WITHIN_MONTHS: Final = 1
"""Whoever asks is answered within a month: Regulation (EU) 2016/679, article 12(3)."""


class RectificationOutcome(StrEnum):
    """What came of a request to mend an entry."""

    MENDED = "mended"
    """The entry was corrected or retracted, by an entry of its own."""
    DECLINED = "declined"
    """It stays as it is."""


@dataclass(frozen=True)
class Rectifications:
    """The requests to mend an entry that wait for an answer."""

    requests: Mapping[Reference, Reference] = field(default_factory=dict, hash=False)
    """The entries that they are about, by the requests."""


@dataclass(frozen=True)
class StatementAttached(Event[Rectifications]):
    """Somebody said what they have to say about an entry that concerns them. It stands beside it from then on."""

    act: ClassVar[bool] = True

    entry: Reference
    """Reference of the entry that it is about."""
    words: Annotated[str | Erased, About("person")]
    """What is to be read beside it."""

    def concerns(self) -> tuple[str, ...]:
        return (self.entry.stream,)


@dataclass(frozen=True)
class RectificationRequested(Event[Rectifications]):
    """Somebody asked to have an entry mended that concerns them."""

    act: ClassVar[bool] = True

    entry: Reference
    """Reference of the entry that is to be mended."""
    words: Annotated[str | Erased, About("person")]
    """What is wrong with it."""
    due_on: date
    """The day by which they are to be answered."""

    def concerns(self) -> tuple[str, ...]:
        return (self.entry.stream,)

    def evolve(self, waiting: Rectifications, at: Reference) -> Rectifications:
        return changed(waiting, requests={**waiting.requests, at: self.entry})


@dataclass(frozen=True)
class RectificationAnswered(Event[Rectifications]):
    """Somebody was told what came of it, and why."""

    act: ClassVar[bool] = True

    request: Reference
    """Reference of the request that it answers."""
    entry: Reference
    """The entry that the request was about."""
    outcome: RectificationOutcome
    """What came of the request."""
    answered_by: PersonId
    """Who answers for it."""
    words: Annotated[str | Erased, About("person")]
    """Why it came out so."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.entry.stream, self.answered_by)))

    def evolve(self, waiting: Rectifications, at: Reference) -> Rectifications:
        others = {asked: entry for asked, entry in waiting.requests.items() if asked != self.request}
        return changed(waiting, requests=others)


@dataclass(frozen=True)
class Remark(KnownPersonCommand[Rectifications], abstract=True):
    """What every remark needs: words, about an entry that stands and concerns them. Whoever has left may make one."""

    person: Annotated[PersonId, Acts()]
    """The person, who says it."""
    entry: Reference
    words: Annotated[str, Said("say what is to be read beside the entry")]

    @precondition
    def must_be_about_them(self, book: Book) -> None:
        """Refuses a remark on what does not stand by that day, or does not concern them."""
        if entry_about(self.person, self.entry, self.effective_on, book) is None:
            raise NotAboutThem(
                f"entry “{self.entry}” is none about “{self.person}” that stands on {self.effective_on}:"
                " name one that is"
            )


@dataclass(frozen=True)
class AttachStatement(Remark):
    """Say what you have to say about an entry that concerns you; it will be read beside it."""

    records = (StatementAttached,)

    def decide(self, waiting: Rectifications, book: Book) -> Decision:
        return (self.becomes(StatementAttached),)


@dataclass(frozen=True)
class RequestRectification(Remark):
    """Ask to have an entry mended that concerns you, and say what is wrong with it."""

    records = (RectificationRequested,)

    def decide(self, waiting: Rectifications, book: Book) -> Decision:
        if self.entry in waiting.requests.values():
            raise AlreadyRequested(f"entry “{self.entry}”: a request to mend it waits for its answer already")
        due_on = months_after(self.effective_on, ANSWERED_WITHIN_MONTHS)
        return (self.becomes(RectificationRequested, due_on=due_on),)


@dataclass(frozen=True)
class AnswerRectification(PersonCommand[Rectifications]):
    """Tell somebody what came of their request; where it was right, the entry has been mended before."""

    records = (RectificationAnswered,)

    request: Reference
    outcome: RectificationOutcome
    answered_by: Annotated[PersonId, Here(), Acts()]
    words: Annotated[str, Said("say why it came out so", ReasonMissing)]

    def decide(self, waiting: Rectifications, book: Book) -> Decision:
        entry = waiting.requests.get(self.request)
        if entry is None:
            known = ", ".join(map(str, waiting.requests)) or "none"
            raise NoSuchRequest(f"request “{self.request}” does not wait for an answer; waiting are: {known}")
        if self.answered_by == self.person:
            raise AnsweredByThemselves(f"answered_by “{self.answered_by}” asked for it: name somebody else")
        if self.outcome is RectificationOutcome.MENDED and not was_mended(entry, self.request, book):
            raise NothingMended(f"outcome is “mended”, but “{entry}” says what it said when “{self.request}” was made")
        return (self.becomes(RectificationAnswered, entry=entry),)


def was_mended(entry: Reference, request: Reference, book: Book) -> bool:
    """Whether an entry was corrected or retracted since somebody asked for it, and says something else now."""
    return book.noted(entry) != book.as_known_with(request).noted(entry)


class NotAboutThem(Refusal):
    """People remark on what is written of them."""

    instead = "Name an entry that stands by that day and concerns the person."
    field = "entry"


class AlreadyRequested(Refusal):
    """One request at a time for one entry."""

    instead = "Wait for the answer to the first request."
    field = "entry"


class NoSuchRequest(Refusal):
    """A request is answered once, on the stream of whoever made it."""

    instead = "Name a request on this stream that still waits for its answer."
    field = "request"


class AnsweredByThemselves(Refusal):
    """Nobody answers their own request."""

    instead = "Have somebody else answer."
    field = "answered_by"


class NothingMended(Refusal):
    """Nobody is told that an entry was mended which is as it was."""

    instead = "Correct or retract the entry first; of an act, decline and say which other act answers it."
    field = "outcome"
