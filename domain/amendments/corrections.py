"""Corrections: nothing is edited; a new entry says what should have been written, or that it should not have been."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any

from domain.amendments.lying_on_files import must_lie_on_no_closed_file
from domain.amendments.resting import is_begun_by, nothing_may_rest_on
from domain.kernel.book import Book, Decision, Line
from domain.kernel.commands import Command, Said, decide
from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.keeping import completed
from domain.kernel.kinds import commands_by_event
from domain.kernel.memories import Nothing
from domain.kernel.refusals import ReasonMissing, Refusal
from domain.kernel.standing import Noted


@dataclass(frozen=True)
class Amendment(Command[Nothing], abstract=True):
    """Something asked on the stream of an entry, whosever it is."""

    entry: Reference
    """Reference of the entry, as its `reference` field gives it."""

    @property
    def stream(self) -> str:
        """The entry's own."""
        return self.entry.stream


@dataclass(frozen=True)
class CorrectEntry(Amendment):
    """Say what an entry should have said. What should have been asked for is decided anew, as if it had never been."""

    replacement: Command[Any]
    """What should have been asked for; it is decided as if the entry had never been. What it leaves as it is stays as
    the entry said it."""
    reason: Annotated[str, Said("say what was wrong, for whoever reads it later", ReasonMissing)] = ""
    """What was wrong, for whoever reads it later; whoever wrote the entry may leave it out for 15 minutes."""

    def decide(self, nothing: Nothing, book: Book) -> Decision:
        noted = fact_that_stands(self.entry, book)
        if self.replacement.stream != self.entry.stream:
            raise AnotherKind(
                f"“{self.entry}” cannot move to “{self.replacement.stream}”: retract it, and record the other instead"
            )
        replacement = completed(self.replacement, noted.event)
        lines = decided_without(self.entry, replacement, book)
        correction = self.of_the_same_kind(lines, noted)
        if correction.event == noted.event:
            return ()
        keeps_what_was_said_for_good(self.entry, noted.event, correction.event)
        superseding = replace(correction, supersedes=noted.at.version, reason=self.reason)
        corrected = tuple(superseding if line is correction else line for line in lines)
        nothing_may_rest_on(self.entry, corrected, book)
        return corrected

    def of_the_same_kind(self, lines: tuple[Line[Any], ...], noted: Noted[Event[Any]]) -> Line[Any]:
        kind = type(noted.event)
        same = [line for line in lines if line.stream == self.entry.stream and type(line.event) is kind]
        if not lines:
            raise NothingToCorrect(f"Without “{self.entry}” that is so already: retract it and record nothing instead")
        if len(same) != 1:
            raise AnotherKind(f"“{self.entry}” is a {kind.__name__}: correct it by one, or retract it")
        return same[0]


@dataclass(frozen=True)
class RetractEntry(Amendment):
    """Say that an entry should not have been written; where it was meant for somebody else, record that instead."""

    records = (EntryRetracted,)

    reason: Annotated[str, Said("say what was wrong, for whoever reads it later", ReasonMissing)] = ""
    """Why it should not have been written, for whoever reads it later; whoever wrote it may leave that out for 15
    minutes."""
    instead: Command[Any] | None = None
    """What is recorded instead, as for the right person."""

    def decide(self, nothing: Nothing, book: Book) -> Decision:
        noted = fact_that_stands(self.entry, book)
        must_lie_on_no_closed_file(noted, book)
        must_not_be_begun_anew(self.entry, noted.event, self.instead)
        retracted = Line(
            EntryRetracted(effective_on=noted.event.effective_on),
            stream=self.entry.stream,
            supersedes=noted.at.version,
            reason=self.reason,
        )
        if self.instead is None or self.instead.stream != self.entry.stream:
            noted.event.missed(noted.at, book.without(self.entry))
        instead = decided_without(self.entry, self.instead, book) if self.instead else ()
        nothing_may_rest_on(self.entry, (retracted, *instead), book)
        return (retracted, *instead)


def fact_that_stands(entry: Reference, book: Book) -> Noted[Event[Any]]:
    """The entry that is to be superseded, if it may be."""
    noted = book.noted(entry)
    if noted is None:
        raise NothingToCorrect(f"No entry stands at “{entry}”: what was retracted is recorded again, not corrected")
    if noted.event.act:
        raise ActsStand(f"“{entry}” is a {type(noted.event).__name__}, an act: answer it with another act")
    return noted


def keeps_what_was_said_for_good(entry: Reference, before: Event[Any], after: Event[Any]) -> None:
    """Refuses a correction of what was said beforehand, as what an assessment may be used for."""
    for name in before.for_good:
        if getattr(after, name) != getattr(before, name):
            raise SaidForGood(f"{name} of “{entry}” was said for good: leave it as it is, or retract the entry")


def must_not_be_begun_anew(entry: Reference, event: Event[Any], instead: Command[Any] | None) -> None:
    """Refuses what would begin the same stream otherwise, where others rely on who was named when it began."""
    same = instead is not None and instead.stream == entry.stream
    if same and event.for_good and is_begun_by(commands_by_event()[type(event)], entry.stream):
        raise SaidForGood(f"“{entry}” began “{entry.stream}”: correct it, or begin another one", field="instead")


def decided_without(entry: Reference, command: Command[Any], book: Book) -> tuple[Line[Any], ...]:
    """What a command comes to in a book in which `entry` was never written."""
    lines = (line if isinstance(line, Line) else Line(line) for line in decide(command, book.without(entry)))
    return tuple(replace(line, stream=line.stream or command.stream) for line in lines)


class NothingToCorrect(Refusal):
    """Only an entry that stands, and says something of its own, can be corrected or retracted."""

    instead = "Name an entry that stands; if it was retracted, record it again."
    field = "entry"


class ActsStand(Refusal):
    """A vote, a closing, a decision was cast on the day it was cast; it is answered by acts of its own."""

    instead = "Answer the act with another act, as a decision with an appeal."
    field = "entry"


class AnotherKind(Refusal):
    """A correction stays on its stream and says the same kind of thing."""

    instead = "Correct the entry by the same kind of entry on the same stream, or retract it and record the other."
    field = "replacement"


class SaidForGood(Refusal):
    """What something may be used for, or whom it is between, was said beforehand, and others have relied on it."""

    instead = "Retract the entry, and record what was meant in its place; what it began is begun as another one."
    field = "replacement"
